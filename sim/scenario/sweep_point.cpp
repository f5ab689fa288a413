// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "engine/elementary.h"
#include "engine/special_functions.h"
#include "scenario/sweep.h"

namespace tenure::scenario {
namespace {

/// Where nothing cuts a distribution off, one in a thousand does at each end: designs reach the
/// ends of the unit cube.
constexpr double kCutOff = 0.001;

double between(double u, double low, double high, SweepScale scale) {
  // The ends are the ends, whatever rounding does in between.
  if (u <= 0.0) return low;
  if (u >= 1.0) return high;
  if (scale == SweepScale::log) {
    const double a = engine::log(low);
    return std::clamp(engine::exp(a + u * (engine::log(high) - a)), low, high);
  }
  return std::clamp(low + u * (high - low), low, high);
}

double normal_share(double x, double center, double spread) {
  return engine::normal_cdf((x - center) / spread);
}

/// The quantile of a normal that is cut off at [low, high], or at one in a thousand.
double cut_normal(double u, double center, double spread, const std::optional<double>& low,
                  const std::optional<double>& high) {
  const double from = low ? normal_share(*low, center, spread) : kCutOff;
  const double to = high ? normal_share(*high, center, spread) : 1.0 - kCutOff;
  if (u <= 0.0 && low) return *low;
  if (u >= 1.0 && high) return *high;
  const double share = std::clamp(from + u * (to - from), 1e-15, 1.0 - 1e-15);
  const double x = center + spread * engine::normal_quantile(share);
  return std::clamp(x, low.value_or(x), high.value_or(x));
}

double triangular(double u, double low, double mode, double high) {
  const double left = (mode - low) / (high - low);
  if (u < left) return low + std::sqrt(u * (high - low) * (mode - low));
  return high - std::sqrt((1.0 - u) * (high - low) * (high - mode));
}

double quantile(const SweepParameter& parameter, double u) {
  const SweepDistribution& of = parameter.distribution;
  const auto log_of = [](const std::optional<double>& x) {
    return x ? std::optional(engine::log(*x)) : std::nullopt;
  };
  switch (of.kind) {
    case DistributionKind::normal:
      return cut_normal(u, of.center, of.spread, parameter.low, parameter.high);
    case DistributionKind::lognormal: {
      const double x = engine::exp(cut_normal(u, engine::log(of.center), of.spread,
                                              log_of(parameter.low), log_of(parameter.high)));
      return std::clamp(x, parameter.low.value_or(x), parameter.high.value_or(x));
    }
    case DistributionKind::triangular:
      return std::clamp(triangular(u, *parameter.low, of.center, *parameter.high), *parameter.low,
                        *parameter.high);
    case DistributionKind::uniform:
      break;
  }
  return between(u, *parameter.low, *parameter.high, parameter.scale);
}

/// The part of [0, 1] that a coordinate lies in, of so many equal ones.
std::int64_t part_of(double u, std::int64_t parts) {
  const auto part = static_cast<std::int64_t>(u * static_cast<double>(parts));
  return std::clamp<std::int64_t>(part, 0, parts - 1);
}

}  // namespace

std::optional<std::int64_t> SweepParameter::count() const {
  if (!values.empty()) return static_cast<std::int64_t>(values.size());
  const bool even = distribution.kind == DistributionKind::uniform && scale == SweepScale::linear;
  if (kind != Shape::Kind::whole || !even || !low || !high) return std::nullopt;
  return static_cast<std::int64_t>(*high - *low) + 1;
}

SweepValue SweepParameter::at(double coordinate) const {
  if (!values.empty()) {
    return values[static_cast<std::size_t>(
        part_of(coordinate, static_cast<std::int64_t>(values.size())))];
  }
  const std::optional<std::int64_t> whole = count();
  const double measure =
      whole ? *low + static_cast<double>(part_of(coordinate, *whole)) : quantile(*this, coordinate);
  Measured nearest = nearest_value(*kind, measure, currency);
  return {scalar_node(nearest.text, place), nearest.text, nearest.measure};
}

double SweepParameter::middle_of_value(double coordinate) const {
  const std::optional<std::int64_t> values_there_are = count();
  if (!values_there_are) return coordinate;
  return (static_cast<double>(part_of(coordinate, *values_there_are)) + 0.5) /
         static_cast<double>(*values_there_are);
}

bool SweepConstraint::holds(double a, double b) const {
  switch (op) {
    case Op::less:
      return a < b;
    case Op::at_most:
      return a <= b;
    case Op::more:
      return a > b;
    case Op::at_least:
      break;
  }
  return a >= b;
}

std::vector<Setting> settings_of(const Sweep& sweep, const std::vector<SweepValue>& point) {
  std::vector<Setting> settings;
  for (std::size_t i = 0; i < point.size(); ++i) {
    for (const std::string& path : sweep.parameters[i].paths) {
      settings.push_back({path, point[i].node});
    }
  }
  return settings;
}

Loaded load_point(const Sweep& sweep, const std::vector<SweepValue>& point) {
  LoadOptions options = sweep.reading;
  options.settings = settings_of(sweep, point);
  return load(sweep.chain, options);
}

}  // namespace tenure::scenario
