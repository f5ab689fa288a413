// SPDX-License-Identifier: Apache-2.0
#include "scenario/node.h"

#include <algorithm>
#include <utility>

namespace tenure::scenario {

const Node* Node::find(std::string_view key) const {
  for (const Entry& entry : entries)
    if (entry.key == key) return &entry.value;
  return nullptr;
}

Node* Node::find(std::string_view key) {
  for (Entry& entry : entries)
    if (entry.key == key) return &entry.value;
  return nullptr;
}

std::string_view Node::name() const {
  if (kind != Kind::map) return {};
  const Node* value = find("name");
  return value != nullptr && value->is(Kind::scalar) ? std::string_view(value->text)
                                                     : std::string_view();
}

bool is_named_list(const Node& list) {
  return list.is(Node::Kind::list) && !list.items.empty() &&
         std::all_of(list.items.begin(), list.items.end(),
                     [](const Node& item) { return !item.name().empty(); });
}

Node* find_named(Node& list, std::string_view name) {
  for (Node& item : list.items)
    if (item.name() == name) return &item;
  return nullptr;
}

std::size_t count_nodes(const Node& tree) {
  std::size_t count = 1;
  for (const Node& item : tree.items) count += count_nodes(item);
  for (const Entry& entry : tree.entries) count += count_nodes(entry.value);
  return count;
}

int depth_of(const Node& tree) {
  int deepest = 0;
  for (const Node& item : tree.items) deepest = std::max(deepest, depth_of(item));
  for (const Entry& entry : tree.entries) deepest = std::max(deepest, depth_of(entry.value));
  return deepest + 1;
}

namespace {
template <class Change>
void for_each_node(Node& tree, const Change& change) {
  change(tree);
  for (Node& item : tree.items) for_each_node(item, change);
  for (Entry& entry : tree.entries) for_each_node(entry.value, change);
}
}  // namespace

void set_layer(Node& tree, Layer layer) {
  for_each_node(tree, [layer](Node& node) { node.layer = layer; });
}

void set_origin(Node& tree, Origin origin) {
  for_each_node(tree, [origin](Node& node) { node.origin = origin; });
}

Node scalar_node(std::string text, const Place& place) {
  Node node;
  node.kind = Node::Kind::scalar;
  node.place = place;
  node.text = std::move(text);
  return node;
}

Node map_node(const Place& place) {
  Node node;
  node.kind = Node::Kind::map;
  node.place = place;
  return node;
}

}  // namespace tenure::scenario
