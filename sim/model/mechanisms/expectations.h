// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "engine/type_list.h"
#include "model/describe.h"
#include "model/kpi.h"
#include "model/occurrences.h"
#include "model/setting.h"

namespace tenure::model {

class Context;

/// What a customer expects of an encounter, E, and how experience moves it: the difference
/// D = Q - (E + promise) is felt, then E <- E + kappa (Q - E) (Oliver 1980, J. Marketing Research
/// 17(4); adaptation: assumption).
///
/// Hears: ServiceDelivered.   Publishes: ExpectationDisconfirmed.
class Expectations {
 public:
  static constexpr std::string_view kSection = "expectations";
  using Hears = engine::TypeList<ServiceDelivered>;

  struct Parameters {
    double start = 0.0;       ///< E of a newcomer, in standard deviations of quality
    double promise = 0.0;     ///< what the firm promises beyond what customers expect by themselves
    double adaptation = 0.2;  ///< kappa
    void describe(Describer& d);
    static void check(const Parameters&, Problems&) {}
  };
  struct State {
    float expectation = 0.0F;  ///< as a difference from `start`, so that a new record is a newcomer
  };

  enum Tally : std::size_t { difference_sum, difference_square_sum, comparisons };
  static constexpr std::array kMeasures{
      Measure{"_difference_sum", "1e-6", "sum of quality - expectation"},
      Measure{"_difference_square_sum", "1e-6", "sum of its squares"},
      Measure{"_comparisons", "1", "encounters compared with an expectation"},
  };
  static constexpr std::array kRatios{
      Ratio{"disconfirmation_mean", "1", "mean of quality - expectation", difference_sum,
            comparisons, 1e-6},
      Ratio{"disconfirmation_square_mean", "1", "mean square of quality - expectation",
            difference_square_sum, comparisons, 1e-6},
  };

  explicit Expectations(const Setting<Expectations>& setting);
  void on(const ServiceDelivered&, Context&) const;

 private:
  std::vector<Parameters> rows_;
};

}  // namespace tenure::model
