// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "experiment/policies.h"
#include "experiment/replicate.h"
#include "experiment/study_id.h"
#include "results/dataset.h"

namespace tenure::experiment {

/// The results of all policies' replications (FORMATS section 2). A KPI is there if any policy has
/// it, and missing for those that do not: its mechanism is off. Causes of leaving are those of all
/// policies, in the order in which the policies bring them; a cause that a policy does not know has
/// taken nobody under it. A record without periods stands for a replication that a policy does not
/// have: all of it is missing and not `complete`.
results::Dataset tabulate(const StudyTexts& texts, const Policies& policies,
                          const Records& records);

}  // namespace tenure::experiment
