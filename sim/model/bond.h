// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "engine/elementary.h"
#include "engine/record.h"
#include "engine/time.h"
#include "model/layout.h"

namespace tenure::model {

/// What ties a customer to the firm, shared by all mechanisms: the one that owns a quantity writes
/// it, all may read it. Decay is evaluated when somebody looks, never by an event.
class Bond {
 public:
  Bond(engine::Record record, const Layout& layout) : record_(record), layout_(layout) {}

  /// Satisfaction S as of `time`, not before its last change; 0 where satisfaction is off.
  double satisfaction(engine::Time time) const {
    if (layout_.satisfaction == Layout::kAbsent) return 0.0;
    const auto value = static_cast<double>(record_.at<float>(layout_.satisfaction));
    const double decay = layout_.satisfaction_decay[record_.head().row];
    if (decay == 0.0 || value == 0.0) return value;
    const auto since = record_.at<engine::Time>(layout_.satisfaction_since);
    return value * engine::exp(-decay * engine::in_days(time - since));
  }

  void set_satisfaction(double value, engine::Time now) {
    record_.at<float>(layout_.satisfaction) = static_cast<float>(value);
    if (layout_.satisfaction_since != Layout::kAbsent) {
      record_.at<engine::Time>(layout_.satisfaction_since) = now;
    }
  }

 private:
  engine::Record record_;
  const Layout& layout_;
};

}  // namespace tenure::model
