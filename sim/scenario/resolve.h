// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "scenario/extends.h"
#include "scenario/issue.h"
#include "scenario/node.h"
#include "scenario/overlay.h"
#include "scenario/shape.h"

namespace tenure::scenario {

/// A scenario after files and settings have been laid over each other, before anything is read as a
/// number: the half of loading that needs to know the names of keys but not the types of values.
struct Resolution {
  struct Segment {
    std::string name;
    Node keys;      ///< a map: its name, its customers
    Node sections;  ///< a map: its own sections
  };
  struct Policy {
    std::string name;
    Node keys;                         ///< a map: label, dates, whom, budget
    Node sections;                     ///< a map: what it changes
    std::vector<Segment> of_segments;  ///< what it changes in single segments
    /// Whether it says anything of a section.
    bool changes(std::string_view section) const;
    bool changes_nothing() const { return sections.entries.empty() && of_segments.empty(); }
  };
  Node header;  ///< a map: the keys of the root that are neither sections nor segments nor policies
  Node sections;  ///< a map: the sections of the root
  std::vector<Segment> segments;
  std::vector<Policy> policies;  ///< at least one, if nothing is wrong
};

/// One value that a program sets, as --set would; messages point to where the value came from.
struct Setting {
  std::string path;
  Node value;
};

/// Segments times policies: each pair has its own values.
inline constexpr std::size_t kMostSegmentsTimesPolicies = 2'000;

/// Precedence: the file that is extended < the file < --set < settings; a policy's own keys come
/// later, with LaidSegments. `sections` describes all sections, as fields of one group. What is
/// wrong goes to `issues`.
Resolution resolve(Chain chain, const std::vector<std::string>& sets,
                   const std::vector<Setting>& settings, const Shape& sections, Issues& issues);

/// The sections of one segment after another under one policy: base < the segment's own < policy <
/// the policy's own for this segment.
/// One at a time, because all of them at once could be many times the file.
class LaidSegments {
 public:
  /// `notes`: where the policy overrides a segment's own value.
  LaidSegments(const Resolution& resolution, const Resolution::Policy& policy, Issues& issues,
               Issues& notes)
      : resolution_(resolution), policy_(policy), issues_(issues), notes_(notes) {}

  /// A map from section to what is to be read. Each segment once.
  Node lay(const Resolution::Segment& segment);
  /// The same without the policy.
  Node lay_without(const Resolution::Segment& segment) const;

  /// After all segments: a deletion is wrong if no segment had what it deletes.
  void finish();

 private:
  struct Absent {
    std::size_t segments = 0;
    MergeReport::Met where;
  };

  const Resolution& resolution_;
  const Resolution::Policy& policy_;
  Issues& issues_;
  Issues& notes_;
  std::map<std::tuple<std::string, int, int>, Absent> absent_;
};

}  // namespace tenure::scenario
