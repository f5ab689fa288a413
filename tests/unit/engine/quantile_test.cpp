// SPDX-License-Identifier: Apache-2.0
#include "engine/quantile.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/erf.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <gtest/gtest.h>

#include "engine/elementary.h"
#include "engine/expect.h"

namespace tenure::engine {
namespace {

// The oracle is Boost.Math in 80-bit arithmetic. Promised: 1e-8; asserted: what is reached.
using Long = long double;
constexpr double kPromise = 2e-9;

constexpr double kLowest = 0x1p-54;
constexpr double kHighest = 1.0 - 0x1p-53;  // what 1 - 2^-54, the last midpoint, rounds down to

/// Rising, from end to end, off the nodes.
std::vector<double> uniforms() {
  std::vector<double> values{kLowest};
  for (double t = -37.4; t < 36.7; t += 0.0473) values.push_back(logistic(t));
  values.push_back(kHighest);
  return values;
}

template <class Exact>
double largest_error(const Quantile& quantile, const Exact& exact) {
  double worst = 0.0;
  for (const double u : uniforms()) {
    const Long x = exact(Long{u}, 1.0L - Long{u});
    if (std::abs(x) < 3e-308L) continue;  // subnormal: documented
    worst = std::max(worst, static_cast<double>(std::abs((Long{quantile(u)} - x) / x)));
  }
  return worst;
}

TEST(Quantile, OfTheGammaAgreesWithBoostFromEndToEnd) {
  for (const double shape : {0.05, 0.053, 0.06, 0.1, 0.25, 0.5, 0.55, 1.0, 1.6, 2.0, 5.0, 9.99,
                             10.0, 30.0, 100.0, 1000.0, 1e6}) {
    const double error = largest_error(Quantile::gamma(shape), [=](Long u, Long upper) {
      return u < 0.5L ? boost::math::gamma_p_inv(Long{shape}, u)
                      : boost::math::gamma_q_inv(Long{shape}, upper);
    });
    EXPECT_LT(error, kPromise) << shape;
  }
}

TEST(Quantile, OfTheBetaAgreesWithBoostFromEndToEnd) {
  const std::vector<double> parameters{0.05, 0.1, 0.2, 0.26, 0.45, 0.668, 1.0, 3.8, 40.0, 1000.0};
  for (const double a : parameters) {
    for (const double b : parameters) {
      const double error = largest_error(Quantile::beta(a, b), [=](Long u, Long upper) {
        return u < 0.5L ? boost::math::ibeta_inv(Long{a}, Long{b}, u)
                        : boost::math::ibetac_inv(Long{a}, Long{b}, upper);
      });
      EXPECT_LT(error, kPromise) << a << ' ' << b;
    }
  }
}

TEST(Quantile, OfTheNormalAgreesWithBoostFromEndToEnd) {
  const double error = largest_error(Quantile::normal(), [](Long u, Long upper) {
    return u < 0.5L ? -std::sqrt(2.0L) * boost::math::erfc_inv(2 * u)
                    : std::sqrt(2.0L) * boost::math::erfc_inv(2 * upper);
  });
  EXPECT_LT(error, kPromise);
  EXPECT_EQ(Quantile::normal()(0.5), 0.0);
}

TEST(Quantile, OfAnExponentialIsItsClosedForm) {
  const Quantile quantile = Quantile::gamma(1.0);
  for (const double u : uniforms()) EXPECT_NEAR(quantile(u) / -log1p(-u), 1.0, 1e-10);
}

TEST(Quantile, OfAUniformIsTheUniform) {
  const Quantile quantile = Quantile::beta(1.0, 1.0);
  for (const double u : uniforms()) EXPECT_NEAR(quantile(u) / u, 1.0, 1e-13);
}

// Rounding may cost the last bits between neighbours, never more.
TEST(Quantile, IsMonotone) {
  for (const Quantile& quantile :
       {Quantile::gamma(0.05), Quantile::gamma(1.3), Quantile::gamma(1e6),
        Quantile::beta(0.05, 0.05), Quantile::beta(0.26, 0.25), Quantile::beta(2.0, 700.0),
        Quantile::normal()}) {
    double previous = quantile(kLowest);
    for (double t = -37.4; t < 36.7; t += 0.0007) {
      const double x = quantile(logistic(t));
      EXPECT_GE(x, previous) << t;
      previous = x;
    }
    EXPECT_GE(quantile(kHighest), previous);
  }
}

TEST(Quantile, StaysInTheRangeOfItsDistribution) {
  EXPECT_GE(Quantile::gamma(0.05)(kLowest), 0.0);
  EXPECT_LE(Quantile::beta(0.05, 0.05)(kHighest), 1.0);
  EXPECT_GE(Quantile::beta(0.05, 0.05)(kLowest), 0.0);
  EXPECT_TRUE(std::isfinite(Quantile::gamma(1e6)(kHighest)));
}

TEST(Quantile, CanBeBuiltAtTheCornersOfItsParameters) {
  for (const double a : {0.05, 1e6}) {
    for (const double b : {0.05, 1e6}) {
      const double median = Quantile::beta(a, b)(0.5);
      // Beta(1e6, 0.05) has its median 6e-13 below 1, where doubles are 1e-16 apart.
      EXPECT_NEAR(boost::math::ibeta(a, b, median), 0.5, 1e-5) << a << ' ' << b;
    }
  }
}

TEST(Quantile, RefusesShapesOutsideItsRange) {
  EXPECT_THROW(Quantile::gamma(0.0), Defect);
  EXPECT_THROW(Quantile::gamma(0.049), Defect);
  EXPECT_THROW(Quantile::gamma(2e6), Defect);
  EXPECT_THROW(Quantile::gamma(kNaN), Defect);
  EXPECT_THROW(Quantile::beta(0.0, 1.0), Defect);
  EXPECT_THROW(Quantile::beta(1.0, kInfinity), Defect);
}

}  // namespace
}  // namespace tenure::engine
