// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "process.h"

namespace tenure::program {
namespace {

using testing::ContainsRegex;
using testing::HasSubstr;
using testing::Not;

TEST(Explain, SaysWhereEachValueComesFrom) {
  const Ended ended = tenure(Folder(), {"explain", scenario("starter"), "--set",
                                        "finance.margin=40 %", "--policy", "better-service"});
  EXPECT_EQ(ended.code, 0);
  EXPECT_THAT(ended.out, ContainsRegex("leaving.yearly +18 % +[^ ]*starter.yaml:[0-9]+\n"));
  EXPECT_THAT(ended.out, ContainsRegex("finance.margin +40 % +--set\n"));
  EXPECT_THAT(ended.out, ContainsRegex("service.failure_probability +3 % +policy better-service"));
  EXPECT_THAT(ended.out, ContainsRegex("rate_shape +0.553 +default: Fader"));
  EXPECT_THAT(ended.out, ContainsRegex("complaint_desk.exit.silent +30 % +assumption\n"));
}

TEST(Explain, ShowsWhatTheModelMakesOfTheValues) {
  const Ended ended = tenure(Folder(), {"explain", scenario("starter")});
  EXPECT_THAT(ended.out, ContainsRegex("leaving.hazard +0.00380[0-9] +1/week"))
      << "-ln(1 - 18 %) a year, in weeks of 7 days and years of 365.25";
  EXPECT_THAT(ended.out, HasSubstr("% of the values are assumptions"));
  EXPECT_THAT(ended.out, HasSubstr("Window: 1 d (the shortest time in which anything reaches a "
                                   "customer, from complaint_desk)"));
  EXPECT_THAT(ended.out, ContainsRegex("A customer takes [0-9]+ bytes \\(engine [0-9]+, "));
}

TEST(Explain, FindsTheWindowOfAFirmThatNobodyHearsFrom) {
  EXPECT_THAT(tenure(Folder(), {"explain", scenario("subscription_sbg")}).out,
              HasSubstr("the reporting period, since nothing reaches a customer faster"));
}

TEST(Explain, DescribesAStudyByTheSevenElementsOfOdd) {
  const Ended ended = tenure(Folder(), {"explain", scenario("corner_shop"), "--odd"});
  EXPECT_EQ(ended.code, 0);
  for (const char* heading :
       {"## 1. Purpose and patterns", "## 2. Entities, state variables and scales",
        "## 3. Process overview and scheduling", "## 4. Design concepts", "## 5. Initialisation",
        "## 6. Input data", "## 7. Submodels"}) {
    EXPECT_THAT(ended.out, HasSubstr(heading));
  }
  EXPECT_THAT(ended.out, HasSubstr("- `purchasing` hears CustomerJoined, PurchaseDue"));
  EXPECT_THAT(ended.out, HasSubstr("| `complaint_desk.exit.silent` | 30 % * |"));
  EXPECT_THAT(ended.out, HasSubstr("it must be that survival >= 40 %"));
  EXPECT_THAT(ended.out, Not(HasSubstr("`win_back`"))) << "it is off";
  EXPECT_EQ(tenure(Folder(), {"explain", scenario("starter"), "--odd", "--json"}).code, 2);
}

}  // namespace
}  // namespace tenure::program
