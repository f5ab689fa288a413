// SPDX-License-Identifier: Apache-2.0
#include "scenario/sweep_list.h"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string_view>
#include <utility>

#include "scenario/did_you_mean.h"
#include "scenario/number.h"
#include "scenario/parse.h"

namespace tenure::scenario {
namespace {

struct Cell {
  std::string text;
  int column = 1;
};

struct Line {
  int number = 1;
  std::vector<Cell> cells;
};

std::string trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) return {};
  return std::string(text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1));
}

/// Cells between commas; those in quotation marks may hold commas, and quotation marks twice.
Line split(std::string_view text, int number) {
  Line line{number, {}};
  std::size_t at = 0;
  while (true) {
    std::size_t begin = at;
    while (begin < text.size() && (text[begin] == ' ' || text[begin] == '\t')) ++begin;
    const int column = static_cast<int>(begin) + 1;
    std::string cell;
    std::size_t end = begin;
    if (begin < text.size() && text[begin] == '"') {
      for (end = begin + 1; end < text.size(); ++end) {
        if (text[end] == '"' && end + 1 < text.size() && text[end + 1] == '"') {
          ++end;
        } else if (text[end] == '"') {
          ++end;
          break;
        }
        cell += text[end];
      }
      end = std::min(text.find(',', end), text.size());
    } else {
      end = std::min(text.find(',', begin), text.size());
      cell = trimmed(text.substr(begin, end - begin));
    }
    line.cells.push_back({std::move(cell), column});
    if (end >= text.size()) return line;
    at = end + 1;
  }
}

std::vector<Line> lines_of(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);  // a byte order mark
  std::vector<Line> lines;
  for (int number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (trimmed(line).empty() || line.starts_with('#')) continue;
    lines.push_back(split(line, number));
  }
  return lines;
}

}  // namespace

std::optional<SweepValue> read_sweep_value(const SweepParameter& parameter,
                                           const std::string& written, const Place& place,
                                           const std::string& path, Issues& issues) {
  try {
    SweepValue value{parse_value(written, place), written, std::nullopt};
    if (parameter.kind && value.node.is(Node::Kind::scalar)) {
      const Parsed<double> measure = parse_measure(*parameter.kind, written, parameter.currency);
      if (measure) value.measure = *measure;
    }
    return value;
  } catch (const ScenarioError& error) {
    for (const Issue& issue : error.issues()) {
      issues.add(place, path, {issue.problem, issue.why, issue.suggestion});
    }
  }
  return std::nullopt;
}

std::vector<std::vector<SweepValue>> read_sweep_list(const SourceFile& file,
                                                     const std::vector<SweepParameter>& parameters,
                                                     Issues& issues) {
  const auto name = std::make_shared<const std::string>(file.name);
  const std::vector<Line> lines = lines_of(file.text);
  std::vector<std::vector<SweepValue>> points;
  if (lines.size() < 2) {
    issues.add({name, 1, 1}, "",
               {"has no points", "a line of names, then a line for each point", ""});
    return points;
  }
  std::vector<std::string_view> known;
  for (const SweepParameter& parameter : parameters) known.push_back(parameter.name);
  std::vector<std::size_t> parameter_of;  // by column of the file
  for (const Cell& cell : lines.front().cells) {
    const auto found = std::find(known.begin(), known.end(), cell.text);
    const auto number = static_cast<std::size_t>(found - known.begin());
    const Place place{name, lines.front().number, cell.column};
    if (found == known.end()) {
      issues.add(
          place, "",
          {in_quotes(cell.text) + " is no parameter of the sweep", "", closest(cell.text, known)});
    } else if (std::find(parameter_of.begin(), parameter_of.end(), number) != parameter_of.end()) {
      issues.add(place, "", {in_quotes(cell.text) + " has two columns", "", ""});
    }
    parameter_of.push_back(number);
  }
  for (std::size_t i = 0; i < known.size(); ++i) {
    if (std::find(parameter_of.begin(), parameter_of.end(), i) != parameter_of.end()) continue;
    issues.add({name, lines.front().number, 1}, "",
               {"has no column " + in_quotes(known[i]), "every parameter needs one", ""});
  }
  if (!issues.empty()) return points;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const Line& line = lines[i];
    if (line.cells.size() != parameters.size()) {
      issues.add({name, line.number, 1}, "",
                 {"has " + std::to_string(line.cells.size()) + " values",
                  "there are " + std::to_string(parameters.size()) + " parameters", ""});
      continue;
    }
    std::vector<SweepValue> point(parameters.size());
    for (std::size_t column = 0; column < line.cells.size(); ++column) {
      const Cell& cell = line.cells[column];
      const std::size_t to = parameter_of[column];
      const Place place{name, line.number, cell.column};
      if (auto value = read_sweep_value(parameters[to], cell.text, place,
                                        "parameters." + parameters[to].name, issues)) {
        point[to] = std::move(*value);
      }
    }
    points.push_back(std::move(point));
  }
  return points;
}

}  // namespace tenure::scenario
