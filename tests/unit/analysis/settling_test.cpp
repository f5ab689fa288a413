// SPDX-License-Identifier: Apache-2.0
#include "analysis/settling.h"

#include <cmath>
#include <functional>
#include <limits>
#include <random>
#include <stdexcept>
#include <vector>

#include <gtest/gtest.h>

#include "analysis/autoregression.h"

namespace tenure::analysis {
namespace {

using Says = Settling::Says;
using Series = std::vector<std::vector<double>>;

/// Autoregressive noise of standard deviation 1, begun in its stationary law, around a course.
Series around(const std::function<double(std::size_t)>& course, std::size_t replications,
              std::size_t periods, double persistence, std::mt19937_64& random) {
  std::normal_distribution<double> normal;
  const double innovation = std::sqrt(1.0 - persistence * persistence);
  Series all(replications);
  for (std::vector<double>& one : all) {
    double noise = normal(random);
    for (std::size_t t = 0; t < periods; ++t) {
      one.push_back(course(t) + noise);
      noise = persistence * noise + innovation * normal(random);
    }
  }
  return all;
}

/// How many of so many studies are said to be so.
int count(Says what, int studies, const std::function<Series()>& study, double error_rate) {
  int found = 0;
  for (int i = 0; i < studies; ++i) found += settling(study(), error_rate).says == what ? 1 : 0;
  return found;
}

// No false alarm more often than stated, in short and long series, alone-standing and persistent
// noise. The mean is 10, so that nothing is too small to matter. 4,000 studies each: of these at
// most 200 + 3.29 standard errors (error rate of the test: 5e-4 a case).
TEST(Settling, CriesWolfAtMostAsOftenAsStated) {
  std::mt19937_64 random(25);
  for (const double persistence : {0.0, 0.6, 0.9}) {
    for (const std::size_t periods : {std::size_t{10}, std::size_t{39}, std::size_t{60}}) {
      const auto study = [&] {
        return around([](std::size_t) { return 10.0; }, 6, periods, persistence, random);
      };
      int alarms = 0;
      for (int i = 0; i < 4000; ++i) {
        const Says says = settling(study(), 0.05).says;
        alarms += says == Says::settles || says == Says::keeps_moving ? 1 : 0;
      }
      EXPECT_LE(alarms, 200 + 3.29 * std::sqrt(4000 * 0.05 * 0.95))
          << "persistence " << persistence << ", " << periods << " periods";
      RecordProperty("alarms", alarms);
    }
  }
}

// A beginning that fades with a fifth of the time, ten standard deviations of a replication's noise
// high, in six replications: found in nine of ten studies at the strictness of a study of six
// figures, and never taken for endless in more than one of twenty.
TEST(Settling, FindsABeginningThatFades) {
  std::mt19937_64 random(26);
  const auto study = [&] {
    return around([](std::size_t t) { return 10.0 + 10.0 * std::exp(-double(t) / 4.0); }, 6, 39,
                  0.5, random);
  };
  EXPECT_GE(count(Says::settles, 500, study, 0.05 / 6), 450);
  EXPECT_LE(count(Says::keeps_moving, 500, study, 0.05 / 6), 25);
}

TEST(Settling, TellsHowLongItTakesAndWhatItCosts) {
  Series all(5, std::vector<double>(40, 10.0));
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (std::size_t t = 0; t < 8; ++t) all[i][t] = 20.0 + 0.01 * static_cast<double>(i);
    for (std::size_t t = 8; t < 40; ++t) all[i][t] = t % 2 == 0 ? 9.0 : 11.0;
  }
  const Settling found = settling(all, 0.01);
  EXPECT_EQ(found.says, Says::settles);
  EXPECT_EQ(found.after, 8U);
  EXPECT_NEAR(found.off_by, 8.0 * 10.02 / 40.0 / 10.0, 1e-12);
}

TEST(Settling, TakesACourseWithoutEndForWhatItIs) {
  std::mt19937_64 random(27);
  const auto study = [&] {
    return around([](std::size_t t) { return 100.0 - double(t); }, 6, 39, 0.5, random);
  };
  EXPECT_EQ(count(Says::keeps_moving, 200, study, 0.01), 200);
}

TEST(Settling, DoesNotMindWhatIsTooSmallToMatter) {
  Series all(6, std::vector<double>(40, 100.0));
  for (std::vector<double>& one : all) {
    for (std::size_t t = 0; t < 8; ++t) one[t] = 104.9;
  }
  EXPECT_EQ(settling(all, 0.05).says, Says::settled) << "0.98 %";
  for (std::vector<double>& one : all) {
    for (std::size_t t = 0; t < 8; ++t) one[t] = 105.1;
  }
  EXPECT_EQ(settling(all, 0.05).says, Says::settles) << "1.02 %";
}

TEST(Settling, WantsPeriodsAndReplications) {
  EXPECT_EQ(settling({}, 0.05).says, Says::too_little);
  EXPECT_EQ(settling(Series(4, std::vector<double>(40, 1.0)), 0.05).says, Says::too_little);
  EXPECT_EQ(settling(Series(9, std::vector<double>(9, 1.0)), 0.05).says, Says::too_little);
  EXPECT_EQ(settling(Series(5, std::vector<double>(10, 1.0)), 0.05).says, Says::settled);
  EXPECT_THROW(settling({{1.0, 2.0}, {1.0}}, 0.05), std::invalid_argument);
  EXPECT_THROW(settling({{1.0, std::numeric_limits<double>::quiet_NaN()}}, 0.05),
               std::invalid_argument);
}

}  // namespace
}  // namespace tenure::analysis
