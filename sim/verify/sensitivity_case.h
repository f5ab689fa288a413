// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "verify/check_case.h"

namespace tenure::verify {

/// V44: what sweeps find out about a function whose sensitivities are known.
CaseOutcome sensitivity_case();

}  // namespace tenure::verify
