// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "cli/report/account.h"

namespace tenure::cli {

/// How the replications of an --until or --select study ended: the rule, when it was asked, and
/// whether it was reached. Empty if their number was given.
std::string ending_in_words(const Account& account);

}  // namespace tenure::cli
