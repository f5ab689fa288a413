// SPDX-License-Identifier: Apache-2.0
#include "experiment/sweep_sensitivity.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "engine/elementary.h"
#include "experiment/swept_quantity.h"
#include "model/simulation.h"
#include "results/sensitivity_layout.h"

namespace tenure::experiment {

namespace {

using analysis::Bounded;
using results::Dataset;
using scenario::DesignKind;

std::size_t whole(const std::optional<std::int64_t>& number, std::size_t otherwise) {
  return number ? static_cast<std::size_t>(*number) : otherwise;
}

/// What a parameter was at each point: its values, or which of its words, in order of appearance.
std::vector<double> swept_values(const Dataset& dataset, const std::string& parameter) {
  const results::Values& values = dataset.find("p_" + parameter)->values;
  if (const auto* numbers = std::get_if<std::vector<double>>(&values)) return *numbers;
  std::map<std::string, double> order;
  std::vector<double> number;
  for (const std::string& word : std::get<std::vector<results::Text>>(values)) {
    number.push_back(order.emplace(word, static_cast<double>(order.size())).first->second);
  }
  return number;
}

analysis::Points by_rank(const scenario::Sweep& sweep, const Dataset& dataset) {
  std::vector<std::vector<double>> ranks;
  for (const scenario::SweepParameter& parameter : sweep.parameters) {
    const std::vector<double> values = swept_values(dataset, parameter.name);
    const std::set<double> distinct(values.begin(), values.end());
    const std::vector<double> sorted(distinct.begin(), distinct.end());
    std::vector<double> rank;
    for (const double value : values) {
      const auto place = std::lower_bound(sorted.begin(), sorted.end(), value) - sorted.begin();
      rank.push_back(sorted.size() < 2
                         ? 0.0
                         : static_cast<double>(place) / static_cast<double>(sorted.size() - 1));
    }
    ranks.push_back(std::move(rank));
  }
  analysis::Points points(ranks.size());
  std::vector<double> point(ranks.size());
  for (std::size_t i = 0; i < dataset.dimensions.at("point"); ++i) {
    for (std::size_t d = 0; d < ranks.size(); ++d) point[d] = ranks[d][i];
    points.add(point);
  }
  return points;
}

analysis::Points by_value(const scenario::Sweep& sweep, const analysis::Points& points) {
  analysis::Points settings(points.dimensions());
  std::vector<double> point(points.dimensions());
  for (std::size_t i = 0; i < points.size(); ++i) {
    for (std::size_t d = 0; d < point.size(); ++d) {
      point[d] = sweep.parameters[d].middle_of_value(points.at(i, d));
    }
    settings.add(point);
  }
  return settings;
}

/// Variables of sensitivity as they fill up, quantity by quantity.
class SensitivityTable {
 public:
  explicit SensitivityTable(Dataset& dataset) : dataset_(dataset) {}

  void add_text(const std::string& name, std::string text) {
    texts_[name].push_back(std::move(text));
  }
  void add_number(const std::string& name, double number) { numbers_[name].push_back(number); }
  void add_bounded(const std::string& name, const Bounded& bounded) {
    add_number(name, bounded.value);
    add_number(name + "_low", bounded.low);
    add_number(name + "_high", bounded.high);
  }

  /// In the order of the layout.
  void finish() {
    for (const results::Description& described : results::sensitivity_variables()) {
      if (const auto text = texts_.find(described.name); text != texts_.end()) {
        add(described, std::move(text->second));
      } else if (const auto number = numbers_.find(described.name); number != numbers_.end()) {
        add(described, std::move(number->second));
      }
    }
  }

 private:
  void add(const results::Description& described, results::Values values) {
    dataset_.variables.push_back(
        results::make_variable(described, std::move(values), results::Study::sweep));
  }

