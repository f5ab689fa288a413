// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/report/account.h"
#include "cli/report/html.h"
#include "results/json.h"

namespace tenure::cli {

/// One cell of a table on the page: a text, and the number behind it where there is one.
struct Cell {
  Cell(std::string text_of) : text(std::move(text_of)) {}  // NOLINT: a text is a cell
  Cell(const char* text_of) : text(text_of) {}             // NOLINT
  Cell(std::string text_of, double value_of) : text(std::move(text_of)), value(value_of) {}

  std::string text;
  std::optional<double> value;  ///< in the unit of the results file
  std::string note;             ///< what it means, in small print
};

/// A table: the first cell of a row heads it, all others hold numbers unless `texts` says so.
struct PageTable {
  std::string caption;
  std::vector<std::string> columns;
  std::vector<std::vector<Cell>> rows;
  bool texts = false;
};

/// Whether the numbers of a chart are seen at once or on demand.
enum class Numbers { folded, open };

/// A chart as a reader without eyes for it meets it.
struct ChartFrame {
  std::string id;       ///< of its element, unique
  std::string kind;     ///< which of the bundle's drawings: "ranges", "courses" ...
  std::string title;    ///< what it shows
  std::string summary;  ///< what there is to be seen in it, in a sentence or two
};

/// The page under construction: its body as HTML, and what the charts draw as JSON.
class Page {
 public:
  Page();

  HtmlWriter html;
  results::JsonWriter charts;

  void open_section(std::string_view id, std::string_view heading);
  void close_section() { html.close(); }

  /// Between the two the caller writes the chart's own fields to `charts`.
  void open_chart(const ChartFrame& frame);
  void close_chart(const PageTable& numbers, Numbers shown = Numbers::folded);

  void table(const PageTable& table);

  /// The whole document. `charts` is closed by it.
  std::string document(const std::string& title) &&;
};

/// The whole of `tenure report`: one self-contained HTML document.
std::string page_of(const Account& account);

}  // namespace tenure::cli
