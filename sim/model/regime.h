// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "engine/message.h"
#include "engine/time.h"
#include "model/quantities.h"

namespace tenure::model {

class FirmContext;

/// Good and bad times of one stage of the sale, common to all customers: a Markov chain of two
/// states in continuous time, begun in the good one. Each regime has luck of its own.
class Regime {
 public:
  /// How often times turn bad, and good again.
  struct Rates {
    Rate onset;
    Rate recovery;
  };
  explicit Regime(engine::Identity luck = {}) : luck_(luck) {}

  /// From now on by these rates; nullptr: good for good.
  void turn(const Rates* rates, FirmContext&);
  /// Draws up what happens in the window that is opened.
  void open(FirmContext&);
  /// At a time in that window.
  bool is_bad(engine::Time time) const;

 private:
  void plan(engine::Time now, FirmContext&);

  engine::Identity luck_;
  Rates rates_{};
  bool runs_ = false;
  bool bad_at_start_ = false;            ///< of the window
  bool bad_ = false;                     ///< after all that is drawn up
  std::uint32_t changes_ = 0;            ///< so far
  engine::Time next_ = engine::kNever;   ///< change
  std::vector<engine::Time> in_window_;  ///< changes
};

}  // namespace tenure::model
