// SPDX-License-Identifier: Apache-2.0
//
// Purchases of customers who leave unseen: BG/NBD (Fader, Hardie & Lee 2005, Marketing Science
// 24(2)) and Pareto/NBD (Schmittlein, Morrison & Colombo 1987, Management Science 33(1)), with the
// parameters published for CDNOW. Customer by customer: each is a segment of one.
//
// P(alive) as a martingale: over all customers of a frequency, the mean of "is active" less the
// formula at the customer's own recency (known to a day) is 0. Purchases, and what customers with a
// known past still buy, are cases of `tenure verify`.
#include <cmath>
#include <cstdint>
#include <map>
#include <vector>

#include <gtest/gtest.h>

#include "tests/verification/acceptance.h"
#include "tests/verification/study.h"

namespace tenure::verification {
namespace {

using model::Leaving;
using model::Purchasing;

struct BgNbd {
  double r = 0.243, alpha = 4.414, a = 0.793, b = 2.426;
};
struct ParetoNbd {
  double r = 0.553, alpha = 10.578, s = 0.606, beta = 11.669;
};

Study study_of(const BgNbd& m, double horizon, double report_every) {
  Purchasing::Parameters purchasing = steady_purchases(weeks(1));
  purchasing.mean_interval.reset();
  purchasing.rate = Purchasing::GammaRate{m.r, weeks(m.alpha)};
  return Study(weeks(horizon), weeks(report_every))
      .segment("all", 10'000)
      .with<Purchasing>(purchasing)
      .with<Leaving>({.after_purchase = Leaving::Coin{std::nullopt, m.a, m.b}});
}

Study study_of(const ParetoNbd& m, double horizon, double report_every) {
  Purchasing::Parameters purchasing = steady_purchases(weeks(1));
  purchasing.mean_interval.reset();
  purchasing.rate = Purchasing::GammaRate{m.r, weeks(m.alpha)};
  return Study(weeks(horizon), weeks(report_every))
      .segment("all", 10'000)
      .with<Purchasing>(purchasing)
      .with<Leaving>({.mixed = Leaving::Mixed{m.s, weeks(m.beta)}});
}

/// Purchases of customer i up to the end of each period, and whether active then.
struct Life {
  std::vector<std::int32_t> purchases;
  std::vector<bool> active;
};

std::vector<Life> lives(Study study, std::size_t replications) {
  study.copies(500, 1);
  std::vector<Life> all;
  for (auto& part : replicate(study, replications, [](const Reading& reading) {
         std::vector<Life> part(reading.rows());
         for (std::size_t row = 0; row < reading.rows(); ++row) {
           std::int64_t sum = 0;
           for (std::size_t p = 0; p < reading.periods(); ++p) {
             sum += reading.tally<Purchasing>(Purchasing::purchases, p, row);
             part[row].purchases.push_back(static_cast<std::int32_t>(sum));
             part[row].active.push_back(reading.active(p, row) == 1);
           }
         }
         return part;
       })) {
    all.insert(all.end(), part.begin(), part.end());
  }
  return all;
}

/// P(alive | x, t_x, T); whoever has not bought has had no occasion to leave.
double alive(const BgNbd& m, double x, double recency, double age) {
  if (x == 0.0) return 1.0;
  return 1.0 /
         (1.0 + m.a / (m.b + x - 1.0) * std::pow((m.alpha + age) / (m.alpha + recency), m.r + x));
}

/// Gauss's series, for |z| well below 1.
double hypergeometric(double a, double b, double c, double z) {
  double sum = 1.0;
  double term = 1.0;
  for (int k = 0; std::abs(term) > 1e-17 * std::abs(sum); ++k) {
    term *= (a + k) * (b + k) / ((c + k) * (k + 1.0)) * z;
    sum += term;
  }
  return sum;
}

/// For alpha <= beta (Fader & Hardie 2005, "A Note on Deriving the Pareto/NBD Model", section 5).
double alive(const ParetoNbd& m, double x, double recency, double age) {
  const double rsx = m.r + m.s + x;
  const auto part = [&](double t) {
    return hypergeometric(rsx, m.r + x, rsx + 1.0, (m.beta - m.alpha) / (m.beta + t)) /
           std::pow(m.beta + t, rsx);
  };
  const double odds = m.s / rsx * std::pow(m.alpha + age, m.r + x) * std::pow(m.beta + age, m.s) *
                      (part(recency) - part(age));
  return 1.0 / (1.0 + odds);
}

/// The martingale: 39 weeks, day by day, grouped by frequency.
template <class Model>
void expect_alive_as_the_formula_says(const Model& m) {
  constexpr double kAge = 39.0;
  std::map<int, Sample> residuals;
  for (const Life& life : lives(study_of(m, kAge, 1.0 / 7.0), 700)) {
    const std::int32_t x = life.purchases.back();
    std::size_t last = 0;  // the day of the last purchase
    while (life.purchases[last] < x) ++last;
    const double recency = x == 0 ? 0.0 : (static_cast<double>(last) + 0.5) / 7.0;
    const double is = life.active.back() ? 1.0 : 0.0;
    residuals[std::min(x, 7)].add(is - alive(m, x, recency, kAge));
  }
  for (const auto& [x, residual] : residuals) {
    EXPECT_GT(residual.size(), 3'000U);
    EXPECT_TRUE(mean_agrees(residual, 0.0, {.absolute = 0.02})) << x << " purchases";
  }
}

TEST(V10, AliveAsTheFormulaSays) {
  // The published rows pin the formula.
  ASSERT_NEAR(alive(BgNbd{}, 2, 30.43, 38.86), 0.726578570080673, 1e-12);
  ASSERT_NEAR(alive(BgNbd{}, 1, 1.71, 38.86), 0.2121009853773791, 1e-12);
  ASSERT_NEAR(alive(BgNbd{}, 7, 29.43, 38.86), 0.6417563459461072, 1e-12);
  expect_alive_as_the_formula_says(BgNbd{});
}

TEST(V11, AliveAsTheFormulaSays) {
  ASSERT_NEAR(alive(ParetoNbd{}, 2, 30.43, 38.86), 0.8691675591530111, 1e-9);
  ASSERT_NEAR(alive(ParetoNbd{}, 0, 0.0, 38.86), 0.29528660461689427, 1e-9);
  ASSERT_NEAR(alive(ParetoNbd{}, 26, 30.86, 31.0), 0.9979187310551583, 1e-9);
  expect_alive_as_the_formula_says(ParetoNbd{});
}

}  // namespace
}  // namespace tenure::verification
