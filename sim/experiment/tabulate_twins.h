// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "experiment/policies.h"
#include "experiment/replicate.h"
#include "results/dataset.h"

namespace tenure::experiment {

/// Adds what each policy did for whom against the first. The first against itself has nobody saved
/// or lost, and no noise ceiling.
void add_twins(results::Dataset& dataset, const Policies& policies, const Records& records);

}  // namespace tenure::experiment
