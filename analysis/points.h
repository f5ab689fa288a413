// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

/// Designs of experiments: where to look at a function of several parameters. All are points of the
/// closed unit cube, which whoever asks stretches to the ranges of the parameters; pure functions
/// of their arguments, with the same bits from every compiler (integers, and one conversion to
/// double).
namespace tenure::analysis {

/// Points of one dimension count, in order; each coordinate in [0, 1].
class Points {
 public:
  /// Throws std::invalid_argument for 0 dimensions.
  explicit Points(std::size_t dimensions);

  std::size_t size() const { return coordinates_.size() / dimensions_; }
  std::size_t dimensions() const { return dimensions_; }
  std::span<const double> operator[](std::size_t i) const {
    return std::span(coordinates_).subspan(i * dimensions_, dimensions_);
  }
  double at(std::size_t i, std::size_t dimension) const { return (*this)[i][dimension]; }

  /// Throws std::invalid_argument unless it has all dimensions, each in [0, 1].
  void add(std::span<const double> point);

 private:
  std::size_t dimensions_;
  std::vector<double> coordinates_;  // by point, then by dimension
};

}  // namespace tenure::analysis
