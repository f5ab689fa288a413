// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "scenario/extends.h"
#include "scenario/node.h"
#include "scenario/reader.h"

namespace tenure::verify {

/// Reads a block that `run` ignores, of the scenario file itself (not of those it extends). Reports
/// to `issues` what is wrong with it. Returns the block as it was written; nullptr, and nothing is
/// reported, if there is none.
template <class Block>
const scenario::Node* read_block(const scenario::Chain& chain, const std::string& key,
                                 const std::string& currency, Block& block,
                                 scenario::Issues& issues) {
  const scenario::Node* node = chain.trees.front().find(key);
  if (node == nullptr) return nullptr;
  if (!node->is(scenario::Node::Kind::map)) {
    issues.add(node->place, key, {"is not a map of its keys", "", ""});
    return node;
  }
  scenario::Inventory unused;
  scenario::Reading reading{currency, "", "", issues, unused};
  scenario::read_group(reading, node, key, node->place, block);
  return node;
}

/// The items of a list in a block, for places in messages; nullptr if it is not a list.
inline const scenario::Node* list_in(const scenario::Node& block, const std::string& key) {
  const scenario::Node* list = block.find(key);
  return list != nullptr && list->is(scenario::Node::Kind::list) ? list : nullptr;
}

}  // namespace tenure::verify
