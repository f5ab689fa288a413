// SPDX-License-Identifier: Apache-2.0
#include "experiment/course.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>
#include <variant>

#include "analysis/paired.h"
#include "analysis/ratio.h"
#include "engine/elementary.h"
#include "experiment/by_period.h"

namespace tenure::experiment {

namespace {

using analysis::Interval;

std::vector<double> at(const ByPeriod& values, std::size_t period) {
  std::vector<double> of_period;
  for (const std::vector<double>& replication : values) of_period.push_back(replication[period]);
  return of_period;
}

std::size_t periods_in(const ByPeriod& values) {
  return values.empty() ? 0 : values.front().size();
}

ByPeriod summed_up(ByPeriod values) {
  for (std::vector<double>& replication : values) {
    for (std::size_t i = 1; i < replication.size(); ++i) replication[i] += replication[i - 1];
  }
  return values;
}

/// Numerators and denominators of a ratio in its own unit, added up over segments: a segment's
/// ratio times its denominator is its numerator.
struct Halves {
  std::vector<double> numerators;
  std::vector<double> denominators;
};

class Ratio {
 public:
  Ratio(const results::Dataset& dataset, const std::string& kpi, std::size_t policy)
      : replications_(dataset.dimensions.at("replication")),
        periods_(dataset.dimensions.at("period")),
        policy_(policy) {
    const results::Variable* value = dataset.find(kpi);
    const results::Variable* denominator = dataset.find(kpi + "_den");
    if (value == nullptr || denominator == nullptr || value->dimensions.size() < 3 ||
        value->dimensions[2] != "period" || denominator->dimensions != value->dimensions) {
      return;
    }
    values_ = std::get_if<std::vector<double>>(&value->values);
    counts_ = std::get_if<std::vector<std::int64_t>>(&denominator->values);
    segments_ = value->dimensions.size() > 3 ? dataset.dimensions.at("segment") : 1;
  }

  bool is_there() const { return values_ != nullptr && counts_ != nullptr; }
  std::size_t periods() const { return periods_; }

  Halves in(std::size_t period) const {
    Halves halves;
    for (std::size_t replication = 0; replication < replications_; ++replication) {
      const std::size_t first =
          ((policy_ * replications_ + replication) * periods_ + period) * segments_;
      double numerator = 0.0;
      double denominator = 0.0;
      for (std::size_t i = first; i < first + segments_; ++i) {
        const bool is_missing = (*counts_)[i] == results::kMissing;
        const double count = is_missing ? engine::kNaN : static_cast<double>((*counts_)[i]);
        denominator += count;
        if (count != 0.0) numerator += (*values_)[i] * count;
      }
      halves.numerators.push_back(numerator);
      halves.denominators.push_back(denominator);
    }
    return halves;
  }

 private:
  std::size_t replications_;
  std::size_t periods_;
  std::size_t policy_;
  std::size_t segments_ = 1;
  const std::vector<double>* values_ = nullptr;
  const std::vector<std::int64_t>* counts_ = nullptr;
};

}  // namespace

std::vector<Interval> course_of(const results::Dataset& dataset, const std::string& kpi,
                                std::size_t policy) {
  std::vector<Interval> course;
  const ByPeriod counts = counts_by_period(dataset, kpi, policy);
  for (std::size_t period = 0; period < periods_in(counts); ++period) {
    course.push_back(analysis::mean_interval(at(counts, period)));
  }
  if (!course.empty()) return course;
  const Ratio ratio(dataset, kpi, policy);
  if (!ratio.is_there()) return {};
  for (std::size_t period = 0; period < ratio.periods(); ++period) {
    const Halves halves = ratio.in(period);
    course.push_back(analysis::ratio_of_sums(halves.numerators, halves.denominators));
  }
  return course;
}

std::vector<Interval> gain_so_far(const results::Dataset& dataset, const std::string& kpi,
                                  std::size_t policy, std::size_t against) {
  const ByPeriod own = summed_up(counts_by_period(dataset, kpi, policy));
  const ByPeriod other = summed_up(counts_by_period(dataset, kpi, against));
  std::vector<Interval> gain;
  for (std::size_t period = 0; period < periods_in(own); ++period) {
    const auto difference = analysis::paired_difference(at(own, period), at(other, period));
    gain.push_back({difference.mean, difference.half_width});
  }
  return gain;
}

std::optional<std::size_t> ahead_from(const std::vector<Interval>& gain) {
  if (gain.empty() || !(gain.back().mean > 0.0)) return std::nullopt;
  std::size_t first = gain.size();
  while (first > 0 && gain[first - 1].mean > 0.0) --first;
  // Nothing has happened yet where nothing differs: being even is no time behind.
  const auto is_behind = [&](std::size_t i) { return gain[i].mean < 0.0; };
  for (std::size_t i = 0; i < first; ++i) {
    if (is_behind(i)) return first;
  }
  return std::size_t{0};
}

}  // namespace tenure::experiment
