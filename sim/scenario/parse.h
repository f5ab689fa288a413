// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

#include "scenario/node.h"

namespace tenure::scenario {

/// What a scenario file may be at most. Real scenarios stay far below; the limits keep a hostile
/// file from costing more than 200 ms or 64 MB (yaml-cpp reads some 100 ns a byte and keeps every
/// bracket that is still open).
inline constexpr std::size_t kMostBytes = 4'000'000;
inline constexpr std::size_t kMostBytesInLine = 65'536;
inline constexpr std::size_t kMostNodes =
    20'000;  ///< keys and values, after aliases are written out
inline constexpr std::size_t kMostBrackets = 100'000;
inline constexpr int kDeepest = 64;

/// The whole file. Throws InputError if it cannot be read, ScenarioError at FILE:1:1 if it is a
/// directory or larger than kMostBytes.
std::string read_text(const std::filesystem::path& file);

/// A map, from the text of one YAML document. `file` is how messages name it. Refuses, with a
/// located ScenarioError: anything but one map at the root, duplicate keys, tags, an alias inside
/// the value that it repeats, more than one document, bad UTF-8, control characters, and whatever
/// exceeds the limits above. An ordinary alias of a finished value is a copy of it.
Node parse(std::string_view text, const std::string& file);

/// One flow value such as `6 %`, `~`, `[0, 1]` or `{plus: 3}`; places start at `place`.
/// Throws ScenarioError.
Node parse_value(std::string_view text, const Place& place);

}  // namespace tenure::scenario
