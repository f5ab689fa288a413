// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "results/dataset.h"

namespace tenure::cli {

/// What is wrong with a dataset as the results of one study, empty if nothing is: a file may be
/// well-formed, sealed, and hold anything. After this all variables that are told of have the
/// dimensions and types of docs/formats/results.md. Variables that nobody knows are no fault.
std::string study_shape_fault(const results::Dataset& dataset);

}  // namespace tenure::cli
