// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <type_traits>
#include <vector>

#include "engine/time.h"
#include "engine/type_list.h"
#include "engine/varying_rate.h"
#include "model/describe.h"
#include "model/influence.h"
#include "model/kpi.h"
#include "model/occurrences.h"
#include "model/setting.h"

namespace tenure::model {

class Context;

/// Buying less often before leaving altogether: each bad experience takes the share kappa_p off the
/// rate of purchases, and is forgotten with time (direction: Knox & van Oest 2014, J. Marketing
/// 78(5); form and sizes: assumption). With n, the bad experiences not yet forgotten,
///
///   rate = lambda (1 - kappa_p)^n,   n(t) = sum_j w_j e^{-(t - t_j) / tau_p},
///
/// so that the rate falls to (1 - kappa_p) lambda at a failure of severity 1 and its logarithm
/// comes back at a constant rate. w_j is the failure's severity, as far as it is felt (buffered by
/// relationship).
///
/// Hears: ServiceDelivered, ComplaintAnswered, ApologyFollowedUp.   Adds to: the rate of purchases.
class PartialDefection {
 public:
  static constexpr std::string_view kSection = "partial_defection";
  static constexpr std::string_view kAbout =
      "customers who buy less for a time after a bad experience, instead of leaving";
  static constexpr std::string_view kRemembers = "what is withheld of the rate of purchases";
  static constexpr Stock kStock = Stock::grievance;
  using Hears = engine::TypeList<ServiceDelivered, ComplaintAnswered, ApologyFollowedUp>;

  struct Parameters {
    Probability loss{0.3};                                         ///< kappa_p, below 1
    std::optional<engine::Duration> recovery = 8 * engine::kWeek;  ///< tau_p
    Probability forgiven{0.0};  ///< share of n that a resolved complaint takes away
    void describe(Describer& d);
    static void check(const Parameters&, Problems&) {}
    static void imply(const Parameters&, Implications&);
  };

  enum Tally : std::size_t { withheld_sum, withheld_count };
  static constexpr std::array kMeasures{
      Measure{"_withheld_sum", "1e-6", "sum over active customers at period end", Kind::stock},
      Measure{"_withheld_count", "1", "active customers asked at period end", Kind::stock},
  };
  static constexpr std::array kRatios{
      Ratio{"withheld_rate_mean", "1",
            "share of their rate of purchases that customers withhold after bad experiences, at "
            "period end over active customers",
            withheld_sum, withheld_count, 1e-6},
  };

  explicit PartialDefection(const Setting<PartialDefection>& setting);

  void on(const ServiceDelivered&, Context&) const;
  void on(const ComplaintAnswered&, Context&) const;
  void on(const ApologyFollowedUp&, Context&) const;
  /// At a period's end, for each active customer.
  void observe(Context&) const;

  void add_to_rate(std::type_identity<PurchaseDue>, engine::VaryingRate& rate, const Context&,
                   engine::Time since) const;
  Influences influences(std::type_identity<PurchaseDue>, std::size_t row) const;
  Rise rise(std::type_identity<PurchaseDue>, Stock, std::size_t row) const;
  /// Decay of n [1/day], 0 if nothing is forgotten.
  double decay_per_day(std::size_t row) const { return rows_[row].decay_per_day; }

 private:
  static void forgive(double share, Context&);
  struct Row {
    double log_factor = 0.0;  ///< ln(1 - kappa_p)
    double decay_per_day = 0.0;
    double forgiven = 0.0;
  };
  std::vector<Row> rows_;
};

}  // namespace tenure::model
