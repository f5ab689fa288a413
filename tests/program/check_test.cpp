// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "process.h"

namespace tenure::program {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr const char* kTwoMistakes = R"(format: 1
title: Wrong twice
horizon: 2 years
segments: [{name: all, customers: 10}]
purchasing: {mean_intervall: 30 d}
leaving: {yearly: 180 %}
)";

TEST(Check, SaysOkInOneLine) {
  const Ended ended = tenure(Folder(), {"check", scenario("starter"), "--quiet"});
  EXPECT_EQ(ended.code, 0);
  EXPECT_EQ(ended.out, scenario("starter") +
                           ": ok (3,000 customers in 2 segments, 2 years, 10 replications, policy "
                           "today)\n");
  EXPECT_THAT(ended.err, IsEmpty());
}

TEST(Check, ListsAllErrorsByTheirPlace) {
  const Folder folder;
  folder.write("shop.yaml", kTwoMistakes);
  const Ended ended = tenure(folder, {"check", "shop.yaml"});
  EXPECT_EQ(ended.code, 3);
  EXPECT_THAT(ended.out, IsEmpty());
  EXPECT_THAT(ended.err, HasSubstr("shop.yaml:5:14: purchasing.mean_intervall: "));
  EXPECT_THAT(ended.err, HasSubstr("Did you mean \"mean_interval\"?"));
  EXPECT_THAT(ended.err, HasSubstr("shop.yaml:6:19: leaving.yearly: "));
}

TEST(Check, PassesEveryScenarioOfTheGallery) {
  const Folder folder;
  for (const std::string name :
       {"starter", "corner_shop", "cdnow_bg_nbd", "cdnow_pareto_nbd", "subscription_sbg"}) {
    EXPECT_EQ(tenure(folder, {"check", scenario(name)}).code, 0) << name;
  }
}

TEST(Check, IsFast) {
  const Ended ended = tenure(Folder(), {"check", scenario("corner_shop")});
#ifdef NDEBUG
  EXPECT_LT(ended.cpu_seconds, 0.05);
#else
  EXPECT_LT(ended.cpu_seconds, 0.5) << "even with all expectations on";
#endif
}

TEST(Check, AcceptsSettings) {
  const Folder folder;
  EXPECT_EQ(tenure(folder, {"check", scenario("starter"), "--set", "complaint_desk.seats=6"}).code,
            0);
  const Ended ended =
      tenure(folder, {"check", scenario("starter"), "--set", "complaint_desk.seets=6"});
  EXPECT_EQ(ended.code, 3);
  EXPECT_THAT(ended.err, HasSubstr("--set:1:"));
  EXPECT_THAT(ended.err, HasSubstr("seats"));
}

}  // namespace
}  // namespace tenure::program
