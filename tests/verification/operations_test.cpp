// SPDX-License-Identifier: Apache-2.0
//
// V35: how soon a daily p-chart signals, with 200 encounters a day and 5 % expected: after 375.294
// days on average while 5 % fail. (What it does when 8 % fail is a case of `tenure verify`.)
#include <cstdint>

#include <boost/math/distributions/binomial.hpp>
#include <gtest/gtest.h>

#include "model/control_chart.h"
#include "tests/verification/acceptance.h"
#include "tests/verification/study.h"

namespace tenure::verification {
namespace {

using model::ControlChart;
using model::Operations;
using model::Purchasing;
using model::Service;

constexpr std::int64_t kSample = 200;

// Exactly: the binomial probability of all samples that the chart itself finds too bad.
TEST(V35, TheChartOnInjectedBinomials) {
  const auto run_length = [](double failures) {
    const boost::math::binomial day(static_cast<double>(kSample), failures);
    double signals = 0.0;
    for (std::int64_t failed = 0; failed <= kSample; ++failed) {
      ControlChart chart({.expected = {0.05}});
      if (chart.signals(failed, kSample)) signals += pdf(day, static_cast<double>(failed));
    }
    return 1.0 / signals;
  };
  EXPECT_NEAR(ControlChart::upper_limit({0.05}, kSample), 0.09623310502226733, 1e-15);
  EXPECT_NEAR(run_length(0.05), 375.29373069909184, 1e-6);
  EXPECT_NEAR(run_length(0.08), 5.590573929842622, 1e-9);
}

// Through the whole model: days of 350 encounters on average, of which 200 are looked at.
std::int64_t signals_in(double failures, std::int64_t days, std::size_t replications) {
  const Study study =
      Study(days * engine::kDay, days * engine::kDay)
          .segment("all", 350)
          .with<Purchasing>(steady_purchases(engine::kDay))
          .with<Service>({.failure_probability = {failures}})
          .with<Operations>({.spells = std::nullopt,
                             .monitoring = Operations::Monitoring{.sample = kSample,
                                                                  .chart = {.expected = {0.05}}}});
  std::int64_t signals = 0;
  for (const std::int64_t some : replicate(study, replications, [](const Reading& reading) {
         EXPECT_EQ(reading.tally_from<Operations>(0, Operations::sampled) % kSample, 0);
         return reading.tally_from<Operations>(0, Operations::signals);
       })) {
    signals += some;
  }
  return signals;
}

// A signal in 375 days: 5 % of it takes 300,000 days.
TEST(V35, InControlThroughTheModel) {
  constexpr std::int64_t kDays = 10'000;
  constexpr std::size_t kReplications = 32;
  EXPECT_TRUE(share_agrees(signals_in(0.05, kDays, kReplications),
                           static_cast<std::int64_t>(kReplications) * kDays,
                           1.0 / 375.29373069909184, {.absolute = 0.12 / 375.29}));
}

}  // namespace
}  // namespace tenure::verification
