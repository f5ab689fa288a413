// SPDX-License-Identifier: Apache-2.0
#include "experiment/replicate.h"

#include <gtest/gtest.h>

#include "example.h"
#include "experiment/tabulate.h"
#include "results/digest.h"

namespace tenure::experiment {
namespace {

TEST(Replicate, DoesAllPoliciesOfAReplicationBeforeTheNextOne) {
  const scenario::Loaded loaded = example::shop();
  const std::vector<Unit> units = units_of(Policies(example::specifications(loaded, {0, 1})));
  ASSERT_EQ(units.size(), 6U);
  for (std::size_t i = 0; i < units.size(); ++i) {
    EXPECT_EQ(units[i].replication, i / 2);
    EXPECT_EQ(units[i].policy, i % 2);
  }
}

TEST(Replicate, GivesTheSameBitsOnAnyNumberOfThreads) {
  const scenario::Loaded loaded = example::shop();
  const std::vector<std::size_t> which{0, 1, 2};
  const Policies policies(example::specifications(loaded, which));
  std::string once;
  for (const unsigned threads : {1U, 2U, 3U, 16U}) {  // 16: more than there are units
    RunOptions options;
    options.threads = threads;
    options.cell_size = 32;
    const Finished finished = replicate(policies, options);
    const std::string digest =
        results::digest(tabulate(example::texts(loaded, which), policies, finished.records));
    if (once.empty()) once = digest;
    EXPECT_EQ(digest, once) << threads;
  }
}

TEST(Replicate, DoesNotLetOnePolicyChangeAnother) {
  const scenario::Loaded loaded = example::shop();
  const Finished both = replicate(Policies(example::specifications(loaded, {1, 2})), {});
  const Finished alone = replicate(Policies(example::specifications(loaded, {2})), {});
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(both.records[1][i].tally, alone.records[0][i].tally);
    EXPECT_EQ(both.records[1][i].left, alone.records[0][i].left);
    EXPECT_EQ(both.records[1][i].events, alone.records[0][i].events);
  }
}

TEST(Replicate, ReportsProgressThatRisesToOne) {
  const scenario::Loaded loaded = example::shop();
  RunOptions options;
  double last = 0.0;
  options.progress = [&](double share) {
    EXPECT_GE(share, last);
    last = share;
  };
  replicate(Policies(example::specifications(loaded, {0, 1})), options);
  EXPECT_NEAR(last, 1.0, 1e-9);
}

TEST(Replicate, StopsWhenAsked) {
  const scenario::Loaded loaded = example::shop();
  std::stop_source source;
  source.request_stop();
  RunOptions options;
  options.stop = source.get_token();
  EXPECT_THROW(replicate(Policies(example::specifications(loaded, {0, 1})), options),
               model::Interrupted);
}

}  // namespace
}  // namespace tenure::experiment
