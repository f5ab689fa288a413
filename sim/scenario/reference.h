// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace tenure::scenario {

/// The format key by key as Markdown, from the same descriptions as the reader: one table for the
/// root, one for segments, one per mechanism; units, defaults, ranges, meanings and sources.
std::string reference_markdown();

}  // namespace tenure::scenario
