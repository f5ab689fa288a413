// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "cli/report/swept.h"

namespace tenure::cli {

/// The page of a sweep: which parameters decide, with their curves and the maps of pairs, and the
/// sweep itself.
std::string page_of(const RecordedSweep& swept);

}  // namespace tenure::cli
