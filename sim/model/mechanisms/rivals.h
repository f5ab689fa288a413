// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "engine/type_list.h"
#include "engine/varying_rate.h"
#include "model/describe.h"
#include "model/influence.h"
#include "model/kpi.h"
#include "model/occurrences.h"
#include "model/setting.h"

namespace tenure::model {

class Context;

/// Rivals' offers reach each customer as a Poisson process; an offer is taken by logit choice
/// (McFadden 1974): P(brand k) = exp(U_k) / (exp(U_own) + sum_j exp(U_j)). With one unnamed rival
/// the form `acceptance.logit` states the log odds of taking it. Who is disappointed looks around:
/// offers reach him more often for a while. Rivals advertise, and relationships shield.
///
/// Hears: CustomerJoined, ExpectationDisconfirmed, OfferDue.   Publishes: LeavingDecided.
class Rivals {
 public:
  static constexpr std::string_view kSection = "rivals";
  using Hears = engine::TypeList<CustomerJoined, ExpectationDisconfirmed, OfferDue>;
  using OwnClocks = engine::TypeList<OfferDue>;
  static constexpr Stock kStock = Stock::search;

  struct Logit {
    double constant = -4.0;
    double dissatisfaction = 0.35;  ///< per unit of reference - S
    double reference = 0.0;
    void describe(Describer& d);
  };
  struct Acceptance {
    Logit logit;
    void describe(Describer& d);
  };
  /// Of one rival: adds to U while it runs.
  struct Advertising {
    double lift = 0.5;
    engine::Duration first{0};  ///< from time 0
    std::optional<engine::Duration> every;
    engine::Duration lasts = 4 * engine::kWeek;
    void describe(Describer& d);
    bool runs(engine::Time now) const;
  };
  struct Brand {
    std::string name;
    double utility = 0.0;
    std::optional<Advertising> advertising = std::nullopt;
    void describe(Describer& d);
  };
  /// The rate of offers is kappa (1 + k sum max(0, -D) e^{-age / tau}) over disappointments D.
  struct Search {
    double strength = 1.0;                         ///< k
    engine::Duration lasting = 8 * engine::kWeek;  ///< tau
    void describe(Describer& d);
  };
  struct Parameters {
    engine::Duration offer_interval = engine::from_days(70);  ///< 0.1 per week
    Acceptance acceptance;
    double own_utility = 0.0;   ///< with brands: utility of staying at S = reference
    std::vector<Brand> brands;  ///< empty: one unnamed rival and `acceptance`
    std::optional<Search> search;
    double shield = 0.0;  ///< of a unit of relationship, added to the firm's U
    void describe(Describer& d);
    static void check(const Parameters&, Problems&);
  };
  struct State {
    std::uint32_t offers = 0;  ///< ordinal of the current offer
  };

  enum Tally : std::size_t { offers_made, offers_accepted };
  static constexpr std::array kMeasures{
      Measure{"offers_made", "1", "rivals' offers that reached a customer"},
      Measure{"offers_accepted", "1", "rivals' offers taken"},
  };

  /// Adds "rival", or "rival:NAME" for each brand.
  static void add_causes(const Parameters&, std::vector<std::string>& causes);

  explicit Rivals(const Setting<Rivals>& setting);

  void on(const CustomerJoined&, Context&) const;
  void on(const ExpectationDisconfirmed&, Context&) const;
  void on(const OfferDue&, Context&) const;

  double decay_per_day(std::size_t row) const;
  Influences influences(std::type_identity<OfferDue>, std::size_t row) const;
  /// Of offers: constant, but for search.
  engine::VaryingRate rate_of(std::type_identity<OfferDue>, const Context&,
                              engine::Time since) const;

 private:
  struct Row {
    double mean_days = 0.0;
    engine::Baseline offers = engine::Baseline::constant(0.0);
    Logit logit;
    double own_utility = 0.0;
    std::vector<double> weights;                          ///< exp(U_k) of the brands
    std::vector<std::optional<Advertising>> advertising;  ///< of the brands
    std::optional<Search> search;
    double shield = 0.0;
    std::vector<Cause> causes;  ///< of the brands, or of the one rival
  };
  void plan_next(const Row&, Context&) const;
  static double weight_of(const Row&, std::size_t brand, engine::Time now);
  std::vector<Row> rows_;
};

}  // namespace tenure::model
