// SPDX-License-Identifier: Apache-2.0
#include "cli/table.h"

#include <algorithm>

#include "cli/words.h"

namespace tenure::cli {

void Table::add(std::vector<std::string> row) {
  row.resize(columns_.size());
  while (true) {
    std::vector<std::string> below(row.size());
    bool is_last = true;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::size_t end = row[i].find('\n');
      if (end == std::string::npos) continue;
      below[i] = row[i].substr(end + 1);
      row[i].erase(end);
      is_last = false;
    }
    rows_.push_back(std::move(row));
    if (is_last) return;
    row = std::move(below);
  }
}

std::string Table::text(const std::string& indent) const {
  std::vector<std::size_t> widths(columns_.size());
  for (const auto& row : rows_) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], width_of(row[i]));
  }
  std::string text;
  for (const auto& row : rows_) {
    std::string line = indent;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string filling(widths[i] - width_of(row[i]), ' ');
      line += columns_[i] == Align::left ? row[i] + filling : filling + row[i];
      line += "  ";
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + '\n';
  }
  return text;
}

}  // namespace tenure::cli
