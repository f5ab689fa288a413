// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace tenure::cli {

/// A drawing of dots in the terminal: every character holds two columns and four rows of them
/// (Unicode 15, Braille Patterns, U+2800 to U+28FF).
class BrailleCanvas {
 public:
  /// In characters.
  BrailleCanvas(std::size_t columns, std::size_t rows);

  std::size_t width() const { return 2 * columns_; }  ///< in dots
  std::size_t height() const { return 4 * rows_; }

  /// The dot at x from the left and y from the top; outside of the canvas nothing is drawn.
  void set(std::size_t x, std::size_t y);

  /// A straight line between two dots, of which every `every`-th is drawn.
  struct Dot {
    double x = 0.0;
    double y = 0.0;
  };
  void line(Dot from, Dot to, std::size_t every = 1);

  /// The lines of text, from the top, without blanks at their ends.
  std::vector<std::string> lines() const;

 private:
  std::size_t columns_;
  std::size_t rows_;
  std::vector<std::uint8_t> cells_;
};

}  // namespace tenure::cli
