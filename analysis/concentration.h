// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

/// How unequally a sum is held: purchases or profit by customer. Values in any order and unit, at
/// least 0 each, of a sum of more than 0; otherwise std::invalid_argument is thrown, as for values
/// that are not finite.
namespace tenure::analysis {

/// One point of a Lorenz curve, two shares between 0 and 1.
struct LorenzPoint {
  double of_customers = 0.0;
  double of_sum = 0.0;  ///< held by those customers who hold least
};

/// The curve's points, joined by straight lines: from (0, 0), one for each customer, to (1, 1)
/// (Lorenz 1905, Publications of the American Statistical Association 9(70), 209-219).
std::vector<LorenzPoint> lorenz_curve(std::span<const double> values);

/// The share of the sum that the largest hold who are the fraction `top` of all, 0 <= top <= 1; a
/// part of a customer holds that part of what the customer holds. 1 - L(1 - top) of the Lorenz
/// curve L.
double share_held_by_top(std::span<const double> values, double top);

}  // namespace tenure::analysis
