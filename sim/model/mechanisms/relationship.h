// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/quantile.h"
#include "engine/type_list.h"
#include "model/describe.h"
#include "model/influence.h"
#include "model/kpi.h"
#include "model/occurrences.h"
#include "model/setting.h"

namespace tenure::model {

class Context;

/// The stock of relationship R >= 0: good encounters and signs of care add to it, as far as
/// goodwill counts (Context::weight_of_goodwill), and it fades. It buffers failures: what they take
/// from satisfaction is multiplied by 1 - B R / (R + R_0) (Hess, Ganesan & Klein 2003, J. Academy
/// of Marketing Science 31(2)), unless they are felt as a betrayal: then by 1 + h R (Gregoire &
/// Fisher 2008, the same 36(2)).
///
/// Hears: CustomerJoined, ServiceDelivered, CourtesyShown.   Weighs: losses by failures, goodwill.
class Relationship {
 public:
  static constexpr std::string_view kSection = "relationship";
  static constexpr std::string_view kAbout =
      "the bond that grows with good encounters and signs of care, fades, and buffers failures";
  static constexpr std::string_view kRemembers = "relationship R, sensitivity";
  static constexpr Stock kStock = Stock::relationship;
  using Hears = engine::TypeList<CustomerJoined, ServiceDelivered, CourtesyShown>;

  /// The cycle of interactions before somebody becomes a customer.
  struct SalesCycle {
    std::int64_t interactions = 1;
    double gain = 0.1;      ///< of one interaction
    double attitude = 1.0;  ///< how it was, 1 is ordinary
    double speed = 1.0;     ///< how quickly the firm answered, 1 is ordinary
    void describe(Describer& d);
  };
  struct Buffer {
    Probability most{0.6};  ///< B
    double half = 1.0;      ///< R_0
    void describe(Describer& d);
  };
  struct Betrayal {
    double severity = 2.0;  ///< from which a failure is one
    double hate = 0.5;      ///< h
    void describe(Describer& d);
  };
  /// How much signs of care move a customer: log-normal with mean 1, by a normal score that
  /// correlates with the score of the customer's own hazard (`leaving.mixed`). Who is most at risk
  /// need not be who can be moved (Ascarza 2018, J. Marketing Research 55(1)).
  struct Sensitivity {
    double spread = 0.5;       ///< standard deviation of its logarithm
    double correlation = 0.0;  ///< with risk
    void describe(Describer& d);
  };
  struct Parameters {
    double gain = 0.1;                             ///< g
    double attention = 1.0;                        ///< personal attention, multiplies g
    std::optional<Rate> decay = Rate{0.02 / 7.0};  ///< delta_R
    std::optional<SalesCycle> sales_cycle;
    Buffer buffer;
    std::optional<Betrayal> betrayal;
    std::optional<Sensitivity> sensitivity;
    void describe(Describer& d);
    static void check(const Parameters&, Problems&) {}
  };

  struct State {
    float openness = 0.0F;  ///< how much of a gain counts; 0: not asked for yet
  };

  enum Tally : std::size_t { level_sum, level_count };
  static constexpr std::array kMeasures{
      Measure{"_relationship_sum", "1e-6", "sum over active customers at period end", Kind::stock},
      Measure{"_relationship_count", "1", "active customers asked at period end", Kind::stock},
  };
  static constexpr std::array kRatios{
      Ratio{"relationship_mean", "1",
            "strength of relationships at period end over active customers", level_sum, level_count,
            1e-6},
  };

  explicit Relationship(const Setting<Relationship>& setting);

  void on(const CustomerJoined&, Context&) const;
  void on(const ServiceDelivered&, Context&) const;
  void on(const CourtesyShown&, Context&) const;
  void adopt(Context&, std::size_t old_row) const;
  bool remembers(std::size_t row) const { return rows_[row].given.sensitivity.has_value(); }
  /// At a period's end, for each active customer.
  void observe(Context&) const;

  /// What is felt of a failure's loss of satisfaction, at the present R.
  double weight_of_loss(double severity, const Context&) const;
  /// How much of a gain of goodwill counts with this customer.
  double weight_of_goodwill(const Context&) const;
  /// Decay of R [1/day], 0 if it does not fade.
  double decay_per_day(std::size_t row) const { return rows_[row].decay_per_day; }

 private:
  struct Row {
    Parameters given;
    double decay_per_day = 0.0;
  };
  void grow(double gain, Context&) const;
  std::vector<Row> rows_;
  engine::Quantile normal_;
};

}  // namespace tenure::model
