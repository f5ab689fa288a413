// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tenure::scenario {

/// Where something was written. Lines and columns count from 1; columns count characters, not
/// bytes. The file of a `--set` is "--set", its line the ordinal of the option.
struct Place {
  std::shared_ptr<const std::string> file;
  int line = 1;
  int column = 1;
};

/// Who wrote a value.
enum class Origin { file, set };

/// On whose behalf a value was written: for everybody, for one segment, by one policy, by one
/// policy for one segment.
enum class Layer { base, segment, policy, policy_of_segment };

struct Entry;

/// One value of a scenario as it was written: a tree that remembers where each of its parts stands.
struct Node {
  enum class Kind {
    empty,     ///< a key without a value
    deletion,  ///< `~`
    scalar,
    list,
    map,      ///< keys in the order of the file
    relative  ///< items: what it relates to (empty: the default), then {plus: x} or {times: x} maps
  };
  enum class Style { plain, quoted };

  Kind kind = Kind::empty;
  Style style = Style::plain;
  Origin origin = Origin::file;
  Layer layer = Layer::base;
  Place place;
  std::string text;            ///< of a scalar
  std::vector<Node> items;     ///< of a list
  std::vector<Entry> entries;  ///< of a map

  bool is(Kind other) const { return kind == other; }
  /// A plain or quoted scalar with exactly this text.
  bool says(std::string_view word) const { return kind == Kind::scalar && text == word; }
  /// The value of a key, or nullptr.
  const Node* find(std::string_view key) const;
  Node* find(std::string_view key);
  /// The text of the key `name`, if this is a map that has it as a scalar; otherwise empty.
  std::string_view name() const;
};

struct Entry {
  std::string key;
  Place place;
  Node value;
};

/// A list with items that are all maps with a scalar `name`.
bool is_named_list(const Node& list);

/// The item of a named list, or nullptr.
Node* find_named(Node& list, std::string_view name);

/// How many nodes the tree has, keys not counted.
std::size_t count_nodes(const Node& tree);

/// How many levels the tree has: 1 for a scalar.
int depth_of(const Node& tree);

void set_layer(Node& tree, Layer layer);
void set_origin(Node& tree, Origin origin);

/// A scalar or an empty map at a given place, for values that a program writes.
Node scalar_node(std::string text, const Place& place = {});
Node map_node(const Place& place = {});

}  // namespace tenure::scenario
