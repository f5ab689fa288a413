// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>

#include "results/layout.h"

namespace tenure::results {

/// The page that documents a results file dataset by dataset, in Markdown, from the descriptions
/// that the writer uses. `kpis`: those of the mechanisms.
std::string reference(std::span<const Description> kpis);

}  // namespace tenure::results
