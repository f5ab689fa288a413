// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstdint>

#include <rapidcheck.h>

#include "engine/time.h"
#include "model/quantities.h"

/// Values for random studies. Inside a generator of RapidCheck, `*gen` draws.
namespace tenure::property {

inline double between(double low, double high) {
  constexpr int kSteps = 1'000'000;
  return low + (high - low) * *rc::gen::inRange(0, kSteps + 1) / kSteps;
}
inline double log_between(double low, double high) {
  return std::exp(between(std::log(low), std::log(high)));
}
inline bool coin() { return *rc::gen::arbitrary<bool>(); }
/// Never and always are as good as any.
inline model::Probability probability() {
  const int kind = *rc::gen::inRange(0, 5);
  return {kind == 0 ? 0.0 : kind == 1 ? 1.0 : between(0.0, 1.0)};
}
inline engine::Duration days(double low, double high) {
  return engine::from_days(log_between(low, high));
}
inline model::Rate rate(double low, double high) { return {log_between(low, high)}; }
inline model::Money money(std::int64_t most) {
  return {*rc::gen::inRange<std::int64_t>(0, most + 1)};
}

}  // namespace tenure::property
