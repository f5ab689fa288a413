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
