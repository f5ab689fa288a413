// SPDX-License-Identifier: Apache-2.0
#include "model/regime.h"

#include <algorithm>

#include "model/firm_context.h"

namespace tenure::model {

void Regime::turn(const Rates* rates, FirmContext& context) {
  if (rates == nullptr) {
    bad_ = false;
    next_ = engine::kNever;
    return;
  }
  rates_ = *rates;
  if (next_ == engine::kNever) plan(context.now(), context);
}

void Regime::plan(engine::Time now, FirmContext& context) {
  const double luck =
      context.cause(luck_, changes_, Root::spell).exponential(draws::kSpellWait.pair);
  const Rate rate = bad_ ? rates_.recovery : rates_.onset;
  next_ = engine::later(now, engine::from_days(luck / rate.per_day));
}

void Regime::open(FirmContext& context) {
  bad_at_start_ = bad_;
  in_window_.clear();
  while (next_ < context.edge()) {
    in_window_.push_back(next_);
    bad_ = !bad_;
    ++changes_;
    plan(next_, context);
  }
}

bool Regime::is_bad(engine::Time time) const {
  const auto later = std::upper_bound(in_window_.begin(), in_window_.end(), time);
  return ((later - in_window_.begin()) % 2 == 1) != bad_at_start_;
}

}  // namespace tenure::model
