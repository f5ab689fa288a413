// SPDX-License-Identifier: Apache-2.0
#include "results/csv.h"

#include <charconv>
#include <cmath>

#include "engine/expect.h"

namespace tenure::results {

Csv::Csv(const std::vector<std::string>& columns) : columns_(columns.size()) {
  for (const std::string& name : columns) cell(name);
  end_row();
}

void Csv::begin_cell() {
  if (cells_++ > 0) text_ += ',';
}

Csv& Csv::cell(std::string_view text) {
  begin_cell();
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
    text_ += text;
    return *this;
  }
  text_ += '"';
  for (const char c : text) text_.append(c == '"' ? 2 : 1, c);
  text_ += '"';
  return *this;
}

Csv& Csv::cell(std::int64_t number) {
  begin_cell();
  text_ += std::to_string(number);
  return *this;
}

Csv& Csv::cell(double number) {
  begin_cell();
  if (std::isnan(number)) return *this;
  char digits[32];
  const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  text_.append(digits, end);
  return *this;
}

Csv& Csv::hundredths(std::int64_t hundredths) {
  begin_cell();
  if (hundredths < 0) text_ += '-';
  const std::uint64_t size = hundredths < 0
                                 ? std::uint64_t{0} - static_cast<std::uint64_t>(hundredths)
                                 : static_cast<std::uint64_t>(hundredths);
  text_ += std::to_string(size / 100) + '.' + static_cast<char>('0' + size / 10 % 10) +
           static_cast<char>('0' + size % 10);
  return *this;
}

void Csv::end_row() {
  if (cells_ != columns_) throw engine::Defect("results: a row of another length than the heading");
  cells_ = 0;
  text_ += '\n';
}

}  // namespace tenure::results
