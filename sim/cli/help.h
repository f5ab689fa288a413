// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "cli/verbs.h"

namespace tenure::cli {

/// Twelve lines: what the program is for, its verbs, an example that runs.
std::string help();

/// What one verb does and takes, and an example that runs.
std::string help_on(const Verb& verb);

/// "tenure 0.1.0"
std::string version();

}  // namespace tenure::cli
