// SPDX-License-Identifier: Apache-2.0
#include "model/waves.h"

#include <algorithm>
#include <chrono>

#include "engine/philox.h"

namespace tenure::model {

namespace {

/// Not at midnight, when policies begin and end.
constexpr engine::Duration kHourOfWaves = std::chrono::hours{9};

}  // namespace

Waves::Waves(std::string_view name, engine::Duration first, std::optional<engine::Duration> every,
             const std::vector<std::int64_t>& days)
    : mark_(engine::hash_name(name)), first_(engine::kStart + first), every_(every) {
  for (const std::int64_t day : days) days_.push_back({static_cast<int>(day) - 1, kHourOfWaves});
}

engine::Time Waves::next(const Anniversaries& year, engine::Time from) const {
  if (!days_.empty()) {
    engine::Time next = engine::kNever;
    for (const Anniversaries::Date& day : days_) {
      next = std::min(next, year.next(day, from - engine::Duration{1}));
    }
    return next;
  }
  if (!every_) return from <= first_ ? first_ : engine::kNever;
  const engine::Duration since = from - first_;
  const std::int64_t whole = since / *every_ + (since % *every_ > engine::Duration{0} ? 1 : 0);
  return first_ + whole * *every_;
}

std::uint32_t Waves::ordinal(engine::Time wave) const {
  return mark_ + static_cast<std::uint32_t>((wave - engine::kStart) / engine::kDay);
}

}  // namespace tenure::model
