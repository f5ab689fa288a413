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
#include "model/ease_of_use.h"
#include "model/kpi.h"
#include "model/occurrences.h"
#include "model/setting.h"

namespace tenure::model {

class Context;

/// The encounter behind each purchase: perceived quality Q = mean + sigma * eps, and now and then a
/// failure of given severity; how much trouble it is to buy, to put to use and to give back; and
/// the gate that a memory of bad quality sets before all gains of goodwill: nobody is charmed by a
/// firm that fails him.
///
/// Hears: PurchaseMade.   Publishes: ServiceDelivered, ExperienceFelt, PurchaseReturned,
/// CostIncurred.   Answers: which purchases are carried through, how much is spent, what goodwill
/// counts.
class Service {
 public:
  static constexpr std::string_view kSection = "service";
  static constexpr std::string_view kAbout =
      "encounters: their quality, failures, effort, returns, questions, and the gate that quality "
      "is for goodwill";
  static constexpr std::string_view kRemembers =
      "experienced quality, what the last return did to spending";
  using Hears = engine::TypeList<PurchaseMade>;

  /// Goodwill counts by logit^-1(k (Qbar - Q_min)), Qbar the customer's memory of quality.
  struct QualityGate {
    double steepness = 4.0;  ///< k
    double least = -0.5;     ///< Q_min
    double memory = 0.2;     ///< weight of the last encounter in Qbar
    double failure = 3.0;    ///< by how much a failure of severity 1 is below the usual
    void describe(Describer& d);
  };
  /// Customers ask, and staff know the answer or do not: a wrong one is a failure like another.
  struct Staff {
    Probability asked{0.2};      ///< share of encounters with a question
    Probability knowledge{0.9};  ///< k, probability of the right answer
    Money training{0};           ///< for each question: what keeps the knowledge there
    void describe(Describer& d);
  };
  struct Parameters {
    Probability failure_probability{0.05};
    double severity = 1.0;       ///< of a failure; 1 is an ordinary one
    double quality = 0.0;        ///< mean perceived quality
    double inconsistency = 0.5;  ///< sigma, standard deviation of perceived quality
    std::optional<QualityGate> quality_gate;
    std::optional<EaseOfUse> ease;
    std::optional<Returns> returns;
    std::optional<Staff> staff;
    void describe(Describer& d);
    static void check(const Parameters&, Problems&);
    static void imply(const Parameters&, Implications&);
  };
  /// All zero for a newcomer.
  struct State {
    engine::Time spend_until{};   ///< end of what a return has done to spending
    float spend_change = 0.0F;    ///< by which share more is spent until then
    float quality_memory = 0.0F;  ///< Qbar
  };

  enum Tally : std::size_t {
    encounters,
    failures,
    returns,
    returns_given_up,
    returned_money,
    returns_cost,
    questions,
    wrong_answers,
    training_cost
  };
  static constexpr std::array kMeasures{
      Measure{"encounters", "1", "service encounters"},
      Measure{"failures", "1", "service encounters that failed"},
      Measure{"returns", "1", "purchases given back"},
      Measure{"returns_given_up", "1",
              "purchases kept because giving them back was too much trouble"},
      Measure{"returned_money", kMoneyUnit, "given back for purchases, less fees for returning"},
      Measure{"returns_cost", kMoneyUnit, "cost of handling returns"},
      Measure{"questions", "1", "encounters in which staff were asked something"},
      Measure{"wrong_answers", "1", "of them, answered wrongly: they count as failures"},
      Measure{"training_cost", kMoneyUnit, "cost of what staff know"},
  };

  explicit Service(const Setting<Service>& setting);
  void on(const PurchaseMade&, Context&) const;

  double chance_of_completion(const Context&) const;
  double basket_factor(const Context&) const;
  double weight_of_goodwill(const Context&) const;
  static bool hears_quality(const Parameters& p) { return p.quality_gate.has_value(); }
  /// Whether customers of a row need a State.
  bool remembers(std::size_t row) const;

 private:
  struct Row {
    Parameters given;
    double completion = 1.0;  ///< of purchases
    double late_effort = 0.0;
    double late_loss = 0.0;       ///< of satisfaction, by late effort, at every encounter
    double return_loss = 0.0;     ///< the same of returning
    double return_wish = 0.0;     ///< probability that a purchase is to go back
    double return_carried = 1.0;  ///< and that it does then
    bool quality_is_heard = false;
  };
  double failure_probability(const Context&) const;
  bool is_answered_wrongly(Context&) const;
  ServiceDelivered deliver(Context&) const;
  void remember(const ServiceDelivered&, Context&) const;
  void consider_return(Money purchase, Context&) const;

  std::vector<Row> rows_;
  engine::Quantile normal_;
};

}  // namespace tenure::model
