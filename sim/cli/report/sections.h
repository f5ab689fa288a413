// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "cli/report/account.h"
#include "cli/report/page.h"

namespace tenure::cli {

/// How a page begins, by which it is known again.
inline constexpr std::string_view kPageStart = "<!doctype html>\n<!-- A page of tenure report. -->";

// One file each. A section that the data has nothing for writes nothing.
void tell_answer(const Account& account, Page& page);
void tell_ranking(const Account& account, Page& page);

}  // namespace tenure::cli
