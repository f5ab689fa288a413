// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "engine/time.h"
#include "engine/type_list.h"
#include "model/describe.h"
#include "model/kpi.h"
#include "model/occurrences.h"
#include "model/setting.h"

namespace tenure::model {

class Context;

/// Who comes back? Somebody who has left is somewhere else, at a place that bears the name of the
/// cause: at a rival, or just away. He may move on from place to place and back to the firm at
/// given rates (a Markov chain of brands), or look around now and then and return by logit; and the
/// firm may turn to him with an offer. Direction of what makes people return: Kumar, Bhagwat &
/// Zhang 2015, J. Marketing 79(4): the stronger the first relationship the sooner, and those who
/// left because of the service less; sizes: assumption.
///
///   P(return) = logistic(constant + relationship R - service_reason 1{S < 0} + offer),
///
/// R and S as they were on leaving. A return keeps the person and begins a new tenure: KPIs count
/// another leaving and another joining, `survival` counts who never left.
///
/// Hears: CustomerLeft, MoveDue, WinBackDue.   Publishes: CostIncurred; CustomerJoined by
/// returning.
class WinBack {
 public:
  static constexpr std::string_view kSection = "win_back";
  static constexpr std::string_view kAbout =
      "who has left: returns of their own accord or for an offer, or moves on";
  static constexpr std::string_view kRemembers =
      "where he is, log odds of returning, offers so far";
  using Hears = engine::TypeList<CustomerLeft, MoveDue, WinBackDue>;
  using OwnClocks = engine::TypeList<MoveDue, WinBackDue>;
  /// The place of who has not left, in `moves`.
  static constexpr std::string_view kOwn = "own";

  struct Chance {
    double constant = -3.0;
    double relationship = 0.5;    ///< per unit of R on leaving
    double service_reason = 1.0;  ///< of who was dissatisfied on leaving
    void describe(Describer& d);
  };
  struct Offer {
    engine::Duration after = 30 * engine::kDay;  ///< from leaving to the first
    std::int64_t times = 1;
    engine::Duration every = 90 * engine::kDay;  ///< from one to the next
    double value = 1.0;                          ///< added to the log odds
    Money cost{500};
    void describe(Describer& d);
  };
  struct Move {
    std::string from;
    std::string to;
    Rate rate{};
    void describe(Describer& d);
  };
  struct Parameters {
    Chance chance;
    std::optional<engine::Duration> looks_around;  ///< mean time between
    std::optional<Offer> offer;
    std::vector<Move> moves;
    void describe(Describer& d);
    static void check(const Parameters&, Problems&);
    static void imply(const Parameters&, Implications&);
    /// Paths of the moves that begin where nobody comes to, and the names of those places.
    std::vector<std::pair<std::string, std::string>> unknown_causes(
        const std::vector<std::string>& known) const;
  };
  /// Of who is away; in the place of what others have forgotten.
  static constexpr bool kRemembersAway = true;
  struct State {
    std::uint32_t moves = 0;   ///< ordinal of the present wait for one
    std::uint32_t offers = 0;  ///< so far
    float log_odds = 0.0F;     ///< of returning, without an offer
    std::uint8_t place = 0;    ///< cause
  };

  enum Tally : std::size_t {
    returned,
    moved,
    offers_made,
    offers_taken,
    offers_cost,
    refused,
    back
  };
  static constexpr std::array kMeasures{
      Measure{"customers_returned", "1", "customers who came back after leaving"},
      Measure{"customers_moved_on", "1", "moves of who has left from one place to another"},
      Measure{"win_back_offers", "1", "offers made to customers who had left"},
      Measure{"win_back_offers_taken", "1", "offers by which customers came back"},
      Measure{"win_back_cost", kMoneyUnit, "spent on offers to customers who had left"},
      Measure{"win_back_offers_refused", "1", "offers not made because the budget was used up"},
      Measure{"_back", "1", "of those active at time 0, who left and are back at period end",
              Kind::stock},
  };

  /// Puts the places that only moves lead to among the causes, so that each has a number.
  static void add_causes(const Parameters&, std::vector<std::string>& causes);

  explicit WinBack(const Setting<WinBack>& setting);

  void on(const CustomerLeft&, Context&) const;
  void on(const MoveDue&, Context&) const;
  void on(const WinBackDue&, Context&) const;
  /// At a period's end, for each active customer.
  void observe(Context&) const;

  bool uses(std::type_identity<MoveDue>, std::size_t row) const;
  bool uses(std::type_identity<WinBackDue>, std::size_t row) const;

 private:
  struct Way {
    double rate = 0.0;        ///< [1/day], sums so far
    std::optional<Cause> to;  ///< none: to the firm
  };
  struct Row {
    Parameters given;
    std::vector<std::vector<Way>> ways;  ///< by place
    double looking = 0.0;                ///< [1/day]
  };
  void wait_for_move(const Row&, Context&) const;
  void come_back(Context&) const;
  std::vector<Row> rows_;
};

}  // namespace tenure::model
