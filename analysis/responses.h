// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

/// What depends on what: the answers of a simulation at the points of a design, and how much of
/// their variance each parameter, and luck, make. Replications of the same number may share their
/// luck over all points (common random numbers) or not; those of different numbers never do. So
/// products of different replications are free of noise, whatever their luck has in common, and
/// that is how noise is taken out everywhere here. Only + - * / and square roots: the same bits on
/// every processor.
namespace tenure::analysis {

/// One quantity at all points, replication by replication; NaN where it does not exist.
class Responses {
 public:
  /// All NaN. Throws std::invalid_argument for no points or replications.
  Responses(std::size_t points, std::size_t replications);
  /// One replication.
  explicit Responses(std::span<const double> values);

  std::size_t points() const { return values_.size() / replications_; }
  std::size_t replications() const { return replications_; }
  void set(std::size_t point, std::size_t replication, double value) {
    values_[point * replications_ + replication] = value;
  }
  std::span<const double> operator[](std::size_t point) const {
    return std::span(values_).subspan(point * replications_, replications_);
  }
  /// Over replications; NaN if one is missing.
  double mean(std::size_t point) const;
  /// All replications are there, and finite.
  bool is_complete(std::size_t point) const;

 private:
  std::size_t replications_;
  std::vector<double> values_;  // by point, then by replication
};

/// Something estimated, and between what it lies with 95 % confidence; NaN where that is not known.
struct Bounded {
  double value = 0.0;
  double low = 0.0;
  double high = 0.0;
  double standard_error = 0.0;

  double half_width() const { return 0.5 * (high - low); }
};

/// The mean of x times y over all pairs of different replications: an unbiased estimate of the
/// product of their expectations, even where x and y of one replication share their luck. With one
/// replication their product. Same length, at least one.
double product_of_expectations(std::span<const double> x, std::span<const double> y);

/// Value, the 2.5 % and 97.5 % points of resampled values, and their standard deviation; NaN if
/// fewer than 19 in 20 are numbers.
Bounded bounded_by_resampling(double value, std::vector<double> resampled);

/// The mean with Student's t interval; NaN bounds for fewer than two values. The t factor is
/// rounded to 1e-9, so that no library's last bit shows.
Bounded bounded_mean(std::span<const double> values);

}  // namespace tenure::analysis
