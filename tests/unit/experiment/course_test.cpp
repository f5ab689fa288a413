// SPDX-License-Identifier: Apache-2.0
#include "experiment/course.h"

#include <cmath>

#include <gtest/gtest.h>

#include "tests/unit/experiment/example.h"

namespace tenure::experiment {
namespace {

/// Two policies, two replications, three periods, two segments.
results::Dataset two_by_two() {
  results::Dataset dataset;
  dataset.dimensions = {{"policy", 2}, {"replication", 2}, {"period", 3}, {"segment", 2}};
  const results::Attributes money{{"units", std::string("EUR")}, {"scale_factor", 0.01}};
  dataset.variables.push_back({"profit",
                               {"policy", "replication", "period"},
                               std::vector<std::int64_t>{100, 100, 100, 300, 100, 100,  //
                                                         0, 0, 500, 200, 200, 400},
                               money});
  const std::vector<std::string> shape{"policy", "replication", "period", "segment"};
  dataset.variables.push_back({"purchases",
                               shape,
                               std::vector<std::int64_t>{1, 2, 3,
                                                         4, 5, 6,
                                                         3, 2, 3,
                                                         4, 5, 6,  //
                                                         1, 2, results::kMissing,
                                                         4, 5, 6,
                                                         3, 2, 3,
                                                         4, 5, 6},
                               {}});
  std::vector<double> means;
  std::vector<std::int64_t> counts;
  for (int i = 0; i < 12; ++i) {
    means.insert(means.end(), {0.5, std::nan("")});
    counts.insert(counts.end(), {4, 0});
  }
  means[1] = 0.2;
  counts[1] = 1;
  dataset.variables.push_back({"wait", shape, means, {}});
  dataset.variables.push_back({"wait_den", shape, counts, {}});
  return dataset;
}

TEST(Course, OfACountIsTheMeanOfItsSumOverSegments) {
  const auto course = course_of(two_by_two(), "purchases", 0);
  ASSERT_EQ(course.size(), 3U);
  EXPECT_EQ(course[0].mean, 4.0);                     // 1 + 2 and 3 + 2
  EXPECT_NEAR(*course[0].half_width, 12.706, 0.001);  // t of one degree of freedom, by deviation 1
  EXPECT_EQ(course[1].mean, 7.0);
  EXPECT_EQ(course_of(two_by_two(), "purchases", 1)[1].mean, 7.0) << "of the one that is there";
}

TEST(Course, OfMoneyIsInTheCurrency) {
  EXPECT_EQ(course_of(two_by_two(), "profit", 0)[0].mean, 2.0);
}

TEST(Course, OfARatioWeighsSegmentsByTheirDenominators) {
  const auto course = course_of(two_by_two(), "wait", 0);
  ASSERT_EQ(course.size(), 3U);
  EXPECT_NEAR(course[0].mean, (4 * 0.5 + 0.2 + 4 * 0.5) / 9.0, 1e-12);
  EXPECT_NEAR(course[1].mean, 0.5, 1e-12);
}

TEST(Course, OfWhatIsNotThereIsEmpty) {
  EXPECT_TRUE(course_of(two_by_two(), "nothing", 0).empty());
  EXPECT_TRUE(gain_so_far(two_by_two(), "wait", 1, 0).empty());
}

TEST(GainSoFar, AddsUpPeriodsAndPairsReplications) {
  const auto gain = gain_so_far(two_by_two(), "profit", 1, 0);
  ASSERT_EQ(gain.size(), 3U);
  EXPECT_EQ(gain[0].mean, -1.0);  // -1 and -1 EUR
  EXPECT_EQ(gain[0].half_width.value(), 0.0);
  EXPECT_EQ(gain[1].mean, -1.0);  // -2 and 0
  EXPECT_EQ(gain[2].mean, 2.5);   // 2 and 3
  EXPECT_EQ(ahead_from(gain), 2U);
}

TEST(AheadFrom, IsTheStartUnlessItWasEverBehind) {
  using Gains = std::vector<analysis::Interval>;
  EXPECT_EQ(ahead_from(Gains{{0.0, {}}, {1.0, {}}, {2.0, {}}}), 0U);
  EXPECT_EQ(ahead_from(Gains{{1.0, {}}, {-1.0, {}}, {2.0, {}}}), 2U);
  EXPECT_EQ(ahead_from(Gains{{1.0, {}}, {-1.0, {}}}), std::nullopt);
  EXPECT_EQ(ahead_from(Gains{}), std::nullopt);
}

}  // namespace
}  // namespace tenure::experiment
