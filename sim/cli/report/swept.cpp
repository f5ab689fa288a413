// SPDX-License-Identifier: Apache-2.0
#include "cli/report/swept.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <system_error>
#include <utility>

#include "cli/words.h"
#include "engine/elementary.h"
#include "results/errors.h"
#include "results/read.h"

namespace tenure::cli {
namespace {

using experiment::DecidedQuantity;
using results::Dataset;
using results::Text;

const std::vector<double>* reals(const Dataset& dataset, const std::string& name) {
  const results::Variable* variable = dataset.find(name);
  return variable == nullptr ? nullptr : std::get_if<std::vector<double>>(&variable->values);
}

std::string text_of(const results::Attributes& attributes, const std::string& name) {
  const auto found = attributes.find(name);
  const auto* text = found == attributes.end() ? nullptr : std::get_if<Text>(&found->second);
  return text == nullptr ? std::string() : *text;
}

std::size_t length_of(const Dataset& dataset, const std::string& dimension) {
  const auto found = dataset.dimensions.find(dimension);
  return found == dataset.dimensions.end() ? 0 : found->second;
}

bool has_points(const results::Variable& variable) {
  const auto& dimensions = variable.dimensions;
  return std::find(dimensions.begin(), dimensions.end(), "point") != dimensions.end();
}

/// Those before the first that is missing.
std::vector<double> known(const std::vector<double>& all, std::size_t from, std::size_t count) {
  std::vector<double> some;
  for (std::size_t i = 0; i < count && std::isfinite(all[from + i]); ++i) {
    some.push_back(all[from + i]);
  }
  return some;
}

SweptParameter parameter_of(const Dataset& dataset, const std::string& name) {
  SweptParameter parameter;
  parameter.name = name;
  const results::Variable* values = dataset.find("p_" + name);
  if (values == nullptr) return parameter;
  parameter.unit = text_of(values->attributes, "units");
  if (parameter.unit == "1") parameter.unit.clear();
  parameter.is_log = text_of(values->attributes, "scale") == "log";
  if (const auto* words = std::get_if<std::vector<Text>>(&values->values)) {
    for (const Text& word : *words) {  // numbered in the order of their appearance
      const auto found = std::find(parameter.words.begin(), parameter.words.end(), word);
      if (found == parameter.words.end()) parameter.words.push_back(word);
    }
  } else if (const auto* numbers = std::get_if<std::vector<double>>(&values->values)) {
    const auto [least, most] = std::minmax_element(numbers->begin(), numbers->end());
    if (least == numbers->end()) return parameter;
    parameter.is_log = parameter.is_log && *least > 0.0;
    parameter.decimals = decimals_worth_showing(*most, (*most - *least) / 10.0);
  }
  return parameter;
}

}  // namespace

std::string SweptParameter::value(double at) const {
  if (!words.empty()) {
    const double number = std::clamp(at, 0.0, static_cast<double>(words.size() - 1));
    const auto nearest = static_cast<std::size_t>(std::lround(number));
    return std::fabs(number - std::round(number)) < 1e-9
               ? words[nearest]
               : words[static_cast<std::size_t>(number)] + " or " +
                     words[static_cast<std::size_t>(number) + 1];
  }
  std::string text = number_of(at, {1.0, decimals, ""});
  if (text.find('.') == std::string::npos) return text;
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text;
}

std::string SweptParameter::value_with_unit(double at) const {
  return value(at) + (unit.empty() ? "" : "\u00A0" + unit);
}

std::string SweptParameter::name_with_unit() const {
  return name + (unit.empty() ? "" : " (" + unit + ")");
}

std::size_t SweptMap::strongest() const {
  std::size_t best = 0;
  for (std::size_t i = 0; i < excess.size(); ++i) {
    const bool is_more =
        std::isfinite(excess[i]) &&
        (!std::isfinite(excess[best]) || std::fabs(excess[i]) > std::fabs(excess[best]));
    if (is_more) best = i;
  }
  return best;
}

std::string RecordedSweep::title() const {
  const std::string title = text_of(dataset.attributes, "title");
  return title.empty() ? "A sweep of customer retention" : title;
}

std::vector<std::size_t> RecordedSweep::chosen() const {
  std::set<const DecidedQuantity*> of_decision;
  for (const DecidedQuantity& quantity : decides.quantities) {
    for (const DecidedQuantity* one : decides.of(quantity.kpi)) of_decision.insert(one);
  }
  std::vector<std::size_t> numbers;
  for (std::size_t q = 0; q < decides.quantities.size(); ++q) {
    if (of_decision.contains(&decides.quantities[q])) numbers.push_back(q);
  }
  return numbers;
}

SweptCurve RecordedSweep::curve(std::size_t quantity, std::size_t parameter) const {
  SweptCurve curve;
  const auto* at = reals(dataset, "curve_at");
  const auto* mean = reals(dataset, "curve_mean");
  const auto* low = reals(dataset, "curve_mean_low");
  const auto* high = reals(dataset, "curve_mean_high");
  if (at == nullptr || mean == nullptr || low == nullptr || high == nullptr) return curve;
  const std::size_t points = length_of(dataset, "curve_point");
  for (std::size_t i = 0; i < points; ++i) {
    const std::size_t place = (quantity * parameters.size() + parameter) * points + i;
    const double x = (*at)[parameter * points + i];
    const double y = (*mean)[place];
    if (!std::isfinite(x) || !std::isfinite(y)) continue;
    curve.at.push_back(x);
    curve.mean.push_back(y);
    curve.low.push_back(std::isfinite((*low)[place]) ? (*low)[place] : y);
    curve.high.push_back(std::isfinite((*high)[place]) ? (*high)[place] : y);
  }
  return curve;
}

std::vector<SweptMap> RecordedSweep::maps(std::size_t quantity) const {
  std::vector<SweptMap> all;
  const auto* first_at = reals(dataset, "map_first_at");
  const auto* second_at = reals(dataset, "map_second_at");
  const auto* mean = reals(dataset, "map_mean");
  const auto* excess = reals(dataset, "map_excess");
  if (first_at == nullptr || second_at == nullptr || mean == nullptr || excess == nullptr) {
    return all;
  }
  const std::size_t pairs = length_of(dataset, "pair");
  const std::size_t rows = length_of(dataset, "map_row");
  const std::size_t columns = length_of(dataset, "map_column");
  if (pairs != parameters.size() * (parameters.size() - 1) / 2) return all;
  const auto may_matter = [&](std::size_t parameter) {
    return decides.by == experiment::DecidedBy::curves ||
           decides.quantities[quantity].parameters[parameter].weight != analysis::Weight::hardly;
  };
  std::size_t pair = 0;
  for (std::size_t first = 0; first < parameters.size(); ++first) {
    for (std::size_t second = first + 1; second < parameters.size(); ++second, ++pair) {
      if (!may_matter(first) || !may_matter(second)) continue;
      SweptMap map{first,
                   second,
                   known(*first_at, pair * rows, rows),
                   known(*second_at, pair * columns, columns),
                   {},
                   {}};
      double sum = 0.0;
      double count = 0.0;
      for (std::size_t i = 0; i < map.first_at.size(); ++i) {
        for (std::size_t j = 0; j < map.second_at.size(); ++j) {
          const std::size_t place = ((quantity * pairs + pair) * rows + i) * columns + j;
          map.mean.push_back((*mean)[place]);
          map.excess.push_back((*excess)[place]);
          if (!std::isfinite(map.excess.back())) continue;
          sum += map.excess.back() * map.excess.back();
          count += 1.0;
        }
      }
      if (count == 0.0) continue;
      map.strength = std::sqrt(sum / count);
      all.push_back(std::move(map));
    }
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const SweptMap& a, const SweptMap& b) { return a.strength > b.strength; });
  return all;
}

