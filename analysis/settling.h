// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

namespace tenure::analysis {

/// Whether a figure's beginning differs from its later course: told of the same figure observed at
/// the same times in several independent replications.
struct Settling {
  enum class Says {
    too_little,    ///< fewer than kLeastPeriods observations or kLeastReplications
    settled,       ///< nothing to be seen, or too little to matter
    settles,       ///< it takes `after` observations until it has settled
    keeps_moving,  ///< half or more would have to go: no telling where its beginning ends
  };
  Says says = Says::too_little;
  std::size_t after = 0;  ///< observations
  /// By how much the mean of all observations is beside that of the settled ones, or, if it keeps
  /// moving, of the later half; as a share of the latter's absolute value; not negative.
  double off_by = 0.0;
};

inline constexpr std::size_t kLeastPeriods = 10;
inline constexpr std::size_t kLeastReplications = 5;  ///< assumption: fewer see too little

/// `off_by` from which on a beginning matters (assumption).
inline constexpr double kOffByThatMatters = 0.01;

/// by_replication[i] is the series of one replication, all of the same length, every value finite;
/// otherwise std::invalid_argument is thrown.
///
/// Where the beginning ends is found on the mean over replications (Welch 1983, The statistical
/// analysis of simulation results, in The Computer Performance Modeling Handbook, 268-328) by MSER
/// (analysis/warm_up.h): on means of five from 50 observations on, else on single ones, and never
/// beyond the half. That rule cuts pure noise as well, so it is believed only if Student's test
/// over replications confirms it, two-sided at `error_rate`: the mean of the first tenth less that
/// of the later half. What is tested does not depend on where the rule cuts, and replications are
/// the only sample, whatever goes on inside of one. So a figure that never changes its law is said
/// to be unsettled with a probability of at most `error_rate`.
Settling settling(const std::vector<std::vector<double>>& by_replication, double error_rate);

}  // namespace tenure::analysis
