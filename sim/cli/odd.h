// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "cli/study.h"

namespace tenure::cli {

/// A study described by the ODD protocol (Grimm et al. 2020, Journal of Artificial Societies and
/// Social Simulation 23(2) 7), as Markdown: its seven elements, filled in from the scenario and
/// from what the mechanisms that are on say of themselves.
std::string odd_description(const Study& study);

}  // namespace tenure::cli
