// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "analysis/responses.h"
#include "analysis/saltelli_design.h"

namespace tenure::analysis {

/// Of the variance that the parameters make, over their ranges: which share each of them makes.
struct SobolIndices {
  std::size_t used = 0;  ///< pairs of A and B with all their points
  std::size_t left_out = 0;
  /// Of the expected response over the design, unit squared; noise is taken out if there are two
  /// replications. 0 or less: nothing but noise was seen, and the indices are NaN.
  double variance = 0.0;
  /// The share of the variance of the means over replications that luck makes, 0 to 1; none for one
  /// replication.
  std::optional<double> noise_share;
  std::vector<Bounded> first_order;  ///< by dimension: what fixing it alone would take away
  std::vector<Bounded> total;        ///< by dimension: what fixing all others would leave
  /// Interactions of two, without what each makes alone: (0, 1), (0, 2), ... (1, 2), ...; empty
  /// unless the design has second order.
  std::vector<Bounded> second_order;
};

/// First order: Saltelli et al. 2010 (Computer Physics Communications 181, 259-270), table 2 (b);
/// total: Jansen 1999 (Computer Physics Communications 117, 35-43), ibid. (f); second order:
/// Saltelli 2002 (Computer Physics Communications 145, 280-297), theorem 2. All products are
/// between different replications (analysis/responses.h), so that noise neither shrinks the
/// first-order nor swells the total indices. Intervals: 2.5 % and 97.5 % points of 1,000 resamples
/// of whole pairs of A and B (Archer, Saltelli & Sobol' 1997, Journal of Statistical Computation
/// and Simulation 58, 99-120), by `seed`; as if the pairs were independent, which is cautious for a
/// Sobol sequence. Throws std::invalid_argument unless there is a response for each point of the
/// design.
SobolIndices sobol_indices(const SaltelliDesign& design, const Responses& responses,
                           std::uint64_t seed);

}  // namespace tenure::analysis
