// SPDX-License-Identifier: Apache-2.0
#include "engine/elementary.h"

#include <cmath>
#include <cstdio>
#include <functional>
#include <limits>

#include <gtest/gtest.h>

#include "engine/philox.h"

namespace tenure::engine {
namespace {

// The oracle is glibc's 80-bit libm, whose own error is below 0.001 of a double's ulp.
using Long = long double;

static_assert(exp(0.0) == 1.0 && log(1.0) == 0.0, "usable at compile time");
static_assert(exp(1.0) == 0x1.5bf0a8b145769p+1 && log(2.0) == 0x1.62e42fefa39efp-1);

double error_in_ulps(double value, Long exact) {
  int exponent = 0;
  std::frexp(static_cast<double>(exact), &exponent);
  return static_cast<double>(std::abs(static_cast<Long>(value) - exact) /
                             std::ldexp(Long{1}, exponent - 53));
}

/// Uniform arguments, the same in every run.
class Arguments {
 public:
  double between(double low, double high) {
    const Block block = philox(Key{{1, 2}}, {count_++, 0, 0, 0});
    const std::uint64_t bits = (std::uint64_t{block.lanes[0]} << 32) | block.lanes[1];
    return low + (high - low) * uniform(bits);
  }
  /// Of either sign, magnitudes from 2^lowest to 2^highest, evenly by exponent.
  double spread(double lowest, double highest) {
    const double magnitude = std::exp2(between(lowest, highest));
    return between(-1.0, 1.0) < 0.0 ? -magnitude : magnitude;
  }

