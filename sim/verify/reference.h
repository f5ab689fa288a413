// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace tenure::verify {

/// The blocks `claim`, `exact` and `lesson` of a scenario, as Markdown.
std::string reference_markdown();

}  // namespace tenure::verify
