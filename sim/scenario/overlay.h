// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "scenario/issue.h"
#include "scenario/node.h"
#include "scenario/shape.h"

namespace tenure::scenario {

/// What happened while overlays were merged.
struct MergeReport {
  struct Met {
    Place place;
    std::string path;  ///< relative to what was merged
  };
  std::vector<Met> not_there;   ///< deletions of keys that were absent
  std::vector<Met> overridden;  ///< segments' own values that a policy replaced or changed
};

/// What becomes of a `~` that stands for a segment or a policy: while files are laid over each
/// other it waits for the values that the segment or policy will be laid over.
enum class Deletions { now, of_layers_later };

/// Lays `overlay` over `base`: maps by key; lists whose items all have a name by name, new ones
/// appended; whatever else is replaced; `~` deletes a key; {plus: x} and {times: x} become a
/// relative node over what was there, or over the default.
void merge(Node& base, const Node& overlay, Deletions deletions, MergeReport& report);

/// `{plus: x}` or `{times: x}`.
bool is_change(const Node& node);

/// Writes shorthands out in full, so that a merge by key sees the keys: where `group` describes a
/// field as a group with a shorthand, `20 min` becomes `{mean: 20 min}`. The word for "no value"
/// stays.
void spell_out(Node& map, const Shape& group);

/// Puts `value` at a dotted path that addresses items of named lists by name, on the way opening
/// maps that are missing or switched off; merges like an overlay. `shape` describes `root`. Throws
/// ScenarioError at `place` if a name is unknown or the path leads nowhere.
void set_at(Node& root, const Shape& shape, const std::string& path, const Node& value,
            const Place& place, MergeReport& report);

}  // namespace tenure::scenario
