// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/time.h"
#include "model/describe.h"
#include "model/specification.h"
#include "scenario/number.h"

namespace tenure::scenario {

/// The keys of a scenario that belong to no mechanism, described like any parameter.
struct Header {
  std::int64_t format = 1;
  std::string title;
  std::string question;
  std::string currency = "EUR";
  std::optional<std::string> starts;
  engine::Duration warm_up{};
  engine::Duration horizon{};
  engine::Duration report_every = std::chrono::weeks{4};
  std::optional<engine::Duration> window;
  std::int64_t seed = 1;
  std::int64_t replications = 20;
  model::Persons population = model::Persons::redrawn;

  void describe(model::Describer& d);
};

/// The keys of a segment that belong to no mechanism.
struct SegmentHeader {
  std::string name;
  std::int64_t customers = 0;

  void describe(model::Describer& d);
};

/// Blocks that are written for readers and for other verbs.
inline constexpr std::array<std::string_view, 3> kIgnoredKeys = {"claim", "exact", "lesson"};

/// `2026-01-31` as days since 1970-01-01.
Parsed<std::int64_t> parse_date(std::string_view text);
std::string print_date(std::int64_t days_since_1970);

/// `[a-z][a-z0-9_-]*`, at most 64 characters.
bool is_name(std::string_view text);

/// Three capital letters, as in ISO 4217.
bool is_currency(std::string_view text);

}  // namespace tenure::scenario
