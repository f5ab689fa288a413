// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "experiment/policies.h"
#include "results/dataset.h"

/// Whether the warm-up looks long enough, by the course of the first policy's figures: the warm-up
/// is lived under it, so whatever still settles after time 0 under it began before (docs/decisions/
/// 0025).
namespace tenure::experiment {

/// At most this share of the studies whose figures do not change any more is told otherwise, all
/// figures of a study together.
inline constexpr double kFalseAlarms = 0.05;

struct WarmUpCheck {
  std::string verdict;  ///< `settled`, `settling`, `moving` or `unknown`; empty if nobody looked
  std::string text;     ///< a sentence or two for people
  bool is_doubtful() const { return verdict == "settling" || verdict == "moving"; }
};

/// Of results with the KPIs of these policies. `unknown` where the check has no ground to stand on:
/// too few periods or replications, seasons, a first policy that begins within the horizon.
WarmUpCheck check_warm_up(const results::Dataset& dataset, const Policies& policies);

/// Attributes of the file, written and read again.
void note_warm_up(results::Dataset& dataset, const WarmUpCheck& check);
WarmUpCheck noted_warm_up(const results::Dataset& dataset);

}  // namespace tenure::experiment
