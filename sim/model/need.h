// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace tenure::model {

/// What a mechanism cannot do without, as it is set: a mechanism's Parameters may have
/// `std::vector<Need> needs() const`, and a scenario in which the other section is off is refused.
struct Need {
  std::string_view section;  ///< of the mechanism that must be on
  std::string_view path;     ///< the value that asks for it, within the own section
  std::string_view problem;  ///< what the value is without it
  std::string_view why;
  std::string_view suggestion;  ///< another value that would do
};

}  // namespace tenure::model