std::size_t RecordedSweep::points_of(const SweptMap& map) const {
  return std::max<std::size_t>(
      1, length_of(dataset, "point") / std::max<std::size_t>(1, map.excess.size()));
}

NumberFormat RecordedSweep::format(std::size_t quantity, const std::vector<double>& numbers,
                                   double half_width) const {
  const DecidedQuantity& of = decides.quantities[quantity];
  const results::Variable* total = dataset.find(of.kpi + "_total");
  const std::string meaning = total == nullptr ? "" : text_of(total->attributes, "long_name");
  std::vector<experiment::KpiSummary> summaries;
  for (const double number : numbers) {
    summaries.push_back({of.kpi, of.unit, meaning, number, half_width});
  }
  return of.against.empty() ? format_of(summaries) : format_of_differences(summaries);
}

std::optional<RecordedSweep> recorded_sweep(const std::filesystem::path& path) {
  std::error_code error;
  const std::filesystem::path file =
      std::filesystem::is_directory(path, error) ? path / "results.h5" : path;
  // What is told was computed when the sweep was merged: values of each point are not needed, nor,
  // here, those of a file that is no sweep.
  const auto is_wanted = [](const results::Variable& variable, const results::Dataset& dataset) {
    return dataset.dimensions.contains("point") &&
           (variable.name.starts_with("p_") || !has_points(variable));
  };
  RecordedSweep swept{file, results::read_some(file, is_wanted), {}, {}};
  if (swept.dataset.find("point") == nullptr) return std::nullopt;
  auto decides = experiment::what_decides(swept.dataset);
  if (!decides) {
    throw results::InputError(file.string() +
                              ": is a sweep that says nothing of its parameters (one point, or "
                              "merged by another release; tenure merge DIR --force)");
  }
  swept.decides = *std::move(decides);
  for (const Text& name : std::get<std::vector<Text>>(swept.dataset.find("parameter")->values)) {
    swept.parameters.push_back(parameter_of(swept.dataset, name));
  }
  return swept;
}

}  // namespace tenure::cli
