// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "scenario/shape.h"

namespace tenure::scenario {

/// The whole format of a scenario as data.
struct Format {
  Shape header;    ///< the keys of the root that belong to no mechanism
  Shape segment;   ///< the keys of a segment that belong to no mechanism
  Shape policy;    ///< the keys of a policy that belong to no mechanism
  Shape sections;  ///< one group per mechanism
};
Format describe_format();

/// All sections of all mechanisms, as fields of one group.
Shape describe_sections();

}  // namespace tenure::scenario
