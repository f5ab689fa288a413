// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/specification.h"

namespace tenure::property {

/// The same firm with every time twice as long: intervals doubled, rates halved. Only for studies
/// without what has a length of its own: years, weekdays, hours, numbers per day.
model::Specification stretched(model::Specification specification);

/// Leaves out what stretched() cannot stretch.
model::Specification without_dates(model::Specification specification);

}  // namespace tenure::property
