// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "scenario/extends.h"
#include "scenario/load.h"

namespace tenure::verify {

/// A scenario that states what must come of it, from a file or from the program itself.
struct Source {
  scenario::Chain chain;

  std::string currency() const;
  const std::string& name() const { return chain.files.front().name; }
};

Source embedded(std::string_view text, const std::string& name);

/// How the user wants it carried out.
struct Changes {
  std::optional<std::uint64_t> seed;
  std::optional<std::int64_t> replications;
};

/// Reads all of its policies. Throws scenario::ScenarioError.
scenario::Loaded load(const Source& source, const Changes& changes);

}  // namespace tenure::verify
