// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

#include "engine/time.h"
#include "model/describe.h"

namespace tenure::model {

/// What an apology with the answer to a complaint is worth. One that is not meant does harm, one
/// that is read from a script wears off, one that is followed by a call gives back some of what the
/// failure took. Forms and sizes: assumptions.
struct Apology {
  /// A courtesy call soon after the apology.
  struct Call {
    engine::Duration within = 2 * engine::kWeek;
    Probability gives_back{0.3};  ///< of what is still lost
    void describe(Describer& d);
  };
  Probability share{0.0};  ///< of answers that apologise
  double gain = 0.4;       ///< g_app [satisfaction], of a sincere one
  Probability sincerity{1.0};
  Probability insincere{0.3};  ///< sincerity below which it does harm
  Probability wears_off{0.0};  ///< share of its worth that each repetition takes
  std::optional<Call> call;
  void describe(Describer& d);

  /// Satisfaction gained by the first: g_app (s - s_0) / (1 - s_0), all of it if it is sincere,
  /// less than nothing below s_0.
  double worth() const;
  /// What so many before it have left of the worth: (1 - w)^n.
  double freshness(std::uint16_t heard) const;
  bool needs_memory() const { return wears_off.value > 0.0 || call.has_value(); }
};

}  // namespace tenure::model
