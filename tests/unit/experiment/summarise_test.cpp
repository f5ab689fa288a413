// SPDX-License-Identifier: Apache-2.0
#include "experiment/summarise.h"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "analysis/ratio.h"
#include "example.h"
#include "experiment/by_period.h"
#include "experiment/tabulate.h"

namespace tenure::experiment {
namespace {

/// The shop without and with a desk, three replications.
class Summary : public testing::Test {
 protected:
  const KpiTotals& totals(const std::string& kpi) const {
    return *std::find_if(all_.begin(), all_.end(),
                         [&](const KpiTotals& one) { return one.name == kpi; });
  }
  static results::Dataset simulate() {
    const scenario::Loaded loaded = example::shop();
    const Policies policies(example::specifications(loaded, {0, 1}));
    return tabulate(example::texts(loaded, {0, 1}), policies, replicate(policies, {}).records);
  }

  results::Dataset dataset_ = simulate();
  std::vector<KpiTotals> all_ = totals_of(dataset_);
};

TEST_F(Summary, OfARatioIsSumBySum) {
  const KpiTotals& wait = totals("complaint_wait_mean");
  std::vector<double> above;
  std::vector<double> below;
  const ByPeriod num = counts_by_period(dataset_, "complaint_wait_mean_num", 1);
  const ByPeriod den = counts_by_period(dataset_, "complaint_wait_mean_den", 1);
  for (std::size_t i = 0; i < 3; ++i) {
    above.push_back((num[i][0] + num[i][1] + num[i][2]) / 86400e6);  // microseconds
    below.push_back(den[i][0] + den[i][1] + den[i][2]);
    // As the results say it, replication by replication.
    EXPECT_DOUBLE_EQ(above[i] / below[i], wait.values[1][i]);
  }
  const analysis::Interval expected = analysis::ratio_of_sums(above, below);
  EXPECT_DOUBLE_EQ(wait.interval(1).mean, expected.mean);
  EXPECT_NEAR(*wait.interval(1).half_width, *expected.half_width, 1e-9);
  EXPECT_NE(expected.mean, analysis::mean_interval(wait.values[1]).mean) << "or this shows nothing";
}

TEST_F(Summary, OfARatioThatAPolicyDoesNotHaveIsNoNumber) {
  const KpiTotals& wait = totals("complaint_wait_mean");
  EXPECT_TRUE(std::isnan(wait.interval(0).mean));
  EXPECT_TRUE(std::isnan(wait.difference(1, 0).mean));
  EXPECT_EQ(wait.difference(1, 1).half_width, 0.0);
}

TEST_F(Summary, OfASharePerInitialCustomerIsTheMean) {
  const KpiTotals& survival = totals("survival");
  EXPECT_TRUE(survival.is_a_mean(0)) << "150 customers at time 0 in every replication";
  EXPECT_EQ(survival.interval(0).mean, analysis::mean_interval(survival.values[0]).mean);
}

TEST_F(Summary, OfYearlySharesIsTheMean) {
  EXPECT_TRUE(totals("churn_rate").below.empty()) << "compounded over periods: no ratio of sums";
  EXPECT_FALSE(totals("repeat_rate").is_a_mean(0));
}

TEST_F(Summary, AgreesWithTheReplicationsItself) {
  // Of each ratio of sums: numerator by denominator is what the results say of a replication.
  int ratios = 0;
  for (const KpiTotals& kpi : all_) {
    for (std::size_t policy = 0; policy < kpi.below.size(); ++policy) {
      for (std::size_t i = 0; i < kpi.below[policy].size(); ++i) {
        if (!(kpi.below[policy][i] > 0.0)) continue;
        EXPECT_NEAR(kpi.above[policy][i] / kpi.below[policy][i], kpi.values[policy][i],
                    1e-12 * std::max(1.0, std::fabs(kpi.values[policy][i])))
            << kpi.name;
        ++ratios;
      }
    }
  }
  EXPECT_GT(ratios, 12);
}

}  // namespace
}  // namespace tenure::experiment
