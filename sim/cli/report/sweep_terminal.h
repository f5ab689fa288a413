// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "cli/console.h"
#include "cli/report/swept.h"

namespace tenure::cli {

/// The curves of every parameter and the map of the pair that does most together, for what a
/// decision hangs on, in a hundred columns.
std::string as_drawing(const RecordedSweep& swept, const Console& console);

}  // namespace tenure::cli
