// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "model/record.h"

namespace tenure::experiment {

/// The smallest piece of a study that can be taken over from an earlier attempt.
struct UnitName {
  std::string_view policy;
  std::size_t replication = 0;
};

/// Where finished units come from and go to. Called by several threads at a time, for a unit at
/// most once each; must not throw.
class UnitStore {
 public:
  UnitStore() = default;
  UnitStore(const UnitStore&) = delete;
  UnitStore& operator=(const UnitStore&) = delete;
  virtual ~UnitStore() = default;

  /// What the unit counted, if it is finished: to the last bit what simulating it would give.
  virtual std::optional<model::Record> take(const UnitName& unit) = 0;
  virtual void keep(const UnitName& unit, const model::Record& record) = 0;
};

}  // namespace tenure::experiment
