// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "cli/report/account.h"

namespace tenure::cli {

/// A methods paragraph for a paper, then the study by the items of STRESS-DES (Monks, Currie,
/// Onggo, Robinson, Kunc & Taylor 2019, Journal of Simulation 13(1), 55-67), as Markdown. What the
/// results file does not know, it says it does not know.
std::string methods_text(const Account& account);

}  // namespace tenure::cli
