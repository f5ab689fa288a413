// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "engine/quantile.h"
#include "engine/type_list.h"
#include "engine/varying_rate.h"
#include "model/describe.h"
#include "model/influence.h"
#include "model/kpi.h"
#include "model/occurrences.h"
#include "model/setting.h"

namespace tenure::model {

class Context;
class FirmContext;

/// Rivals' offers reach each customer as a Poisson process; an offer is taken by logit choice
/// (McFadden 1974): P(brand k) = exp(U_k) / (exp(U_own) + sum_j exp(U_j)). With one unnamed rival
/// the form `acceptance.logit` states the log odds of taking it. Who is disappointed looks around:
/// offers reach him more often for a while. Rivals advertise, the firm may answer, and
/// relationships shield.
///
/// Hears: CustomerJoined, ExpectationDisconfirmed, OfferDue.   Publishes: LeavingDecided.
class Rivals {
 public:
  static constexpr std::string_view kSection = "rivals";
  static constexpr std::string_view kAbout =
      "offers of rival brands, their advertising and the firm's answer, tastes, search after "
      "disappointments";
  static constexpr std::string_view kRemembers = "offers so far";
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
  /// Customers differ in what they think of brands: their choice probabilities follow a Dirichlet
  /// distribution whose mean is the logit choice (Goodhardt, Ehrenberg & Chatfield 1984, J. Royal
  /// Statistical Society A 147(5): the NBD-Dirichlet).
  struct Tastes {
    double concentration = 1.5;  ///< S, the sum of its parameters: small, each has a favourite
    void describe(Describer& d);
  };
  /// Staff hear that a rival advertises, and the firm answers until the rival stops.
  struct Answer {
    engine::Duration noticed = engine::kWeek;    ///< mean time until staff have heard of it
    engine::Duration delay = 2 * engine::kWeek;  ///< from then to the answer
    double lift = 0.3;                           ///< added to the firm's U
    Money cost{0};                               ///< of one answer
    void describe(Describer& d);
  };
  struct Parameters {
    engine::Duration offer_interval = engine::from_days(70);  ///< 0.1 per week
    Acceptance acceptance;
    double own_utility = 0.0;   ///< with brands: utility of staying at S = reference
    std::vector<Brand> brands;  ///< empty: one unnamed rival and `acceptance`
    std::optional<Tastes> tastes;
    std::optional<Search> search;
    std::optional<Answer> answer;
    double shield = 0.0;  ///< of a unit of relationship, added to the firm's U
    void describe(Describer& d);
    static void check(const Parameters&, Problems&);
  };
  struct State {
    std::uint32_t offers = 0;  ///< ordinal of the current offer
  };

  enum Tally : std::size_t { offers_made, offers_accepted, answers, answer_cost };
  static constexpr std::array kMeasures{
      Measure{"offers_made", "1", "rivals' offers that reached a customer"},
      Measure{"offers_accepted", "1", "rivals' offers taken"},
      Measure{"rivals_answered", "1", "rivals' campaigns that the firm answered", Kind::flow,
              Level::firm},
      Measure{"answers_cost", kMoneyUnit, "cost of answering rivals' campaigns", Kind::flow,
              Level::firm},
  };
  static constexpr std::size_t kFirmCost = answer_cost;

  /// What the firm's side remembers during one replication: its answers, the earliest first.
  struct Firm {
    struct Counter {
      engine::Time from;
      engine::Time until;
      double lift;
      Money cost;
      bool is_booked = false;  ///< it has begun
    };
    std::vector<Counter> answers;
    std::vector<std::uint32_t> campaigns;  ///< by brand: begun so far
  };

  /// Adds "rival", or "rival:NAME" for each brand.
  static void add_causes(const Parameters&, std::vector<std::string>& causes);

  explicit Rivals(const Setting<Rivals>& setting);

  void on(const CustomerJoined&, Context&) const;
  void on(const ExpectationDisconfirmed&, Context&) const;
  void on(const OfferDue&, Context&) const;

  Firm begin(FirmContext&) const;
  /// Campaigns that begin in [context.now(), context.edge()): when will they be answered?
  void open(Firm&, FirmContext&) const;

  double decay_per_day(std::size_t row) const;
  Influences influences(std::type_identity<OfferDue>, std::size_t row) const;
  Rise rise(std::type_identity<OfferDue>, Stock, std::size_t row) const;
  /// Of offers: constant, but for search.
  engine::VaryingRate rate_of(std::type_identity<OfferDue>, const Context&,
                              engine::Time since) const;

 private:
  /// A customer's own weight of a brand, in relation to what others give it: Gamma with mean 1.
  struct Taste {
    std::uint32_t brand = 0;  ///< hashed name
    double shape = 1.0;
    engine::Quantile law;
  };
  struct Row {
    double mean_days = 0.0;
    engine::Baseline offers = engine::Baseline::constant(0.0);
    Logit logit;
    double own_utility = 0.0;
    std::vector<Brand> brands;
    std::optional<Answer> answer;
    std::vector<double> weights;                          ///< exp(U_k) of the brands
    std::vector<Taste> tastes;                            ///< the firm's, then the brands'
    std::vector<std::optional<Advertising>> advertising;  ///< of the brands
    std::optional<Search> search;
    double shield = 0.0;
    std::vector<Cause> causes;  ///< of the brands, or of the one rival
  };
  void plan_next(const Row&, Context&) const;
  static double taste_of(const Row&, std::size_t which, const Context&);
  static double weight_of(const Row&, std::size_t brand, const Context&);
  static double answer_to_rivals(const Context&);
  std::vector<Row> rows_;
};

}  // namespace tenure::model
