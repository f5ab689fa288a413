// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analysis/interval.h"
#include "results/dataset.h"

/// Who is still there, told from results, fresh or read from a file. The replication is the only
/// unit of sampling, in segments and cohorts as well: shares are ratios of sums over replications
/// with the jackknife's half width (analysis/ratio.h), 95 %.
namespace tenure::experiment {

/// What became of the customers who were active at time 0: every one of them is followed to the
/// horizon, so the shares that are left are their Kaplan-Meier curve. Without any such customer all
/// figures are NaN.
struct Survival {
  std::vector<double> time;              ///< d; 0 and the ends of the reporting periods
  std::vector<analysis::Interval> kept;  ///< at each time, the share that has never left; 1 at 0
  /// The mean of min(lifetime, horizon), d: the area under the curve, joined by straight lines
  /// from one period's end to the next (as in analysis/survival.h).
  analysis::Interval restricted_mean;
};
Survival survival_of(const results::Dataset& dataset, std::size_t policy,
                     std::optional<std::size_t> segment = {});

/// How much more of that one policy has than another with the same customers and luck: shares, and
/// days of the restricted mean; paired by replication. Of a policy and itself: zeros.
Survival survival_gain(const results::Dataset& dataset, std::size_t policy, std::size_t against,
                       std::optional<std::size_t> segment = {});

/// Customers whom one cause of leaving has taken, newcomers included.
struct LossByCause {
  std::string cause;
  std::vector<analysis::Interval> left;  ///< mean number since time 0, by time as above
  analysis::Interval share;              ///< of all who left up to the horizon
  /// By time, the share of the initial base that the cause has taken where the others compete with
  /// it (Aalen-Johansen: nobody is censored). Empty if anybody joined or came back: then results do
  /// not tell the causes of the initial base from those of newcomers.
  std::vector<analysis::Interval> incidence;
};
std::vector<LossByCause> losses_of(const results::Dataset& dataset, std::size_t policy);

/// Customers who joined in the same reporting period.
struct Cohort {
  std::size_t number = 0;   ///< 0: the initial base; k: who joined in period k, the first being 1
  analysis::Interval size;  ///< mean number
  /// By age: the share of the cohort that is still active at the end of the period in which it
  /// joined (age 0), one period later, and so on as far as the horizon lets see.
  std::vector<analysis::Interval> active;
};
/// The cohorts that have a customer in some replication. Nothing if the results have no cohorts.
std::vector<Cohort> cohorts_of(const results::Dataset& dataset, std::size_t policy);

/// All newcomers, whenever they joined, by age: those whom the horizon cuts off are censored.
struct NewcomerSurvival {
  analysis::Interval newcomers;  ///< mean number
  /// After so many period's ends as a customer (the first one comes half a period after joining on
  /// average); [0] is 1.
  std::vector<analysis::Interval> kept;
  std::vector<std::int64_t> at_risk;  ///< before each of them, over all replications
};
/// None if nobody joined or the results have no cohorts.
std::optional<NewcomerSurvival> newcomers_of(const results::Dataset& dataset, std::size_t policy);

}  // namespace tenure::experiment
