// SPDX-License-Identifier: Apache-2.0
#include <bit>
#include <cstdint>
#include <functional>

#include <gtest/gtest.h>

#include "engine/draws.h"
#include "engine/elementary.h"
#include "engine/quantile.h"
#include "engine/special_functions.h"

// Values pinned to the last bit: a compiler, an optimisation level, a processor or a libm that
// changes one of them changes results. They change only in a commit that says why.
namespace tenure::engine {
namespace {

constexpr Key kKey = make_key(20260101, 3, Role::life);
constexpr Address kAddress{Identity{0x0123456789abcdef}, 17, 5, 2};

TEST(Golden, TheKeyOfAReplication) {
  EXPECT_EQ(kKey, (Key{{0x02590698, 0x7bfde732}}));
  EXPECT_EQ(make_key(0, 0, Role::population), (Key{{0x12701b28, 0x1789cc1c}}));
  EXPECT_EQ(mix(1, 2), 0x081a5c1377856b73u);
}

TEST(Golden, TheBlockAtAnAddress) {
  EXPECT_EQ(philox(kKey, kAddress), (Block{{0x22f0a2af, 0x361baa6c, 0x83298a0c, 0x64c7e4ca}}));
}

/// The exponential at pair 0 of an ordinal.
double exponential_at(std::uint32_t ordinal) {
  return Cause(kKey, Address{Identity{42}, ordinal, 5, 0}).exponential(0);
}

TEST(Golden, ExponentialsAtOnceFromTheWedgesAndFromTheTail) {
  EXPECT_EQ(exponential_at(0), 0x1.e0edb39a917f6p-3);
  EXPECT_EQ(exponential_at(1), 0x1.292c6323abbfep+0);
  EXPECT_EQ(exponential_at(2), 0x1.90fe0b39e309dp-1);
  EXPECT_EQ(exponential_at(3), 0x1.35b6c4a0ddf23p+0);     // a wedge, rejected
  EXPECT_EQ(exponential_at(26), 0x1.6da7cbb6864f5p+2);    // a wedge, accepted
  EXPECT_EQ(exponential_at(31), 0x1.fe8542e76c71ep-4);    // a wedge, rejected
  EXPECT_EQ(exponential_at(160), 0x1.2f2025de5430bp-5);   // a wedge, accepted
  EXPECT_EQ(exponential_at(3311), 0x1.087021ad93614p+3);  // the tail
  EXPECT_EQ(exponential_at(3407), 0x1.f72a5c9a99822p+2);  // the tail
}

TEST(Golden, NormalsAndGammasOfASubstream) {
  Substream words(kKey, kAddress);
  EXPECT_EQ(normal(words), -0x1.4edda3049be24p+0);
  EXPECT_EQ(normal(words), -0x1.98146459537d1p-1);
  EXPECT_EQ(normal(words), 0x1.a7699b7a56da1p-1);
  EXPECT_EQ(gamma(words, 0.3), 0x1.456c4ad5eb75ap-1);
  EXPECT_EQ(gamma(words, 0.3), 0x1.7e8f54234b0ebp-4);
  EXPECT_EQ(gamma(words, 2.5), 0x1.3984755d3ba2dp+2);
  EXPECT_EQ(gamma(words, 2.5), 0x1.3263a75a00f9dp-1);
}

TEST(Golden, ElementaryFunctions) {
  EXPECT_EQ(exp(1.0), 0x1.5bf0a8b145769p+1);
  EXPECT_EQ(exp(-0.7), 0x1.fc80db9dd5542p-2);
  EXPECT_EQ(exp(-700.1), 0x1.f52f93df4dfcfp-1011);
  EXPECT_EQ(exp(709.1), 0x1.02af66c763005p+1023);
  EXPECT_EQ(exp(-720.5), 0x0.00005cf08fffp-1022);
  EXPECT_EQ(log(3.0), 0x1.193ea7aad030bp+0);
  EXPECT_EQ(log(0.9999), -0x1.a3738d2cf1cc2p-14);
  EXPECT_EQ(log(1e-310), -0x1.64e69394d9508p+9);
  EXPECT_EQ(log(1e300), 0x1.5963447f87fb5p+9);
  EXPECT_EQ(expm1(1e-5), 0x1.4f8bc681cdfb6p-17);
  EXPECT_EQ(expm1(-0.3), -0x1.0966f2c7907f6p-2);
  EXPECT_EQ(log1p(1e-5), 0x1.4f8aea9ae7317p-17);
  EXPECT_EQ(log1p(0.7), 0x1.0fae81914a991p-1);
  EXPECT_EQ(pow(1.1, 50.5), 0x1.ec7b75713d0f7p+6);
  EXPECT_EQ(pow(0.3, -1.7), 0x1.ef88d0dbd9b43p+2);
  EXPECT_EQ(sin_turns(0.1), 0x1.2cf2304755a5ep-1);
  EXPECT_EQ(sin_turns(5.7), -0x1.e6f0e13445502p-1);
  EXPECT_EQ(cos_turns(0.1), 0x1.9e3779b97f4a8p-1);
  EXPECT_EQ(cos_turns(-0.34), -0x1.1257e3c182b52p-1);
  EXPECT_EQ(logistic(0.3), 0x1.261d545e46a8bp-1);
  EXPECT_EQ(logistic(-7.5), 0x1.21d0b15711bf3p-11);
}

TEST(Golden, SpecialFunctions) {
  EXPECT_EQ(log_gamma(0.3), 0x1.188637a6c4196p+0);
  EXPECT_EQ(log_gamma(1.7), -0x1.886da6f118371p-4);
  EXPECT_EQ(log_gamma(77.7), 0x1.0342abfe15dadp+8);
  EXPECT_EQ(gamma_tails(0.55, 0.2).lower, 0x1.bb965e1f0381fp-2);
  EXPECT_EQ(gamma_tails(30.0, 50.0).upper, 0x1.e0aeafced00e7p-11);
  EXPECT_EQ(beta_tails(0.668, 3.8, 0.1).lower, 0x1.021b8dfcd5282p-1);
  EXPECT_EQ(beta_tails(40.0, 30.0, 0.7).upper, 0x1.8d599ba6d0b4cp-7);
  EXPECT_EQ(normal_cdf(-1.3), 0x1.8c7eaa3883ae2p-4);
  EXPECT_EQ(normal_cdf(2.1), 0x1.f6da7983d767bp-1);
  EXPECT_EQ(normal_quantile(0.3), -0x1.0c7e39582c5fap-1);
  EXPECT_EQ(normal_quantile(1e-20), -0x1.2865170b43a4bp+3);
}

TEST(Golden, Quantiles) {
  EXPECT_EQ(Quantile::gamma(0.55)(0.3), 0x1.89c91c97440e3p-4);
  EXPECT_EQ(Quantile::gamma(0.55)(0x1p-54), 0x1.6c58a929a4e71p-99);
  EXPECT_EQ(Quantile::gamma(40.0)(0.999), 0x1.f35b5d8a56e8p+5);
  EXPECT_EQ(Quantile::beta(0.668, 3.8)(0.2), 0x1.683cb56f331a5p-6);
  EXPECT_EQ(Quantile::beta(0.1, 0.1)(0.5001), 0x1.004a34faf44e1p-1);
  EXPECT_EQ(Quantile::normal()(0.01), -0x1.29c5c4630ffbap+1);
  EXPECT_EQ(Quantile::normal()(1.0 - 0x1p-53), 0x1.06b48528cea51p+3);
}

/// All bits of 100,000 values, the i-th being value(i).
std::uint64_t fold(const std::function<double(std::uint32_t)>& value) {
  std::uint64_t folded = 0;
  for (std::uint32_t i = 0; i < 100'000; ++i) {
    folded = mix(folded, std::bit_cast<std::uint64_t>(value(i)));
  }
  return folded;
}

/// The i-th of an endless row of uniforms on (0, 1).
double row(std::uint32_t i) { return uniform(Cause(kKey, Address{Identity{1}, i, 1, 0}).pair(0)); }

TEST(Golden, ALongRowOfEachFunction) {
  EXPECT_EQ(fold([](auto i) { return exp(1400.0 * row(i) - 700.0); }), 0x8d625666faabad7fu);
  EXPECT_EQ(fold([](auto i) { return log(exp(1400.0 * row(i) - 700.0)); }), 0x3792667403e87bc2u);
  EXPECT_EQ(fold([](auto i) { return log(0.5 + 1.5 * row(i)); }), 0x9fcae01a901ecee4u);
  EXPECT_EQ(fold([](auto i) { return expm1(4.0 * row(i) - 2.0); }), 0x9c20a1d1d02e1688u);
  EXPECT_EQ(fold([](auto i) { return log1p(4.0 * row(i) - 0.99); }), 0xe18b0ae44acbed01u);
  EXPECT_EQ(fold([](auto i) { return pow(row(i), 5.0 * row(i + 1)); }), 0x6f8b0b87528db1ebu);
  EXPECT_EQ(fold([](auto i) { return sin_turns(row(i)) + cos_turns(row(i)); }),
            0x9dace4629f8e20d6u);
  EXPECT_EQ(fold([](auto i) { return logistic(80.0 * row(i) - 40.0); }), 0x4ff2f2670d89c1c0u);
  EXPECT_EQ(fold(exponential_at), 0x77eca5e25516f200u);
  EXPECT_EQ(fold([](auto i) {
              Substream words(kKey, Address{Identity{2}, i, 2, 0});
              return normal(words) + gamma(words, 0.7);
            }),
            0xc8bcaf9e991934cau);
  EXPECT_EQ(fold([](auto i) { return normal_cdf(12.0 * row(i) - 9.0); }), 0x7d29aa8b9c13adb2u);
  EXPECT_EQ(fold([](auto i) { return normal_quantile(row(i)); }), 0x7d0e796117cbc45eu);
  EXPECT_EQ(fold([](auto i) { return gamma_tails(20.0 * row(i), 20.0 * row(i + 1)).lower; }),
            0x9c44cff3ce2dcc39u);
  EXPECT_EQ(
      fold([](auto i) { return beta_tails(20.0 * row(i), 20.0 * row(i + 1), row(i + 2)).upper; }),
      0x06ed8513ed84f624u);
  EXPECT_EQ(fold([q = Quantile::gamma(0.55)](auto i) { return q(row(i)); }), 0x856bae45633d3f8eu);
  EXPECT_EQ(fold([q = Quantile::beta(0.668, 3.8)](auto i) { return q(row(i)); }),
            0xe67cd6d2c0610623u);
}

}  // namespace
}  // namespace tenure::engine
