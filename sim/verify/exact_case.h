// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/time.h"
#include "model/describe.h"
#include "verify/observable.h"

namespace tenure::verify {

/// What one observation is.
enum class Observation { replication, customer };
inline constexpr std::array<std::string_view, 2> kObservationNames{"replication", "customer"};
constexpr std::span<const std::string_view> choices(Observation) { return kObservationNames; }

/// What of the observations has an exact value.
enum class Statistic { mean, share, variance, correlation, held_by_top };
inline constexpr std::array<std::string_view, 5> kStatisticNames{"mean", "share", "variance",
                                                                 "correlation", "held_by_top"};
constexpr std::span<const std::string_view> choices(Statistic) { return kStatisticNames; }

enum class Exactly { no, yes };
inline constexpr std::array<std::string_view, 2> kExactlyNames{"false", "true"};
constexpr std::span<const std::string_view> choices(Exactly) { return kExactlyNames; }

/// Which values count.
struct Condition {
  std::optional<double> equals;
  std::optional<double> at_least;
  std::optional<double> below;

  void describe(model::Describer& d);
  bool holds(double value) const;
};

/// Which observations count: those of which this, too, meets a condition.
struct Given {
  Observable what;
  Condition condition;

  void describe(model::Describer& d);
};

/// One figure of a case and its exact value.
struct Quantity {
  std::string name;
  Observable what;
  std::optional<std::string> policy;
  std::optional<std::string> against;
  Statistic as = Statistic::mean;
  std::optional<Condition> where;
  std::vector<Given> given;
  std::optional<double> top;
  std::optional<engine::Duration> with;
  double times = 1.0;
  std::optional<engine::Duration> in;
  double is = 0.0;
  std::optional<double> deviation;
  std::optional<std::string> tolerance;
  Exactly exactly = Exactly::no;

  void describe(model::Describer& d);
};

/// The block `exact` of a scenario: what is known of it without simulating.
struct ExactBlock {
  std::string id;
  std::string says;
  std::string formula;
  std::string source;
  Observation each = Observation::replication;
  std::vector<Quantity> quantities;

  void describe(model::Describer& d);
};

}  // namespace tenure::verify
