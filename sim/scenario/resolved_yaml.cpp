// SPDX-License-Identifier: Apache-2.0
#include "scenario/resolved_yaml.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

#include "scenario/header.h"
#include "scenario/writer.h"

namespace tenure::scenario {
namespace {

Node header_of(const model::Specification& specification) {
  Header header;
  header.title = specification.title;
  header.question = specification.question;
  header.currency = specification.currency;
  if (specification.first_day) header.starts = print_date(*specification.first_day);
  header.horizon = specification.horizon;
  header.report_every = specification.report_every;
  header.window = specification.window;
  header.seed = static_cast<std::int64_t>(specification.seed);
  header.replications = specification.replications;
  return written(std::move(header), specification.currency);
}

void add(Node& map, std::string_view key, Node value) {
  map.entries.push_back({std::string(key), {}, std::move(value)});
}

/// One mechanism's section: at the root what all segments share, in the segments what differs. A
/// firm value stands at the root even where some segments have the mechanism off.
template <class Mechanism>
void write_section(const model::Specification& specification, Node& root,
                   std::vector<Node>& segments) {
  const auto& currency = specification.currency;
  const auto whole = [&](const auto& parameters, Whose whose) {
    return written(*parameters, currency, whose);
  };
  std::vector<const std::optional<typename Mechanism::Parameters>*> given;
  for (const model::Segment& segment : specification.segments)
    given.push_back(&std::get<model::kIndexOf<Mechanism>>(segment.sections));
  const auto on = std::find_if(given.begin(), given.end(),
                               [](const auto* parameters) { return parameters->has_value(); });
  if (on == given.end()) return;

  const std::string first = to_yaml(whole(**on, Whose::everybody));
  const bool shared = std::all_of(given.begin(), given.end(), [&](const auto* parameters) {
    return parameters->has_value() && to_yaml(whole(*parameters, Whose::everybody)) == first;
  });
  if (shared) {
    add(root, Mechanism::kSection, whole(**on, Whose::everybody));
    return;
  }
  Node common = whole(**on, Whose::firm_and_market);
  const bool has_common = !common.entries.empty();
  if (has_common) add(root, Mechanism::kSection, std::move(common));
  for (std::size_t i = 0; i < given.size(); ++i) {
    if (given[i]->has_value())
      add(segments[i], Mechanism::kSection, whole(*given[i], Whose::customers));
    else if (has_common)
      add(segments[i], Mechanism::kSection, scalar_node("off"));
  }
}

}  // namespace

std::string resolved_yaml(const model::Specification& specification, const std::string& label) {
  Node root = header_of(specification);
  std::vector<Node> segments;
  for (const model::Segment& segment : specification.segments)
    segments.push_back(
        written(SegmentHeader{segment.name, segment.customers}, specification.currency));
  engine::for_each_type(model::Mechanisms{}, [&]<class Mechanism>(std::type_identity<Mechanism>) {
    write_section<Mechanism>(specification, root, segments);
  });

  Node list;
  list.kind = Node::Kind::list;
  list.items = std::move(segments);
  add(root, "segments", std::move(list));
  Node policy = map_node();
  if (label != specification.policy) {
    Node text = scalar_node(label);
    text.style = Node::Style::quoted;
    add(policy, "label", std::move(text));
  }
  Node policies = map_node();
  add(policies, specification.policy, std::move(policy));
  add(root, "policies", std::move(policies));
  return to_yaml(root);
}

}  // namespace tenure::scenario