 private:
  std::uint32_t count_ = 0;
};

/// The largest error over `count` arguments, reported.
double largest_error(const char* name, int count, const std::function<double()>& argument,
                     double (*function)(double), Long (*oracle)(Long)) {
  double worst = 0.0;
  double where = 0.0;
  for (int i = 0; i < count; ++i) {
    const double x = argument();
    const double error = error_in_ulps(function(x), oracle(x));
    if (!(error <= worst)) {
      worst = error;
      where = x;
    }
  }
  std::printf("  %-28s %.4f ulp at %a\n", name, worst, where);
  return worst;
}

constexpr int kCount = 1'000'000;

TEST(Exp, IsWithin055UlpOfTheExactValue) {
  Arguments arguments;
  const auto oracle = [](Long x) { return std::exp(x); };
  const auto wide = [&] { return arguments.between(-708.39, 709.78); };
  const auto narrow = [&] { return arguments.between(-1.0, 1.0); };
  const auto tiny = [&] { return arguments.spread(-70.0, -5.0); };
  EXPECT_LT(largest_error("exp, -708 to 709", 2 * kCount, wide, exp, oracle), 0.55);
  EXPECT_LT(largest_error("exp, -1 to 1", 2 * kCount, narrow, exp, oracle), 0.55);
  EXPECT_LT(largest_error("exp, tiny", kCount, tiny, exp, oracle), 0.55);
}

TEST(Exp, KeepsItsPromisesAtTheEnds) {
  EXPECT_EQ(exp(0.0), 1.0);
  EXPECT_EQ(exp(-0.0), 1.0);
  EXPECT_EQ(exp(kInfinity), kInfinity);
  EXPECT_EQ(exp(-kInfinity), 0.0);
  EXPECT_TRUE(std::isnan(exp(kNaN)));
  EXPECT_EQ(exp(0x1.62e42fefa39efp+9), 0x1.fffffffffff2ap+1023);  // the last finite one
  EXPECT_EQ(exp(0x1.62e42fefa39fp+9), kInfinity);
  EXPECT_EQ(exp(-746.0), 0.0);
  EXPECT_EQ(exp(-745.0), 0x1p-1074);
  EXPECT_EQ(exp(1e300), kInfinity);
  EXPECT_EQ(exp(-1e300), 0.0);
  for (double x = -745.0; x < -708.4; x += 0.01) {
    EXPECT_NEAR(exp(x) * 0x1p1000, static_cast<double>(std::exp(Long{x}) * 0x1p1000L), 0x1p-74)
        << x;
  }
}

TEST(Log, IsWithin055UlpOfTheExactValue) {
  Arguments arguments;
  const auto oracle = [](Long x) { return std::log(x); };
  const auto middle = [&] { return arguments.between(0.5, 2.0); };
  const auto beside_one = [&] { return 1.0 + arguments.spread(-53.0, -4.0); };
  const auto wide = [&] { return std::abs(arguments.spread(-1074.0, 1024.0)); };
  EXPECT_LT(largest_error("log, 1/2 to 2", 2 * kCount, middle, log, oracle), 0.55);
  EXPECT_LT(largest_error("log, beside 1", kCount, beside_one, log, oracle), 0.55);
  EXPECT_LT(largest_error("log, all positive numbers", 2 * kCount, wide, log, oracle), 0.55);
}

TEST(Log, KeepsItsPromisesAtTheEnds) {
  EXPECT_EQ(log(0.0), -kInfinity);
  EXPECT_EQ(log(-0.0), -kInfinity);
  EXPECT_EQ(log(kInfinity), kInfinity);
  EXPECT_TRUE(std::isnan(log(-1.0)));
  EXPECT_TRUE(std::isnan(log(-kInfinity)));
  EXPECT_TRUE(std::isnan(log(-0x1p-1074)));
  EXPECT_TRUE(std::isnan(log(kNaN)));
  EXPECT_EQ(log(1.0), 0.0);
  EXPECT_EQ(log(std::numeric_limits<double>::max()), 0x1.62e42fefa39efp+9);
  EXPECT_EQ(log(0x1p-1074), -0x1.74385446d71c3p+9);
}

TEST(Expm1, IsWithinOneUlpOfTheExactValue) {
  Arguments arguments;
  const auto oracle = [](Long x) { return std::expm1(x); };
  const auto middle = [&] { return arguments.between(-1.0, 1.0); };
  const auto wide = [&] { return arguments.between(-50.0, 709.7); };
  const auto tiny = [&] { return arguments.spread(-1000.0, -3.0); };
  EXPECT_LT(largest_error("expm1, -1 to 1", kCount, middle, expm1, oracle), 1.0);
  EXPECT_LT(largest_error("expm1, -50 to 709", kCount, wide, expm1, oracle), 1.0);
  EXPECT_LT(largest_error("expm1, tiny", kCount, tiny, expm1, oracle), 1.0);
  EXPECT_EQ(expm1(0.0), 0.0);
  EXPECT_EQ(expm1(-kInfinity), -1.0);
  EXPECT_EQ(expm1(-1000.0), -1.0);
  EXPECT_EQ(expm1(kInfinity), kInfinity);
  EXPECT_TRUE(std::isnan(expm1(kNaN)));
}

TEST(Log1p, IsWithinOneUlpOfTheExactValue) {
  Arguments arguments;
  const auto oracle = [](Long x) { return std::log1p(x); };
  const auto middle = [&] { return arguments.between(-0.999, 1.0); };
  const auto wide = [&] { return std::abs(arguments.spread(-3.0, 1023.0)); };
  const auto tiny = [&] { return arguments.spread(-1000.0, -3.0); };
  EXPECT_LT(largest_error("log1p, -1 to 1", kCount, middle, log1p, oracle), 1.0);
  EXPECT_LT(largest_error("log1p, large", kCount, wide, log1p, oracle), 1.0);
  EXPECT_LT(largest_error("log1p, tiny", kCount, tiny, log1p, oracle), 1.0);
  EXPECT_EQ(log1p(0.0), 0.0);
  EXPECT_EQ(log1p(-1.0), -kInfinity);
  EXPECT_EQ(log1p(kInfinity), kInfinity);
  EXPECT_TRUE(std::isnan(log1p(-1.5)));
  EXPECT_TRUE(std::isnan(log1p(kNaN)));
}

TEST(Pow, IsWithinOneUlpOfTheExactValue) {
  Arguments arguments;
  double worst = 0.0;
  for (int i = 0; i < 2 * kCount; ++i) {
    const double x = i % 3 == 0   ? arguments.between(0.5, 2.0)
                     : i % 3 == 1 ? 1.0 + arguments.spread(-40.0, -2.0)
                                  : std::abs(arguments.spread(-1074.0, 1023.0));
    const double y =
        i % 2 == 0 ? arguments.between(-3.0, 3.0) : arguments.between(-690.0, 690.0) / std::log(x);
    const Long exact = std::pow(Long{x}, Long{y});
    if (exact > 1e-300L && exact < 1e300L) worst = std::max(worst, error_in_ulps(pow(x, y), exact));
  }
  std::printf("  %-28s %.4f ulp\n", "pow", worst);
  EXPECT_LT(worst, 1.0);
}

TEST(Pow, IsExactForWholePowersAndKeepsItsPromisesAtTheEnds) {
  for (int x = 1; x <= 20; ++x) {
    double power = 1.0;
    for (int n = 0; n <= 12; ++n) {
      EXPECT_EQ(pow(x, n), power);
      power *= x;  // 20^12 < 2^53
    }
  }
  EXPECT_EQ(pow(0.0, 0.0), 1.0);
  EXPECT_EQ(pow(1.0, kInfinity), 1.0);
  EXPECT_EQ(pow(0.0, 2.0), 0.0);
  EXPECT_EQ(pow(0.0, -2.0), kInfinity);
  EXPECT_EQ(pow(2.0, kInfinity), kInfinity);
  EXPECT_EQ(pow(0.5, kInfinity), 0.0);
  EXPECT_EQ(pow(kInfinity, 0.5), kInfinity);
  EXPECT_EQ(pow(kInfinity, -0.5), 0.0);
  EXPECT_EQ(pow(2.0, 5000.0), kInfinity);
  EXPECT_EQ(pow(2.0, -5000.0), 0.0);
  EXPECT_EQ(pow(1.0 + 0x1p-52, 1e300), kInfinity);
  EXPECT_EQ(pow(2.0, -1074.0), 0x1p-1074);
  EXPECT_EQ(pow(0x1p-1074, 0.5), 0x1p-537);
  EXPECT_TRUE(std::isnan(pow(-1.0, 2.0)));
  EXPECT_TRUE(std::isnan(pow(kNaN, 1.0)));
  EXPECT_TRUE(std::isnan(pow(2.0, kNaN)));
}

TEST(Turns, SineAndCosineAreWithinTwoToTheMinus53) {
  constexpr Long kTwoPi = 6.283185307179586476925286766559L;
  Arguments arguments;
  double worst = 0.0;
  for (int i = 0; i < kCount; ++i) {
    const double x = i % 2 == 0 ? arguments.between(-2.0, 2.0) : arguments.spread(-60.0, -3.0);
    const Long radians = kTwoPi * Long{x};
    const Long sine_error = std::abs(Long{sin_turns(x)} - std::sin(radians));
    const Long cosine_error = std::abs(Long{cos_turns(x)} - std::cos(radians));
    worst = std::max(worst, static_cast<double>(std::max(sine_error, cosine_error) * 0x1p53L));
  }
  std::printf("  %-28s %.4f of 2^-53\n", "sin_turns, cos_turns", worst);
  EXPECT_LT(worst, 1.0);
}

TEST(Turns, AreExactAtQuartersHoweverMany) {
  for (const double whole : {0.0, 1.0, -1.0, 12345.0, -0x1p40, 0x1p60}) {
    EXPECT_EQ(sin_turns(whole), 0.0);
    EXPECT_EQ(cos_turns(whole), 1.0);
  }
  for (const double whole : {0.0, 1.0, -1.0, 12345.0, -0x1p40}) {
    EXPECT_EQ(sin_turns(whole + 0.25), 1.0);
    EXPECT_EQ(sin_turns(whole + 0.5), 0.0);
    EXPECT_EQ(sin_turns(whole + 0.75), -1.0);
    EXPECT_EQ(cos_turns(whole + 0.25), 0.0);
    EXPECT_EQ(cos_turns(whole + 0.5), -1.0);
    EXPECT_EQ(cos_turns(whole + 0.75), 0.0);
  }
  EXPECT_TRUE(std::isnan(sin_turns(kInfinity)));
  EXPECT_TRUE(std::isnan(cos_turns(-kInfinity)));
  EXPECT_TRUE(std::isnan(cos_turns(kNaN)));
}

TEST(Logistic, IsAccurateInBothTails) {
  Arguments arguments;
  const auto oracle = [](Long x) { return 1.0L / (1.0L + std::exp(-x)); };
  const auto wide = [&] { return arguments.between(-700.0, 700.0); };
  const auto middle = [&] { return arguments.between(-5.0, 5.0); };
  EXPECT_LT(largest_error("logistic, -700 to 700", kCount, wide, logistic, oracle), 2.5);
  EXPECT_LT(largest_error("logistic, -5 to 5", kCount, middle, logistic, oracle), 2.5);
  EXPECT_EQ(logistic(0.0), 0.5);
  EXPECT_EQ(logistic(-kInfinity), 0.0);
  EXPECT_EQ(logistic(kInfinity), 1.0);
  EXPECT_TRUE(std::isnan(logistic(kNaN)));
}

/// Everywhere, and where the bounds are tightest: beside whole numbers, beside the logistic itself.
TEST(Logistic, BoundsDecideAsTheComparisonDoes) {
  Arguments arguments;
  const auto expect_same = [](double u, double x) {
    ASSERT_EQ(is_below_logistic(u, x), u < logistic(x)) << u << " at " << x;
  };
  const auto expect_same_around = [&](double u, double x) {
    expect_same(u, x);
    expect_same(std::nextafter(u, 0.0), x);
    expect_same(std::nextafter(u, 1.0), x);
  };
  for (int i = 0; i < kCount; ++i) {
    const double x = arguments.between(-20.0, 20.0);
    expect_same(arguments.between(0.0, 1.0), x);
    expect_same(arguments.between(0.0, 2.0) * logistic(x), x);
    expect_same_around(logistic(x), x);
  }
  for (int whole = -20; whole <= 20; ++whole) {
    for (const double x :
         {std::nextafter(whole, -kInfinity), whole + 0.0, std::nextafter(whole, kInfinity)}) {
      for (const double y : {-1.0, 0.0, 1.0}) expect_same_around(logistic(whole + y), x);
      expect_same_around(logistic(x), x);
    }
  }
  for (const double x : {-kInfinity, kInfinity, kNaN, -1e300, 1e300}) expect_same(0.5, x);
}

}  // namespace
}  // namespace tenure::engine
