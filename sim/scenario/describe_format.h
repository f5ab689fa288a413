// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

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

/// What a path of --set leads to, by the names in it alone: of a group with a shorthand, the field
/// that it stands for. nullptr if no scenario has such a value.
const Shape* shape_at(const Format& format, std::string_view path);

}  // namespace tenure::scenario
