// SPDX-License-Identifier: Apache-2.0
#include "cli/report/sweep_terminal.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "cli/table.h"
#include "cli/words.h"

namespace tenure::cli {
namespace {

constexpr std::size_t kWidth = 100;
/// Eighths of a character (Unicode 15, Block Elements, U+2581 to U+2588).
constexpr std::array<const char*, 8> kHeights{"\u2581", "\u2582", "\u2583", "\u2584",
                                              "\u2585", "\u2586", "\u2587", "\u2588"};

std::string with_plain_blanks(std::string text) {
  for (std::size_t at = 0; (at = text.find("\u00A0", at)) != std::string::npos; ++at) {
    text.replace(at, 2, " ");
  }
  return text;
}

struct Heights {
  double least = INFINITY;
  double most = -INFINITY;

  void include(double x) {
    least = std::min(least, x);
    most = std::max(most, x);
  }
  const char* at(double x) const {
    const double share = most > least ? (x - least) / (most - least) : 0.5;
    return kHeights[static_cast<std::size_t>(std::lround(7.0 * share))];
  }
};

std::string curves_text(const RecordedSweep& swept, std::size_t number) {
  const experiment::DecidedQuantity& quantity = swept.decides.quantities[number];
  std::vector<std::size_t> order;
  std::vector<double> means;
  Heights heights;
  double half_width = 0.0;
  for (const experiment::ParameterWeight* parameter : quantity.by_size()) {
    const auto p = static_cast<std::size_t>(parameter - quantity.parameters.data());
    const SweptCurve curve = swept.curve(number, p);
    if (curve.at.size() < 2) continue;
    order.push_back(p);
    for (std::size_t i = 0; i < curve.at.size(); ++i) {
      means.push_back(curve.mean[i]);
      heights.include(curve.mean[i]);
      half_width = std::max(half_width, (curve.high[i] - curve.low[i]) / 2.0);
    }
  }
  if (order.empty()) return {};
  const NumberFormat format = swept.format(number, means, half_width);
  Table table({Align::left, Align::left, Align::right, Align::right, Align::left, Align::right,
               Align::left});
  table.add({"parameter", "", "from", "", "", "", "to"});
  for (const std::size_t p : order) {
    const SweptCurve curve = swept.curve(number, p);
    const SweptParameter& parameter = swept.parameters[p];
    std::string drawing;
    for (const double mean : curve.mean) drawing += heights.at(mean);
    table.add({parameter.name, to_string(quantity.parameters[p].weight),
               parameter.value_with_unit(curve.at.front()), amount_of(curve.mean.front(), format),
               drawing, amount_of(curve.mean.back(), format),
               parameter.value_with_unit(curve.at.back())});
  }
  return table.text("  ");
}

std::string map_text(const RecordedSweep& swept, std::size_t number) {
  const std::vector<SweptMap> maps = swept.maps(number);
  if (maps.empty() || maps.front().strength == 0.0) return {};
  const SweptMap& map = maps.front();
  const SweptParameter& across = swept.parameters[map.first];
  const SweptParameter& down = swept.parameters[map.second];
  const double most = map.excess[map.strongest()];
  const NumberFormat format = swept.format(number, {most}, std::fabs(most) / 10.0);
  Table table(std::vector<Align>(map.first_at.size() + 1, Align::right));
  std::vector<std::string> head{down.name_with_unit() + " \\ " + across.name_with_unit()};
  for (const double at : map.first_at) head.push_back(across.value(at));
  table.add(head);
  for (std::size_t j = map.second_at.size(); j-- > 0;) {
    std::vector<std::string> row{down.value(map.second_at[j])};
    for (std::size_t i = 0; i < map.first_at.size(); ++i) {
      const double excess = map.excess[map.cell(i, j)];
      row.push_back(std::isfinite(excess) ? number_of(excess, format) : "");
    }
    table.add(row);
  }
  const std::string unit = format.name().empty() ? "" : ", " + format.name();
  return "  Together beyond each alone, of the pair that does most" + unit + "; about " +
         counted(static_cast<std::int64_t>(swept.points_of(map)), "point") + " a cell:\n" +
         table.text("  ");
}

}  // namespace

std::string as_drawing(const RecordedSweep& swept, const Console& console) {
  std::string text = console.on_stdout(Style::bold, wrapped(swept.title(), kWidth, 0)) + '\n' +
                     "Means over all values of the other parameters; the heights of a quantity's "
                     "curves are the same.\n";
  for (const std::size_t number : swept.chosen()) {
    const std::string curves = curves_text(swept, number);
    if (curves.empty()) continue;
    text += '\n' + console.on_stdout(Style::bold, swept.decides.quantities[number].name) + '\n' +
            curves;
    const std::string map = map_text(swept, number);
    if (!map.empty()) text += '\n' + map;
  }
  return with_plain_blanks(text);
}

}  // namespace tenure::cli
