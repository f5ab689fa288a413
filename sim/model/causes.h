// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "engine/expect.h"
#include "model/occurrences.h"
#include "model/setting.h"

namespace tenure::model {

/// Puts a cause on the scenario's list, once.
inline void add_cause(std::string name, std::vector<std::string>& causes) {
  if (std::find(causes.begin(), causes.end(), name) == causes.end()) {
    causes.push_back(std::move(name));
  }
}

/// The number of a cause that some mechanism has put on the list.
inline Cause cause_named(std::string_view name, const Study& study) {
  const auto found = std::find(study.causes.begin(), study.causes.end(), name);
  TENURE_ENSURE(found != study.causes.end());
  return static_cast<Cause>(found - study.causes.begin());
}

}  // namespace tenure::model
