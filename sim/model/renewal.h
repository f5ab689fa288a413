// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "engine/time.h"
#include "model/describe.h"
#include "model/spend_response.h"

namespace tenure::model {

/// The coin at the end of each term: the same for all, Beta distributed over customers (shifted
/// beta-geometric: Fader & Hardie 2007), or as good as the money that is spent on keeping them.
struct Renewal {
  engine::Duration every = engine::from_days(365.25);
  std::optional<Probability> probability;  ///< of leaving at a renewal, the same for all
  std::optional<double> alpha;             ///< or Beta(alpha, beta) distributed
  std::optional<double> beta;
  /// Or 1 - the share that the money keeps, of which `amount` is spent on each at each renewal.
  std::optional<SpendResponse> spending;
  void describe(Describer& d);
  static void check(const Renewal&, Problems&);
  static void imply(const Renewal&, Implications&);
};

}  // namespace tenure::model
