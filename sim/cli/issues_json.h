// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "results/json.h"
#include "scenario/issue.h"

namespace tenure::cli {

/// An array of issues (FORMATS section 4).
void write_issues(results::JsonWriter& json, const std::vector<scenario::Issue>& issues);

/// {"errors":[...]}, one line.
std::string errors_as_json(const scenario::ScenarioError& error);

}  // namespace tenure::cli
