// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

/// When a simulated figure agrees with an exact one: |figure - reference| <= 3.29 standard errors
/// (two-sided error rate 0.001), and 3.29 standard errors are at most 0.5 % of the reference, 0.5 %
/// of the standard deviation of one observation, or a tolerance that the case states, whichever is
/// most. So a test that is too noisy to fail does not pass.
namespace tenure::verification {

inline constexpr double kStandardErrors = 3.29;
inline constexpr double kErrorRate = 0.001;  ///< two-sided, of 3.29 standard errors
inline constexpr double kPrecision = 0.005;

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

/// What else an agreement may be as imprecise as.
struct Allowing {
  double deviation = 0.0;  ///< of one elementary observation, if it is not a sample's own
  double absolute = 0.0;   ///< the case's stated tolerance, in the unit of the figure
};

/// A mean, whose elementary observations are the sample's unless `allowing` says otherwise.
testing::AssertionResult mean_agrees(const Sample& sample, double reference,
                                     Allowing allowing = {});

/// A variance, by its standard error from fourth moments.
testing::AssertionResult variance_agrees(const Sample& sample, double reference,
                                         Allowing allowing = {});

/// `hits` of `trials` independent ones of probability `reference`: the exact binomial test.
testing::AssertionResult share_agrees(std::int64_t hits, std::int64_t trials, double reference,
                                      Allowing allowing = {});

/// A figure with a standard error of its own making.
testing::AssertionResult figure_agrees(double figure, double standard_error, double reference,
                                       Allowing allowing);

}  // namespace tenure::verification
