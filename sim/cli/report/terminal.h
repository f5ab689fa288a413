// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "cli/console.h"
#include "cli/report/account.h"

namespace tenure::cli {

/// The answer, the ranking and who stays, in eighty columns.
std::string as_drawing(const Account& account, const Console& console);

}  // namespace tenure::cli
