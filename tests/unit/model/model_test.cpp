// SPDX-License-Identifier: Apache-2.0
#include "model/model.h"

#include <gtest/gtest.h>

namespace tenure::model {
namespace {

Specification shop() {
  Specification specification;
  specification.horizon = 10 * engine::kDay;
  specification.report_every = 4 * engine::kDay;
  Segment segment;
  segment.name = "all";
  segment.customers = 10;
  std::get<kIndexOf<Purchasing>>(segment.sections) = Purchasing::Parameters{};
  specification.segments.push_back(segment);
  return specification;
}

template <class M>
typename M::Parameters& switch_on(Specification& specification) {
  return std::get<kIndexOf<M>>(specification.segments.front().sections).emplace();
}

TEST(Model, WindowIsTheReportingPeriodWhereNothingReachesCustomers) {
  EXPECT_EQ(Model(shop()).window(), 4 * engine::kDay);
}

TEST(Model, WindowIsTheShortestDelayToACustomer) {
  Specification specification = shop();
  switch_on<ComplaintDesk>(specification).reply_delay = std::chrono::hours{6};
  EXPECT_EQ(Model(specification).window(), std::chrono::hours{6});
  specification.window = std::chrono::hours{1};
  EXPECT_EQ(Model(specification).window(), std::chrono::hours{1});
}

TEST(Model, EdgesAreThoseOfWindowsPeriodsAndTheHorizon) {
  Specification specification = shop();
  switch_on<ComplaintDesk>(specification).reply_delay = 3 * engine::kDay;
  const Model model(specification);
  std::vector<std::int64_t> days;
  for (engine::Time t = engine::kStart; t < model.study().horizon;) {
    t = model.next_edge(t);
    days.push_back((t - engine::kStart) / engine::kDay);
  }
  EXPECT_EQ(days, (std::vector<std::int64_t>{3, 4, 6, 8, 9, 10}));
  EXPECT_EQ(model.periods(), 3U);
  EXPECT_EQ(model.period_end(2), model.study().horizon);
}

TEST(Model, HasSeasonsIfAnyMechanismOfAnyRowBringsThem) {
  Specification specification = shop();
  EXPECT_FALSE(Model(specification).has_seasons());
  auto& calendar = switch_on<Calendar>(specification);
  EXPECT_FALSE(Model(specification).has_seasons()) << "all days are alike";
  calendar.months.assign(12, 1.0);
  EXPECT_TRUE(Model(specification).has_seasons());
  Specification other = shop();
  other.segments.push_back(other.segments.front());
  other.segments.back().name = "others";
  auto& purchasing = std::get<kIndexOf<Purchasing>>(other.segments.back().sections);
  purchasing->seasonality.emplace();
  EXPECT_TRUE(Model(other).has_seasons()) << "of the second segment alone";
}

TEST(Model, WhatIsOffHasNoPlaceInARecord) {
  Specification specification = shop();
  const Model small(specification);
  EXPECT_EQ(small.layout().state[kIndexOf<Rivals>], Layout::kAbsent);
  EXPECT_EQ(small.layout().stocks[0].value, Layout::kAbsent);
  EXPECT_EQ(small.layout().record.clocks, 1U);
  switch_on<Rivals>(specification);
  const Model larger(specification);
  EXPECT_EQ(larger.layout().record.clocks, 2U);
  EXPECT_GT(larger.layout().record.bytes, small.layout().record.bytes);
}

TEST(Model, WhoIsAwayHasPlacesThatOthersHaveForgotten) {
  Specification specification = shop();
  switch_on<Promotions>(specification);
  switch_on<Rivals>(specification);
  const Layout without = Model(specification).layout();
  auto& win_back = switch_on<WinBack>(specification);
  win_back.looks_around = engine::kWeek;
  win_back.offer.emplace();
  const Layout with = Model(specification).layout();
  EXPECT_EQ(with.record.bytes, without.record.bytes);
  EXPECT_EQ(with.record.clocks, without.record.clocks);
  EXPECT_EQ(with.state[kIndexOf<WinBack>], with.state[kIndexOf<Promotions>]);
  constexpr std::size_t kMove = engine::index_of<MoveDue>(Clocks{});
  constexpr std::size_t kWinBack = engine::index_of<WinBackDue>(Clocks{});
  constexpr auto kAway = static_cast<std::size_t>(Status::at_rival);
  const auto word = [&](std::size_t clock, std::size_t status) {
    return with.clock_in_slot[with.slot_of[clock] + with.first_clock[status]];
  };
  EXPECT_EQ(word(kMove, kAway), kMove);
  EXPECT_EQ(word(kWinBack, kAway), kWinBack);
  EXPECT_LT(with.slot_of[kMove], with.slot_of[kWinBack]) << "the order that breaks ties";
  constexpr auto kActive = static_cast<std::size_t>(Status::active);
  EXPECT_EQ(word(kMove, kActive), engine::index_of<PurchaseDue>(Clocks{}));
  EXPECT_EQ(word(kWinBack, kActive), engine::index_of<OfferDue>(Clocks{}));
}

TEST(Model, WhoIsAwayHasPlacesOfHisOwnWhereOthersHaveTooFew) {
  Specification specification = shop();  // one clock
  auto& win_back = switch_on<WinBack>(specification);
  win_back.looks_around = engine::kWeek;
  win_back.offer.emplace();
  const Layout layout = Model(specification).layout();
  EXPECT_EQ(layout.record.clocks, 2U);
  EXPECT_NE(layout.state[kIndexOf<WinBack>], Layout::kAbsent);
  EXPECT_EQ(layout.slot_of[engine::index_of<MoveDue>(Clocks{})], 0U);
  EXPECT_EQ(layout.slot_of[engine::index_of<WinBackDue>(Clocks{})], 1U);
}

TEST(Model, WhenACustomerJoinedStandsOnceUnlessAPolicyMayBeginLater) {
  Specification specification = shop();
  switch_on<Finance>(specification);
  switch_on<Leaving>(specification).yearly = Probability{0.2};
  const Layout plain = Model(specification).layout();
  EXPECT_EQ(plain.begun[kIndexOf<Finance>], plain.joined);
  EXPECT_EQ(plain.begun[kIndexOf<Leaving>], plain.joined);
  Segment& segment = specification.segments.front();
  segment.without_policy = segment.sections;
  const Layout both = Model(specification).layout();
  EXPECT_EQ(both.begun[kIndexOf<Leaving>], both.joined);
  std::get<kIndexOf<Leaving>>(*segment.without_policy).reset();
  const Layout later = Model(specification).layout();
  EXPECT_EQ(later.begun[kIndexOf<Finance>], later.joined);
  EXPECT_NE(later.begun[kIndexOf<Leaving>], later.joined);
}

TEST(Model, PartsOfARecordAddUpToIt) {
  Specification specification = shop();
  switch_on<Promotions>(specification);
  switch_on<Rivals>(specification);
  switch_on<WinBack>(specification).offer.emplace();
  switch_on<Finance>(specification);
  switch_on<Satisfaction>(specification);
  switch_on<Leaving>(specification).yearly = Probability{0.2};
  specification.terms.who.emplace().last_purchase.emplace();
  const Model model(specification);
  std::size_t sum = 0;
  for (const Model::Footprint& part : model.footprint()) sum += part.bytes;
  EXPECT_EQ((sum + 7) / 8 * 8, model.layout().record.bytes);
}

TEST(Model, ARateThatDependsOnNothingKeepsNoPlan) {
  Specification specification = shop();
  constexpr std::size_t kPurchase = engine::index_of<PurchaseDue>(Clocks{});
  switch_on<Satisfaction>(specification).model = SatisfactionModel::steps;
  EXPECT_EQ(Model(specification).layout().plan[kPurchase], Layout::kAbsent);
  switch_on<Satisfaction>(specification);  // disconfirmation has a default effect
  EXPECT_NE(Model(specification).layout().plan[kPurchase], Layout::kAbsent);
}

}  // namespace
}  // namespace tenure::model
