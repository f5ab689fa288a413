// SPDX-License-Identifier: Apache-2.0
#include "scenario/extends.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include "scenario/issue.h"
#include "scenario/number.h"
#include "scenario/parse.h"

namespace tenure::scenario {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(const Node& value, Fault fault) {
  throw ScenarioError(issue_at(value.place, "extends", std::move(fault)));
}

/// The folder that a scenario may take files from.
fs::path home_of(const fs::path& canonical_file) {
  for (fs::path folder = canonical_file.parent_path();; folder = folder.parent_path()) {
    if (folder.filename() == "scenarios") return folder;
    if (folder == folder.parent_path()) return canonical_file.parent_path();
  }
}

bool lies_in(const fs::path& file, const fs::path& folder) {
  const auto [end, ignored] = std::mismatch(folder.begin(), folder.end(), file.begin(), file.end());
  return end == folder.end();
}

/// Takes the key out of the tree; the value of what was there, or an empty node.
Node take_extends(Node& tree) {
  const auto found = std::find_if(tree.entries.begin(), tree.entries.end(),
                                  [](const Entry& entry) { return entry.key == "extends"; });
  if (found == tree.entries.end()) return {};
  Node value = std::move(found->value);
  tree.entries.erase(found);
  if (!value.is(Node::Kind::scalar))
    refuse(value, {"is not the name of a file", "one file can be extended", ""});
  return value;
}

}  // namespace

fs::path within_reach(const Node& value, const std::string& path, const fs::path& from,
                      const std::vector<fs::path>& allowed) {
  std::error_code problem;
  const fs::path canonical = fs::canonical(from, problem);
  const fs::path target = fs::canonical(canonical.parent_path() / value.text, problem);
  std::vector<fs::path> homes = {home_of(canonical)};
  for (const fs::path& folder : allowed) {
    std::error_code ignored;
    homes.push_back(fs::weakly_canonical(folder, ignored));
  }
  const bool inside = !problem && std::any_of(homes.begin(), homes.end(), [&](const auto& home) {
    return lies_in(target, home);
  });
  if (inside) return target;
  throw ScenarioError(
      issue_at(value.place, path,
               {in_quotes(value.text) + " is not a file within reach",
                "files are looked for in the folder " +
                    in_quotes(homes.front().filename().string()) + "; --allow-path adds others",
                ""}));
}

Chain chain_of(std::vector<SourceFile> files) {
  Chain chain;
  for (const SourceFile& file : files) {
    chain.trees.push_back(parse(file.text, file.name));
    take_extends(chain.trees.back());
  }
  chain.files = std::move(files);
  return chain;
}

Chain read_chain(const fs::path& file, const std::vector<fs::path>& allowed) {
  Chain chain;
  std::error_code problem;
  chain.files.push_back({file.string(), read_text(file)});
  chain.trees.push_back(parse(chain.files.back().text, file.string()));

  std::vector<fs::path> canonical = {fs::canonical(file, problem)};
  std::vector<fs::path> homes = {home_of(canonical.front())};
  for (const fs::path& folder : allowed) homes.push_back(fs::weakly_canonical(folder, problem));

  fs::path shown = file;
  for (Node next = take_extends(chain.trees.back()); next.is(Node::Kind::scalar);
       next = take_extends(chain.trees.back())) {
    shown = (shown.parent_path() / next.text).lexically_normal();
    const fs::path target = fs::canonical(canonical.back().parent_path() / next.text, problem);
    // One answer for "is not there" and "is not yours", so that nothing outside can be probed.
    const bool inside = !problem && std::any_of(homes.begin(), homes.end(), [&](const auto& home) {
      return lies_in(target, home);
    });
    if (!inside)
      refuse(next, {in_quotes(next.text) + " is not a file within reach",
                    "files are looked for in the folder " +
                        in_quotes(homes.front().filename().string()) + "; --allow-path adds others",
                    ""});
    if (std::find(canonical.begin(), canonical.end(), target) != canonical.end())
      refuse(next,
             {in_quotes(next.text) + " extends itself in a circle", "it would never end", ""});
    if (static_cast<int>(chain.files.size()) > kDeepestExtends)
      refuse(next, {"is the end of too long a chain",
                    "at most " + std::to_string(kDeepestExtends) + " files extend each other", ""});
    try {
      chain.files.push_back({shown.string(), read_text(target)});
    } catch (const InputError&) {
      refuse(next, {in_quotes(next.text) + " cannot be read", "", ""});
    }
    chain.trees.push_back(parse(chain.files.back().text, shown.string()));
    canonical.push_back(target);
  }
  return chain;
}

}  // namespace tenure::scenario
