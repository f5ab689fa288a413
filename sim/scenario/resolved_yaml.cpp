// SPDX-License-Identifier: Apache-2.0
#include "scenario/resolved_yaml.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

#include "scenario/header.h"
#include "scenario/policy_terms.h"
#include "scenario/writer.h"

namespace tenure::scenario {
namespace {

Node header_of(const model::Specification& specification) {
  Header header;
  header.title = specification.title;
  header.question = specification.question;
  header.currency = specification.currency;
  if (specification.first_day) header.starts = print_date(*specification.first_day);
  header.warm_up = specification.warm_up;
  header.horizon = specification.horizon;
  header.report_every = specification.report_every;
  header.window = specification.window;
  header.seed = static_cast<std::int64_t>(specification.seed);
  header.replications = specification.replications;
  header.population = specification.population;
  Node node = written(std::move(header), specification.currency);
  if (specification.population == model::Persons::redrawn) {
    // Not said where it is as usual: studies are known by this text.
    std::erase_if(node.entries, [](const Entry& entry) { return entry.key == "population"; });
  }
  return node;
}

void add(Node& map, std::string_view key, Node value) {
  map.entries.push_back({std::string(key), {}, std::move(value)});
}

/// What one group of customers has: all sections of all segments, without the policy or under it.
using Variant = std::vector<const model::Sections*>;

/// A policy for some customers has no firm values of its own.
enum class FirmValues { written, left_out };

/// One mechanism's section: at the root what all segments share, in the segments what differs. A
/// firm value stands at the root even where some segments have the mechanism off.
template <class Mechanism>
void write_section(const Variant& variant, const std::string& currency, Node& root,
                   std::vector<Node>& segments, FirmValues firm_values = FirmValues::written) {
  const auto whole = [&](const auto& parameters, Whose whose) {
    return written(*parameters, currency, whose);
  };
  std::vector<const std::optional<typename Mechanism::Parameters>*> given;
  for (const model::Sections* sections : variant)
    given.push_back(&std::get<model::kIndexOf<Mechanism>>(*sections));
  const auto on = std::find_if(given.begin(), given.end(),
                               [](const auto* parameters) { return parameters->has_value(); });
  if (on == given.end()) return;

  const std::string first = to_yaml(whole(**on, Whose::everybody));
  const bool shared = std::all_of(given.begin(), given.end(), [&](const auto* parameters) {
    return parameters->has_value() && to_yaml(whole(*parameters, Whose::everybody)) == first;
  });
  if (shared) {
    const bool all = firm_values == FirmValues::written;
    add(root, Mechanism::kSection, whole(**on, all ? Whose::everybody : Whose::customers));
    return;
  }
  Node common = whole(**on, Whose::firm_and_market);
  const bool has_common = !common.entries.empty() && firm_values == FirmValues::written;
  if (has_common) add(root, Mechanism::kSection, std::move(common));
  for (std::size_t i = 0; i < given.size(); ++i) {
    if (given[i]->has_value())
      add(segments[i], Mechanism::kSection, whole(*given[i], Whose::customers));
    else if (has_common)
      add(segments[i], Mechanism::kSection, scalar_node("off"));
  }
}

/// The policy's own values, switching off what it does without.
Node written_policy(const model::Specification& specification, const std::string& label) {
  const model::Terms& terms = specification.terms;
  const Timetable timetable{specification.first_day, specification.horizon};
  PolicyTerms keys;
  if (terms.starts) keys.starts = print_moment(*terms.starts, timetable);
  if (terms.ends) keys.ends = print_moment(*terms.ends, timetable);
  keys.who = terms.who;
  keys.budget = terms.budget;
  Node policy = written(std::move(keys), specification.currency);
  std::erase_if(policy.entries, [](const Entry& entry) { return entry.key == "label"; });
  if (label != specification.policy) {
    Node text = scalar_node(label);
    text.style = Node::Style::quoted;
    policy.entries.insert(policy.entries.begin(), {"label", {}, std::move(text)});
  }
  return policy;
}

void add_policy_values(const model::Specification& specification, Node& policy) {
  Variant without;
  Variant under;
  for (const model::Segment& segment : specification.segments) {
    without.push_back(&*segment.without_policy);
    under.push_back(&segment.sections);
  }
  std::vector<Node> segments(under.size(), map_node());
  engine::for_each_type(model::Mechanisms{}, [&]<class M>(std::type_identity<M>) {
    const auto on = [](const model::Sections* sections) {
      return std::get<model::kIndexOf<M>>(*sections).has_value();
    };
    write_section<M>(under, specification.currency, policy, segments,
                     specification.terms.who ? FirmValues::left_out : FirmValues::written);
    const bool off = std::none_of(under.begin(), under.end(), on);
    if (off && std::any_of(without.begin(), without.end(), on)) {
      add(policy, M::kSection, scalar_node("off"));
    }
    for (std::size_t i = 0; !off && i < under.size(); ++i) {
      if (on(without[i]) && !on(under[i]) && segments[i].find(M::kSection) == nullptr) {
        add(segments[i], M::kSection, scalar_node("off"));
      }
    }
  });
  Node by_name = map_node();
  for (std::size_t i = 0; i < segments.size(); ++i) {
    if (!segments[i].entries.empty())
      add(by_name, specification.segments[i].name, std::move(segments[i]));
  }
  if (!by_name.entries.empty()) add(policy, "segments", std::move(by_name));
}

}  // namespace

std::string resolved_yaml(const model::Specification& specification, const std::string& label) {
  Node root = header_of(specification);
  std::vector<Node> segments;
  Variant variant;
  bool has_rows_of_policy = false;
  for (const model::Segment& segment : specification.segments) {
    segments.push_back(
        written(SegmentHeader{segment.name, segment.customers}, specification.currency));
    has_rows_of_policy = segment.without_policy.has_value();
    variant.push_back(has_rows_of_policy ? &*segment.without_policy : &segment.sections);
  }
  engine::for_each_type(model::Mechanisms{}, [&]<class Mechanism>(std::type_identity<Mechanism>) {
    write_section<Mechanism>(variant, specification.currency, root, segments);
  });

  Node list;
  list.kind = Node::Kind::list;
  list.items = std::move(segments);
  add(root, "segments", std::move(list));
  Node policy = written_policy(specification, label);
  if (has_rows_of_policy) add_policy_values(specification, policy);
  Node policies = map_node();
  add(policies, specification.policy, std::move(policy));
  add(root, "policies", std::move(policies));
  return to_yaml(root);
}

}  // namespace tenure::scenario
