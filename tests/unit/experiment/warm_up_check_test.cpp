// SPDX-License-Identifier: Apache-2.0
#include "experiment/warm_up_check.h"

#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "example.h"
#include "experiment/replicate.h"
#include "experiment/tabulate.h"

namespace tenure::experiment {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

/// A firm that nothing moves: who leaves is replaced, nobody remembers anything.
constexpr const char* kSteady = R"(format: 1
title: Nothing ever changes
horizon: 48 weeks
report_every: 4 weeks
replications: 5
segments:
  - {name: all, customers: 200, purchasing: {mean_interval: 3 weeks, rate_shape: 100}}
purchasing: {}
acquisition: {arrivals: 2 per week}
leaving: {yearly: 40 %}
)";

results::Dataset results_of(const std::string& text, std::int64_t seed = 1) {
  const scenario::Loaded loaded =
      scenario::load_text(text + "seed: " + std::to_string(seed) + "\n", "shop.yaml");
  std::vector<std::size_t> all;
  for (std::size_t i = 0; i < loaded.policies.size(); ++i) all.push_back(i);
  const Policies policies(example::specifications(loaded, all));
  return tabulate(example::texts(loaded, all), policies, replicate(policies, {}).records);
}

WarmUpCheck check_of(const std::string& text) { return noted_warm_up(results_of(text)); }

/// Customers who have all just come: bonds grow for years.
const std::string kGrowing = std::string(kSteady) +
                             "service: {failure_probability: 10 %}\nsatisfaction: {}\n"
                             "relationship: {}\n";

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  const std::size_t at = text.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  return text.replace(at, what.size(), by);
}

// 600 studies of a firm that does not change: at most 5 % alarms and 3.29 standard errors (error
// rate of the test: 5e-4).
TEST(WarmUpCheck, CriesWolfInAtMostTheStatedShareOfStudies) {
  int alarms = 0;
  for (std::int64_t seed = 1; seed <= 600; ++seed) {
    const WarmUpCheck check = noted_warm_up(results_of(kSteady, seed));
    ASSERT_NE(check.verdict, "unknown") << check.text;
    alarms += check.is_doubtful() ? 1 : 0;
  }
  EXPECT_LE(alarms, 600 * kFalseAlarms + 3.29 * std::sqrt(600 * kFalseAlarms * 0.95));
  RecordProperty("alarms", alarms);
}

TEST(WarmUpCheck, SeesBondsThatStillGrow) {
  const WarmUpCheck check = check_of(kGrowing);
  EXPECT_TRUE(check.is_doubtful()) << check.text;
  EXPECT_THAT(check.text, StartsWith("There is no warm-up: under the first policy "));
  EXPECT_THAT(check.text, HasSubstr("relationship_mean"));
  EXPECT_THAT(check.text, HasSubstr("12 periods"));
}

TEST(WarmUpCheck, TellsAShortWarmUpFromALongOne) {
  const WarmUpCheck after_little = check_of(kGrowing + "warm_up: 2 weeks\n");
  EXPECT_TRUE(after_little.is_doubtful()) << after_little.text;
  EXPECT_THAT(after_little.text, StartsWith("The warm-up looks too short: "));
  const WarmUpCheck after_much = check_of(kGrowing + "warm_up: 20 years\n");
  EXPECT_EQ(after_much.verdict, "settled") << after_much.text;
  EXPECT_THAT(after_much.text, StartsWith("No sign that the warm-up is too short"));
}

TEST(WarmUpCheck, SaysWhyItCannotTell) {
  const auto is_unknown = [](const std::string& text, const std::string& why) {
    const WarmUpCheck check = check_of(text);
    EXPECT_EQ(check.verdict, "unknown");
    EXPECT_THAT(check.text, HasSubstr(why));
  };
  is_unknown(replaced(kSteady, "4 weeks", "6 weeks"),
             "takes 10 whole reporting periods, and there are 8");
  is_unknown(replaced(kSteady, "48 weeks", "39 weeks"), "and there are 9");
  is_unknown(replaced(kSteady, "replications: 5", "replications: 4"),
             "takes 5 replications, and there are 4");
  is_unknown(std::string(kSteady) + "calendar: {weekdays: [1, 1, 1, 1, 1, 2, 0]}\n",
             "seasons move");
  is_unknown(std::string(kSteady) +
                 "warm_up: 1 year\npolicies: {new: {leaving: {yearly: 20 %}}, old: {}}\n",
             "the first policy itself begins");
}

TEST(WarmUpCheck, IsReadAsItWasNoted) {
  results::Dataset dataset = results_of(kSteady);
  note_warm_up(dataset, {"moving", "so"});
  EXPECT_EQ(noted_warm_up(dataset).text, "so");
  dataset.attributes.erase("warm_up_check");
  dataset.attributes["warm_up_check_text"] = std::int64_t{3};
  EXPECT_EQ(noted_warm_up(dataset).verdict, "");
  EXPECT_EQ(noted_warm_up(dataset).text, "") << "of another type: as if it were not there";
}

}  // namespace
}  // namespace tenure::experiment
