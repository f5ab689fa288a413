// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/describe.h"

/// The keys of a sweep file, described once: from here come its reader, the messages about unknown
/// keys and the reference page.
namespace tenure::scenario {

enum class SwitchedOn { no, yes };
inline constexpr std::array<std::string_view, 2> kSwitchedOnNames{"false", "true"};
constexpr std::span<const std::string_view> choices(SwitchedOn) { return kSwitchedOnNames; }

enum class SweepScale { linear, log };
inline constexpr std::array<std::string_view, 2> kSweepScaleNames{"linear", "log"};
constexpr std::span<const std::string_view> choices(SweepScale) { return kSweepScaleNames; }

enum class Masked { refused, allowed };
inline constexpr std::array<std::string_view, 2> kMaskedNames{"refused", "allowed"};
constexpr std::span<const std::string_view> choices(Masked) { return kMaskedNames; }

enum class DistributionKind { uniform, normal, lognormal, triangular };
inline constexpr std::array<std::string_view, 4> kDistributionNames{"uniform", "normal",
                                                                    "lognormal", "triangular"};
constexpr std::span<const std::string_view> choices(DistributionKind) { return kDistributionNames; }

/// How likely the values of a parameter are. Amounts as the parameter's own path takes them.
struct DistributionText {
  DistributionKind kind = DistributionKind::uniform;
  std::optional<std::string> mean;
  std::optional<std::string> sd;
  std::optional<std::string> median;
  std::optional<double> sigma;
  std::optional<std::string> mode;

  void describe(model::Describer& d);
};

struct SweepParameterText {
  std::string name;
  std::string path;
  std::vector<std::string> also;
  std::vector<std::string> range;
  std::vector<std::string> values;
  SweepScale scale = SweepScale::linear;
  std::optional<DistributionText> distribution;
  std::optional<std::int64_t> levels;
  Masked masked = Masked::refused;

  void describe(model::Describer& d);
};

enum class DesignKind { grid, list, lhs, sobol, morris, saltelli };
inline constexpr std::array<std::string_view, 6> kDesignNames{"grid",  "list",   "lhs",
                                                              "sobol", "morris", "saltelli"};
constexpr std::span<const std::string_view> choices(DesignKind) { return kDesignNames; }

struct DesignText {
  DesignKind kind = DesignKind::grid;
  std::optional<std::int64_t> points;
  SwitchedOn maximin = SwitchedOn::no;
  std::optional<std::int64_t> levels;
  std::optional<std::int64_t> trajectories;
  std::optional<std::int64_t> base;
  SwitchedOn second_order = SwitchedOn::no;
  std::optional<std::string> file;

  void describe(model::Describer& d);
};

enum class KeptDetail { total, all };
inline constexpr std::array<std::string_view, 2> kKeptDetailNames{"total", "all"};
constexpr std::span<const std::string_view> choices(KeptDetail) { return kKeptDetailNames; }

struct KeepText {
  std::vector<std::string> kpis;
  KeptDetail periods = KeptDetail::total;
  KeptDetail segments = KeptDetail::total;

  void describe(model::Describer& d);
};

enum class RandomNumbers { common, independent };
inline constexpr std::array<std::string_view, 2> kRandomNumbersNames{"common", "independent"};
constexpr std::span<const std::string_view> choices(RandomNumbers) { return kRandomNumbersNames; }

struct SweepText {
  std::int64_t format = 1;
  std::string title;
  std::string question;
  std::string scenario;
  std::vector<std::string> policies;
  std::optional<std::int64_t> replications;
  std::optional<std::int64_t> seed;
  RandomNumbers random_numbers = RandomNumbers::common;
  std::vector<SweepParameterText> parameters;
  std::vector<std::string> constraints;
  DesignText design;
  KeepText keep;

  void describe(model::Describer& d);
};

}  // namespace tenure::scenario
