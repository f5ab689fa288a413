// SPDX-License-Identifier: Apache-2.0
#include "tests/property/random_care.h"

#include <cstdint>
#include <string>

#include "tests/property/random_values.h"

namespace tenure::property {

using namespace tenure::model;

Communication::Parameters communication() {
  Communication::Parameters p;
  const int messages = *rc::gen::inRange(0, 4);
  if (coin()) p.needs = {between(0.0, 1.0), between(0.1, 1.0)};
  for (int i = 0; i < messages; ++i) {
    Communication::Message message{.name = "m" + std::to_string(i)};
    message.kind = static_cast<MessageKind>(*rc::gen::inRange(0, 5));
    if (coin()) {
      message.days = {*rc::gen::inRange<std::int64_t>(1, 366)};
    } else {
      message.first = days(0.5, 30.0);
      if (coin()) message.every = days(0.5, 60.0);
    }
    message.share = probability();
    message.cost = money(200);
    if (coin()) {
      message.about = {between(0.1, 1.0), between(0.0, 1.0)};
    } else if (coin()) {
      message.fit = probability();
    }
    message.clarity = probability();
    if (coin()) message.lift = between(0.0, 3.0);
    if (coin()) message.weight = between(0.0, 3.0);
    p.messages.push_back(message);
  }
  p.benefit = between(0.0, 1.0);
  p.opt_out = between(0.0, 0.3);
  p.education = {between(0.0, 1.0), probability(), probability(), between(0.0, 1.0), probability()};
  return p;
}

Listening::Parameters ears_of_the_firm() {
  Listening::Parameters p;
  const int defects = *rc::gen::inRange(0, 3);
  for (int i = 0; i < defects; ++i) {
    Listening::Defect defect{.name = "d" + std::to_string(i)};
    defect.share = {between(0.0, 0.5)};
    defect.revealed = {between(0.0, 0.5)};
    if (coin()) defect.staff = rate(1e-3, 5.0);
    if (coin()) defect.market = rate(1e-3, 5.0);
    p.defects.push_back(defect);
  }
  p.reports = *rc::gen::inRange<std::int64_t>(1, 30);
  p.delay = days(0.2, 40.0);
  p.improvement = probability();
  p.repair_cost = money(10'000);
  p.cost = {between(0.0, 1e4)};
  return p;
}

Listening::Parameters listening(Listening::Parameters p) {
  p.surveys = Listening::Surveys{.share = probability(), .questions = between(0.0, 30.0)};
  p.surveys->answered = probability();
  p.surveys->care = between(0.0, 0.3);
  p.surveys->ignored = between(0.0, 0.5);
  p.surveys->act_within = days(0.5, 60.0);
  p.surveys->cost = money(200);
  if (!p.defects.empty() && coin()) p.surveys.reset();
  return p;
}

Courtesy::Parameters courtesy_of_the_firm() {
  Courtesy::Parameters p;
  if (coin()) p.lines = OutboundLines::Parameters{};
  return p;
}

Courtesy::Parameters courtesy(Courtesy::Parameters p) {
  p.call.lead = days(0.1, 5.0);
  p.call.line = static_cast<CallLine>(*rc::gen::inRange(0, 2));
  p.call.lasts = days(0.001, 1.0);
  p.call.cost = money(800);
  p.call.gain = between(0.0, 1.0);
  p.call.detection.probability = probability();
  if (coin()) p.follow_up = Courtesy::FollowUp{days(5.0, 30.0), probability()};
  if (coin()) p.routine = days(5.0, 100.0);
  if (p.lines && !p.follow_up && !p.routine) p.routine = days(5.0, 100.0);
  if (coin()) p.inertia = {between(0.0, 1.0), days(1.0, 60.0)};
  if (coin()) p.birthday = Courtesy::Greeting{.delivered = probability(), .cost = money(400)};
  if (coin()) {
    p.appreciation = Courtesy::AppreciationDays{.days = {*rc::gen::inRange<std::int64_t>(1, 366)},
                                                .greeting = {.lift = between(0.0, 1.0)}};
  }
  return p;
}

Relationship::Parameters relationship() {
  Relationship::Parameters p;
  if (coin()) p.sensitivity = Relationship::Sensitivity{between(0.0, 2.0), between(-1.0, 1.0)};
  return p;
}

LoyaltyProgramme::Parameters loyalty_programme() {
  LoyaltyProgramme::Parameters p;
  p.membership.share = probability();
  p.membership.when = static_cast<Enrolment>(*rc::gen::inRange(0, 2));
  p.membership.self_selection = {between(0.0, 0.9)};
  p.points = {log_between(0.1, 20.0)};
  const int items = *rc::gen::inRange(0, 3);
  for (int i = 0; i < items; ++i) {
    p.catalogue.push_back(
        {"i" + std::to_string(i), *rc::gen::inRange<std::int64_t>(1, 3'000), money(5'000), {}});
  }
  p.goal = {probability(), {between(0.0, 1.0)}};
  p.redemption.probability = probability();
  p.redemption.remainder = static_cast<Remainder>(*rc::gen::inRange(0, 2));
  if (coin()) p.expiry = days(5.0, 100.0);
  if (coin()) p.card = LoyaltyProgramme::Card{*rc::gen::inRange<std::int64_t>(3, 12), 2};
  p.pull = between(0.0, 2.0);
  p.after_reward = {{between(0.0, 0.9)}, between(0.0, 1.0), days(1.0, 30.0)};
  if (coin()) p.tiers = {{"silver", 2, 1.0}, {"gold", 5, 2.0}};
  return p;
}

Operations::Parameters operations() {
  Operations::Parameters p;
  p.spells = Operations::Spells{rate(1e-3, 0.5), rate(1e-3, 0.5), between(0.0, 5.0),
                                static_cast<SpellScope>(*rc::gen::inRange(0, 2))};
  if (coin()) {
    p.before = Operations::BeforeSale{rate(1e-2, 2.0), rate(1e-2, 2.0), between(0.0, 1.0)};
    p.after = Operations::AfterSale{rate(1e-2, 2.0), rate(1e-2, 2.0), between(0.0, 1.0)};
  }
  if (coin()) {
    p.monitoring = Operations::Monitoring{.sample = *rc::gen::inRange<std::int64_t>(1, 300)};
    p.monitoring->delay = days(0.1, 10.0);
    p.monitoring->improvement = probability();
    p.monitoring->encounter_cost = money(200);
    p.monitoring->investigation_cost = money(50'000);
  }
  return p;
}

}  // namespace tenure::property
