// SPDX-License-Identifier: Apache-2.0
#include "tests/property/random_study.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <vector>

#include "tests/property/random_care.h"
#include "tests/property/random_values.h"
#include "tests/verification/study.h"

namespace tenure::property {

namespace {

using namespace tenure::model;
using verification::Study;

SpendResponse spending() { return {money(10'000), probability(), between(0.0, 1.0)}; }

Acquisition::Parameters acquisition() {
  Acquisition::Parameters p;
  if (coin()) p.arrivals = rate(0.01, 20.0);
  if (coin()) {
    p.daily = *rc::gen::container<std::vector<std::int64_t>>(rc::gen::inRange<std::int64_t>(0, 20));
  }
  if (coin()) p.prospects = Acquisition::Prospects{rate(0.01, 10.0), spending()};
  p.referral = {between(0.0, 0.02)};  // more would grow without end
  p.cost = money(5'000);
  if (coin()) {
    p.market = Acquisition::Diffusion{.size = *rc::gen::inRange<std::int64_t>(1, 1'000),
                                      .innovation = rate(1e-5, 0.1),
                                      .imitation = rate(1e-5, 0.1)};
  }
  return p;
}

Calendar::Parameters calendar() {
  Calendar::Parameters p;
  if (coin())
    p.weekdays = *rc::gen::container<std::vector<double>>(
        7, rc::gen::elementOf(std::vector{0.0, 0.5, 1.0, 2.0}));
  if (coin())
    p.months = *rc::gen::container<std::vector<double>>(
        12, rc::gen::elementOf(std::vector{0.3, 1.0, 1.7}));
  return p;
}

Purchasing::Parameters purchasing() {
  Purchasing::Parameters p;
  switch (*rc::gen::inRange(0, 3)) {
    case 0:
      p.mean_interval = days(1.0, 200.0);
      break;
    case 1:
      p.per_year = log_between(1.0, 300.0);
      break;
    default:
      p.rate = Purchasing::GammaRate{log_between(0.05, 50.0), days(5.0, 500.0)};
  }
  if (coin()) p.rate_shape.reset();
  p.basket.distribution = static_cast<BasketForm>(*rc::gen::inRange(0, 3));
  p.basket.mean = money(10'000);
  if (coin()) p.seasonality = Purchasing::Seasonality{between(0.0, 1.0), days(1.0, 400.0), {}};
  if (coin()) p.effects.satisfaction = between(-0.5, 0.5);
  return p;
}

Satisfaction::Parameters satisfaction() {
  Satisfaction::Parameters p;
  p.model = static_cast<SatisfactionModel>(*rc::gen::inRange(0, 2));
  p.start = between(-1.0, 1.0);
  if (coin()) {
    p.decay.reset();
  } else {
    p.decay = rate(1e-4, 1.0);
  }
  p.gain = between(0.0, 2.0);
  p.loss_aversion = between(1.0, 4.0);
  p.curvature = between(0.1, 1.0);
  p.failure_loss = between(0.0, 2.0);
  return p;
}

Service::Parameters service() {
  Service::Parameters p{probability(), between(0.1, 3.0), between(-1.0, 1.0), between(0.0, 2.0)};
  if (coin()) {
    p.quality_gate = Service::QualityGate{between(0.0, 8.0), between(-2.0, 1.0), between(0.01, 1.0),
                                          between(0.0, 5.0)};
  }
  if (coin()) {
    p.ease = EaseOfUse{between(0.0, 3.0), between(0.0, 3.0), between(0.0, 3.0), between(0.0, 3.0),
                       between(0.0, 3.0), between(0.0, 6.0), between(0.0, 2.0), between(0.0, 0.5)};
  }
  if (coin()) {
    p.returns = Returns{probability(),
                        static_cast<ReturnTerms>(*rc::gen::inRange(0, 2)),
                        {1 + money(3'000).cents},
                        money(1'000),
                        between(0.0, 1.5),
                        between(0.0, 1.0)};
    if (coin()) p.returns->lasts.reset();
  }
  if (coin()) p.staff = Service::Staff{probability(), probability(), money(100)};
  return p;
}

Expectations::Parameters expectations() {
  Expectations::Parameters p{between(-1.0, 1.0), between(-1.0, 1.0), between(0.0, 1.0)};
  if (coin()) {
    p.clarity = Expectations::Clarity{};
    p.clarity->vague = between(0.5, 2.0);
    p.clarity->shipping.clarity = probability();
    p.clarity->sale.share = {between(0.0, 0.4)};
    p.clarity->cost = money(100);
  }
  return p;
}

ServicePlan::Parameters service_plan() {
  ServicePlan::Parameters p;
  p.time_between_failures = days(1.0, 300.0);
  p.plan = static_cast<PlanKind>(*rc::gen::inRange(0, 4));
  if (coin()) p.downtime = days(0.01, 50.0);
  p.share = probability();
  p.reliability = probability();
  p.downtime_loss = between(0.0, 0.2);
  p.blame = between(0.0, 1.0);
  if (p.plan != PlanKind::none && coin()) {
    p.cost = {between(0.0, 30.0)};
    p.repair_cost = money(2'000);
    p.price = MoneyRate{between(0.0, 50.0)};
  }
  return p;
}

/// What all segments share of the desk.
ComplaintDesk::Parameters desk_of_the_firm() {
  ComplaintDesk::Parameters p;
  p.seats = *rc::gen::inRange<std::int64_t>(1, 6);
  p.order = static_cast<DeskOrder>(*rc::gen::inRange(0, 2));
  p.reply_delay = days(0.05, 20.0);
  p.seat_cost = {between(0.0, 1e5)};
  return p;
}

ComplaintDesk::Parameters desk(ComplaintDesk::Parameters p) {
  p.handling_time = {days(0.01, 5.0), static_cast<HandlingForm>(*rc::gen::inRange(0, 4)),
                     between(0.1, 3.0)};
  if (coin()) {
    p.patience.reset();
  } else {
    p.patience = days(0.01, 30.0);
  }
  p.complaint_probability = probability();
  p.priority = *rc::gen::inRange<std::int64_t>(-3, 4);
  p.resolution.probability = probability();
  if (coin()) p.resolution.decay_with_wait.reset();
  p.exit = {probability(), probability(), probability()};
  p.apology = {probability(), between(-1.0, 1.0), probability(), {0.3}, probability()};
  if (coin()) p.apology.call = Apology::Call{days(1.0, 30.0), probability()};
  p.compensation = {money(2'000), between(0.0, 1.0), {1'000}};
  p.wait_loss = between(0.0, 1.0);
  return p;
}

/// What all segments share of rivals, and of the firm among them.
Rivals::Parameters firm_among(const std::vector<Rivals::Brand>& brands) {
  Rivals::Parameters p;
  p.brands = brands;
  if (!brands.empty() && brands.front().advertising && coin()) {
    p.answer = Rivals::Answer{days(0.1, 10.0), days(0.1, 10.0), between(-1.0, 2.0), money(9'000)};
  }
  return p;
}

Rivals::Parameters rivals(Rivals::Parameters p) {
  p.offer_interval = days(1.0, 300.0);
  p.acceptance.logit = {between(-6.0, 1.0), between(0.0, 2.0), between(-1.0, 1.0)};
  p.own_utility = between(-3.0, 5.0);
  if (!p.brands.empty() && coin()) p.tastes = Rivals::Tastes{log_between(10.0, 1e4)};
  if (coin()) p.search = Rivals::Search{between(0.0, 3.0), days(1.0, 100.0)};
  p.shield = between(-1.0, 1.0);
  return p;
}

WinBack::Parameters win_back() {
  WinBack::Parameters p;
  p.chance = {between(-4.0, 2.0), between(-1.0, 1.0), between(-1.0, 2.0)};
  if (coin()) p.looks_around = days(1.0, 200.0);
  if (coin()) {
    p.offer = WinBack::Offer{days(0.1, 60.0), *rc::gen::inRange<std::int64_t>(1, 4),
                             days(0.1, 60.0), between(-1.0, 2.0), money(1'000)};
  }
  return p;
}

Contract::Parameters contract() {
  Contract::Parameters p;
  p.fee = {*rc::gen::inRange<std::int64_t>(0, 5'000)};
  p.billing_interval = days(1.0, 60.0);
  if (coin()) p.payment_failure = {between(0.0, 0.2)};
  if (coin()) p.minimum_term = days(1.0, 200.0);
  if (coin()) p.notice = days(1.0, 60.0);
  if (p.minimum_term && coin()) {
    p.early_exit = Contract::EarlyExit{p.fee, between(0.0, 2.0)};
  }
  if (coin()) {
    p.save_desk = Contract::SaveDesk{};
    p.save_desk->offered = probability();
    p.save_desk->lump_sum = p.fee;
    p.save_desk->acceptance = {between(-3.0, 3.0), between(0.0, 1.0), between(0.0, 0.1)};
    p.save_desk->teaching = coin() ? between(-0.5, 0.5) : 0.0;
  }
  return p;
}

Pricing::Parameters pricing() {
  Pricing::Parameters p;
  if (coin()) p.level = between(0.5, 2.0);
  if (coin()) p.changes.push_back({days(1.0, 20.0), between(-0.5, 0.5), {}, between(0.0, 2.0)});
  if (coin()) p.changes.push_back({days(21.0, 60.0), {}, between(0.5, 2.0), 0.0});
  if (coin()) p.adaptation.reset();
  return p;
}

Promotions::Parameters promotions() {
  Promotions::Parameters p;
  const int offers = *rc::gen::inRange(0, 4);
  for (int i = 0; i < offers; ++i) {
    Promotions::Offer offer{.name = "o" + std::to_string(i)};
    offer.kind = static_cast<OfferKind>(*rc::gen::inRange(0, 3));
    if (coin()) offer.who.purchases = Who::Bounds<std::int64_t>{.at_least = 1};
    if (coin()) offer.who.spend = Who::Bounds<Money>{.below = money(50'000)};
    if (coin()) {
      offer.days = {*rc::gen::inRange<std::int64_t>(1, 366)};
    } else {
      offer.first = days(0.5, 30.0);
      if (coin()) offer.every = days(0.5, 60.0);
    }
    if (coin()) {
      offer.ahead = days(0.1, 10.0);
      offer.waiting = probability();
    }
    offer.lasts = days(0.1, 60.0);
    offer.lift = between(0.0, 3.0);
    offer.discount = probability();
    offer.unit_cost = probability();
    if (coin()) offer.redemption = probability();
    if (coin()) offer.uses = *rc::gen::inRange<std::int64_t>(1, 4);
    offer.cost = money(200);
    p.offers.push_back(offer);
  }
  p.forward_buying = {probability(), days(0.1, 60.0)};
  p.deal_sensitivity = {between(0.0, 0.5), between(0.0, 2.0), between(0.0, 1.0)};
  if (coin()) p.learning.reset();
  if (coin()) p.acquisition_discount = Promotions::AcquisitionDiscount{};
  return p;
}

Development::Parameters development() {
  Development::Parameters p;
  p.ordinary.up = rate(1e-3, 0.5);
  if (coin()) p.engaged.up = rate(1e-3, 0.5);
  p.engaged.down = coin() ? Rate{0.0} : rate(1e-3, 0.5);
  p.engaged.purchases = between(0.0, 3.0);
  p.engaged.at_joining = {between(0.0, 0.5)};
  p.extraordinary.basket = between(0.0, 5.0);
  p.extraordinary.down = rate(1e-3, 0.5);
  p.extraordinary.at_joining = {between(0.0, 0.5)};
  if (coin()) p.effects.satisfaction = between(-0.5, 0.5);
  return p;
}

/// What all segments share of the range.
Assortment::Parameters range_of_the_firm() {
  Assortment::Parameters p{.breadth = log_between(2.0, 30.0)};
  if (p.breadth >= p.usual) p.cost = {between(0.0, 1e5)};  // what is not there has no cost
  return p;
}
Assortment::Parameters assortment(Assortment::Parameters p) {
  p.scale = log_between(0.5, 20.0);
  if (coin()) {
    p.add_ons = Assortment::AddOns{.offered = probability(), .needs_known = probability()};
    p.add_ons->return_cost = money(2'000);
  }
  if (coin()) {
    p.upgrades = Assortment::Upgrades{.every = days(1.0, 60.0), .taken = probability()};
    p.upgrades->cost = money(2'000);
  }
  return p;
}

PartialDefection::Parameters partial_defection() {
  PartialDefection::Parameters p;
  p.loss = {between(0.0, 0.9)};
  if (coin()) p.recovery = days(1.0, 100.0);
  p.forgiven = probability();
  return p;
}

/// What all segments share of the network, among so many members.
WordOfMouth::Parameters network_of_the_market(std::int64_t members) {
  WordOfMouth::Parameters p;
  p.network.form = static_cast<NetworkForm>(*rc::gen::inRange(0, 4));
  if (members < 3) p.network.form = NetworkForm::pairs;
  p.network.rewired = probability();
  const auto most = static_cast<double>(std::max<std::int64_t>(members - 1, 0));
  switch (p.network.form) {
    case NetworkForm::random:
      p.network.degree = between(0.01, 1.0) * std::min(20.0, most);
      break;
    case NetworkForm::small_world:
      p.network.degree = 2.0 * *rc::gen::inRange(1, 1 + static_cast<int>(std::min(10.0, most / 2)));
      break;
    case NetworkForm::pairs:
    case NetworkForm::tree:
      p.network.degree = between(0.01, 0.99);
  }
  p.delay = days(0.05, 20.0);
  if (coin()) {
    p.reply = WordOfMouth::Reply{probability(), days(0.05, 20.0), probability(), money(1'000)};
  }
  return p;
}

WordOfMouth::Parameters word_of_mouth(WordOfMouth::Parameters p) {
  p.posting = {
      .always = {between(0.0, 0.1)}, .praise = between(0.0, 0.5), .blame = between(0.0, 0.5)};
  p.posting.pleased = between(0.0, 1.0);
  p.posting.displeased = between(-1.0, 0.0);
  p.posting.passed_on = {between(0.0, 0.1)};
  if (coin()) p.posting.waiting = rate(1e-3, 1.0);
  p.posting.recovery = probability();
  p.hearing = {between(0.0, 0.3), rate(1e-3, 1.0), coin() ? between(0.0, 0.3) : 0.0};
  p.exits = {coin() ? between(-0.5, 1.0) : 0.0, {between(0.0, 0.01)}, between(0.0, 5.0), {0.0}};
  if (coin()) p.exits.forgetting = rate(1e-3, 1.0);
  return p;
}

Leaving::Parameters leaving() {
  Leaving::Parameters p;
  switch (*rc::gen::inRange(0, 8)) {
    case 0:
      p.hazard = rate(1e-5, 0.1);
      break;
    case 1:
      p.yearly = Probability{between(0.0, 0.99)};
      break;
    case 2:
      p.pieces = {{days(1.0, 50.0), rate(1e-4, 0.1)}, {std::nullopt, rate(1e-4, 0.1)}};
      break;
    case 3:
      p.mixed = Leaving::Mixed{log_between(0.05, 20.0), days(5.0, 500.0)};
      break;
    case 4:
      p.weibull = Leaving::Weibull{days(5.0, 500.0), between(0.2, 4.0)};
      break;
    case 5:
      p.causes = {{"a", rate(1e-4, 0.05)}, {"b", rate(1e-4, 0.05)}};
      break;
    case 6:
      p.lifetime = days(1.0, 200.0);
      break;
    default:
      break;
  }
  if (!p.weibull && coin()) p.form = HazardForm::linear;
  if (coin()) p.effects.satisfaction = between(-0.5, 0.5);
  p.effects.reference = between(-0.5, 0.5);
  if (coin()) {
    p.after_purchase =
        coin() ? Leaving::Coin{probability(), std::nullopt, std::nullopt}
               : Leaving::Coin{std::nullopt, log_between(0.05, 10.0), log_between(0.05, 50.0)};
  }
  if (coin()) p.after_encounter = Leaving::EncounterCoin{probability(), between(0.0, 2.0)};
  if (coin()) {
    p.at_renewal = Renewal{.every = days(2.0, 100.0)};
    if (coin()) {
      p.at_renewal->probability = probability();
    } else if (coin()) {
      p.at_renewal->spending = spending();
    } else {
      p.at_renewal->alpha = log_between(0.05, 10.0);
      p.at_renewal->beta = log_between(0.05, 10.0);
    }
  }
  return p;
}

Specification draw() {
  Study study(days(3.0, 150.0), days(1.0, 60.0));
  study.seed(*rc::gen::inRange<std::uint64_t>(0, std::uint64_t{1} << 63U))
      .starts(*rc::gen::inRange(0, 30'000));
  // What belongs to the firm or the market is the same in all segments.
  const Calendar::Parameters days_of_the_firm = calendar();
  const ComplaintDesk::Parameters common_desk = desk_of_the_firm();
  const Assortment::Parameters common_range = range_of_the_firm();
  const Listening::Parameters common_ears = ears_of_the_firm();
  const Courtesy::Parameters common_lines = courtesy_of_the_firm();
  const Operations::Parameters common_operations = operations();
  std::vector<Rivals::Brand> brands;
  if (coin()) brands = {{"acme", between(-2.0, 2.0)}, {"brisk", between(-2.0, 2.0)}};
  if (!brands.empty() && coin()) {
    brands.front().advertising =
        Rivals::Advertising{between(-1.0, 2.0), days(0.1, 20.0), {}, days(0.1, 30.0)};
    if (coin()) brands.front().advertising->every = days(1.0, 60.0);
  }
  const Rivals::Parameters common_rivals = firm_among(brands);
  const int segments = *rc::gen::inRange(1, 4);
  std::vector<std::int64_t> customers;
  for (int i = 0; i < segments; ++i) customers.push_back(*rc::gen::inRange<std::int64_t>(0, 400));
  const WordOfMouth::Parameters common_network =
      network_of_the_market(std::accumulate(customers.begin(), customers.end(), std::int64_t{0}));
  for (int i = 0; i < segments; ++i) {
    study.segment("s" + std::to_string(i), customers[static_cast<std::size_t>(i)]);
    if (coin()) study.with<Acquisition>(acquisition());
    if (coin()) study.with<Calendar>(days_of_the_firm);
    if (*rc::gen::inRange(0, 10) > 0) study.with<Purchasing>(purchasing());
    if (*rc::gen::inRange(0, 10) > 1) {
      study.with<Service>(service());
    }
    if (coin()) study.with<Expectations>(expectations());
    if (coin()) study.with<ServicePlan>(service_plan());
    if (coin()) study.with<Satisfaction>(satisfaction());
    if (*rc::gen::inRange(0, 10) > 2) study.with<ComplaintDesk>(desk(common_desk));
    if (coin()) study.with<Rivals>(rivals(common_rivals));
    if (coin()) study.with<WinBack>(win_back());
    if (coin()) study.with<Contract>(contract());
    if (coin()) study.with<Pricing>(pricing());
    if (coin()) study.with<Promotions>(promotions());
    if (coin()) study.with<Development>(development());
    if (coin()) study.with<Assortment>(assortment(common_range));
    if (coin()) study.with<PartialDefection>(partial_defection());
    if (coin()) {
      Courtesy::Parameters p = courtesy(common_lines);
      if (!study.has<ComplaintDesk>()) p.call.line = CallLine::own;
      study.with<Courtesy>(p);
    }
    if (coin()) study.with<LoyaltyProgramme>(loyalty_programme());
    if (coin()) study.with<Operations>(common_operations);
    if (coin()) study.with<Fatigue>({});
    if (coin()) study.with<Relationship>(relationship());
    if (coin()) study.with<Communication>(communication());
    if (coin()) study.with<Listening>(listening(common_ears));
    if (coin()) study.with<WordOfMouth>(word_of_mouth(common_network));
    if (coin()) study.with<Finance>({probability(), {}});
    if (*rc::gen::inRange(0, 10) > 0) study.with<Leaving>(leaving());
  }
  return study;
}

}  // namespace

rc::Gen<model::Specification> random_study() { return rc::gen::exec(draw); }

}  // namespace tenure::property
