// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/quantile.h"
#include "engine/type_list.h"
#include "model/describe.h"
#include "model/kpi.h"
#include "model/occurrences.h"
#include "model/setting.h"

namespace tenure::model {

class Context;

/// What a customer expects of an encounter, E, and how experience moves it: the difference
/// D = Q - (E + promise) is felt, then E <- E + kappa (Q - E) (Oliver 1980, J. Marketing Research
/// 17(4); adaptation: assumption). Where one of the firm's terms is what matters (shipping,
/// returns, a sale, the warranty), the customer expects what he has read into it: E ~ N(Q + bias,
/// sigma^2), and clarity makes both smaller.
///
/// Hears: ServiceDelivered.   Publishes: ExpectationDisconfirmed, PolicyMisunderstood,
/// CostIncurred.
class Expectations {
 public:
  static constexpr std::string_view kSection = "expectations";
  static constexpr std::string_view kAbout =
      "what a customer expects of the next encounter: promised, adapted to experience, clear or "
      "vague";
  static constexpr std::string_view kRemembers = "expectation";
  using Hears = engine::TypeList<ServiceDelivered>;

  struct Topic {
    Probability share{0.0};    ///< of encounters, in which it is what matters
    Probability clarity{0.0};  ///< 0: vague, 1: clear
    void describe(Describer& d);
  };
  struct Clarity {
    double vague = 1.0;  ///< sigma where nothing is clear
    double clear = 0.4;  ///< and where everything is
    double bias = 0.3;   ///< by which vague terms promise too much; clear ones do not
    Topic shipping{.share = {0.3}, .clarity = {0.0}};
    Topic returns{.share = {0.2}, .clarity = {0.0}};
    Topic sale{.share = {0.2}, .clarity = {0.0}};
    Topic warranty{.share = {0.1}, .clarity = {0.0}};
    std::optional<double> misunderstood = 2.0;  ///< shortfall from which one is complained about
    double severity = 0.5;                      ///< of that complaint
    Money cost{0};                              ///< of being clear, per encounter that is about it
    void describe(Describer& d);
    std::array<Topic, 4> topics() const { return {shipping, returns, sale, warranty}; }
    double deviation(const Topic& topic) const;
  };
  struct Parameters {
    double start = 0.0;       ///< E of a newcomer, in standard deviations of quality
    double promise = 0.0;     ///< what the firm promises beyond what customers expect by themselves
    double adaptation = 0.2;  ///< kappa
    std::optional<Clarity> clarity;
    void describe(Describer& d);
    static void check(const Parameters&, Problems&);
    static void imply(const Parameters&, Implications&);
  };
  struct State {
    float expectation = 0.0F;  ///< as a difference from `start`, so that a new record is a newcomer
  };

  enum Tally : std::size_t {
    difference_sum,
    difference_square_sum,
    comparisons,
    misunderstandings,
    clarity_cost
  };
  static constexpr std::array kMeasures{
      Measure{"_difference_sum", "1e-6", "sum of quality - expectation"},
      Measure{"_difference_square_sum", "1e-6", "sum of its squares"},
      Measure{"_comparisons", "1", "encounters compared with an expectation"},
      Measure{"misunderstandings", "1",
              "encounters that fell so far short of what had been read into the firm's terms that "
              "it is worth a complaint"},
      Measure{"clarity_cost", kMoneyUnit, "cost of clear terms and descriptions"},
  };
  static constexpr std::array kRatios{
      Ratio{"disconfirmation_mean", "1", "mean of quality - expectation", difference_sum,
            comparisons, 1e-6},
      Ratio{"disconfirmation_square_mean", "1", "mean square of quality - expectation",
            difference_square_sum, comparisons, 1e-6},
  };

  explicit Expectations(const Setting<Expectations>& setting);
  void on(const ServiceDelivered&, Context&) const;
  static bool hears_quality(const Parameters&) { return true; }

 private:
  struct Row {
    Parameters given;
    std::array<double, 4> up_to{};      ///< cumulative shares of the topics
    std::array<double, 4> deviation{};  ///< sigma by topic
    std::array<double, 4> bias{};
  };
  static Row make_row(const Parameters&);
  std::optional<std::size_t> topic_of(const Row&, Context&) const;
  void compare_with_terms(std::size_t topic, bool failed, Context&) const;
  static void feel(double difference, Context&);

  std::vector<Row> rows_;
  engine::Quantile normal_;
};

}  // namespace tenure::model
