// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/time.h"
#include "model/anniversaries.h"

namespace tenure::model {

/// When something goes out to many customers at a time: on days of the year, at nine in the
/// morning, or at `first` and, before and after it, `every` so often.
class Waves {
 public:
  /// `first`: from time 0. `days`: 1 to 365; if there are any, they alone count.
  Waves(std::string_view name, engine::Duration first, std::optional<engine::Duration> every,
        const std::vector<std::int64_t>& days);

  /// The first wave at `from` or later, or kNever.
  engine::Time next(const Anniversaries& year, engine::Time from) const;
  /// What the root of a wave is called: by name and day, so that no other wave can shift its luck.
  std::uint32_t ordinal(engine::Time wave) const;

 private:
  std::uint32_t mark_;
  engine::Time first_;
  std::optional<engine::Duration> every_;
  std::vector<Anniversaries::Date> days_;
};

}  // namespace tenure::model
