// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "cli/console.h"

namespace tenure::cli {

/// One line of a chart: a mean and between what it is.
struct Bar {
  std::string label;
  std::string value;  ///< the mean as a text
  double mean = 0.0;  ///< NaN: nothing is drawn
  double low = 0.0;
  double high = 0.0;
  Style style = Style::plain;
};

/// Bars from a common zero: solid as far as it is sure, shaded where the interval lies, a line at
/// zero. Every line begins with `indent` and is at most `width` columns wide.
std::string bars(const std::vector<Bar>& all, std::size_t width, const std::string& indent,
                 const Console& console);

}  // namespace tenure::cli
