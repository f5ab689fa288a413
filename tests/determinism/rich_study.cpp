// SPDX-License-Identifier: Apache-2.0
#include "tests/determinism/rich_study.h"

#include <chrono>

namespace tenure::determinism {

using namespace tenure::model;
using verification::per_week;
using verification::Study;
using verification::weeks;

Study rich_study() {
  ComplaintDesk::Parameters desk;
  desk.seats = 2;
  desk.order = DeskOrder::priority;
  desk.handling_time = {std::chrono::hours{5}, HandlingForm::gamma, 1.5};
  desk.reply_delay = std::chrono::hours{9};
  desk.patience = engine::from_days(0.7);
  desk.apology = {.share = {0.6}, .gain = 0.4, .sincerity = {0.9}, .wears_off = {0.2}};
  desk.apology.call = Apology::Call{};
  desk.compensation.amount = {500};
  desk.seat_cost = {12'345.6};

  Purchasing::Parameters purchasing;
  purchasing.per_year = 40.0;
  purchasing.seasonality = Purchasing::Seasonality{.amplitude = 0.4};

  Rivals::Parameters rivals{.offer_interval = weeks(5), .own_utility = 2.5};
  rivals.acceptance.logit.dissatisfaction = 0.5;
  rivals.brands = {{"acme", 0.1, Rivals::Advertising{.first = weeks(2)}}, {"brisk", -0.4}};
  rivals.tastes = Rivals::Tastes{3.0};
  rivals.answer = Rivals::Answer{.noticed = engine::kDay, .delay = engine::kDay, .cost = {9'000}};

  const Calendar::Parameters calendar{.weekdays = {1.0, 1.0, 1.0, 1.1, 1.3, 1.5, 0.2},
                                      .months = {}};
  Courtesy::Parameters courtesy;
  courtesy.follow_up = Courtesy::FollowUp{};
  courtesy.routine = weeks(9);
  courtesy.lines = {.count = 1, .call_time = std::chrono::minutes{25}};
  courtesy.inertia.log_hazard = 0.4;
  courtesy.birthday = Courtesy::Greeting{};
  courtesy.appreciation = Courtesy::AppreciationDays{.days = {100}, .greeting = {}};

  Service::Parameters service{.failure_probability = {0.15}, .inconsistency = 0.8};
  service.quality_gate = Service::QualityGate{};
  service.ease = EaseOfUse{.find = 0.5, .assemble = 0.4, .give_back = 2.0};
  service.returns = Returns{.probability = {0.2}, .terms = ReturnTerms::fee};

  service.staff = Service::Staff{.training = {10}};

  Acquisition::Parameters acquisition{
      .arrivals = per_week(12.0), .daily = {5, 0, 7}, .cost = {2'000}};
  acquisition.prospects = Acquisition::Prospects{.reached = per_week(9.0)};

  Expectations::Clarity clarity;
  clarity.shipping.clarity = {0.5};
  clarity.cost = {40};

  ServicePlan::Parameters plan{.time_between_failures = weeks(10), .share = {0.6}};
  plan.cost = {3.0};
  plan.price = MoneyRate{5.0};
  plan.repair_cost = {900};

  Study study(weeks(26), engine::from_days(11.0));
  study.starts(20'454);
  study.segment("regular", 1'500)
      .with<Acquisition>(acquisition)
      .with<Calendar>(calendar)
      .with<Purchasing>(purchasing)
      .with<Service>(service)
      .with<Expectations>({.promise = 0.1, .clarity = clarity})
      .with<ServicePlan>(plan)
      .with<Satisfaction>({})
      .with<Relationship>({.sensitivity = Relationship::Sensitivity{.correlation = -0.5}})
      .with<Fatigue>({})
      .with<Courtesy>(courtesy)
      .with<ComplaintDesk>(desk)
      .with<Rivals>(rivals)
      .with<Finance>({.margin = {0.31}, .fixed_cost = {12'345.6}, .value_age = weeks(8)})
      .with<Leaving>({.mixed = Leaving::Mixed{.shape = 0.8, .scale = weeks(50)}});

  desk.priority = 2;
  desk.complaint_probability = {0.7};
  purchasing.per_year = 90.0;
  purchasing.seasonality.reset();
  study.segment("premium", 700)
      .with<Acquisition>({.referral = {0.01}})
      .with<Calendar>(calendar)
      .with<Purchasing>(purchasing)
      .with<Service>({.failure_probability = {0.1}, .severity = 1.5})
      .with<Expectations>({})
      .with<Satisfaction>({.start = 0.5, .curvature = 0.88})
      .with<Relationship>({.decay = std::nullopt})
      .with<ComplaintDesk>(desk)
      .with<Rivals>(rivals)
      .with<Finance>({.margin = {0.4}, .fixed_cost = {12'345.6}, .value_age = weeks(8)})
      .with<Leaving>({.hazard = per_week(0.004),
                      .after_purchase = Leaving::Coin{std::nullopt, 0.8, 30.0},
                      .after_encounter = Leaving::EncounterCoin{.probability = {0.003}},
                      .at_renewal = Renewal{.every = weeks(8), .alpha = 0.7, .beta = 4.0}});

  courtesy.call.line = CallLine::desk;
  study.segment("on terms", 300)
      .with<Purchasing>(purchasing)
      .with<Service>({.failure_probability = {0.1}})
      .with<ComplaintDesk>(desk)
      .with<Courtesy>(courtesy)
      .with<Finance>({.margin = {0.4}, .fixed_cost = {12'345.6}, .value_age = weeks(8)})
      .with<Leaving>({.at_renewal = Renewal{.every = weeks(9), .spending = SpendResponse{}}});
  return study;
}

}  // namespace tenure::determinism
