// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "engine/type_list.h"
#include "model/describe.h"
#include "model/influence.h"
#include "model/kpi.h"
#include "model/occurrences.h"
#include "model/setting.h"

namespace tenure::model {

class Context;

enum class SatisfactionModel { disconfirmation, steps };
inline constexpr std::array<std::string_view, 2> kSatisfactionModelNames{"disconfirmation",
                                                                         "steps"};
constexpr std::span<const std::string_view> choices(SatisfactionModel) {
  return kSatisfactionModelNames;
}

/// The stock of satisfaction S, kept in the customer's bond. Two forms:
/// - disconfirmation: dS = b D for D > 0, lambda_L b D for D < 0 (Oliver 1980; loss aversion 2.25:
///   Tversky & Kahneman 1992), a failure costs `failure_loss` times its severity, S decays to 0;
/// - steps: fixed steps up and down within a range, for teaching and the reference model.
///
/// Hears: CustomerJoined, ServiceDelivered, ExpectationDisconfirmed, ComplaintAnswered,
/// PriceRiseResented, AddOnMisfitted; disconfirmation alone: TierChanged, ExperienceFelt,
/// ApologyFollowedUp.   Publishes: FailureFelt.
class Satisfaction {
 public:
  static constexpr std::string_view kSection = "satisfaction";
  static constexpr std::string_view kAbout =
      "what disconfirmation, failures and answers leave behind, going back to 0 in time";
  static constexpr std::string_view kRemembers = "satisfaction S";
  static constexpr Stock kStock = Stock::satisfaction;
  using Hears = engine::TypeList<CustomerJoined, ServiceDelivered, ExpectationDisconfirmed,
                                 ComplaintAnswered, TierChanged, PriceRiseResented, ExperienceFelt,
                                 ApologyFollowedUp, AddOnMisfitted>;

  struct Steps {
    double success = 0.02;
    double failure = -0.25;
    double complaint_resolved = 0.2;
    double complaint_unresolved = -0.1;
    void describe(Describer& d);
  };
  struct Parameters {
    SatisfactionModel model = SatisfactionModel::disconfirmation;
    Interval range{-3.0, 3.0};
    double start = 0.0;
    std::optional<Rate> decay = Rate{0.05 / 7.0};  ///< delta_S
    double gain = 0.5;                             ///< b
    double loss_aversion = 2.25;                   ///< lambda_L
    double curvature = 1.0;                        ///< exponent of |D|
    double failure_loss = 0.5;                     ///< S lost by a failure of severity 1
    Steps steps;
    void describe(Describer& d);
    static void check(const Parameters&, Problems&);
  };

  enum Tally : std::size_t { level_sum, level_count, change_sum, changes };
  static constexpr std::array kMeasures{
      Measure{"_satisfaction_sum", "1e-6", "sum over active customers at period end", Kind::stock},
      Measure{"_satisfaction_count", "1", "active customers asked at period end", Kind::stock},
      Measure{"_satisfaction_change_sum", "1e-6", "sum of changes by disconfirmation"},
      Measure{"_satisfaction_changes", "1", "changes by disconfirmation"},
  };
  static constexpr std::array kRatios{
      Ratio{"satisfaction_mean", "1", "satisfaction at period end over active customers", level_sum,
            level_count, 1e-6},
      Ratio{"satisfaction_change_mean", "1",
            "change of satisfaction per encounter by what was expected, before the range's limits",
            change_sum, changes, 1e-6},
  };

  explicit Satisfaction(const Setting<Satisfaction>& setting);

  void on(const CustomerJoined&, Context&) const;
  void on(const ServiceDelivered&, Context&) const;
  void on(const ExpectationDisconfirmed&, Context&) const;
  void on(const ComplaintAnswered&, Context&) const;
  void on(const TierChanged&, Context&) const;
  void on(const PriceRiseResented&, Context&) const;
  void on(const ExperienceFelt&, Context&) const;
  void on(const ApologyFollowedUp&, Context&) const;
  void on(const AddOnMisfitted&, Context&) const;
  /// At a period's end, for each active customer.
  void observe(Context&) const;

  /// Decay of S [1/day], 0 if it does not decay.
  double decay_per_day(std::size_t row) const { return rows_[row].decay_per_day; }

 private:
  struct Row {
    Parameters given;
    double decay_per_day = 0.0;
  };
  void resent(double severity, Context&) const;
  void move(double change, Context&) const;
  std::vector<Row> rows_;
};

}  // namespace tenure::model
