// SPDX-License-Identifier: Apache-2.0
#include "scenario/resolve.h"

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include "scenario/did_you_mean.h"
#include "scenario/header.h"
#include "scenario/number.h"
#include "scenario/overlay.h"
#include "scenario/parse.h"
#include "scenario/policy_terms.h"

namespace tenure::scenario {
namespace {

using Kind = Node::Kind;

template <class Words>
bool contains(const Words& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

Shape group_named(std::string_view name, std::vector<Shape> fields) {
  Shape group;
  group.field.name = name;
  group.fields = std::move(fields);
  return group;
}

/// A policy's own sections, and those of segments by their names.
Shape shape_of_policy(const Entry& policy, const Shape& sections) {
  Shape shape = group_named(policy.key, sections.fields);
  const std::vector<Shape> terms = shape_of(PolicyTerms{}).fields;
  shape.fields.insert(shape.fields.end(), terms.begin(), terms.end());
  Shape segments = group_named("segments", {});
  if (const Node* named = policy.value.find("segments"))
    for (const Entry& entry : named->entries)
      segments.fields.push_back(group_named(entry.key, sections.fields));
  shape.fields.push_back(std::move(segments));
  return shape;
}

/// Describes a whole file: its own policies are groups of sections by their names.
Shape shape_of_file(const Node& root, const Shape& sections) {
  Shape file = group_named("", sections.fields);
  Shape segments = group_named("segments", sections.fields);
  segments.kind = Shape::Kind::list;
  file.fields.push_back(std::move(segments));
  Shape policies = group_named("policies", {});
  if (const Node* named = root.find("policies"))
    for (const Entry& entry : named->entries)
      policies.fields.push_back(shape_of_policy(entry, sections));
  file.fields.push_back(std::move(policies));
  return file;
}

void set_layers(Node& root, const Shape& sections) {
  const auto mark = [&](Node& body, Layer layer) {
    for (Entry& entry : body.entries)
      if (sections.find(entry.key) != nullptr) set_layer(entry.value, layer);
  };
  if (Node* segments = root.find("segments"))
    for (Node& segment : segments->items) mark(segment, Layer::segment);
  if (Node* policies = root.find("policies"))
    for (Entry& policy : policies->entries)
      for (Entry& entry : policy.value.entries)
        set_layer(entry.value, entry.key == "segments" ? Layer::policy_of_segment : Layer::policy);
}

void report_not_there(const MergeReport& report, const std::string& prefix, Issues& issues) {
  for (const MergeReport::Met& met : report.not_there)
    issues.add(met.place, prefix + met.path, {"is not there, so ~ cannot delete it", "", ""});
}

Node lay_files(Chain chain, const Shape& sections, Issues& issues) {
  Node root = map_node(chain.trees.front().place);
  MergeReport report;
  for (auto tree = chain.trees.rbegin(); tree != chain.trees.rend(); ++tree) {
    set_layers(*tree, sections);
    spell_out(*tree, shape_of_file(*tree, sections));
    merge(root, *tree, Deletions::of_layers_later, report);
  }
  root.place = chain.trees.front().place;
  report_not_there(report, "", issues);
  return root;
}

std::vector<std::string> parts_of(const std::string& path) {
  std::vector<std::string> parts(1);
  for (const char c : path)
    if (c == '.')
      parts.emplace_back();
    else
      parts.back() += c;
  return parts;
}

/// On whose behalf a path is set.
Layer layer_of(const std::vector<std::string>& parts, const Shape& sections) {
  if (parts[0] == "policies" && parts.size() > 1)
    return parts.size() > 2 && parts[2] == "segments" ? Layer::policy_of_segment : Layer::policy;
  const bool own = parts[0] == "segments" && parts.size() > 2 && sections.find(parts[2]) != nullptr;
  return own ? Layer::segment : Layer::base;
}

void refuse_unknown_policy(const Node& root, const std::vector<std::string>& parts,
                           const std::string& path, const Place& place) {
  if (parts[0] != "policies" || parts.size() < 3) return;
  const Node* policies = root.find("policies");
  if (policies != nullptr && policies->find(parts[1]) != nullptr) return;
  std::vector<std::string_view> names;
  if (policies != nullptr)
    for (const Entry& entry : policies->entries) names.push_back(entry.key);
  throw ScenarioError(issue_at(
      place, path, {"there is no policy " + in_quotes(parts[1]), "", closest(parts[1], names)}));
}

void apply_setting(Node& root, const std::string& path, Node value, const Place& place,
                   const Shape& sections, MergeReport& report) {
  const std::vector<std::string> parts = parts_of(path);
  set_origin(value, Origin::set);
  set_layer(value, layer_of(parts, sections));
  refuse_unknown_policy(root, parts, path, place);
  set_at(root, shape_of_file(root, sections), path, value, place, report);
}

void apply_set(Node& root, const std::string& text, int ordinal, const Shape& sections,
               MergeReport& report) {
  const Place place{std::make_shared<const std::string>("--set"), ordinal, 1};
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || equals == 0)
    throw ScenarioError(issue_at(
        place, "", {in_quotes(text) + " sets nothing", "a setting is written path=value", ""}));
  const std::string path = text.substr(0, equals);
  if (!std::all_of(path.begin(), path.end(), [](char c) { return c > ' ' && c < 0x7F; }))
    throw ScenarioError(
        issue_at(place, "",
                 {in_quotes(path) + " is not a path", "paths are names with points between", ""}));
  Place value_place = place;
  value_place.column = static_cast<int>(equals) + 2;
  apply_setting(root, path, parse_value(std::string_view(text).substr(equals + 1), value_place),
                place, sections, report);
}

void apply_sets(Node& root, const std::vector<std::string>& sets,
                const std::vector<Setting>& settings, const Shape& sections, Issues& issues) {
  MergeReport report;
  const auto collect = [&](const auto& apply) {
    try {
      apply();
    } catch (const ScenarioError& error) {
      for (const Issue& issue : error.issues()) issues.add(issue);
    }
  };
  for (std::size_t i = 0; i < sets.size(); ++i)
    collect([&] { apply_set(root, sets[i], static_cast<int>(i) + 1, sections, report); });
  for (const auto& [path, value] : settings)
    collect([&, &to = path, &what = value] {
      apply_setting(root, to, what, what.place, sections, report);
    });
  report_not_there(report, "", issues);
}

Node only_sections(const Node& map, const Shape& sections) {
  Node result = map_node(map.place);
  for (const Entry& entry : map.entries)
    if (sections.find(entry.key) != nullptr) result.entries.push_back(entry);
  return result;
}

/// The keys of a segment that are not sections; unknown ones are for the reader to report.
Node only_keys(const Node& map, const Shape& sections) {
  Node result = map_node(map.place);
  for (const Entry& entry : map.entries)
    if (sections.find(entry.key) == nullptr) result.entries.push_back(entry);
  return result;
}

std::vector<std::string_view> names_of(const Shape& sections) {
  std::vector<std::string_view> names;
  for (const Shape& section : sections.fields) names.push_back(section.field.name);
  return names;
}

const Node* find_segments(const Node& root, Issues& issues) {
  const Node* segments = root.find("segments");
  if (segments == nullptr) {
    issues.add(root.place, "segments", {"is missing", "there is nobody to simulate", ""});
  } else if (!segments->is(Kind::list) || segments->items.empty()) {
    issues.add(segments->place, "segments",
               {"is not a list of segments", "each is a map with a name", ""});
  } else {
    return segments;
  }
  return nullptr;
}

void check_segment_name(const Node& segment, std::set<std::string>& met, Issues& issues) {
  const std::string name(segment.name());
  if (!segment.is(Kind::map) || name.empty()) {
    issues.add(segment.place, "segments", {"has no name", "each segment is a map with a name", ""});
    return;
  }
  const Place& place = segment.find("name")->place;
  if (!is_name(name))
    issues.add(place, "segments." + name,
               {in_quotes(name) + " is not a name",
                "names are small letters, digits, _ and -, a letter first", ""});
  else if (!met.insert(name).second)
    issues.add(place, "segments." + name, {"is the name of two segments", "", ""});
}

/// What a policy changes in single segments, by their names.
std::vector<Resolution::Segment> of_segments(const std::string& policy, const Node& body,
                                             const Resolution& resolution, const Shape& sections,
                                             Issues& issues) {
  std::vector<Resolution::Segment> result;
  const Node* segments = body.find("segments");
  if (segments == nullptr) return result;
  const std::string path = "policies." + policy + ".segments";
  if (!segments->is(Kind::map)) {
    issues.add(segments->place, path,
               {"is not a map", "it says by name what changes in a segment", ""});
    return result;
  }
  std::vector<std::string_view> names;
  for (const Resolution::Segment& segment : resolution.segments) names.push_back(segment.name);
  for (const Entry& entry : segments->entries) {
    const std::string where = path + '.' + entry.key;
    if (!contains(names, entry.key)) {
      issues.add(entry.place, where,
                 {"there is no segment " + in_quotes(entry.key), "", closest(entry.key, names)});
    } else if (!entry.value.is(Kind::map)) {
      issues.add(entry.value.place, where, {"is not a map", "it has sections of mechanisms", ""});
    } else {
      for (const Entry& section : entry.value.entries)
        if (sections.find(section.key) == nullptr)
          issues.add(section.place, where + '.' + section.key,
                     {"is not a known section", "", closest(section.key, names_of(sections))});
      result.push_back({entry.key, {}, only_sections(entry.value, sections)});
    }
  }
  return result;
}

}  // namespace

Resolution resolve(Chain chain, const std::vector<std::string>& sets,
                   const std::vector<Setting>& settings, const Shape& sections, Issues& issues) {
  Node root = lay_files(std::move(chain), sections, issues);
  apply_sets(root, sets, settings, sections, issues);

  Resolution result;
  result.header = map_node(root.place);
  for (Entry& entry : root.entries) {
    const bool elsewhere = sections.find(entry.key) != nullptr || entry.key == "segments" ||
                           entry.key == "policies" || contains(kIgnoredKeys, entry.key);
    if (!elsewhere) result.header.entries.push_back(std::move(entry));
  }

  result.sections = only_sections(root, sections);

  const Node* segments = find_segments(root, issues);
  if (segments == nullptr) return result;
  std::set<std::string> met;
  for (const Node& segment : segments->items) {
    check_segment_name(segment, met, issues);
    result.segments.push_back({std::string(segment.name()), only_keys(segment, sections),
                               only_sections(segment, sections)});
  }

  const Node* policies = root.find("policies");
  if (segments->items.size() > kMostSegmentsTimesPolicies) {
    issues.add(segments->place, "segments",
               {"are too many", "at most " + std::to_string(kMostSegmentsTimesPolicies), ""});
    return result;
  }
  if (policies == nullptr) {
    result.policies.push_back({"baseline", map_node(root.place), map_node(root.place), {}});
    return result;
  }
  if (!policies->is(Kind::map) || policies->entries.empty()) {
    issues.add(policies->place, "policies",
               {"is not a map of policies", "each has a name and what it changes", ""});
    return result;
  }
  if (policies->entries.size() * segments->items.size() > kMostSegmentsTimesPolicies) {
    issues.add(
        policies->place, "policies",
        {"are too many for so many segments",
         "segments times policies may be " + std::to_string(kMostSegmentsTimesPolicies), ""});
    return result;
  }
  for (const Entry& entry : policies->entries) {
    const Node& body = entry.value;
    const std::string path = "policies." + entry.key;
    if (!is_name(entry.key))
      issues.add(entry.place, path,
                 {in_quotes(entry.key) + " is not a name",
                  "names are small letters, digits, _ and -, a letter first", ""});
    if (!body.is(Kind::map)) {
      issues.add(body.place, path,
                 {"is not a map", "a policy that changes nothing is written {}", "{}"});
      continue;
    }
    Node keys = only_keys(body, sections);
    std::erase_if(keys.entries, [](const Entry& key) { return key.key == "segments"; });
    result.policies.push_back({entry.key, std::move(keys), only_sections(body, sections),
                               of_segments(entry.key, body, result, sections, issues)});
  }
  return result;
}

bool Resolution::Policy::changes(std::string_view section) const {
  return sections.find(section) != nullptr ||
         std::any_of(of_segments.begin(), of_segments.end(), [&](const Segment& segment) {
           return segment.sections.find(section) != nullptr;
         });
}

Node LaidSegments::lay_without(const Resolution::Segment& segment) const {
  Node tree = resolution_.sections;
  MergeReport report;
  merge(tree, segment.sections, Deletions::now, report);
  return tree;
}

Node LaidSegments::lay(const Resolution::Segment& segment) {
  Node tree = resolution_.sections;
  MergeReport own;
  merge(tree, segment.sections, Deletions::now, own);
  report_not_there(own, "segments." + segment.name + '.', issues_);

  MergeReport report;
  merge(tree, policy_.sections, Deletions::now, report);
  const auto own_of_policy =
      std::find_if(policy_.of_segments.begin(), policy_.of_segments.end(),
                   [&](const Resolution::Segment& s) { return s.name == segment.name; });
  if (own_of_policy != policy_.of_segments.end()) {
    MergeReport of_segment;
    merge(tree, own_of_policy->sections, Deletions::now, of_segment);
    report_not_there(of_segment, "policies." + policy_.name + ".segments." + segment.name + '.',
                     issues_);
  }
  for (const MergeReport::Met& met : report.not_there) {
    Absent& absent = absent_[{met.path, met.place.line, met.place.column}];
    ++absent.segments;
    absent.where = met;
  }
  for (const MergeReport::Met& met : report.overridden)
    notes_.add(met.place, "policies." + policy_.name + '.' + met.path,
               {"overrides what segment " + in_quotes(segment.name) + " says", "", ""});
  return tree;
}

void LaidSegments::finish() {
  MergeReport everywhere;
  for (const auto& [key, absent] : absent_)
    if (absent.segments == resolution_.segments.size())
      everywhere.not_there.push_back(absent.where);
  report_not_there(everywhere, "policies." + policy_.name + '.', issues_);
}

}  // namespace tenure::scenario
