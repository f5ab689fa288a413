// SPDX-License-Identifier: Apache-2.0
#include "cli/bars.h"

#include <algorithm>
#include <cmath>

#include "cli/words.h"

namespace tenure::cli {
namespace {

constexpr std::size_t kLabelWidth = 26;
constexpr const char* kSolid = "\u2588";
constexpr const char* kShaded = "\u2592";
constexpr const char* kZero = "\u2502";

/// The axis: a column for every stretch of numbers.
class Axis {
 public:
  Axis(const std::vector<Bar>& all, std::size_t columns) : columns_(columns) {
    for (const Bar& bar : all) {
      if (std::isnan(bar.mean)) continue;
      low_ = std::min({low_, bar.low, bar.mean});
      high_ = std::max({high_, bar.high, bar.mean});
    }
    if (high_ - low_ <= 0.0) high_ = low_ + 1.0;
  }

  std::size_t column(double x) const {
    const double share = (x - low_) / (high_ - low_);
    const double last = static_cast<double>(columns_ - 1);
    return static_cast<std::size_t>(std::clamp(std::round(share * last), 0.0, last));
  }

  std::string draw(const Bar& bar) const {
    std::vector<std::string> cells(columns_, " ");
    const std::size_t zero = column(0.0);
    if (!std::isnan(bar.mean)) {
      const bool is_sure = bar.low > 0.0 || bar.high < 0.0;
      const double near = bar.low > 0.0 ? bar.low : bar.high;
      if (is_sure) fill(cells, zero, column(near), kSolid);
      if (bar.high > bar.low) fill(cells, column(bar.low), column(bar.high), kShaded);
    }
    cells[zero] = kZero;
    std::string line;
    for (const std::string& cell : cells) line += cell;
    line.erase(line.find_last_not_of(' ') + 1);
    return line;
  }

 private:
  static void fill(std::vector<std::string>& cells, std::size_t a, std::size_t b,
                   const char* with) {
    for (std::size_t i = std::min(a, b); i <= std::max(a, b); ++i) cells[i] = with;
  }

  std::size_t columns_;
  double low_ = 0.0;
  double high_ = 0.0;
};

}  // namespace

std::string bars(const std::vector<Bar>& all, std::size_t width, const std::string& indent,
                 const Console& console) {
  std::size_t labels = 0;
  std::size_t values = 0;
  for (const Bar& bar : all) {
    labels = std::max(labels, width_of(shortened(bar.label, kLabelWidth)));
    values = std::max(values, width_of(bar.value));
  }
  const std::size_t taken = indent.size() + labels + 2 + values + 2;
  const Axis axis(all, std::max<std::size_t>(width - std::min(taken, width), 10));
  std::string text;
  for (const Bar& bar : all) {
    const std::string label = shortened(bar.label, kLabelWidth);
    text += indent + label + std::string(labels - width_of(label) + 2, ' ') +
            std::string(values - width_of(bar.value), ' ') + bar.value + "  " +
            console.on_stdout(bar.style, axis.draw(bar)) + '\n';
  }
  return text;
}

}  // namespace tenure::cli
