// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include <gtest/gtest.h>

#include "analysis/agreement.h"
#include "analysis/sample.h"

/// The acceptance rule of analysis/agreement.h as assertions.
namespace tenure::verification {

using analysis::Allowing;
using analysis::kErrorRate;
using analysis::kPrecision;
using analysis::kStandardErrors;
using analysis::Sample;

testing::AssertionResult mean_agrees(const Sample& sample, double reference,
                                     Allowing allowing = {});
testing::AssertionResult variance_agrees(const Sample& sample, double reference,
                                         Allowing allowing = {});
testing::AssertionResult share_agrees(std::int64_t hits, std::int64_t trials, double reference,
                                      Allowing allowing = {});
testing::AssertionResult figure_agrees(double figure, double standard_error, double reference,
                                       Allowing allowing);

}  // namespace tenure::verification
