// SPDX-License-Identifier: Apache-2.0
#include "engine/special_functions.h"

#include <cmath>
#include <cstdio>
#include <string>

#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/erf.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <gtest/gtest.h>

#include "engine/elementary.h"
#include "engine/expect.h"

namespace tenure::engine {
namespace {

// The oracle is Boost.Math in 80-bit arithmetic.
using Long = long double;

/// The largest relative error so far, and where.
class Worst {
 public:
  explicit Worst(const char* name) : name_(name) {}
  ~Worst() { std::printf("  %-24s %.2e at %s\n", name_, error_, where_.c_str()); }
  Worst(const Worst&) = delete;
  Worst& operator=(const Worst&) = delete;

  template <class... Arguments>
  void compare(double value, Long exact, Arguments... arguments) {
    if (std::abs(exact) < 1e-290L) return;  // beside underflow no relative accuracy is left
    const auto error = static_cast<double>(std::abs((Long{value} - exact) / exact));
    if (error <= error_) return;  // NaN goes on
    error_ = error;
    where_.clear();
    ((where_ += " " + std::to_string(arguments)), ...);
  }
  double error() const { return error_; }

 private:
  const char* name_;
  double error_ = 0.0;
  std::string where_;
};

TEST(LogGamma, AgreesWithBoost) {
  Worst worst("log_gamma");
  for (double x = 1e-9; x < 1e7; x *= 1.0037)
    worst.compare(log_gamma(x), boost::math::lgamma(Long{x}), x);
  EXPECT_LT(worst.error(), 1e-14);
}

TEST(LogGamma, KeepsItsRelativeAccuracyBesideItsZeros) {
  Worst worst("log_gamma beside 1, 2");
  for (double e = 1e-12; e < 0.3; e *= 1.3) {
    for (const double x : {1.0 - e, 1.0 + e, 2.0 - e, 2.0 + e}) {
      worst.compare(log_gamma(x), boost::math::lgamma(Long{x}), x);
    }
  }
  EXPECT_LT(worst.error(), 1e-14);
  EXPECT_EQ(log_gamma(1.0), 0.0);
  EXPECT_EQ(log_gamma(2.0), 0.0);
}

TEST(GammaTails, AgreeWithBoostFromTheLowerToTheUpperTail) {
  Worst lower("gamma, lower tail");
  Worst upper("gamma, upper tail");
  Worst slope("gamma, slope");
  for (const double shape : {0.05, 0.1, 0.3, 0.5, 0.9, 1.0, 1.5, 2.5, 5.0, 9.99, 10.0, 30.0, 100.0,
                             333.3, 1000.0, 1e5}) {
    for (double t = -36.0; t < 36.0; t += 0.37) {
      const auto x = static_cast<double>(
          boost::math::gamma_p_inv(Long{shape}, 1.0L / (1.0L + std::exp(-Long{t}))));
      if (x < 1e-300) continue;
      const Tails tails = gamma_tails(shape, x);
      lower.compare(tails.lower, boost::math::gamma_p(Long{shape}, Long{x}), shape, x);
      upper.compare(tails.upper, boost::math::gamma_q(Long{shape}, Long{x}), shape, x);
      slope.compare(tails.slope, boost::math::gamma_p_derivative(Long{shape}, Long{x}) * x, shape,
                    x);
    }
  }
  EXPECT_LT(lower.error(), 1e-12);
  EXPECT_LT(upper.error(), 1e-12);
  EXPECT_LT(slope.error(), 1e-12);
}

TEST(GammaTails, ReachBelowTheRangeOfDoubles) {
  // P(a, x) = x^a / Gamma(a + 1) for tiny x.
  EXPECT_NEAR(gamma_tails_at_log(0.05, -800.0).lower * std::tgamma(1.05) / exp(-40.0), 1.0, 1e-13);
  EXPECT_EQ(gamma_tails(2.0, 0.0).lower, 0.0);
  EXPECT_EQ(gamma_tails(2.0, 0.0).upper, 1.0);
  EXPECT_EQ(gamma_tails(2.0, kInfinity).lower, 1.0);
  EXPECT_EQ(gamma_tails(2.0, kInfinity).upper, 0.0);
}

TEST(GammaTails, RefuseWhatIsNoArgument) {
  EXPECT_THROW(gamma_tails(0.0, 1.0), Defect);
  EXPECT_THROW(gamma_tails(-1.0, 1.0), Defect);
  EXPECT_THROW(gamma_tails(kNaN, 1.0), Defect);
  EXPECT_THROW(gamma_tails(1.0, -1.0), Defect);
  EXPECT_THROW(gamma_tails(1.0, kNaN), Defect);
}

TEST(BetaTails, AgreeWithBoostFromTheLowerToTheUpperTail) {
  Worst lower("beta, lower tail");
  Worst upper("beta, upper tail");
  for (const double a : {0.05, 0.3, 1.0, 1.5, 5.0, 9.9, 30.0, 100.0, 1000.0}) {
    for (const double b : {0.05, 0.3, 1.0, 2.5, 9.9, 10.0, 100.0, 1000.0}) {
      for (double logit = -40.0; logit < 36.0; logit += 1.03) {
        const double x = logistic(logit);
        const Tails tails = beta_tails(a, b, x);
        lower.compare(tails.lower, boost::math::ibeta(Long{a}, Long{b}, Long{x}), a, b, x);
        upper.compare(tails.upper, boost::math::ibetac(Long{a}, Long{b}, Long{x}), a, b, x);
      }
    }
  }
  EXPECT_LT(lower.error(), 1e-12);
  EXPECT_LT(upper.error(), 1e-12);
}

TEST(BetaTails, AreMirroredWhenTheParametersAre) {
  for (double logit = -30.0; logit < 30.0; logit += 0.7) {
    const Tails tails = beta_tails_at_logit(0.7, 3.0, logit);
    const Tails mirrored = beta_tails_at_logit(3.0, 0.7, -logit);
    EXPECT_NEAR(tails.lower / mirrored.upper, 1.0, 1e-13);
    EXPECT_NEAR(tails.upper / mirrored.lower, 1.0, 1e-13);
    EXPECT_NEAR(tails.slope / mirrored.slope, 1.0, 1e-13);
  }
}

TEST(BetaTails, KeepTheirEndsAndRefuseWhatIsNoArgument) {
  EXPECT_EQ(beta_tails(2.0, 3.0, 0.0).lower, 0.0);
  EXPECT_EQ(beta_tails(2.0, 3.0, 1.0).upper, 0.0);
  EXPECT_THROW(beta_tails(0.0, 1.0, 0.5), Defect);
  EXPECT_THROW(beta_tails(1.0, kNaN, 0.5), Defect);
  EXPECT_THROW(beta_tails(1.0, 1.0, 1.5), Defect);
  EXPECT_THROW(beta_tails(1.0, 1.0, kNaN), Defect);
  EXPECT_THROW(beta_tails_at_logit(1.0, 1.0, kNaN), Defect);
}

TEST(NormalCdf, AgreesWithBoost) {
  Worst worst("normal_cdf");
  for (double z = -37.0; z < 9.0; z += 0.0031) {
    worst.compare(normal_cdf(z), boost::math::erfc(-Long{z} / std::sqrt(2.0L)) / 2, z);
  }
  EXPECT_LT(worst.error(), 1e-14);
  EXPECT_EQ(normal_cdf(0.0), 0.5);
  EXPECT_EQ(normal_cdf(-kInfinity), 0.0);
  EXPECT_EQ(normal_cdf(kInfinity), 1.0);
  EXPECT_TRUE(std::isnan(normal_cdf(kNaN)));
}

TEST(NormalQuantile, AgreesWithBoost) {
  Worst worst("normal_quantile");
  for (double logit = -700.0; logit < 36.5; logit += 0.0101) {
    const double u = logistic(logit);
    const Long exact = u < 0.5 ? -std::sqrt(2.0L) * boost::math::erfc_inv(2 * Long{u})
                               : std::sqrt(2.0L) * boost::math::erfc_inv(2 * (1 - Long{u}));
    worst.compare(normal_quantile(u), exact, u);
  }
  EXPECT_LT(worst.error(), 1e-14);
  EXPECT_EQ(normal_quantile(0.5), 0.0);
  EXPECT_THROW(normal_quantile(0.0), Defect);
  EXPECT_THROW(normal_quantile(1.0), Defect);
  EXPECT_THROW(normal_quantile(kNaN), Defect);
}

}  // namespace
}  // namespace tenure::engine
