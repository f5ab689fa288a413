// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "analysis/interval.h"
#include "experiment/twins.h"
#include "results/dataset.h"

namespace tenure::experiment {

/// A number for each Twin, or each fate.
template <class T>
using ByTwin = std::array<T, kTwinNames.size()>;
template <class T>
using ByFate = std::array<T, kFateNames.size()>;

/// Customers of one group, means over replications.
struct TwinGroup {
  std::string name;  ///< of the segment; "1" to "10" for tenths of value; lower edge of tenure [d]
  ByTwin<double> count{};
  std::optional<ByTwin<double>> value;  ///< more than under the first policy [currency]
};

/// What a policy did for whom against the first, over replications. Gross figures, saved and lost,
/// say how many lives went another way; only their difference, net, is what the policy brought.
struct TwinSummary {
  double initial = 0.0;                 ///< customers active at time 0, mean over replications
  ByTwin<analysis::Interval> per_1000;  ///< of 1,000 of them
  analysis::Interval net_per_1000;      ///< saved less lost: the extra customers kept
  ByTwin<analysis::Interval> value;     ///< more than under the first [currency]; NaN: no finance
  /// Of 1,000 as well: how many would seem saved and lost if luck alone were another one. None in
  /// the first policy, nor in files of older versions.
  std::optional<ByTwin<analysis::Interval>> by_luck_per_1000;
  double unaddressed = 0.0;  ///< of `initial`, whom the policy never addressed
  /// Of 1,000 active at time 0, those of them whose fate changed all the same.
  analysis::Interval spilt_saved_per_1000;
  analysis::Interval spilt_lost_per_1000;
  std::vector<TwinGroup> by_segment;
  std::vector<TwinGroup> by_decile;
  std::vector<TwinGroup> by_tenure;
  ByTwin<double> newcomers{};          ///< who joined after time 0 under both
  ByFate<double> only_under_policy{};  ///< who joined after time 0 under this policy alone
  ByFate<double> only_under_first{};
};

/// One for each policy, the first included, out of results, fresh or read from a file. Empty if
/// they have no twins: of one policy, or of an older version.
std::vector<TwinSummary> twin_summaries(const results::Dataset& dataset);

}  // namespace tenure::experiment
