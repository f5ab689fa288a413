// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <rapidcheck.h>

#include "model/specification.h"

namespace tenure::property {

/// Some study that a scenario could state: a few small segments, any subset of mechanisms,
/// parameters within their ranges, from the usual to the extreme.
rc::Gen<model::Specification> random_study();

}  // namespace tenure::property
