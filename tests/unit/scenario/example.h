// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/describe.h"

/// Parameters of every kind, for the tests of whatever visits descriptions.
namespace tenure::scenario::example {

using model::Describer;
using model::Scope;

enum class Order { first_come, priority };
inline constexpr std::array<std::string_view, 2> kOrders = {"first_come", "priority"};
constexpr std::span<const std::string_view> choices(Order) { return kOrders; }

struct Spread {
  engine::Duration mean = std::chrono::weeks{1};
  double shape = 1.0;
  void describe(Describer& d) {
    d({.name = "mean", .meaning = "its mean", .range = model::kPositive, .source = "Smith 1998"},
      mean);
    d({.name = "shape", .meaning = "1 is exponential", .range = model::kPositive}, shape);
  }
  friend bool operator==(const Spread&, const Spread&) = default;
};

struct Piece {
  engine::Duration from{};
  model::Rate hazard{0.0};
  void describe(Describer& d) {
    d({.name = "from", .meaning = "tenure at which it starts", .range = model::kNotNegative}, from);
    d({.name = "hazard", .meaning = "of leaving", .range = model::kNotNegative}, hazard);
  }
  friend bool operator==(const Piece&, const Piece&) = default;
};

struct Desk {
  std::int64_t seats = 3;
  model::MoneyRate cost{4'500'000.0 / 365.25};
  Order order = Order::first_come;
  Spread handling{std::chrono::minutes{20}, 1.0};
  std::optional<Spread> patience;
  std::optional<model::Probability> yearly;
  model::Probability share{0.4};
  model::Rate rate{3.0 / 7.0};
  model::Money fee{250};
  model::Interval range{0.0, 1.0};
  std::string note = "none yet";
  std::vector<std::int64_t> daily;
  std::vector<double> weights = {0.5, 0.5};
  std::vector<Piece> pieces;
  double factor = 1.0;

  void describe(Describer& d) {
    d({.name = "seats",
       .meaning = "agents at work",
       .range = model::kNotNegative,
       .scope = Scope::firm},
      seats);
    d({.name = "cost", .meaning = "of a seat", .range = model::kNotNegative, .scope = Scope::firm},
      cost);
    d({.name = "order", .meaning = "who is next", .scope = Scope::firm}, order);
    d({.name = "handling",
       .meaning = "time spent on a complaint",
       .scope = Scope::firm,
       .shorthand = "mean"},
      handling);
    d({.name = "patience", .meaning = "before giving up", .word = "unlimited", .shorthand = "mean"},
      patience);
    d({.name = "yearly", .meaning = "share who leave in a year", .range = model::kShare}, yearly);
    d({.name = "share", .meaning = "who complain", .range = model::kShare, .source = "Jones 2001"},
      share);
    d({.name = "rate", .meaning = "of visits", .range = model::kPositive}, rate);
    d({.name = "fee", .meaning = "per complaint", .range = model::kNotNegative}, fee);
    d({.name = "range", .meaning = "of satisfaction"}, range);
    d({.name = "note", .meaning = "anything"}, note);
    d({.name = "daily", .meaning = "counts per day", .range = model::kNotNegative}, daily);
    d({.name = "weights", .meaning = "of things", .range = model::kNotNegative}, weights);
    d({.name = "pieces", .meaning = "of the hazard"}, pieces);
    d({.name = "factor",
       .meaning = "of nothing",
       .range = {.low = 0.0, .high = 2.0, .low_excluded = true}},
      factor);
  }
  friend bool operator==(const Desk&, const Desk&) = default;
};

struct Strict {
  double must = 0.0;
  void describe(Describer& d) {
    d({.name = "must", .meaning = "there is no default", .required = true}, must);
  }
};

}  // namespace tenure::scenario::example
