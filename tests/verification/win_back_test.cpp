// SPDX-License-Identifier: Apache-2.0
//
// Who has left and comes back: a Markov chain of brands against its transition matrix, offers
// against the logit by which they are taken.
#include <array>
#include <cmath>
#include <cstdint>
#include <string>

#include <gtest/gtest.h>

#include "tests/verification/acceptance.h"
#include "tests/verification/study.h"

namespace tenure::verification {
namespace {

using model::Leaving;
using model::WinBack;

using Matrix = std::array<std::array<double, 3>, 3>;

// V38: rates a week of switching between three brands.
constexpr Matrix kSwitching{{{-0.05, 0.03, 0.02}, {0.02, -0.04, 0.02}, {0.01, 0.03, -0.04}}};

Matrix product(const Matrix& a, const Matrix& b) {
  Matrix c{};
  for (std::size_t i = 0; i < 3; ++i) {
    for (std::size_t j = 0; j < 3; ++j) {
      for (std::size_t k = 0; k < 3; ++k) c[i][j] += a[i][k] * b[k][j];
    }
  }
  return c;
}

/// e^{Q t} by its series for t / 2^10, squared ten times.
Matrix transition(double time) {
  Matrix step{};
  Matrix term{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
  Matrix scaled = kSwitching;
  for (auto& row : scaled) {
    for (double& rate : row) rate *= time / 1024.0;
  }
  for (int n = 1; n < 20; ++n) {
    for (std::size_t i = 0; i < 3; ++i) {
      for (std::size_t j = 0; j < 3; ++j) step[i][j] += term[i][j];
    }
    term = product(term, scaled);
    for (auto& row : term) {
      for (double& x : row) x /= n;
    }
  }
  for (int i = 0; i < 10; ++i) step = product(step, step);
  return step;
}

/// The chain as a scenario says it, the brand `own` being the firm and the others places.
struct Market {
  Leaving::Parameters leaving;
  WinBack::Parameters back;
};
Market market_seen_by(std::size_t own) {
  const auto name = [&](std::size_t brand) {
    return brand == own ? std::string(WinBack::kOwn) : "brand " + std::to_string(brand);
  };
  Market market;
  for (std::size_t from = 0; from < 3; ++from) {
    for (std::size_t to = 0; to < 3; ++to) {
      if (from == to) continue;
      const model::Rate rate = per_week(kSwitching[from][to]);
      if (from == own) {
        market.leaving.causes.push_back({name(to), rate});
      } else {
        market.back.moves.push_back({name(from), name(to), rate});
      }
    }
  }
  return market;
}

constexpr std::int64_t kCustomers = 100'000;
constexpr std::size_t kReplications = 15;
constexpr std::int64_t kAll = 15 * kCustomers;

/// Customers at the firm at the end of some periods, over all replications.
template <std::size_t N>
std::array<std::int64_t, N> present(const Study& study, const std::array<std::size_t, N>& periods) {
  std::array<std::int64_t, N> sum{};
  for (const auto& some : replicate(study, kReplications, [&](const Reading& reading) {
         std::array<std::int64_t, N> active{};
         for (std::size_t i = 0; i < N; ++i) active[i] = reading.active(periods[i]);
         return active;
       })) {
    for (std::size_t i = 0; i < N; ++i) sum[i] += some[i];
  }
  return sum;
}

/// A study in which all customers have left for `place` within its first 10 minutes; `leaving`
/// holds from then on for those who come back.
Study all_gone_to(const std::string& place, const WinBack::Parameters& back,
                  const Leaving::Parameters& leaving) {
  Leaving::Parameters exodus;
  exodus.causes = {{place, per_week(1e5)}};
  return Study(weeks(13), weeks(13))
      .segment("all", kCustomers)
      .with<Leaving>(exodus)
      .with<WinBack>(back)
      .policy({.starts = weeks(0.001)})
      .with<Leaving>(leaving);
}

Leaving::Parameters nobody_leaves() {
  Leaving::Parameters leaving;
  leaving.hazard.reset();
  return leaving;
}

TEST(V38, TheTransitionMatrixIsThePublishedOne) {
  const Matrix quarter = transition(13.0);
  EXPECT_NEAR(quarter[0][0], 0.563408, 1e-6);
  EXPECT_NEAR(quarter[0][1], 0.256061, 1e-6);
  EXPECT_NEAR(quarter[0][2], 0.180531, 1e-6);
  const Matrix year = transition(52.0);
  EXPECT_NEAR(year[0][0], 0.264065, 1e-6);
  EXPECT_NEAR(year[0][1], 0.417320, 1e-6);
  EXPECT_NEAR(year[0][2], 0.318614, 1e-6);
}

// Who begins with brand 0 is with brand 1 or 2 after a quarter: that brand is the firm, which all
// customers have left for brand 0 at the beginning.
TEST(V38, FromOneBrandToAnother) {
  for (const std::size_t own : {std::size_t{1}, std::size_t{2}}) {
    const Market market = market_seen_by(own);
    const auto [quarter] = present<1>(all_gone_to("brand 0", market.back, market.leaving), {0});
    EXPECT_TRUE(share_agrees(quarter, kAll, transition(13.0)[0][own])) << own;
  }
}

// Each look around brings back logistic(-1) of those who look.
TEST(WinBackByLogit, OfTheirOwnAccord) {
  WinBack::Parameters back;
  back.chance.constant = -1.0;
  back.looks_around = weeks(10);
  const auto [quarter] = present<1>(all_gone_to("away", back, nobody_leaves()), {0});
  const double rate = 0.1 / (1.0 + std::exp(1.0));
  EXPECT_TRUE(share_agrees(quarter, kAll, 1.0 - std::exp(-13.0 * rate), {.absolute = 1e-4}));
}

// An offer worth 1 makes logistic(0) of it: a half returns at the first, half of the others at the
// second, and what is made costs.
TEST(WinBackByLogit, ByTheFirmsOffers) {
  WinBack::Parameters back;
  back.chance.constant = -1.0;
  back.offer = WinBack::Offer{weeks(4), 2, weeks(4), 1.0, {500}};
  const Study study = all_gone_to("away", back, nobody_leaves());
  const auto [quarter] = present<1>(study, {0});
  EXPECT_TRUE(share_agrees(quarter, kAll, 0.75));
  std::int64_t second = 0;
  for (const auto& [made, taken, cost, returned] :
       replicate(study, kReplications, [](const Reading& reading) {
         const auto sum = [&](std::size_t which) { return reading.tally<WinBack>(which, 0); };
         return std::array{sum(WinBack::offers_made), sum(WinBack::offers_taken),
                           sum(WinBack::offers_cost), sum(WinBack::returned)};
       })) {
    second += made - kCustomers;
    EXPECT_EQ(taken, returned);
    EXPECT_EQ(cost, 500 * made);
  }
  EXPECT_TRUE(share_agrees(second, kAll, 0.5));
}

// With nobody else around, who is active belongs to the base at time 0 and never left, or is back.
TEST(PresentShare, CountsThoseWhoAreBack) {
  const Market market = market_seen_by(0);
  const Study study = Study(weeks(26), weeks(13))
                          .segment("all", 5'000)
                          .with<Leaving>(market.leaving)
                          .with<WinBack>(market.back);
  for (const auto& [active, initial, gone, back] : replicate(study, 3, [](const Reading& reading) {
         const auto& left = reading.record().left_initial;
         return std::array{reading.active(1), reading.initial(), left[0] + left[1],
                           reading.tally<WinBack>(WinBack::back, 1)};
       })) {
    EXPECT_GT(back, 0);
    EXPECT_EQ(active, initial - gone + back);
  }
}

}  // namespace
}  // namespace tenure::verification
