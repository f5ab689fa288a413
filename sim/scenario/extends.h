// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "scenario/node.h"

namespace tenure::scenario {

/// A file that was read, as its user names it, and its text.
struct SourceFile {
  std::string name;
  std::string text;
};

inline constexpr int kDeepestExtends = 8;

/// A scenario file and those that it extends, the file itself first. Each tree is without its key
/// `extends`.
struct Chain {
  std::vector<Node> trees;
  std::vector<SourceFile> files;
};

/// The file that `value` names, relative to the file `from` that the value stands in, as `extends`
/// would look for it (see read_chain), canonical. `path` is what messages call the value. Throws
/// ScenarioError unless it is within reach.
std::filesystem::path within_reach(const Node& value, const std::string& path,
                                   const std::filesystem::path& from,
                                   const std::vector<std::filesystem::path>& allowed);

/// The same chain from files that were read before, the file itself first. Throws ScenarioError.
Chain chain_of(std::vector<SourceFile> files);

/// Follows `extends:`. A path is relative to the file that names it and must lead into the nearest
/// ancestor folder of `file` that is called `scenarios`, else into the file's own folder, or into
/// one of `allowed`; symbolic links are followed before that is decided. Throws InputError if
/// `file` cannot be read, ScenarioError for everything else.
Chain read_chain(const std::filesystem::path& file,
                 const std::vector<std::filesystem::path>& allowed);

}  // namespace tenure::scenario
