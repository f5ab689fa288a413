// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "engine/time.h"
#include "model/describe.h"

namespace tenure::verify {

/// What is looked at in a replication, as it is written: a KPI or a sum of KPIs, over another one,
/// of a segment, in some of the reporting periods.
struct Observable {
  std::string kpi;
  std::optional<std::string> per;
  std::optional<std::string> segment;
  std::optional<std::string> cause;
  std::optional<engine::Duration> at;
  std::optional<engine::Duration> from;
  std::optional<engine::Duration> until;

  /// The fields of an item, among others of its own.
  void describe(model::Describer& d);
};

}  // namespace tenure::verify
