// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "experiment/comparison.h"
#include "experiment/criterion.h"

namespace tenure::experiment {

/// How a policy stands against the reference by the KPI that decides.
enum class Verdict {
  reference,
  better,         ///< the 95 % interval of the paired difference is on the good side of zero
  worse,          ///< it is on the other side
  undecided,      ///< it holds zero, or there is one replication only
  same,           ///< the same number in every replication
  breaks_a_must,  ///< cannot win, however good it is
  no_value        ///< the KPI that decides has no value
};

struct Standing {
  std::size_t policy = 0;
  Verdict verdict = Verdict::undecided;
  std::vector<std::string> broken;  ///< "survival >= 60 %"
};

/// The policies in their order: by the mean of the KPI that decides, the ones that cannot win last.
struct Ranking {
  std::string kpi;
  Better better = Better::highest;
  bool as_asked = true;  ///< no: no policy has the KPI of the criterion, so survival decides
  std::vector<Standing> order;
  std::vector<std::string> kept;      ///< requirements that no policy breaks: "survival >= 60 %"
  std::vector<std::string> unjudged;  ///< those of which no policy has a value

  /// The best policy, if any can win.
  std::optional<std::size_t> winner() const;
};

Ranking rank(const Comparison& comparison, const Criterion& criterion);

}  // namespace tenure::experiment
