// SPDX-License-Identifier: Apache-2.0
#include "cli/gallery.h"

#include <algorithm>

#include "scenario/parse.h"

namespace tenure::cli {
namespace {

std::string value_of(const Example& example, std::string_view key) {
  const scenario::Node root = scenario::parse(example.text, std::string(example.path));
  const scenario::Node* value = root.find(key);
  return value == nullptr ? std::string() : value->text;
}

}  // namespace

std::string Example::title() const { return value_of(*this, "title"); }
std::string Example::question() const { return value_of(*this, "question"); }

const Example* find_example(std::string_view name) {
  const std::span<const Example> all = gallery();
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const Example& example) { return example.name == name; });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace tenure::cli
