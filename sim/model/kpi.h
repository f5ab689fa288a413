// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

namespace tenure::model {

enum class Kind {
  flow,   ///< adds up over a period
  stock,  ///< taken at a period's end
};
enum class Level {
  segment,  ///< one value per period and segment
  firm,     ///< one value per period
};

inline constexpr std::string_view kMoneyUnit = "money";  ///< cents here; the currency in results

/// One integer that a mechanism keeps count of. Names that start with an underscore are parts of
/// ratios only and do not appear in results.
struct Measure {
  std::string_view name;  ///< snake_case, stable (FORMATS section 5)
  std::string_view unit;  ///< "1", kMoneyUnit, or the unit of a sum in millionths
  std::string_view meaning;
  Kind kind = Kind::flow;
  Level level = Level::segment;
};

/// numerator / denominator * scale, of two of the same mechanism's measures, by their positions.
/// NaN where the denominator is 0.
struct Ratio {
  std::string_view name;
  std::string_view unit;
  std::string_view meaning;
  std::size_t numerator = 0;
  std::size_t denominator = 0;
  double scale = 1.0;
};

}  // namespace tenure::model
