// SPDX-License-Identifier: Apache-2.0
#include "experiment/sweep_estimate.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <string>

#include "engine/team.h"
#include "model/simulation.h"
#include "scenario/load.h"

namespace tenure::experiment {

namespace {

/// A trial that takes so long is long enough, seconds.
constexpr double kLongTrial = 0.1;
/// All of them may take about so long.
constexpr double kAllTrials = 1.0;
constexpr std::size_t kFewestTrials = 3;
constexpr std::size_t kMostTrials = 32;
constexpr double kGrowth = 4.0;
/// Customers of the first trial.
constexpr std::int64_t kFewCustomers = 100;

std::int64_t customers_of(const model::Specification& specification) {
  std::int64_t customers = 0;
  for (const model::Segment& segment : specification.segments) customers += segment.customers;
  return customers;
}

/// The scenario at a point with few of its customers; with all if something in it needs them.
scenario::Loaded load_few(const SweepStudy& study, std::size_t point, std::int64_t wanted) {
  const std::vector<scenario::SweepValue> values = study.points[point];
  scenario::Loaded whole = scenario::load_point(study.sweep, values);
  const model::Specification& specification = whole.policies.front().specification;
  const std::int64_t all = customers_of(specification);
  if (all <= wanted) return whole;
  scenario::LoadOptions options = study.sweep.reading;
  options.settings = scenario::settings_of(study.sweep, values);
  for (const model::Segment& segment : specification.segments) {
    const std::int64_t few = std::max<std::int64_t>(1, segment.customers * wanted / all);
    options.settings.push_back(
        {"segments." + segment.name + ".customers", scenario::scalar_node(std::to_string(few))});
  }
  try {
    return scenario::load(study.sweep.chain, options);
  } catch (const scenario::ScenarioError&) {
    return whole;
  }
}

double seconds_since(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

/// How often the time of a trial with `share` of the customers goes into that of the whole unit, by
/// a straight line through a trial with fewer.
double times_longer(double less, const TrialSeconds& with_less, double share,
                    const TrialSeconds& with_share) {
  if (share >= 1.0 || with_share.simulating <= 0.0) return 1.0;
  const double grew = std::max(0.0, with_share.simulating - with_less.simulating);
  const double per_share = grew / (share - less);
  return 1.0 + per_share * (1.0 - share) / with_share.simulating;
}

/// Spread over all points, whatever their order: steps of the golden section.
std::size_t tried_point(std::size_t trial, std::size_t points) {
  constexpr double kGolden = 0.6180339887498949;
  const double place = std::fmod(kGolden * (static_cast<double>(trial) + 0.5), 1.0);
  return std::min(points - 1, static_cast<std::size_t>(place * static_cast<double>(points)));
}

}  // namespace

std::uint64_t estimate_events(const SweepStudy& study) {
  const scenario::Loaded loaded = load_few(study, 0, kFewCustomers);
  const model::Specification& specification = loaded.policies.front().specification;
  const model::Model model(specification);
  engine::Team alone(1);
  const model::Record record = model::Simulation(model, 0, alone, {}).run();
  const auto all =
      static_cast<double>(customers_of(study.sweep.base.policies.front().specification));
  const double scale = std::max(1.0, all / static_cast<double>(customers_of(specification))) *
                       static_cast<double>(study.sweep.policies.size());
  return static_cast<std::uint64_t>(static_cast<double>(record.events) * scale);
}

double estimate_seconds(std::size_t points, std::size_t units, double least_share,
                        const TryUnit& attempt) {
  double share = std::min(1.0, least_share);
  attempt(0, share);  // the first one finds caches and pages cold
  TrialSeconds trial = attempt(0, share);
  double spent = 0.0;
  double times = 1.0;
  while (share < 1.0 && (times == 1.0 || trial.simulating < kLongTrial)) {
    const double less = share;
    const TrialSeconds with_less = trial;
    share = std::min(1.0, share * kGrowth);
    trial = attempt(0, share);
    spent += trial.preparing + trial.simulating;
    times = times_longer(less, with_less, share, trial);
  }
  TrialSeconds sum;
  std::size_t trials = 0;
  while (trials < kMostTrials && (trials < kFewestTrials || spent < kAllTrials)) {
    const TrialSeconds one = attempt(tried_point(trials, points), share);
    sum.preparing += one.preparing;
    sum.simulating += one.simulating;
    spent += one.preparing + one.simulating;
    ++trials;
  }
  const auto tried = static_cast<double>(trials);
  return sum.preparing / tried * static_cast<double>(points) +
         sum.simulating / tried * times * static_cast<double>(units);
}

double estimate_seconds(const SweepStudy& study) {
  const std::int64_t all = customers_of(
      scenario::load_point(study.sweep, study.points[0]).policies.front().specification);
  engine::Team alone(1);
  const TryUnit attempt = [&](std::size_t point, double share) {
    TrialSeconds seconds;
    const auto begin = std::chrono::steady_clock::now();
    const scenario::Loaded loaded =
        load_few(study, point, std::llround(share * static_cast<double>(all)));
    const SweptPoint models(study, point, loaded);
    seconds.preparing = seconds_since(begin);
    run_unit(models, 0, alone, {});
    seconds.simulating = seconds_since(begin) - seconds.preparing;
    return seconds;
  };
  const double few =
      static_cast<double>(kFewCustomers) / static_cast<double>(std::max<std::int64_t>(1, all));
  return estimate_seconds(study.points.size(), study.units(), few, attempt);
}

}  // namespace tenure::experiment
