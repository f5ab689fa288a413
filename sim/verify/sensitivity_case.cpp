// SPDX-License-Identifier: Apache-2.0
#include "verify/sensitivity_case.h"

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "analysis/sensitivity.h"

namespace tenure::verify {

namespace {

constexpr std::size_t kInputs = 3;
constexpr std::uint64_t kSeed = 44;
const std::vector<std::string> kNames{"x1", "x2", "x3"};

/// sin x1 + 7 sin^2 x2 + 0.1 x3^4 sin x1, each x between -pi and pi.
double ishigami(std::span<const double> u) {
  const auto x = [&](std::size_t i) { return std::numbers::pi * (2.0 * u[i] - 1.0); };
  const double square = x(2) * x(2);
  return std::sin(x(0)) * (1.0 + 0.1 * square * square) + 7.0 * std::sin(x(1)) * std::sin(x(1));
}

analysis::Sensitivity sensitivity_of(const analysis::Design& design,
                                     const analysis::Points& points) {
  analysis::Responses responses(points.size(), 1);
  for (std::size_t i = 0; i < points.size(); ++i) responses.set(i, 0, ishigami(points[i]));
  return analysis::sensitivity(design, points, responses, kNames, kSeed);
}

}  // namespace

CaseOutcome sensitivity_case() {
  CaseOutcome outcome;
  outcome.block.id = "V44";
  outcome.block.says = "What sweeps tell of a function of three inputs: indices and effects";
  outcome.block.formula = "sin x1 + 7 sin^2 x2 + 0.1 x3^4 sin x1";
  outcome.block.source = "Ishigami & Homma 1990, ISUMA; indices: Saltelli et al. 2010";
  const auto add = [&](std::string quantity, const analysis::Bounded& found, double exact,
                       double tolerance) {
    // All effects of x2 are of the same size, but for rounding.
    const double error = found.standard_error < 1e-9 ? 0.0 : found.standard_error;
    outcome.findings.push_back({.id = outcome.block.id,
                                .quantity = std::move(quantity),
                                .agreement = analysis::agreement_of_figure(
                                    found.value, error, exact, {.absolute = tolerance})});
  };

  const analysis::SaltelliDesign saltelli{
      .dimensions = kInputs, .base = 16'384, .second_order = true};
  const auto shared = sensitivity_of(saltelli, analysis::saltelli_points(saltelli, kSeed));
  add("variance", {.value = shared.indices->variance}, 13.844587940719254, 0.01);
  constexpr std::array<double, kInputs> kFirst{0.31390519114781146, 0.4424111447900409, 0.0};
  constexpr std::array<double, kInputs> kTotal{0.5575888552099592, 0.4424111447900409,
                                               0.2436836640621477};
  constexpr double kShare = 0.03;  // 3.29 standard errors of a share, by resampling
  for (std::size_t i = 0; i < kInputs; ++i) {
    add("first-order index of " + kNames[i], shared.indices->first_order[i], kFirst[i], kShare);
    add("total index of " + kNames[i], shared.indices->total[i], kTotal[i], kShare);
  }
  add("x1 and x3 together", shared.indices->second_order[1], kTotal[2], kShare);

  // Effects over all 64 points of four levels, enumerated.
  const analysis::MorrisDesign morris{.dimensions = kInputs, .trajectories = 4000, .levels = 4};
  const auto screened = sensitivity_of(morris, analysis::morris_points(morris, kSeed));
  constexpr std::array<double, kInputs> kMu{7.704054111593107, 0.0, 0.0};
  constexpr std::array<double, kInputs> kMuStar{7.704054111593107, 7.875, 6.24879610333312};
  constexpr std::array<double, kInputs> kSigma{6.248796103333105, 7.875, 8.837132197837843};
  constexpr double kEffect = 0.5;  // of effects around 8
  for (std::size_t i = 0; i < kInputs; ++i) {
    const analysis::MorrisEffect& effect = screened.effects->effects[i];
    add("mean effect of " + kNames[i], effect.mu, kMu[i], kEffect);
    add("mean size of effects of " + kNames[i], effect.mu_star, kMuStar[i], kEffect);
    add("deviation of effects of " + kNames[i], effect.sigma, kSigma[i], kEffect);
  }
  return outcome;
}

}  // namespace tenure::verify
