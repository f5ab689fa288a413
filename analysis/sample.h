// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace tenure::analysis {

/// Independent, identically distributed observations: one per replication, or one per customer
/// where customers are independent.
class Sample {
 public:
  Sample() = default;
  explicit Sample(std::vector<double> observations) : x_(std::move(observations)) {}
  void add(double observation) { x_.push_back(observation); }

  std::size_t size() const { return x_.size(); }
  double operator[](std::size_t i) const { return x_[i]; }
  double mean() const;
  double variance() const;  ///< unbiased
  double deviation() const;
  double standard_error() const;           ///< of the mean
  double variance_standard_error() const;  ///< from the fourth moment
  double correlation(const Sample& other) const;

 private:
  double central_moment(int power) const;
  std::vector<double> x_;
};

}  // namespace tenure::analysis
