// SPDX-License-Identifier: Apache-2.0
#include "analysis/settling.h"

#include <cmath>
#include <numeric>
#include <span>
#include <stdexcept>

#include "analysis/estimate.h"
#include "analysis/warm_up.h"

namespace tenure::analysis {

namespace {

constexpr std::size_t kFive = 5;
constexpr std::size_t kEnoughForFives = 50;

double mean(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

std::vector<double> mean_over(const std::vector<std::vector<double>>& replications) {
  std::vector<double> course(replications.front().size(), 0.0);
  for (const std::vector<double>& one : replications) {
    for (std::size_t t = 0; t < one.size(); ++t) course[t] += one[t];
  }
  for (double& value : course) value /= static_cast<double>(replications.size());
  return course;
}

void expect_whole(const std::vector<std::vector<double>>& replications) {
  for (const std::vector<double>& one : replications) {
    if (one.size() != replications.front().size()) {
      throw std::invalid_argument("settling: series of different lengths");
    }
    for (const double x : one) {
      if (!std::isfinite(x)) throw std::invalid_argument("settling: a value is no number");
    }
  }
}

/// That the first tenth is like the later half.
double p_of_an_unlike_beginning(const std::vector<std::vector<double>>& replications) {
  std::vector<double> contrasts;
  for (const std::vector<double>& one : replications) {
    const std::span<const double> all(one);
    const std::size_t tenth = (all.size() + 9) / 10;
    contrasts.push_back(mean(all.first(tenth)) - mean(all.subspan(all.size() / 2)));
  }
  return estimate_of_mean(contrasts).p_of_other_than(0.0);
}

}  // namespace

Settling settling(const std::vector<std::vector<double>>& by_replication, double error_rate) {
  if (by_replication.empty()) return {};
  expect_whole(by_replication);
  if (by_replication.size() < kLeastReplications || by_replication.front().size() < kLeastPeriods) {
    return {};
  }
  const std::vector<double> course = mean_over(by_replication);
  const std::size_t batch = course.size() < kEnoughForFives ? 1 : kFive;
  const std::size_t batches = course.size() / batch;
  const std::size_t most = batches / 2;  // to cut
  const Truncation cut = mser(course, batch, batches - most);
  const bool is_endless = cut.deleted == most * batch;
  if (cut.deleted == 0) return {Settling::Says::settled};
  if (!(p_of_an_unlike_beginning(by_replication) <= error_rate)) return {Settling::Says::settled};
  const std::span<const double> all(course);
  const double later = mean(all.subspan(cut.deleted));
  const double beside = std::fabs(mean(all) - later);
  const double off_by = later == 0.0 ? (beside == 0.0 ? 0.0 : HUGE_VAL) : beside / std::fabs(later);
  if (off_by < kOffByThatMatters) return {Settling::Says::settled};
  return {is_endless ? Settling::Says::keeps_moving : Settling::Says::settles, cut.deleted, off_by};
}

}  // namespace tenure::analysis
