// SPDX-License-Identifier: Apache-2.0
#include "engine/varying_rate.h"

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "engine/expect.h"

namespace tenure::engine {
namespace {

constexpr Time day(double number) {
  return kStart + Duration{static_cast<std::int64_t>(number * kMicrosecondsPerDay)};
}

/// Simpson's rule between the given breaks, fine enough to be the truth.
double brute_force(const VaryingRate& rate, Time from, Time to, std::vector<Time> breaks) {
  breaks.push_back(from);
  breaks.push_back(to);
  std::sort(breaks.begin(), breaks.end());
  long double sum = 0.0L;
  for (std::size_t i = 0; i + 1 < breaks.size(); ++i) {
    const Time a = breaks[i];
    const Time b = breaks[i + 1];
    if (a < from || b > to || a == b) continue;
    const double length = in_days(b - a);
    const int panels = 20 + static_cast<int>(length / 0.05);
    long double part = 0.0L;
    for (int k = 0; k <= 2 * panels; ++k) {
      // The last moment before a break still belongs to the piece that ends there.
      const Time at = k == 2 * panels ? b - Duration{1}
                                      : a + Duration{static_cast<std::int64_t>(
                                                length * kMicrosecondsPerDay * k / (2.0 * panels))};
      const int weight = k == 0 || k == 2 * panels ? 1 : (k % 2 == 1 ? 4 : 2);
      part += weight * static_cast<long double>(rate.at(at));
    }
    sum += part * static_cast<long double>(length) / (6.0L * panels);
  }
  return static_cast<double>(sum);
}

const SineFactor kSeason{.amplitude = 0.6, .period = 52 * kWeek, .start = day(20)};

StepFactor weekdays() {
  std::vector<Time> from;
  std::vector<double> factor;
  for (int d = 0; d < 400; ++d) {
    from.push_back(day(d));
    factor.push_back(d % 7 < 5 ? 0.8 : 1.5);
  }
  return {from, factor};
}

TEST(SineFactor, RisesFromItsStart) {
  EXPECT_NEAR(kSeason.at(day(20)), 1.0, 1e-15);
  EXPECT_NEAR(kSeason.at(day(20 + 91)), 1.6, 1e-15);
  EXPECT_NEAR(kSeason.at(day(20 - 91)), 0.4, 1e-15);
  EXPECT_NEAR(kSeason.at(day(20 + 364.0 * 7 + 182)), 1.0, 1e-12);
}

TEST(StepFactor, HoldsUntilTheNextChange) {
  const StepFactor steps{{day(0), day(5), day(7)}, {1.0, 2.0, 0.5}};
  EXPECT_EQ(steps.at(day(5) - Duration{1}), 1.0);
  EXPECT_EQ(steps.at(day(5)), 2.0);
  EXPECT_EQ(steps.at(day(1000)), 0.5);
  EXPECT_EQ(steps.next_change(day(0)), day(5));
  EXPECT_EQ(steps.next_change(day(5)), day(7));
  EXPECT_EQ(steps.next_change(day(7)), kNever);
}

TEST(StepFactor, KnowsWhenItsIntegralReachesAnAmount) {
  const StepFactor steps{{day(0), day(5), day(7), day(9)}, {1.0, 2.0, 0.0, 0.5}};
  EXPECT_EQ(steps.reach(day(1), 3.0), day(4));
  EXPECT_EQ(steps.reach(day(1), 5.0), day(5.5));
  EXPECT_EQ(steps.reach(day(1), 8.5), day(10));  // nothing from day 7 to day 9
  EXPECT_EQ(steps.reach(day(20), 10.0), day(40));
  const StepFactor ends{{day(0), day(5)}, {1.0, 0.0}};
  EXPECT_EQ(ends.reach(day(1), 4.5), kNever);
}

TEST(StepFactor, FindsPiecesOfAnyLength) {
  // Crowded at the beginning, far apart later: where an even division into buckets is worst.
  std::vector<Time> from;
  std::vector<double> factor;
  for (int i = 0; i < 300; ++i) {
    from.push_back(day(1e-6 * i * i * i));
    factor.push_back(1.0 + i);
  }
  const StepFactor steps(from, factor);
  for (std::size_t i = 0; i < 300; ++i) {
    EXPECT_EQ(steps.piece_at(from[i]), i);
    if (i > 0) {
      EXPECT_EQ(steps.at(from[i] - Duration{1}), factor[i - 1]);
    }
  }
  EXPECT_EQ(steps.at(day(1e7)), 300.0);
}

TEST(VaryingRate, IsWhatItsFormulaSays) {
  const Baseline baseline = Baseline::pieces({30.0}, {0.1, 0.3});
  const StepFactor steps = weekdays();
  VaryingRate rate(baseline, 2.0, day(1), day(10));
  rate.multiply(1.5);
  rate.add_exponent(0.7, 0.05);
  rate.add_exponent(-0.4, 0.0);
  rate.add_linear(0.02, 0.1);
  rate.add_linear(0.01, 0.0);
  rate.follow(kSeason);
  rate.follow(steps);
  for (const double t : {10.0, 12.3, 31.5, 200.0}) {
    const double expected = 3.0 * (t < 31.0 ? 0.1 : 0.3) *
                                std::exp(0.7 * std::exp(-0.05 * (t - 10.0)) - 0.4) *
                                kSeason.at(day(t)) * steps.at(day(t)) +
                            0.02 * std::exp(-0.1 * (t - 10.0)) + 0.01;
    EXPECT_NEAR(rate.at(day(t)), expected, 1e-12 * expected) << t;
  }
}

/// Constant, pieces or Weibull, with terms, season and steps by chance.
class RandomRate : public testing::Test {
 protected:
  /// `visit(rate, since, breaks)` for a few hundred rates.
  template <class Visit>
  void for_many(bool with_floor, Visit&& visit) {
    std::mt19937_64 random(20);
    const auto uniform = [&](double low, double high) {
      return low + (high - low) * static_cast<double>(random() >> 11) * 0x1p-53;
    };
    const StepFactor steps = weekdays();
    for (int i = 0; i < 200; ++i) {
      const Time origin = day(uniform(0.0, 50.0));
      const Time since = origin + from_days(uniform(0.0, 100.0));
      const Baseline baseline =
          i % 3 == 0   ? Baseline::constant(uniform(0.01, 0.2))
          : i % 3 == 1 ? Baseline::pieces({40.0, 90.0, 140.0},
                                          {uniform(0.0, 0.2), uniform(0.01, 0.2), 0.0, 0.1})
                       : Baseline::weibull(uniform(20.0, 200.0), uniform(1.0, 3.0));
      VaryingRate rate(baseline, uniform(0.2, 3.0), origin, since);
      std::vector<Time> breaks;
      for (const double age : {40.0, 90.0, 140.0}) breaks.push_back(origin + from_days(age));
      if (random() % 2 == 0) rate.add_exponent(uniform(-2.0, 2.0), uniform(0.001, 0.5));
      if (random() % 2 == 0) rate.add_exponent(uniform(-1.0, 1.0), uniform(0.001, 0.1));
      if (random() % 3 == 0) rate.add_exponent(uniform(-1.0, 1.0), 0.0);
      if (random() % 2 == 0) rate.add_linear(uniform(0.0, 0.1), uniform(0.001, 0.5));
      if (with_floor) rate.add_linear(uniform(-0.3, -0.01), uniform(0.01, 0.2));
      if (random() % 2 == 0) rate.follow(kSeason);
      if (random() % 2 == 0) {
        rate.follow(steps);
        for (int d = 0; d < 400; ++d) breaks.push_back(day(d));
      }
      visit(rate, since, breaks);
    }
  }
};

TEST_F(RandomRate, IntegralsAgreeWithBruteForce) {
  for_many(false, [](const VaryingRate& rate, Time since, const std::vector<Time>& breaks) {
    const Time from = since + from_days(3.3);
    const Time to = since + from_days(120.7);
    const double expected = brute_force(rate, from, to, breaks);
    EXPECT_NEAR(rate.integral(from, to), expected, 3e-9 * expected);
  });
}

TEST_F(RandomRate, IntegralsOfStrongTermsAgreeWithBruteForce) {
  // Terms of an exponent that fall from e^12 or rise from e^-12, slow and fast ones together.
  const Baseline baseline = Baseline::constant(0.01);
  for (const double strong : {-12.0, -4.0, 4.0, 12.0}) {
    for (const double decay : {0.003, 0.02, 0.06}) {
      for (const double other : {-1.0, 0.0, 2.0}) {
        VaryingRate rate(baseline, 1.0, kStart, day(10));
        rate.add_exponent(strong, decay);
        rate.add_exponent(other, 0.02);
        rate.follow(kSeason);
        const Time to = day(10) + from_days(90.0);
        const double expected = brute_force(rate, day(10), to, {});
        EXPECT_NEAR(rate.integral(day(10), to), expected, 3e-9 * expected)
            << strong << ' ' << decay;
        const Time half = rate.reach(day(10), 0.5 * expected, kNever);
        EXPECT_NEAR(rate.integral(day(10), half), 0.5 * expected, 3e-9 * expected);
      }
    }
  }
}

TEST_F(RandomRate, IsNotDueBeforeItCanBe) {
  for (const bool with_floor : {false, true}) {
    for_many(with_floor, [](const VaryingRate& rate, Time since, const std::vector<Time>&) {
      for (const double amount : {0.001, 0.3, 4.0}) {
        for (const double lag : {0.0, 7.7}) {
          const Time from = since + Duration{static_cast<std::int64_t>(lag * kMicrosecondsPerDay)};
          const Time bound = rate.not_before(from, amount);
          EXPECT_GE(bound, from);
          EXPECT_LE(bound, rate.reach(from, amount, from + from_days(250.0)));
        }
      }
    });
  }
}

TEST_F(RandomRate, ABoundByTheHighestRateMayBeBroughtForward) {
  // After a pause in which nothing happened the rate rises: what it was planned for by its highest
  // rate, brought forward, is still no later than it is due.
  // With what is added below zero, too: then it is the bound that rises by so much, not the rate.
  int by_highest_rate = 0;
  const auto try_it = [&](const VaryingRate& rate, Time since, const std::vector<Time>&) {
    for (const double amount : {0.3, 4.0}) {
      const auto outlook = rate.look(since, amount, Duration{1}, kNever);
      if (outlook.kind != VaryingRate::Outlook::Kind::highest_rate) continue;
      ++by_highest_rate;
      const Time now = since + (outlook.time - since) / 3;
      const double left = amount - rate.integral(since, now);
      for (const double rise : {0.0, 1e-7, 0.02, 0.5}) {
        VaryingRate risen = rate;
        risen.multiply(std::exp(rise));
        const Time bound = VaryingRate::brought_forward(outlook.time, rise, now);
        EXPECT_GT(bound, now);
        EXPECT_LE(bound, risen.reach(now, left, now + from_days(250.0))) << rise;
      }
    }
  };
  for (const bool with_floor : {false, true}) for_many(with_floor, try_it);
  EXPECT_GT(by_highest_rate, 100);
}

TEST(VaryingRate, TellsWhatItsOutlookRestsOn) {
  using Kind = VaryingRate::Outlook::Kind;
  const Baseline baseline = Baseline::constant(0.01);
  VaryingRate rate(baseline, 1.0, kStart, kStart);
  rate.add_exponent(0.5, 0.01);
  EXPECT_EQ(rate.look(kStart, 0.1, 30 * kDay, kNever).kind, Kind::exact);
  EXPECT_EQ(rate.look(kStart, 2.0, 30 * kDay, kNever).kind, Kind::highest_rate);
  const Time limit = kStart + 8 * kDay;  // within which it cannot ring, but that is seen late
  const auto beyond = rate.look(kStart, 0.13, 30 * kDay, limit);
  EXPECT_EQ(beyond.kind, Kind::bound);
  EXPECT_EQ(beyond.time, limit + Duration{1});
  const StepFactor steps = weekdays();
  rate.follow(steps);
  EXPECT_EQ(rate.look(kStart, 2.0, 30 * kDay, kNever).kind, Kind::bound);
}

TEST_F(RandomRate, IntegralsAgreeWithBruteForceWhereTheFloorCuts) {
  // The floor of 0 makes a kink; both sides integrate it to a few parts in 10^5.
  for_many(true, [](const VaryingRate& rate, Time since, const std::vector<Time>& breaks) {
    const Time from = since + from_days(3.3);
    const Time to = since + from_days(120.7);
    const double expected = brute_force(rate, from, to, breaks);
    EXPECT_NEAR(rate.integral(from, to), expected, 1e-4 * expected + 1e-6);
  });
}

TEST_F(RandomRate, IsNeverBelowZero) {
  for_many(true, [](const VaryingRate& rate, Time since, const std::vector<Time>&) {
    for (double t = 0.0; t < 100.0; t += 0.7) EXPECT_GE(rate.at(since + from_days(t)), 0.0);
  });
}

TEST_F(RandomRate, ReachesAnAmountWhenTheIntegralHasUsedItUp) {
  for (const bool with_floor : {false, true}) {
    for_many(with_floor, [&](const VaryingRate& rate, Time since, const std::vector<Time>&) {
      const Time limit = since + from_days(200.0);
      const double all = rate.integral(since, limit);
      for (const double share : {1e-6, 0.01, 0.3, 0.7, 0.999}) {
        const double amount = share * all;
        const Time when = rate.reach(since, amount, limit);
        ASSERT_LE(when, limit);
        ASSERT_GT(when, since);
        // To a microsecond: one earlier it is not used up, one later it is. The slack is what
        // quadrature over panels cut elsewhere may differ by.
        const double slack = (with_floor ? 1e-4 : 1e-9) * all + 1e-13;
        EXPECT_LE(rate.integral(since, when - Duration{1}), amount + slack);
        EXPECT_GE(rate.integral(since, when + Duration{1}), amount - slack);
      }
      EXPECT_EQ(rate.reach(since, 1.01 * all + 1e-6, limit), kNever);
    });
  }
}

TEST_F(RandomRate, WhatIsLeftAfterAPauseIsReachedAtTheSameTime) {
  // Settling a clock half way and planning it anew must not move it: to two microseconds.
  for_many(false, [](const VaryingRate& rate, Time since, const std::vector<Time>&) {
    const Time limit = since + from_days(200.0);
    const double amount = 0.6 * rate.integral(since, limit);
    const Time straight = rate.reach(since, amount, limit);
    const Time pause = since + (straight - since) / 3;
    const Time paused = rate.reach(pause, amount - rate.integral(since, pause), limit);
    const double rate_there = std::max(rate.at(straight), 1e-4);
    const double allowed = 2.0 + 3e-9 * amount / rate_there * kMicrosecondsPerDay;
    EXPECT_NEAR(static_cast<double>((paused - straight).count()), 0.0, allowed);
  });
}

TEST_F(RandomRate, ReachesAnAmountAtTheSameTimeHoweverFarItMayLook) {
  for_many(false, [](const VaryingRate& rate, Time since, const std::vector<Time>&) {
    const Time far = since + from_days(200.0);
    const Time when = rate.reach(since, 0.3 * rate.integral(since, far), far);
    for (const double days : {0.0, 0.4, 3.0, 11.0}) {
      const Time limit = when + from_days(days);
      EXPECT_EQ(rate.reach(since, 0.3 * rate.integral(since, far), limit), when) << days;
    }
    EXPECT_EQ(rate.reach(since, 0.3 * rate.integral(since, far), when - Duration{1}), kNever);
  });
}

TEST(VaryingRate, IntegratesARateThatIsInfiniteAtItsOrigin) {
  // Hazard of a Weibull lifetime of shape 1/2, times exp(a e^{-d t}). With u = sqrt(t / scale)
  // nothing is singular: the integral is that of exp(a e^{-d scale u^2}) over u.
  const Baseline baseline = Baseline::weibull(40.0, 0.5);
  VaryingRate rate(baseline, 1.0, kStart, kStart);
  rate.add_exponent(0.8, 0.1);
  constexpr int kPanels = 20'000;
  const double end = std::sqrt(60.0 / 40.0);
  long double sum = 0.0L;
  for (int k = 0; k <= 2 * kPanels; ++k) {
    const double u = end * k / (2.0 * kPanels);
    const int weight = k == 0 || k == 2 * kPanels ? 1 : (k % 2 == 1 ? 4 : 2);
    sum += weight * std::exp(0.8L * std::exp(-0.1L * 40.0L * u * u));
  }
  const auto expected = static_cast<double>(sum * end / (6.0L * kPanels));
  EXPECT_NEAR(rate.integral(kStart, day(60)), expected, 1e-8 * expected);
  const Time half = rate.reach(kStart, 0.5 * expected, day(60));
  EXPECT_NEAR(rate.integral(kStart, half), 0.5 * expected, 1e-8);
}

TEST(VaryingRate, TermsOfValueZeroLeaveNoTrace) {
  const Baseline baseline = Baseline::pieces({30.0}, {0.1, 0.3});
  const VaryingRate plain(baseline, 0.37, day(2), day(9));
  VaryingRate termed = plain;
  for (int i = 0; i < 20; ++i) {  // more than there is room for
    termed.add_exponent(0.0, 0.1);
    termed.add_exponent(0.0, 0.0);
    termed.add_linear(0.0, 0.1);
    termed.add_linear(0.0, 0.0);
  }
  for (double t = 9.0; t < 100.0; t += 1.7) {
    EXPECT_EQ(plain.at(day(t)), termed.at(day(t)));
    EXPECT_EQ(plain.integral(day(9), day(t)), termed.integral(day(9), day(t)));
    EXPECT_EQ(plain.reach(day(9), 0.01 * t, day(500)), termed.reach(day(9), 0.01 * t, day(500)));
  }
}

TEST(VaryingRate, AConstantRateIsAPlainDivision) {
  const Baseline baseline = Baseline::constant(1.0);
  const VaryingRate rate(baseline, 0.25, kStart, day(3));
  EXPECT_EQ(rate.reach(day(3), 0.5, day(100)), day(5));
  EXPECT_EQ(rate.reach(day(3), 0.5, day(5)), day(5));
  EXPECT_EQ(rate.reach(day(3), 0.5, day(5) - Duration{1}), kNever);
}

TEST(VaryingRate, NothingHappensAtTheInstantThatPlannedIt) {
  const Baseline baseline = Baseline::constant(1.0);
  VaryingRate fast(baseline, 1e15, kStart, kStart);
  EXPECT_EQ(fast.reach(day(1), 1e-300, day(2)), day(1) + Duration{1});
  fast.follow(kSeason);
  EXPECT_EQ(fast.reach(day(1), 1e-300, day(2)), day(1) + Duration{1});
}

TEST(VaryingRate, ARateOfZeroIsNeverReached) {
  const Baseline none = Baseline::constant(0.0);
  VaryingRate rate(none, 1.0, kStart, kStart);
  EXPECT_EQ(rate.reach(kStart, 1e-9, kNever), kNever);
  rate.follow(kSeason);
  EXPECT_EQ(rate.reach(kStart, 1e-9, day(1000)), kNever);
}

TEST(VaryingRate, LooksAsFarAsTimeGoes) {
  // Without a limit, and with steps, panels are as long as nothing changes.
  const Baseline baseline = Baseline::constant(0.1);
  const StepFactor steps{{day(0), day(5)}, {1.0, 2.0}};
  VaryingRate rate(baseline, 1.0, kStart, kStart);
  rate.follow(steps);
  EXPECT_EQ(rate.reach(kStart, 1.5, kNever), day(10));
}

TEST(VaryingRate, RefusesMoreTermsThanItHolds) {
  const Baseline baseline = Baseline::constant(0.1);
  VaryingRate rate(baseline, 1.0, kStart, kStart);
  for (std::size_t i = 0; i < VaryingRate::kTerms; ++i) {
    rate.add_exponent(0.1, 0.1 * static_cast<double>(i + 1));
  }
  EXPECT_NO_THROW(rate.add_exponent(0.1, 0.1));  // joins the term that decays as fast
  EXPECT_THROW(rate.add_exponent(0.1, 0.05), Defect);
}

// Clocks run before time 0 as they do after it.
TEST(VaryingRate, TimeZeroIsNoSpecialTime) {
  const Baseline baseline = Baseline::constant(0.2);
  for (const double begin : {-900.0, -1.0, 0.0, 700.0}) {
    const Time from = kStart + from_days(1000.0) +
                      Duration{static_cast<std::int64_t>((begin - 1000.0) * kMicrosecondsPerDay)};
    VaryingRate rate(baseline, 1.0, from, from);
    rate.add_exponent(-0.7, 0.01);
    rate.add_bounded_exponent(1.5, 0.02, 0.0, -2.0, 0.5);
    const Time when = rate.reach(from, 1.3, kNever);
    EXPECT_NEAR(rate.integral(from, when), 1.3, 1e-9) << begin;
    EXPECT_LE(rate.not_before(from, 1.3), when) << begin;
    EXPECT_GT(when - from, kDay) << begin;
  }
}

// max(0, 2 e^{-0.1 t} - 1) in the exponent: moves until t = 10 ln 2, then rests at 0.
TEST(VaryingRate, ATermMayBeKeptBetweenBounds) {
  const Baseline baseline = Baseline::constant(1.0);
  VaryingRate rate(baseline, 1.0, kStart, kStart);
  rate.add_bounded_exponent(2.0, 0.1, 1.0, 0.0, 10.0);
  double sum = 0.0;
  constexpr int kSteps = 200'000;
  for (int i = 0; i < kSteps; ++i) {
    const double t = 20.0 * (i + 0.5) / kSteps;
    sum += std::exp(std::max(0.0, 2.0 * std::exp(-0.1 * t) - 1.0)) * 20.0 / kSteps;
  }
  EXPECT_NEAR(rate.integral(kStart, kStart + 20 * kDay), sum, 1e-7);
  EXPECT_EQ(rate.at(kStart + 15 * kDay), 1.0);
}

TEST(VaryingRate, AFactorMayPass) {
  const Baseline baseline = Baseline::constant(0.5);
  VaryingRate rate(baseline, 1.0, kStart, kStart);
  rate.multiply_until(3.0, kStart + 4 * kDay);
  EXPECT_NEAR(rate.integral(kStart, kStart + 10 * kDay), 3.0 * 2.0 + 3.0, 1e-12);
  EXPECT_EQ(rate.reach(kStart, 7.0, kNever), kStart + 6 * kDay);
  VaryingRate locked(baseline, 1.0, kStart, kStart);
  locked.multiply_until(0.0, kStart + 4 * kDay);
  EXPECT_EQ(locked.reach(kStart, 1.0, kNever), kStart + 6 * kDay);
}

TEST(VaryingRate, KnowsATimeBeforeWhichItCannotBeDue) {
  const Baseline pieces = Baseline::pieces({10.0}, {0.5, 0.1});
  for (const double a : {-2.0, -0.1, 0.4, 3.0}) {
    for (const double amount : {0.01, 1.0, 8.0}) {
      VaryingRate rate(pieces, 1.0, kStart, kStart);
      rate.add_exponent(a, 0.03);
      rate.multiply_until(1.5, kStart + 3 * kDay);
      EXPECT_LE(rate.not_before(kStart, amount), rate.reach(kStart, amount, kNever)) << a;
    }
  }
}

}  // namespace
}  // namespace tenure::engine
