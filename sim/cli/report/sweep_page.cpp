// SPDX-License-Identifier: Apache-2.0
#include "cli/report/sweep_page.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "cli/decides_text.h"
#include "cli/report/page.h"
#include "cli/words.h"
#include "results/layout.h"

namespace tenure::cli {
namespace {

using experiment::DecidedQuantity;

/// Of all pairs, so many are drawn.
constexpr std::size_t kMostMaps = 6;

/// One quantity under construction.
struct Telling {
  const RecordedSweep& swept;
  std::size_t number;  ///< of the quantity
  Page& page;

  const DecidedQuantity& quantity() const { return swept.decides.quantities[number]; }
  std::string id(const std::string& what) const {
    return what + "-" + std::to_string(number + 1) + "-chart";
  }
  bool is_difference() const { return !quantity().against.empty(); }
};

std::string text_of(const results::Dataset& dataset, const std::string& name) {
  const results::Variable* variable = dataset.find(name);
  if (variable == nullptr) return {};
  const auto* texts = std::get_if<std::vector<results::Text>>(&variable->values);
  return texts == nullptr || texts->size() != 1 ? std::string() : texts->front();
}

PageTable weights_of(const Telling& telling) {
  const DecidesTable cells = decides_table(telling.quantity(), telling.swept.decides.by);
  PageTable table;
  table.caption =
      "What decides " + telling.quantity().name + (cells.unit.empty() ? "" : ", in " + cells.unit);
  table.columns = cells.head;
  table.columns[1] = "verdict";
  for (const std::vector<std::string>& row : cells.rows) {
    table.rows.emplace_back(row.begin(), row.end());
  }
  return table;
}

std::string range_text(double low, double high, const NumberFormat& format) {
  return low < high ? number_of(low, format) + " to " + number_of(high, format) : "";
}

/// "failure: from 12,000 EUR at 0.02 to -3,000 EUR at 0.12"
std::string ends_of(const SweptParameter& parameter, const SweptCurve& curve,
                    const NumberFormat& format) {
  return parameter.name + ": from " + amount_of(curve.mean.front(), format) + " at " +
         parameter.value_with_unit(curve.at.front()) + " to " +
         amount_of(curve.mean.back(), format) + " at " + parameter.value_with_unit(curve.at.back());
}

void tell_curves(const Telling& telling) {
  const RecordedSweep& swept = telling.swept;
  const DecidedQuantity& quantity = telling.quantity();
  std::vector<std::size_t> order;
  std::vector<SweptCurve> curves;
  std::vector<double> means;
  double half_width = 0.0;
  for (const experiment::ParameterWeight* parameter : quantity.by_size()) {
    const auto p = static_cast<std::size_t>(parameter - quantity.parameters.data());
    SweptCurve curve = swept.curve(telling.number, p);
    if (curve.at.size() < 2) continue;
    means.insert(means.end(), curve.mean.begin(), curve.mean.end());
    for (std::size_t i = 0; i < curve.at.size(); ++i) {
      half_width = std::max(half_width, (curve.high[i] - curve.low[i]) / 2.0);
    }
    order.push_back(p);
    curves.push_back(std::move(curve));
  }
  if (curves.empty()) return;
  const NumberFormat format = swept.format(telling.number, means, half_width);
  Page& page = telling.page;
  page.open_chart({telling.id("curves"), "curves",
                   "How " + quantity.name + " moves with each parameter",
                   "Means over all values of the other parameters, with 95 % bands. " +
                       ends_of(swept.parameters[order.front()], curves.front(), format) + "."});
  write_format(page.charts, format);
  page.charts.field("gain", telling.is_difference()).key("panels").open_array();
  PageTable table;
  table.caption = quantity.name + (format.name().empty() ? "" : ", " + format.name()) +
                  ", where a parameter is about there";
  table.columns = {"Parameter", "mean", "95 % sure between"};
  for (std::size_t k = 0; k < curves.size(); ++k) {
    const SweptParameter& parameter = swept.parameters[order[k]];
    const SweptCurve& curve = curves[k];
    page.charts.open_object()
        .field("label", parameter.name)
        .field("unit", parameter.unit.empty() ? "" : "\u00A0" + parameter.unit)
        .field("log", parameter.is_log)
        .field("weight", to_string(quantity.parameters[order[k]].weight));
    page.charts.key("points").open_array();
    for (std::size_t i = 0; i < curve.at.size(); ++i) {
      page.charts.open_array()
          .value(curve.at[i])
          .value(parameter.value(curve.at[i]))
          .value(curve.mean[i])
          .value(curve.low[i])
          .value(curve.high[i])
          .close();
      table.rows.push_back({parameter.name + " " + parameter.value_with_unit(curve.at[i]),
                            cell_of(curve.mean[i], format),
                            range_text(curve.low[i], curve.high[i], format)});
    }
    page.charts.close().close();
  }
  page.charts.close();
  page.close_chart(table);
}

std::string place_in(const RecordedSweep& swept, const SweptMap& map, std::size_t cell) {
  const SweptParameter& first = swept.parameters[map.first];
  const SweptParameter& second = swept.parameters[map.second];
  return first.name + " " + first.value_with_unit(map.first_at[cell / map.second_at.size()]) +
         ", " + second.name + " " +
         second.value_with_unit(map.second_at[cell % map.second_at.size()]);
}

void write_map(results::JsonWriter& json, const RecordedSweep& swept, const SweptMap& map) {
  const SweptParameter& first = swept.parameters[map.first];
  const SweptParameter& second = swept.parameters[map.second];
  json.open_object()
      .field("first", first.name)
      .field("firstName", first.name_with_unit())
      .field("second", second.name)
      .field("secondName", second.name_with_unit());
  json.key("across").open_array();
  for (const double at : map.first_at) json.value(first.value(at));
  json.close().key("up").open_array();
  for (const double at : map.second_at) json.value(second.value(at));
  json.close().key("cells").open_array();
  for (std::size_t i = 0; i < map.first_at.size(); ++i) {
    for (std::size_t j = 0; j < map.second_at.size(); ++j) {
      const std::size_t cell = map.cell(i, j);
      if (!std::isfinite(map.excess[cell])) continue;
      json.open_array().value(i).value(j).value(map.mean[cell]).value(map.excess[cell]).close();
    }
  }
  json.close().close();
}

/// The pairs that do most together.
void tell_maps(const Telling& telling) {
  const RecordedSweep& swept = telling.swept;
  std::vector<SweptMap> maps = swept.maps(telling.number);
  const std::size_t pairs = maps.size();
  if (pairs == 0 || maps.front().strength == 0.0) return;
  maps.resize(std::min(pairs, kMostMaps));
  std::vector<double> numbers;
  for (const SweptMap& map : maps) {
    std::copy_if(map.excess.begin(), map.excess.end(), std::back_inserter(numbers),
                 [](double x) { return std::isfinite(x); });
  }
  const SweptMap& first = maps.front();
  const std::size_t most = first.strongest();
  const NumberFormat format =
      swept.format(telling.number, numbers, std::fabs(first.excess[most]) / 10.0);
  Page& page = telling.page;
  const bool are_all = pairs <= kMostMaps;
  page.open_chart(
      {telling.id("maps"), "maps", "What pairs do to " + telling.quantity().name,
       "What two parameters do together beyond what each does alone, " +
           (are_all ? "for " : "for the " + std::to_string(kMostMaps) + " strongest of ") +
           counted(static_cast<std::int64_t>(pairs), "pair") +
           " of parameters that may matter. A cell is the mean of about " +
           counted(static_cast<std::int64_t>(swept.points_of(first)), "point") +
           ", so that what their other parameters happen to be is in it. Most: " +
           amount_of(first.excess[most], format) + " at " + place_in(swept, first, most) + "."});
  write_format(page.charts, format);
  page.charts.field("gain", telling.is_difference()).key("panels").open_array();
  PageTable table;
  table.caption = telling.quantity().name + (format.name().empty() ? "" : ", " + format.name()) +
                  ", where two parameters are about there";
  table.columns = {"Parameters", "together beyond each alone", "mean"};
  for (const SweptMap& map : maps) {
    write_map(page.charts, swept, map);
    for (std::size_t cell = 0; cell < map.excess.size(); ++cell) {
      if (!std::isfinite(map.excess[cell])) continue;
      table.rows.push_back({place_in(swept, map, cell), cell_of(map.excess[cell], format),
                            cell_of(map.mean[cell], format)});
    }
  }
  page.charts.close();
  page.close_chart(table);
}

void tell_quantity(const Telling& telling) {
  HtmlWriter& html = telling.page.html;
  html.element("h3", telling.quantity().name);
  telling.page.table(weights_of(telling));
  if (!telling.quantity().sentences.empty()) {
    html.open("ul");
    for (const std::string& sentence : telling.quantity().sentences) html.element("li", sentence);
    html.close();
  }
  tell_curves(telling);
  tell_maps(telling);
}

/// Differences to the first policy before what each policy comes to by itself.
void tell_quantities(const RecordedSweep& swept, Page& page) {
  const std::vector<std::size_t> chosen = swept.chosen();
  page.open_section("decides", "What decides");
  page.html.element("p", decides_explanation(swept.decides.by), {{"class", "aside"}});
  for (const std::size_t number : chosen) tell_quantity({swept, number, page});
  page.close_section();
  if (chosen.size() == swept.decides.quantities.size()) return;
  page.open_section("levels", "Each policy by itself");
  for (std::size_t q = 0; q < swept.decides.quantities.size(); ++q) {
    if (std::find(chosen.begin(), chosen.end(), q) != chosen.end()) continue;
    page.html.open("details").element("summary", swept.decides.quantities[q].name);
    const Telling telling{swept, q, page};
    page.table(weights_of(telling));
    tell_curves(telling);
    page.html.close();
  }
  page.close_section();
}

void tell_sweep(const RecordedSweep& swept, Page& page) {
  page.open_section("sweep", "The sweep");
  page.html.element("pre", text_of(swept.dataset, "design_yaml"), {{"tabindex", "0"}});
  page.close_section();
}

}  // namespace

std::string page_of(const RecordedSweep& swept) {
  Page page;
  page.html.element("a", "To what decides", {{"class", "skip"}, {"href", "#decides"}});
  page.html.open("main").element("h1", swept.title());
  const auto count = [&](const char* dimension) {
    const auto found = swept.dataset.dimensions.find(dimension);
    return found == swept.dataset.dimensions.end() ? std::int64_t{0}
                                                   : static_cast<std::int64_t>(found->second);
  };
  page.html.element("p",
                    counted(count("point"), "point") + " of " +
                        counted(count("parameter"), "parameter") + ", " +
                        counted(count("replication"), "replication") + " of each.",
                    {{"class", "reason"}});
  tell_quantities(swept, page);
  tell_sweep(swept, page);
  page.html.close();
  return std::move(page).document(swept.title());
}

}  // namespace tenure::cli
