// SPDX-License-Identifier: Apache-2.0
#include "verify/computed.h"

#include <array>
#include <cstdint>
#include <utility>

#include <boost/math/distributions/binomial.hpp>

#include "model/control_chart.h"
#include "model/spend_response.h"

namespace tenure::verify {

namespace {

void add(CaseOutcome& outcome, std::string quantity, double computed, double exact,
         double tolerance = 0.0) {
  outcome.findings.push_back(
      {.id = outcome.block.id,
       .quantity = std::move(quantity),
       .agreement = analysis::agreement_of_figure(computed, 0.0, exact, {.absolute = tolerance})});
}

/// The amount of whole cents, up to 1,000.00, that makes the most of `gain(amount)`.
template <class Gain>
model::Money best(const Gain& gain) {
  model::Money best{0};
  for (std::int64_t cents = 0; cents <= 100'000; ++cents) {
    if (gain(model::Money{cents}) > gain(best)) best = model::Money{cents};
  }
  return best;
}

double in_units(model::Money amount) { return 0.01 * static_cast<double>(amount.cents); }

/// What a firm should spend on keeping a customer, and then on winning one, by the model's response
/// of the share to the amount.
CaseOutcome retention_or_acquisition() {
  CaseOutcome outcome;
  outcome.block.id = "V49";
  outcome.block.says = "The best budgets for keeping and for winning, and what each customer costs";
  outcome.block.formula = "maximise (m r(R) - R) / (1 + d - r(R)) and a(A) (m + V) - A";
  outcome.block.source = "Blattberg & Deighton 1996, Harvard Business Review 74(4)";
  constexpr double kMargin = 100.0;
  constexpr double kDiscount = 0.1;
  const auto kept = [](model::Money amount) {
    return model::SpendResponse{amount, {0.9}, 0.05}.share();
  };
  const auto worth = [&](model::Money amount) {
    const double r = kept(amount);
    return (kMargin * r - in_units(amount)) / (1.0 + kDiscount - r);
  };
  const model::Money keeping = best(worth);
  const auto won = [](model::Money amount) {
    return model::SpendResponse{amount, {0.4}, 0.02}.share();
  };
  const auto gain = [&](model::Money amount) {
    return won(amount) * (kMargin + worth(keeping)) - in_units(amount);
  };
  const model::Money winning = best(gain);
  constexpr double kHalfACent = 0.0051;
  add(outcome, "R*, spent on keeping", in_units(keeping), 45.89731514361236, kHalfACent);
  add(outcome, "share kept at R*", kept(keeping), 0.809302571397199, 1e-4);
  add(outcome, "V, worth of a customer kept", worth(keeping), 120.51342237352685, 1e-4);
  add(outcome, "A*, spent on winning", in_units(winning), 28.382241359826065, kHalfACent);
  add(outcome, "share won at A*", won(winning), 0.17325643259850443, 1e-4);
  add(outcome, "net present value of a prospect", gain(winning), 9.823127540698426, 1e-4);
  add(outcome, "cost of a customer won / R*", in_units(winning) / won(winning) / in_units(keeping),
      3.5691930584867584, 1e-3);
  return outcome;
}

/// How soon a daily p-chart signals: the binomial probability of all samples that the model's chart
/// itself finds too bad.
CaseOutcome run_lengths() {
  CaseOutcome outcome;
  outcome.block.id = "V35";
  outcome.block.says = "Days until a daily p-chart signals, in control and out of control";
  outcome.block.formula = "ARL = 1 / P(signal)";
  outcome.block.source = "Montgomery, Introduction to Statistical Quality Control";
  constexpr std::int64_t kSample = 200;
  const auto run_length = [](double failures) {
    const boost::math::binomial day(static_cast<double>(kSample), failures);
    double signals = 0.0;
    for (std::int64_t failed = 0; failed <= kSample; ++failed) {
      model::ControlChart chart({.expected = {0.05}});
      if (chart.signals(failed, kSample)) signals += pdf(day, static_cast<double>(failed));
    }
    return 1.0 / signals;
  };
  add(outcome, "upper limit, 200 a day, 5 % expected",
      model::ControlChart::upper_limit({0.05}, kSample), 0.09623310502226733);
  add(outcome, "ARL with 5 % failing, days", run_length(0.05), 375.29373069909184);
  add(outcome, "ARL with 8 % failing, days", run_length(0.08), 5.590573929842622);
  return outcome;
}

constexpr std::size_t kCount = 2;

}  // namespace

std::span<const ComputedCase> computed_cases() {
  static const std::array<ComputedCase, kCount> kCases{
      {{"v35_run_lengths", run_lengths}, {"v49_budgets", retention_or_acquisition}}};
  return kCases;
}

}  // namespace tenure::verify
