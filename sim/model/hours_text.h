// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "engine/opening_hours.h"

namespace tenure::model {

/// "Mon-Fri 09:00-17:00, Sat 10:00-14:00" as intervals of the week; nothing if it is not written
/// so, or if two intervals of a day overlap. Days are Mon Tue Wed Thu Fri Sat Sun; 24:00 ends a
/// day.
std::optional<std::vector<engine::OpeningHours::Interval>> parse_hours(std::string_view text);

}  // namespace tenure::model
