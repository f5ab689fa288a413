// SPDX-License-Identifier: Apache-2.0
#include "verify/source.h"

#include "scenario/parse.h"

namespace tenure::verify {

std::string Source::currency() const {
  for (const scenario::Node& tree : chain.trees) {
    if (const scenario::Node* node = tree.find("currency")) return node->text;
  }
  return "EUR";
}

Source embedded(std::string_view text, const std::string& name) {
  Source source;
  source.chain.files.push_back({name, std::string(text)});
  source.chain.trees.push_back(scenario::parse(text, name));
  return source;
}

scenario::Loaded load(const Source& source, const Changes& changes) {
  scenario::LoadOptions options;
  options.lists_assumptions = false;
  if (changes.seed) options.sets.push_back("seed=" + std::to_string(*changes.seed));
  if (changes.replications) {
    options.sets.push_back("replications=" + std::to_string(*changes.replications));
  }
  return scenario::load(source.chain, options);
}

}  // namespace tenure::verify
