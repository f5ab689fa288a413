// SPDX-License-Identifier: Apache-2.0
#include "analysis/student.h"

#include <boost/math/distributions/students_t.hpp>

namespace tenure::analysis {

double student_factor(std::size_t values, double confidence) {
  const boost::math::students_t distribution(static_cast<double>(values) - 1.0);
  return boost::math::quantile(distribution, 0.5 + confidence / 2.0);
}

}  // namespace tenure::analysis
