// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "model/describe.h"

namespace tenure::model {

enum class ChartKind { p_chart, cusum };
inline constexpr std::array<std::string_view, 2> kChartKindNames{"p_chart", "cusum"};
constexpr std::span<const std::string_view> choices(ChartKind) { return kChartKindNames; }

/// A control chart over daily samples of encounters (Montgomery, Introduction to Statistical
/// Quality Control): a p-chart signals when a day's share of failures exceeds p0 + 3 sqrt(p0 (1 -
/// p0) / n) (Shewhart 1931); a CUSUM when max(0, C + p - p0 - slack), summed over days, exceeds a
/// limit (Page 1954, Biometrika 41), and then begins anew.
class ControlChart {
 public:
  struct Parameters {
    ChartKind kind = ChartKind::p_chart;
    Probability expected{0.05};  ///< p0
    double slack = 0.005;        ///< of a CUSUM: half the shift to be found
    double limit = 0.05;         ///< of a CUSUM: that the sum may reach
    void describe(Describer& d);
  };

  explicit ControlChart(const Parameters& parameters) : given_(parameters) {}

  /// The share of failures in a day's sample above which a p-chart of this size signals.
  static double upper_limit(Probability expected, std::int64_t sample);
  /// Takes a day's sample; whether it signals. An empty sample says nothing.
  bool signals(std::int64_t failures, std::int64_t sample);

 private:
  Parameters given_;
  double sum_ = 0.0;
};

}  // namespace tenure::model
