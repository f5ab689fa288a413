// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "scenario/extends.h"
#include "scenario/issue.h"
#include "scenario/node.h"
#include "scenario/shape.h"

namespace tenure::scenario {

/// A scenario after everything has been laid over everything, before anything is read as a number:
/// the half of loading that needs to know the names of keys but not the types of values.
struct Resolution {
  struct Segment {
    std::string name;
    Node keys;  ///< a map: its name, its customers
  };
  struct Policy {
    std::string name;
    std::string label;           ///< for tables; the name if there is none
    std::vector<Node> sections;  ///< for each segment a map from a mechanism's section
  };
  Node header;  ///< a map: the keys of the root that are neither sections nor segments nor policies
  std::vector<Segment> segments;
  std::vector<Policy> policies;  ///< at least one
};

/// Precedence: the file that is extended < the file < --set < policy < --set policies.NAME; for one
/// segment: base < the segment's own < policy. `sections` describes all sections, as fields of one
/// group. What is wrong goes to `issues`, where a policy overrides a segment's own value to
/// `notes`.
Resolution resolve(Chain chain, const std::vector<std::string>& sets, const Shape& sections,
                   Issues& issues, Issues& notes);

}  // namespace tenure::scenario
