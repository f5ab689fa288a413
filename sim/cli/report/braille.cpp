// SPDX-License-Identifier: Apache-2.0
#include "cli/report/braille.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace tenure::cli {

BrailleCanvas::BrailleCanvas(std::size_t columns, std::size_t rows)
    : columns_(columns), rows_(rows), cells_(columns * rows, 0) {}

void BrailleCanvas::set(std::size_t x, std::size_t y) {
  if (x >= width() || y >= height()) return;
  // Bits by row, for the left and the right column (Unicode names dots 1 to 8 in this order).
  constexpr std::array<std::array<std::uint8_t, 2>, 4> kBits = {
      {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}}};
  std::uint8_t& cell = cells_[(y / 4) * columns_ + x / 2];
  cell = static_cast<std::uint8_t>(cell | kBits[y % 4][x % 2]);
}

void BrailleCanvas::line(Dot from, Dot to, std::size_t every) {
  const double length = std::max(std::fabs(to.x - from.x), std::fabs(to.y - from.y));
  const auto steps = static_cast<std::size_t>(std::ceil(length));
  for (std::size_t step = 0; step <= steps; ++step) {
    const double share = steps == 0 ? 0.0 : static_cast<double>(step) / static_cast<double>(steps);
    const double x = std::round(from.x + share * (to.x - from.x));
    const double y = std::round(from.y + share * (to.y - from.y));
    if (x < 0.0 || y < 0.0) continue;
    const auto column = static_cast<std::size_t>(x);
    if (column % every == 0) set(column, static_cast<std::size_t>(y));
  }
}

std::vector<std::string> BrailleCanvas::lines() const {
  std::vector<std::string> lines;
  for (std::size_t row = 0; row < rows_; ++row) {
    std::size_t last = columns_;
    while (last > 0 && cells_[row * columns_ + last - 1] == 0) --last;
    std::string line;
    for (std::size_t column = 0; column < last; ++column) {
      const std::uint8_t bits = cells_[row * columns_ + column];
      if (bits == 0) {
        line += ' ';
        continue;
      }
      // U+2800 + bits in UTF-8.
      line += '\xE2';
      line += static_cast<char>(0xA0 + (bits >> 6U));
      line += static_cast<char>(0x80 + (bits & 0x3FU));
    }
    lines.push_back(line);
  }
  return lines;
}

}  // namespace tenure::cli