  Dataset& dataset_;
  std::map<std::string, std::vector<results::Text>> texts_;
  std::map<std::string, std::vector<double>> numbers_;
};

constexpr Bounded kUnknown{engine::kNaN, engine::kNaN, engine::kNaN, engine::kNaN};

/// Which two parameters a pair is of.
template <class Take>
void for_each_pair(std::size_t parameters, const Take& take) {
  for (std::size_t first = 0; first < parameters; ++first) {
    for (std::size_t second = first + 1; second < parameters; ++second) take(first, second);
  }
}

void add_quantity(SensitivityTable& table, const SweptQuantity& quantity,
                  const analysis::Sensitivity& found, std::size_t curve_points,
                  std::size_t map_rows) {
  table.add_text("quantity", quantity.name());
  table.add_text("quantity_kpi", quantity.kpi);
  table.add_text("quantity_policy", quantity.policy);
  table.add_text("quantity_against", quantity.against.value_or(""));
  table.add_text("quantity_units", quantity.unit);
  for (const analysis::Weight weight : found.verdict.weights) {
    table.add_text("weight", to_string(weight));
  }
  std::string sentences;
  for (const std::string& sentence : found.verdict.sentences) {
    sentences += (sentences.empty() ? "" : "\n") + sentence;
  }
  table.add_text("sentences", sentences);
  if (const auto& indices = found.indices) {
    table.add_number("explained_variance", indices->variance);
    table.add_number("noise_share", indices->noise_share.value_or(engine::kNaN));
    for (const Bounded& index : indices->first_order) table.add_bounded("first_order", index);
    for (const Bounded& index : indices->total) table.add_bounded("total_order", index);
    for (const Bounded& index : indices->second_order) table.add_bounded("second_order", index);
  }
  if (const auto& effects = found.effects) {
    for (const analysis::MorrisEffect& effect : effects->effects) {
      table.add_bounded("morris_mu", effect.mu);
      table.add_bounded("morris_mu_star", effect.mu_star);
      table.add_bounded("morris_sigma", effect.sigma);
      table.add_number("effect_noise_share", effect.noise_share.value_or(engine::kNaN));
    }
  }
  for (const analysis::ResponseCurve& curve : found.curves) {
    if (!found.effects) table.add_bounded("curve_share", curve.share.value_or(kUnknown));
    for (std::size_t i = 0; i < curve_points; ++i) {
      table.add_bounded("curve_mean", i < curve.points.size() ? curve.points[i].mean : kUnknown);
    }
  }
  for (const analysis::InteractionMap& map : found.together) {
    for (std::size_t i = 0; i < map_rows; ++i) {
      for (std::size_t j = 0; j < map_rows; ++j) {
        const bool is_there = i < map.across.size() && j < map.down.size();
        const std::size_t cell = i * map.down.size() + j;
        table.add_number("map_mean", is_there ? map.mean[cell] : engine::kNaN);
        table.add_number("map_excess", is_there ? map.excess[cell] : engine::kNaN);
      }
    }
  }
}

/// The mean value of a parameter in each part of a cut; NaN beyond its parts.
std::vector<double> values_at(const analysis::Cut& cut, const analysis::Groups& groups,
                              const std::vector<double>& values, std::size_t length) {
  std::vector<double> sums(length, 0.0);
  std::vector<double> counts(length, 0.0);
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (groups[i] == analysis::kNoGroup) continue;
    sums[cut.part_of[i]] += values[i];
    counts[cut.part_of[i]] += 1.0;
  }
  for (std::size_t part = 0; part < length; ++part) {
    sums[part] = counts[part] > 0.0 ? sums[part] / counts[part] : engine::kNaN;
  }
  return sums;
}

}  // namespace

AnalysedDesign analysed_design(const scenario::Sweep& sweep, const SweepPoints& points,
                               const Dataset& dataset) {
  const scenario::DesignText& text = sweep.text.design;
  const std::size_t dimensions = sweep.parameters.size();
  if (!points.coordinates() || points.left_out() > 0) {
    const analysis::Points ranks = by_rank(sweep, dataset);
    return {analysis::PlainDesign{}, ranks, ranks};
  }
  const analysis::Points settings = by_value(sweep, *points.coordinates());
  if (text.kind == DesignKind::morris) {
    return {analysis::MorrisDesign{dimensions, whole(text.trajectories, 1),
                                   whole(text.levels, kUsualMorrisLevels)},
            *points.coordinates(), settings};
  }
  if (text.kind == DesignKind::saltelli) {
    return {analysis::SaltelliDesign{dimensions, whole(text.base, 1),
                                     text.second_order == scenario::SwitchedOn::yes},
            *points.coordinates(), settings};
  }
  return {analysis::PlainDesign{}, *points.coordinates(), settings};
}

void add_sensitivity(Dataset& dataset, const scenario::Sweep& sweep, const SweepPoints& points,
                     const std::stop_token& stop) {
  if (points.size() < 2) return;
  const AnalysedDesign analysed = analysed_design(sweep, points, dataset);
  const analysis::Groups groups = analysis::groups_of(analysed.design, points.size());
  const std::size_t parameters = sweep.parameters.size();
  std::vector<std::string> names;
  std::vector<analysis::Cut> curves;
  std::vector<analysis::Cut> maps;
  std::size_t curve_points = 0;
  std::size_t map_rows = 0;
  for (std::size_t i = 0; i < parameters; ++i) {
    names.push_back(sweep.parameters[i].name);
    curves.push_back(analysis::cut(analysed.settings, i, groups));
    maps.push_back(analysis::cut(analysed.settings, i, groups, analysis::kMapParts));
    curve_points = std::max(curve_points, curves.back().parts());
    map_rows = std::max(map_rows, maps.back().parts());
  }

  SensitivityTable table(dataset);
  std::size_t quantities = 0;
  for_each_quantity(dataset, [&](const SweptQuantity& quantity) {
    if (stop.stop_requested()) throw model::Interrupted();
    ++quantities;
    add_quantity(table, quantity,
                 analysis::sensitivity(analysed.design, analysed.points, analysed.settings,
                                       quantity.responses, names, sweep.seed),
                 curve_points, map_rows);
  });
  if (quantities == 0) return;
  for (std::size_t i = 0; i < parameters; ++i) {
    table.add_text("parameter", names[i]);
    const std::vector<double> values = swept_values(dataset, names[i]);
    for (const double at : values_at(curves[i], groups, values, curve_points)) {
      table.add_number("curve_at", at);
    }
  }
  for_each_pair(parameters, [&](std::size_t first, std::size_t second) {
    table.add_text("pair_first", names[first]);
    table.add_text("pair_second", names[second]);
    for (const double at :
         values_at(maps[first], groups, swept_values(dataset, names[first]), map_rows)) {
      table.add_number("map_first_at", at);
    }
    for (const double at :
         values_at(maps[second], groups, swept_values(dataset, names[second]), map_rows)) {
      table.add_number("map_second_at", at);
    }
  });
  auto& dimensions = dataset.dimensions;
  dimensions["quantity"] = quantities;
  dimensions["parameter"] = parameters;
  dimensions["curve_point"] = curve_points;
  if (parameters > 1) {
    dimensions["pair"] = parameters * (parameters - 1) / 2;
    dimensions["map_row"] = map_rows;
    dimensions["map_column"] = map_rows;
  }
  table.finish();
}

}  // namespace tenure::experiment
