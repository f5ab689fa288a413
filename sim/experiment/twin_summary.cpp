// SPDX-License-Identifier: Apache-2.0
#include "experiment/twin_summary.h"

#include <cmath>
#include <cstdint>
#include <string_view>
#include <variant>

#include "analysis/ratio.h"
#include "engine/elementary.h"
#include "engine/expect.h"

namespace tenure::experiment {

namespace {

using analysis::Interval;

constexpr std::size_t kTwins = kTwinNames.size();

/// A variable over policy, replication, groups and twins or fates, in the unit that it names.
class Cube {
 public:
  Cube(const results::Dataset& dataset, const std::string& name)
      : replications_(dataset.dimensions.at("replication")) {
    const results::Variable* variable = dataset.find(name);
    if (variable == nullptr || variable->dimensions.size() != 4) {
      throw engine::Defect("experiment: results without " + name);
    }
    groups_ = dataset.dimensions.at(variable->dimensions[2]);
    columns_ = dataset.dimensions.at(variable->dimensions[3]);
    const auto scale = variable->attributes.find("scale_factor");
    if (scale != variable->attributes.end()) factor_ = std::get<double>(scale->second);
    values_ = &std::get<std::vector<std::int64_t>>(variable->values);
  }

  std::size_t groups() const { return groups_; }

  /// By replication; NaN where missing.
  std::vector<double> of_group(std::size_t policy, std::size_t group, std::size_t column) const {
    std::vector<double> series;
    for (std::size_t i = 0; i < replications_; ++i) series.push_back(at(policy, i, group, column));
    return series;
  }
  /// The same over all groups.
  std::vector<double> of_all(std::size_t policy, std::size_t column) const {
    std::vector<double> sums(replications_, 0.0);
    for (std::size_t i = 0; i < replications_; ++i) {
      for (std::size_t group = 0; group < groups_; ++group) sums[i] += at(policy, i, group, column);
    }
    return sums;
  }

 private:
  double at(std::size_t policy, std::size_t replication, std::size_t group,
            std::size_t column) const {
    const std::int64_t value =
        (*values_)[((policy * replications_ + replication) * groups_ + group) * columns_ + column];
    return value == results::kMissing ? engine::kNaN : factor_ * static_cast<double>(value);
  }

  std::size_t replications_;
  std::size_t groups_ = 0;
  std::size_t columns_ = 0;
  double factor_ = 1.0;
  const std::vector<std::int64_t>* values_ = nullptr;
};

double mean(const std::vector<double>& series) { return analysis::mean_interval(series).mean; }

std::vector<double> sum(const std::vector<double>& a, const std::vector<double>& b, double sign) {
  std::vector<double> result;
  for (std::size_t i = 0; i < a.size(); ++i) result.push_back(a[i] + sign * b[i]);
  return result;
}

Interval per_1000(const std::vector<double>& counts, const std::vector<double>& initial) {
  Interval ratio = analysis::ratio_of_sums(counts, initial);
  ratio.mean *= 1000.0;
  if (ratio.half_width) *ratio.half_width *= 1000.0;
  return ratio;
}

std::vector<double> of(const Cube& cube, std::size_t policy, Twin twin) {
  return cube.of_all(policy, static_cast<std::size_t>(twin));
}

std::vector<TwinGroup> groups_of(const Cube& counts, const Cube* values, std::size_t policy,
                                 const std::vector<std::string>& names) {
  std::vector<TwinGroup> groups;
  for (std::size_t group = 0; group < counts.groups(); ++group) {
    TwinGroup one{names.at(group), {}, std::nullopt};
    if (values != nullptr) one.value.emplace();
    for (std::size_t twin = 0; twin < kTwins; ++twin) {
      one.count[twin] = mean(counts.of_group(policy, group, twin));
      if (values != nullptr) (*one.value)[twin] = mean(values->of_group(policy, group, twin));
    }
    groups.push_back(std::move(one));
  }
  return groups;
}

std::vector<std::string> whole_numbers(std::size_t count) {
  std::vector<std::string> names;
  for (std::size_t i = 1; i <= count; ++i) names.push_back(std::to_string(i));
  return names;
}

std::vector<std::string> lower_edges(const results::Dataset& dataset) {
  std::vector<std::string> names;
  for (const double days : std::get<std::vector<double>>(dataset.find("tenure_from")->values)) {
    names.push_back(std::to_string(static_cast<std::int64_t>(days)));
  }
  return names;
}

}  // namespace

std::vector<TwinSummary> twin_summaries(const results::Dataset& dataset) {
  std::vector<TwinSummary> summaries;
  if (dataset.find("twins_count") == nullptr) return summaries;
  const Cube counts(dataset, "twins_count");
  const Cube values(dataset, "twins_value");
  const Cube by_luck(dataset, "noise_ceiling");
  const Cube unaddressed(dataset, "twins_unaddressed");
  const Cube newcomers(dataset, "twins_newcomers");
  const Cube only_here(dataset, "only_under_policy");
  const Cube only_first(dataset, "only_under_first");
  const Cube by_decile(dataset, "twins_by_decile");
  const Cube value_by_decile(dataset, "twins_value_by_decile");
  const Cube by_tenure(dataset, "twins_by_tenure");
  const auto& segments = std::get<std::vector<results::Text>>(dataset.find("segment")->values);
  for (std::size_t policy = 0; policy < dataset.dimensions.at("policy"); ++policy) {
    TwinSummary summary;
    std::vector<double> initial(dataset.dimensions.at("replication"), 0.0);
    for (std::size_t twin = 0; twin < kTwins; ++twin) {
      initial = sum(initial, counts.of_all(policy, twin), 1.0);
    }
    summary.initial = mean(initial);
    for (std::size_t twin = 0; twin < kTwins; ++twin) {
      summary.per_1000[twin] = per_1000(counts.of_all(policy, twin), initial);
      summary.value[twin] = analysis::mean_interval(values.of_all(policy, twin));
      summary.newcomers[twin] = mean(newcomers.of_all(policy, twin));
      summary.unaddressed += mean(unaddressed.of_all(policy, twin));
    }
    summary.net_per_1000 = per_1000(
        sum(of(counts, policy, Twin::saved), of(counts, policy, Twin::lost), -1.0), initial);
    summary.spilt_saved_per_1000 = per_1000(of(unaddressed, policy, Twin::saved), initial);
    summary.spilt_lost_per_1000 = per_1000(of(unaddressed, policy, Twin::lost), initial);
    ByTwin<Interval> luck;
    for (std::size_t twin = 0; twin < kTwins; ++twin) {
      luck[twin] = per_1000(by_luck.of_all(policy, twin), initial);
    }
    if (!std::isnan(luck[0].mean)) summary.by_luck_per_1000 = luck;
    for (std::size_t fate = 0; fate < kFateNames.size(); ++fate) {
      summary.only_under_policy[fate] = mean(only_here.of_all(policy, fate));
      summary.only_under_first[fate] = mean(only_first.of_all(policy, fate));
    }
    summary.by_segment = groups_of(counts, &values, policy, segments);
    summary.by_decile =
        groups_of(by_decile, &value_by_decile, policy, whole_numbers(by_decile.groups()));
    summary.by_tenure = groups_of(by_tenure, nullptr, policy, lower_edges(dataset));
    summaries.push_back(std::move(summary));
  }
  return summaries;
}

}  // namespace tenure::experiment
