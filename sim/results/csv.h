// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tenure::results {

/// A table as comma-separated text (RFC 4180, lines end with a line feed): a heading, then rows,
/// cell by cell. Numbers have a decimal point whatever the locale, and as few digits as give them
/// back.
class Csv {
 public:
  explicit Csv(const std::vector<std::string>& columns);

  Csv& cell(std::string_view text);
  Csv& cell(std::int64_t number);
  Csv& cell(double number);                  ///< NaN: an empty cell
  Csv& hundredths(std::int64_t hundredths);  ///< 1234 -> 12.34
  Csv& empty() { return cell(std::string_view()); }
  /// Throws engine::Defect unless the row has as many cells as the heading.
  void end_row();

  const std::string& text() const { return text_; }

 private:
  void begin_cell();
  std::size_t columns_;
  std::size_t cells_ = 0;  ///< of the row that is being written
  std::string text_;
};

}  // namespace tenure::results
