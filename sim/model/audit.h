// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>

#include "model/composition.h"

namespace tenure::model {

/// What a mechanism may ask to prove that it has lost nothing: all that was counted since the run
/// began, and all that customers hold now. A mechanism with a law of conservation has
/// `audit(const Audit&)`, or `audit(const Firm&, const Audit&)`, which throws engine::Defect if the
/// law does not hold.
struct Audit {
  /// Of one of a mechanism's tallies, over all periods and segments.
  template <class Mechanism>
  std::int64_t counted(std::size_t which) const {
    return tally(kIndexOf<Mechanism>, which);
  }
  /// The sum of Mechanism::held(state) over all customers.
  template <class Mechanism>
  std::int64_t held() const {
    return held_by[kIndexOf<Mechanism>];
  }
  /// Requests to the firm's side of a mechanism that it has not looked at.
  template <class Mechanism>
  std::int64_t asked() const {
    return waiting[kIndexOf<Mechanism>];
  }

  std::function<std::int64_t(std::size_t mechanism, std::size_t which)> tally;
  std::array<std::int64_t, Mechanisms::size> held_by{};
  std::array<std::int64_t, Mechanisms::size> waiting{};
};

}  // namespace tenure::model
