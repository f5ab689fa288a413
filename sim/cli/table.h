// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace tenure::cli {

enum class Align { left, right };

/// Text in aligned columns, two spaces apart, without trailing blanks.
class Table {
 public:
  explicit Table(std::vector<Align> columns) : columns_(std::move(columns)) {}

  /// Shorter rows are filled up with nothing. A cell may hold several lines.
  void add(std::vector<std::string> row);

  /// Each row a line, begun with `indent`.
  std::string text(const std::string& indent = {}) const;

 private:
  std::vector<Align> columns_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace tenure::cli
