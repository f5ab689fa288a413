// SPDX-License-Identifier: Apache-2.0
#include "verify/computed.h"

#include <array>
#include <cstdint>
#include <random>
#include <string>
#include <utility>

#include <boost/math/distributions/binomial.hpp>

#include "analysis/autoregression.h"
#include "analysis/proportion.h"
#include "analysis/selection.h"
#include "engine/special_functions.h"
#include "model/control_chart.h"
#include "model/spend_response.h"
#include "verify/sensitivity_case.h"

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

/// How often intervals hold what they are to hold, by the statistics that the program reports with.
CaseOutcome interval_coverage() {
  CaseOutcome outcome;
  outcome.block.id = "V41";
  outcome.block.says = "How often nominal 95 % intervals of a share hold it: 10 % of 100 trials";
  outcome.block.formula = "sum of binomial probabilities of the hits whose interval does";
  outcome.block.source = "Brown, Cai & DasGupta 2001, Statistical Science 16(2)";
  add(outcome, "Wald", analysis::coverage(analysis::wald_interval, 100, 0.1), 0.932415834250841);
  add(outcome, "Wilson", analysis::coverage(analysis::wilson_interval, 100, 0.1),
      0.9363983902254395);
  add(outcome, "Clopper-Pearson", analysis::coverage(analysis::clopper_pearson_interval, 100, 0.1),
      0.9556901071912227);
  const auto add_band = [&](const std::string& with, double confidence, double least, double most) {
    const analysis::HitBand band = analysis::hit_band(1000, 0.95, confidence);
    add(outcome, "least of 1,000 that hold, " + with, static_cast<double>(band.least), least);
    add(outcome, "most of 1,000 that hold, " + with, static_cast<double>(band.most), most);
  };
  add_band("95 % of the time", 0.95, 936.0, 963.0);
  add_band("99.9 % of the time", 0.999, 926.0, 971.0);
  return outcome;
}

/// What a warm-up does to the mean of a series with a memory.
CaseOutcome warm_up() {
  CaseOutcome outcome;
  outcome.block.id = "V42";
  outcome.block.says = "The mean of 1,000 values of a series with a memory, and of its warm-up";
  outcome.block.formula = "x[t] = 0.9 x[t-1] + e[t], var e = 1";
  outcome.block.source = "Law 2015, Simulation Modeling and Analysis, equation 4.7";
  const analysis::Autoregression law{.persistence = 0.9};
  add(outcome, "variance of the mean", law.variance_of_mean(1000), 0.0990526315789473);
  add(outcome, "bias from x[0] = 100", law.bias_of_mean(100.0, 1000), 1.0000000000000002);
  add(outcome, "bias without the first 50", law.bias_of_mean(100.0, 1000, 50), 0.00542502653402118);
  return outcome;
}

/// How often the better one of two policies is found with ten replications of each, by formula and
/// by trying it. The luck is always the same.
CaseOutcome selection_of_two() {
  CaseOutcome outcome;
  outcome.block.id = "V43";
  outcome.block.says = "The better one of two policies has the larger mean of 10 replications";
  outcome.block.formula = "Phi(difference sqrt(n / 2) / deviation), difference 1, deviation 2";
  outcome.block.source = "Bechhofer 1954, Annals of Mathematical Statistics 25(1)";
  constexpr double kExact = 0.8682237613585136;
  constexpr int kReplications = 10;
  constexpr std::int64_t kSelections = 100'000;
  add(outcome, "probability, formula", analysis::correct_selection_of_two(1.0, 2.0, kReplications),
      kExact);
  std::mt19937_64 random(430);
  const auto normal = [&] {
    return engine::normal_quantile((static_cast<double>(random() >> 11) + 0.5) * 0x1p-53);
  };
  std::int64_t correct = 0;
  for (std::int64_t i = 0; i < kSelections; ++i) {
    double better = 0.0;
    double other = 0.0;
    for (int r = 0; r < kReplications; ++r) {
      better += 1.0 + 2.0 * normal();
      other += 2.0 * normal();
    }
    if (better > other) ++correct;
  }
  outcome.findings.push_back(
      {.id = outcome.block.id,
       .quantity = "share of selections",
       .agreement = analysis::agreement_of_share(correct, kSelections, kExact),
       .observations = static_cast<std::size_t>(kSelections)});
  return outcome;
}

constexpr std::size_t kCount = 6;

}  // namespace

std::span<const ComputedCase> computed_cases() {
  static const std::array<ComputedCase, kCount> kCases{
      {{"v35_run_lengths", run_lengths},
       {"v41_interval_coverage", interval_coverage},
       {"v42_warm_up", warm_up},
       {"v43_selection_of_two", selection_of_two},
       {"v44_sensitivity", sensitivity_case},
       {"v49_budgets", retention_or_acquisition}}};
  return kCases;
}

}  // namespace tenure::verify
