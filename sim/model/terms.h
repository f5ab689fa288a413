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
#include "model/quantities.h"

namespace tenure::model {

/// By what a share of customers is chosen.
enum class ChosenBy { random, risk, value, sensitivity };
inline constexpr std::array<std::string_view, 4> kChosenByNames{"random", "risk", "value",
                                                                "sensitivity"};
constexpr std::span<const std::string_view> choices(ChosenBy) { return kChosenByNames; }

/// Whether customers are chosen by the truth, which no firm knows.
enum class Oracle { no, yes };
inline constexpr std::array<std::string_view, 2> kOracleNames{"false", "true"};
constexpr std::span<const std::string_view> choices(Oracle) { return kOracleNames; }

enum class OpenComplaint { none, open };
inline constexpr std::array<std::string_view, 2> kOpenComplaintNames{"no", "yes"};
constexpr std::span<const std::string_view> choices(OpenComplaint) { return kOpenComplaintNames; }

/// Whom a policy addresses: conditions that must all hold. The firm draws up its list when the
/// policy starts and anew at the end of each reporting period; who joins in between is judged at
/// joining.
struct Who {
  template <class T>
  struct Bounds {
    std::optional<T> at_least;
    std::optional<T> below;
    void describe(Describer& d) {
      d({.name = "at_least", .meaning = "this or more", .range = kNotNegative, .word = "none"},
        at_least);
      d({.name = "below", .meaning = "less than this", .range = kNotNegative, .word = "none"},
        below);
    }
    bool contains(T value) const {
      return (!at_least || value >= *at_least) && (!below || value < *below);
    }
    friend bool operator==(const Bounds&, const Bounds&) = default;
  };
  struct Share {
    Probability share{1.0};
    ChosenBy by = ChosenBy::random;
    Oracle oracle = Oracle::no;
    bool by_oracle() const { return oracle == Oracle::yes; }
    void describe(Describer& d);
  };
  std::optional<Bounds<engine::Duration>> tenure;
  std::optional<Bounds<Money>> spend;                     ///< since joining
  std::optional<Bounds<std::int64_t>> purchases;          ///< since joining
  std::optional<Bounds<engine::Duration>> last_purchase;  ///< how long ago; never: longest
  std::optional<OpenComplaint> open_complaint;
  std::optional<Bounds<std::int64_t>> tier;  ///< rank in the loyalty programme, 0: none
  std::optional<Share> share;
  void describe(Describer& d);
  /// Whether a customer's history is needed to decide.
  bool needs_history() const;
  /// Whether, for that, when he joined and when he last bought.
  bool needs_dates() const;
  /// Whether customers are put in an order, of which the first are chosen.
  bool ranks() const { return share && share->by != ChosenBy::random; }
  /// Whether the answer may change while a customer stays.
  bool looks_at_state() const { return needs_history() || tier.has_value() || ranks(); }
};

/// The conditions of a policy. Times are from time 0 of the study.
struct Terms {
  std::optional<engine::Duration> starts;  ///< none: at time 0
  std::optional<engine::Duration> ends;    ///< none: never
  std::optional<Who> who;                  ///< none: everybody
  std::optional<MoneyRate> budget;         ///< for what the policy does for single customers
  /// Names of the sections that the policy changes: what they spend is charged to its budget.
  std::vector<std::string> sections;
};

}  // namespace tenure::model
