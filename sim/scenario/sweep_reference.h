// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace tenure::scenario {

/// The page docs/formats/sweep.md, from the descriptions of the keys of a sweep file.
std::string sweep_reference_markdown();

}  // namespace tenure::scenario
