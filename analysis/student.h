// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace tenure::analysis {

/// Half width of a two-sided t interval in units of the standard error. values >= 2.
double student_factor(std::size_t values, double confidence);

}  // namespace tenure::analysis
