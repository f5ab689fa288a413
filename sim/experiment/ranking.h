// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "experiment/comparison.h"
#include "experiment/criterion.h"

namespace tenure::experiment {

/// Of all that is said of one study's policies by the KPI that decides: the probability of saying
/// anything wrong is at most this.
inline constexpr double kErrorRateOfAll = 0.05;

/// How a policy stands against the reference by the KPI that decides. All of a ranking's verdicts
/// hold together (analysis/holm.h).
enum class Verdict {
  reference,
  better,         ///< the paired difference is surely on the good side of zero
  worse,          ///< it is surely on the other side
  undecided,      ///< neither, or there is one replication only
  same,           ///< the same number in every replication
  breaks_a_must,  ///< cannot win, however good it is
  no_value        ///< the KPI that decides has no value
};

struct Standing {
  std::size_t policy = 0;
  Verdict verdict = Verdict::undecided;
  std::vector<std::string> broken;  ///< "survival >= 60 %"
  /// The least error rate of all verdicts together at which this difference from the reference is
  /// told from zero (two-sided, Holm); NaN if there is none.
  double p_value = 0.0;
  /// Of the difference: together with those of all other policies it holds with 95 % (Bonferroni).
  std::optional<double> half_width_of_all;
  /// Undecided, although its own 95 % interval does not hold zero: too many are judged at once.
  bool by_itself = false;
};

/// Whether the winner is the best of those that can win. The best one is some policy, and to choose
/// another one wrongly the winner must have passed it: so each rival may claim an equal part of the
/// error rate, one-sided, however the winner was found (Bonferroni; Hsu 1984, Annals of Statistics
/// 12(3), 1136-1144, constrained comparisons with the best).
struct BestOf {
  std::size_t rivals = 0;
  double p_value = 0.0;                     ///< NaN without rivals or after one replication
  std::vector<std::size_t> may_be_as_good;  ///< rivals that are not surely worse, best first
  bool is_sure() const { return p_value <= kErrorRateOfAll; }
};

/// The policies in their order: by the mean of the KPI that decides, the ones that cannot win last.
struct Ranking {
  std::string kpi;
  Better better = Better::highest;
  bool as_asked = true;  ///< no: no policy has the KPI of the criterion, so survival decides
  std::vector<Standing> order;
  std::size_t judged = 0;  ///< policies that were held against the reference at once
  BestOf best;
  std::vector<std::string> kept;      ///< requirements that no policy breaks: "survival >= 60 %"
  std::vector<std::string> unjudged;  ///< those of which no policy has a value

  /// The best policy, if any can win.
  std::optional<std::size_t> winner() const;
};

Ranking rank(const Comparison& comparison, const Criterion& criterion);

}  // namespace tenure::experiment
