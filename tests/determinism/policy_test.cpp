// SPDX-License-Identifier: Apache-2.0
//
// Policies that come and go: without strength they change nothing at all, event for event, and
// however they are carried out, the same happens.
#include <array>

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
      .with<Satisfaction>({.decay = Rate{0.02}})
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
  const Record base = run(study);
  const Record record = run(upheaval(study, {.starts = 3 * study.specification().report_every}));
  ASSERT_EQ(record.left.size(), base.left.size());
  const std::size_t before = 3 * base.rows * base.causes;
  EXPECT_TRUE(std::equal(base.left.begin(), base.left.begin() + static_cast<std::ptrdiff_t>(before),
                         record.left.begin()));
  EXPECT_FALSE(same(record, base));
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
  EXPECT_TRUE(same(run(always), run(specification)));
}

}  // namespace
}  // namespace tenure::determinism
