// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace tenure::scenario {

/// The JSON Schema (draft-07, which editors' YAML language servers know) of scenarios, made from
/// the descriptions of all parameters: types, units as patterns, choices, ranges of plain numbers,
/// defaults and meanings. Nowhere stricter than `check`: overlays may use `~`, `{plus: x}` and
/// `{times: x}` wherever a value stands.
std::string json_schema();

/// The same of sweep files. Values of parameters are what the scenario takes at their paths, so
/// that any text or number will do here.
std::string sweep_json_schema();

}  // namespace tenure::scenario
