// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace tenure::scenario {

/// Where a text stops being well-formed UTF-8 (Unicode 15, table 3-7: no overlong forms, no
/// surrogates, nothing above U+10FFFF), or nothing if it is well-formed.
std::optional<std::size_t> first_bad_utf8(std::string_view text);

/// How many characters a well-formed text has.
std::size_t count_characters(std::string_view text);

}  // namespace tenure::scenario
