// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/verification/study.h"

namespace tenure::determinism {

/// Two segments, half a year, every mechanism and every channel in use: state-dependent rates,
/// seasons, mixed traits, a busy desk with impatient customers, renewals, rivals, arrivals by
/// chance and by the day, referrals, money.
verification::Study rich_study();

}  // namespace tenure::determinism
