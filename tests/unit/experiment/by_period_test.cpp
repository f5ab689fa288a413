// SPDX-License-Identifier: Apache-2.0
#include "experiment/by_period.h"

#include <cmath>

#include <gtest/gtest.h>

namespace tenure::experiment {
namespace {

constexpr std::int64_t kNone = results::kMissing;

/// Two policies, two replications, two periods, two segments.
results::Dataset study() {
  results::Dataset dataset;
  dataset.dimensions = {{"policy", 2}, {"replication", 2}, {"period", 2}, {"segment", 2}};
  dataset.variables.push_back(
      {"period_end", {"period"}, std::vector<double>{28.0, 40.0}, results::Attributes{}});
  const std::vector<std::string> shape{"policy", "replication", "period", "segment"};
  dataset.variables.push_back(
      {"purchases", shape,
       std::vector<std::int64_t>{1, 2, 3, 4, 5, 6, 7, 8, 10, 20, 30, 40, 50, 60, kNone, kNone},
       results::Attributes{}});
  dataset.variables.push_back({"profit",
                               {"policy", "replication", "period"},
                               std::vector<std::int64_t>{100, 250, 1, 2, 3, 4, 5, 6},
                               results::Attributes{{"scale_factor", 0.01}}});
  dataset.variables.push_back(
      {"survival", shape, std::vector<double>(16, 0.0), results::Attributes{}});
  return dataset;
}

TEST(ByPeriod, AddsUpSegments) {
  EXPECT_EQ(counts_by_period(study(), "purchases", 0), (ByPeriod{{3.0, 7.0}, {11.0, 15.0}}));
}

TEST(ByPeriod, TakesOneSegment) {
  EXPECT_EQ(counts_by_period(study(), "purchases", 0, 1), (ByPeriod{{2.0, 4.0}, {6.0, 8.0}}));
}

TEST(ByPeriod, TellsWhatIsMissing) {
  const ByPeriod second = counts_by_period(study(), "purchases", 1);
  EXPECT_EQ(second[0], (std::vector<double>{30.0, 70.0}));
  EXPECT_TRUE(std::isnan(second[1][1]));
}

TEST(ByPeriod, ReadsMoneyInTheCurrencyAndFirmsWithoutSegments) {
  EXPECT_EQ(counts_by_period(study(), "profit", 0), (ByPeriod{{1.0, 2.5}, {0.01, 0.02}}));
}

TEST(ByPeriod, HasNothingOfWhatIsNoCount) {
  EXPECT_TRUE(counts_by_period(study(), "survival", 0).empty());
  EXPECT_TRUE(counts_by_period(study(), "period_end", 0).empty());
  EXPECT_TRUE(counts_by_period(study(), "nothing", 0).empty());
}

TEST(ByPeriod, BeginsAtZero) {
  EXPECT_EQ(edges_of_periods(study()), (std::vector<double>{0.0, 28.0, 40.0}));
}

}  // namespace
}  // namespace tenure::experiment
