// SPDX-License-Identifier: Apache-2.0
//
// Policies that come and go: without strength they change nothing at all, event for event, and
// however they are carried out, the same happens.
#include <string>
#include <utility>

#include <gtest/gtest.h>

#include "tests/determinism/comparison.h"
#include "tests/determinism/rich_study.h"
#include "tests/verification/study.h"

namespace tenure::determinism {
namespace {

using namespace tenure::model;
using verification::Study;
using verification::weeks;

/// Comes, goes, and addresses some customers by what they have done and some by chance.
Terms choosy() {
  Who who;
  who.purchases.emplace().at_least = 2;
  who.last_purchase.emplace().below = weeks(8);
  who.share.emplace().share = {0.6};
  return {.starts = weeks(3), .ends = weeks(17.3), .who = who};
}

Study with_warm_up() { return rich_study().warm_up(engine::from_days(51.3)); }

/// Every mechanism's parameters change, and some mechanisms come and go.
Study upheaval(Study study, const Terms& terms) {
  study.policy(terms)
      .with<Purchasing>({.per_year = 40.0})
      .with<Service>({.failure_probability = {0.02}})
      .with<Satisfaction>({.start = 0.5, .decay = Rate{0.02}})
      .with<Leaving>({.yearly = Probability{0.3}});
  if (!terms.who)
    study.with<ComplaintDesk>({.seats = 5}).with<Rivals>({.offer_interval = weeks(3)});
  return study;
}

TEST(Policy, WithoutStrengthItChangesNoEvent) {
  const Record base = run(rich_study());
  EXPECT_TRUE(same(run(rich_study().policy({.starts = weeks(3), .ends = weeks(17.3)})), base));
  EXPECT_TRUE(same(run(rich_study().policy(choosy())), base));
  const Record warm = run(with_warm_up());
  EXPECT_FALSE(same(warm, base));
  EXPECT_TRUE(same(run(with_warm_up().policy({})), warm));
  EXPECT_TRUE(same(run(with_warm_up().policy(choosy())), warm));
}

TEST(Policy, BeforeItStartsNothingDiffers) {
  const Study study = rich_study();
  Counts before = counts(study);
  std::erase_if(before, [](const auto& entry) {
    const std::string period = entry.first.substr(entry.first.rfind('/') + 1);
    return std::stoi(period) > 2;
  });
  ASSERT_GT(before.at("left.hazard/premium/2"), 0);
  const Counts after = counts(upheaval(study, {.starts = 3 * study.specification().report_every}));
  EXPECT_TRUE(contains(after, before));
  EXPECT_FALSE(contains(after, counts(study)));
}

TEST(Policy, TheFirstInAnOrderAreTheSameHoweverTheyAreFound) {
  for (const auto& [by, oracle] : {std::pair{ChosenBy::risk, Oracle::no},
                                   {ChosenBy::value, Oracle::no},
                                   {ChosenBy::risk, Oracle::yes},
                                   {ChosenBy::sensitivity, Oracle::yes}}) {
    Who who;
    who.purchases.emplace().at_least = 1;
    who.share = Who::Share{{0.3}, by, oracle};
    Study study = upheaval(with_warm_up(), {.starts = weeks(3), .who = who});
    const Record one = run(study);
    EXPECT_TRUE(same(run(study, 3, {.cell_size = 100}), one));
    EXPECT_TRUE(same(run(study.window(engine::from_days(0.13)), 2), one));
    who.share->by = ChosenBy::random;
    who.share->oracle = Oracle::no;
    EXPECT_FALSE(same(run(upheaval(with_warm_up(), {.starts = weeks(3), .who = who})), one));
  }
}

TEST(Policy, ThreadsCellsAndWindowsDoNotMatter) {
  for (const Terms& terms : {Terms{.starts = weeks(3), .ends = weeks(17.3)}, choosy()}) {
    Study study = upheaval(with_warm_up(), terms);
    Execution watched;
    watched.verify_every_window = true;
    const Record one = run(study, 1, watched);
    EXPECT_TRUE(same(run(study, 3, {.cell_size = 100}), one));
    EXPECT_TRUE(same(run(study, 2, {.cell_size = 1'000}), one));
    EXPECT_TRUE(same(run(study.window(engine::from_days(0.13)), 2), one));
  }
}

TEST(Policy, ItHoldsFromTheBeginningAsIfItHadNoDates) {
  const Study always = upheaval(rich_study(), {});
  Study alone = always;
  Specification specification = alone.specification();
  for (Segment& segment : specification.segments) segment.without_policy.reset();
  EXPECT_TRUE(contains(counts(always), counts(specification)));
}

}  // namespace
}  // namespace tenure::determinism
