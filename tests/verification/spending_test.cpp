// SPDX-License-Identifier: Apache-2.0
//
// V15: how much customers spend, by the Gamma-Gamma model (Fader & Hardie 2013) with the parameters
// published for CDNOW: purchases Gamma(p, nu), nu ~ Gamma(q, gamma) over customers.
#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

#include <boost/math/distributions/beta.hpp>
#include <boost/math/special_functions/trigamma.hpp>
#include <gtest/gtest.h>

#include "tests/verification/acceptance.h"
#include "tests/verification/study.h"

namespace tenure::verification {
namespace {

using model::Purchasing;

constexpr double kP = 6.25;
constexpr double kQ = 3.74;
constexpr double kGamma = 15.44;
constexpr double kMean = 35.21897810218978;  ///< p gamma / (q - 1)
constexpr double kCentsPerUnit = 1e6;        ///< so that rounding to cents does not matter

/// What one customer spends in two following periods.
struct Spending {
  std::int64_t first_purchases = 0;
  double first_sum = 0.0;
  std::int64_t second_purchases = 0;
  double second_sum = 0.0;
};

/// 450,000 customers with two purchases a period on average.
std::vector<Spending> spending() {
  Purchasing::Parameters purchasing;
  purchasing.mean_interval = weeks(4);
  purchasing.rate_shape.reset();
  purchasing.basket = {.mean = {std::llround(kMean * kCentsPerUnit)},
                       .distribution = model::BasketForm::gamma_gamma,
                       .within_shape = kP,
                       .between_shape = kQ};
  const Study study =
      Study(weeks(16), weeks(8)).segment("all", 1).with<Purchasing>(purchasing).copies(300, 1);
  std::vector<Spending> all;
  for (const auto& part : replicate(study, 1'500, [](const Reading& reading) {
         std::vector<Spending> part(reading.rows());
         const auto sum = [&](std::size_t period, std::size_t row) {
           return static_cast<double>(reading.tally<Purchasing>(Purchasing::revenue, period, row)) /
                  kCentsPerUnit;
         };
         for (std::size_t row = 0; row < reading.rows(); ++row) {
           part[row] = {reading.tally<Purchasing>(Purchasing::purchases, 0, row), sum(0, row),
                        reading.tally<Purchasing>(Purchasing::purchases, 1, row), sum(1, row)};
         }
         return part;
       })) {
    all.insert(all.end(), part.begin(), part.end());
  }
  return all;
}

/// E[Z | x purchases of mean z] = p (gamma + x z) / (p x + q - 1).
double expected_after(double x, double mean) {
  return kP * (kGamma + x * mean) / (kP * x + kQ - 1.0);
}

// The sums have mean p gamma / (q - 1) per purchase. The deviations in the table (32.0215 of
// purchases, 26.6994 of customers' means) follow from the law, but the estimate of a variance whose
// fourth moment is infinite (q < 4) has no standard error. So the law itself is checked: Z / (Z +
// gamma) is Beta(p, q), and log Z has variance psi'(p) + psi'(q), of which psi'(q) lies between
// customers.
TEST(V15, GammaGamma) {
  Sample sums;
  Sample logs;
  Sample products;
  std::vector<double> single;
  const double mean_log = std::log(kGamma) + boost::math::digamma(kP) - boost::math::digamma(kQ);
  for (const Spending& customer : spending()) {
    sums.add(customer.first_sum);
    if (customer.first_purchases != 1) continue;
    single.push_back(customer.first_sum);
    logs.add(std::log(customer.first_sum));
    if (customer.second_purchases == 1) {
      products.add((std::log(customer.first_sum) - mean_log) *
                   (std::log(customer.second_sum) - mean_log));
    }
  }
  EXPECT_TRUE(mean_agrees(sums, 2.0 * kMean));
  EXPECT_TRUE(mean_agrees(logs, mean_log));
  const double between = boost::math::trigamma(kQ);
  const double within = boost::math::trigamma(kP);
  EXPECT_TRUE(variance_agrees(logs, between + within, {.absolute = 0.02 * (between + within)}));
  EXPECT_TRUE(mean_agrees(products, between, {.absolute = 0.04 * between}));
  const boost::math::beta_distribution<double> law(kP, kQ);
  for (const double z : {10.0, 20.0, 30.0, 40.0, 70.0, 150.0}) {
    std::int64_t below = 0;
    for (const double amount : single) below += amount <= z ? 1 : 0;
    const double share = boost::math::cdf(law, z / (z + kGamma));
    EXPECT_TRUE(
        share_agrees(below, static_cast<std::int64_t>(single.size()), share, {.absolute = 0.005}))
        << z;
  }
}

// What a customer spends next, less the formula at what he spent so far, has mean 0: overall, and
// among those who spent little, usually, or much.
TEST(V15, ShrinksTowardsTheMean) {
  // The published rows pin the formula.
  ASSERT_NEAR(expected_after(2, 22.35), 24.663713910761153, 1e-9);
  ASSERT_NEAR(expected_after(1, 11.77), 18.916852057842046, 1e-9);
  ASSERT_NEAR(expected_after(7, 73.74), 71.46967089696709, 1e-9);
  std::array<std::array<Sample, 3>, 3> residuals;
  for (const Spending& customer : spending()) {
    if (customer.first_purchases == 0 || customer.second_purchases == 0) continue;
    const auto x = static_cast<double>(customer.first_purchases);
    const double mean = customer.first_sum / x;
    const double next = customer.second_sum / static_cast<double>(customer.second_purchases);
    const auto group =
        static_cast<std::size_t>(std::min<std::int64_t>(customer.first_purchases, 3));
    const std::size_t spent = mean < 25.0 ? 0 : (mean < 40.0 ? 1 : 2);
    residuals[group - 1][spent].add(next - expected_after(x, mean));
  }
  for (const auto& by_spent : residuals) {
    for (const Sample& residual : by_spent) {
      EXPECT_GT(residual.size(), 20'000U);
      EXPECT_TRUE(mean_agrees(residual, 0.0, {.absolute = 0.02 * kMean}));
    }
  }
}

}  // namespace
}  // namespace tenure::verification
