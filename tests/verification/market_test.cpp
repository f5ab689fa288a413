// SPDX-License-Identifier: Apache-2.0
//
// V28: adoption in a large market (Bass 1969): F(t) = (1 - e^{-(p + q) t}) / (1 + q/p e^{-(p + q)
// t}). V29: blame that is passed on along a tree to Poisson(R = 0.6) others, each of whom does the
// same: sizes are Borel's. And neighbours' exits in pairs: what is left of a pair of hazard h each,
// after the first has gone, leaves at 1.8 h, or at h + eta.
#include <array>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <vector>

#include <gtest/gtest.h>

#include "tests/verification/acceptance.h"
#include "tests/verification/study.h"

namespace tenure::verification {
namespace {

using namespace tenure::model;

engine::Duration years(double n) { return engine::from_days(engine::kDaysPerYear * n); }

TEST(V28, AdoptersOfALargeMarket) {
  constexpr std::int64_t kProspects = 100'000;
  const Study study = Study(years(15), years(1))
                          .segment("newcomers", 0)
                          .with<Acquisition>({.market = Acquisition::Diffusion{.size = kProspects}})
                          .with<Leaving>({});
  constexpr std::array<std::size_t, 6> kYears{1, 3, 5, 7, 10, 15};
  constexpr std::array<double, 6> kExact{0.03575816425644162, 0.15050007196371293,
                                         0.3311986424913736,  0.5490097416577533,
                                         0.8128032212213462,  0.9716096398109868};
  using Shares = std::array<double, 6>;
  const auto found = replicate(study, 60, [&](const Reading& reading) {
    Shares shares{};
    for (std::size_t k = 0; k < kYears.size(); ++k) {
      shares[k] = static_cast<double>(reading.active(kYears[k] - 1)) / double{kProspects};
    }
    return shares;
  });
  for (std::size_t k = 0; k < kYears.size(); ++k) {
    Sample share;
    for (const Shares& shares : found) share.add(shares[k]);
    const double deviation = std::sqrt(kExact[k] * (1.0 - kExact[k]));  // of one prospect
    EXPECT_TRUE(mean_agrees(share, kExact[k], {.deviation = deviation})) << kYears[k];
  }
}

/// Customers who buy in the first three days of a week and are displeased with everything, so that
/// each encounter is a post, and each cascade is over when the week is.
Study grumblers() {
  WordOfMouth::Parameters words;
  words.network = {.form = NetworkForm::tree, .degree = 0.75};
  words.delay = std::chrono::hours{1};
  words.posting.always = {0.0};
  words.posting.blame = 1.0;
  words.posting.displeased = 1.0;
  words.posting.passed_on = {0.8};
  return Study(weeks(1), weeks(1))
      .segment("all", 30'000)
      .with<Calendar>({.weekdays = {1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0}})
      .with<Purchasing>(steady_purchases(weeks(1)))
      .with<Service>({.failure_probability = {0.0}})
      .with<WordOfMouth>(words)
      .with<Leaving>({});
}

TEST(V29, ABlameCascadeOnATreeHasBorelsSizes) {
  struct Found {
    std::int64_t posts = 0;
    std::array<double, 5> means{};  // size, its square, shares of 1, 2, 3
  };
  const auto found = replicate(grumblers(), 160, [](const Reading& r) {
    const auto count = [&](WordOfMouth::Tally which) {
      return static_cast<double>(r.tally<WordOfMouth>(which, 0));
    };
    const double ended = count(WordOfMouth::cascades);
    EXPECT_EQ(ended, count(WordOfMouth::posts));  // none is on its way
    return Found{
        r.tally<WordOfMouth>(WordOfMouth::posts, 0),
        {count(WordOfMouth::cascade_posts) / ended, count(WordOfMouth::cascade_squares) / ended,
         count(WordOfMouth::cascades_of_one) / ended, count(WordOfMouth::cascades_of_two) / ended,
         count(WordOfMouth::cascades_of_three) / ended}};
  });
  constexpr std::array<double, 3> kShares{0.5488116360940264, 0.18071652714732128,
                                          0.08926139963965672};
  // P(n) = e^{-R n} (R n)^{n - 1} / n!; mean 1 / (1 - R), variance R / (1 - R)^3.
  constexpr double kMean = 2.5;
  constexpr double kVariance = 9.375;
  double fourth = 0.0;
  for (int n = 1; n < 1'000; ++n) {
    fourth +=
        std::pow(n, 4) * std::exp(-0.6 * n + (n - 1) * std::log(0.6 * n) - std::lgamma(n + 1.0));
  }
  const double square = kVariance + kMean * kMean;
  const std::array<double, 5> exact{kMean, square, kShares[0], kShares[1], kShares[2]};
  const std::array<double, 5> deviation{std::sqrt(kVariance), std::sqrt(fourth - square * square),
                                        std::sqrt(kShares[0] * (1.0 - kShares[0])),
                                        std::sqrt(kShares[1] * (1.0 - kShares[1])),
                                        std::sqrt(kShares[2] * (1.0 - kShares[2]))};
  for (std::size_t k = 0; k < exact.size(); ++k) {
    Sample sample;
    for (const Found& one : found) sample.add(one.means[k]);
    EXPECT_TRUE(mean_agrees(sample, exact[k], {.deviation = deviation[k]})) << k;
  }
}

/// Share of customers in pairs who are there after 26 weeks.
Sample pairs_left(const WordOfMouth::Exits& exits) {
  WordOfMouth::Parameters words;
  words.network.form = NetworkForm::pairs;
  words.delay = std::chrono::hours{6};
  words.exits = exits;
  const Study study = Study(weeks(26), weeks(26))
                          .segment("all", 10'000)
                          .with<WordOfMouth>(words)
                          .with<Leaving>({.hazard = per_week(0.05)});
  Sample sample;
  for (const double share : replicate(study, 60, [](const Reading& reading) {
         return static_cast<double>(reading.active(0)) / 10'000.0;
       })) {
    sample.add(share);
  }
  return sample;
}

/// The same, exactly: hazard h with both there and for the delay d after the other has gone, and
/// `after` from then on [1/week].
double exact_share(double h, double after) {
  const double t = 26.0;
  const double d = 6.0 / 168.0;
  // The other went at s: the time until t - d, with d weeks at h and the rest at `after`; and the
  // last d weeks, at h throughout.
  const double told = h / (2.0 * h - after) * std::exp((after - h) * d) *
                      (std::exp(-after * t) - std::exp(-after * t - (2.0 * h - after) * (t - d)));
  const double untold = std::exp(-h * t) * (std::exp(-h * (t - d)) - std::exp(-h * t));
  return std::exp(-2.0 * h * t) + told + untold;
}

TEST(NeighboursExits, InPairsMultiplyTheHazard) {
  const WordOfMouth::Exits exits{.forgetting = {0.0}};  // by 1.8, for ever
  const double exact = exact_share(0.05, 0.09);
  EXPECT_NEAR(exact, 0.184544, 0.0005);  // without delay
  EXPECT_TRUE(mean_agrees(pairs_left(exits), exact, {.deviation = std::sqrt(exact * (1 - exact))}));
}

TEST(NeighboursExits, InPairsAddToTheHazard) {
  const WordOfMouth::Exits exits{.log_hazard = 0.0, .hazard = per_week(0.03), .forgetting = {0.0}};
  const double exact = exact_share(0.05, 0.08);
  EXPECT_TRUE(mean_agrees(pairs_left(exits), exact, {.deviation = std::sqrt(exact * (1 - exact))}));
}

}  // namespace
}  // namespace tenure::verification
