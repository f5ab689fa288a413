// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "scenario/sweep.h"

namespace tenure::scenario {

/// One value as a sweep writes it, for a parameter. Reports to `issues` what is wrong with it.
std::optional<SweepValue> read_sweep_value(const SweepParameter& parameter,
                                           const std::string& written, const Place& place,
                                           const std::string& path, Issues& issues);

/// The points of a list design: comma-separated values (RFC 4180) whose first line names all
/// parameters in any order; values carry units as in a scenario. Empty lines and lines that begin
/// with # count for nothing. Reports to `issues` what is wrong.
std::vector<std::vector<SweepValue>> read_sweep_list(const SourceFile& file,
                                                     const std::vector<SweepParameter>& parameters,
                                                     Issues& issues);

}  // namespace tenure::scenario
