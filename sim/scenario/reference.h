// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "scenario/shape.h"

namespace tenure::scenario {

/// The format key by key as Markdown, from the same descriptions as the reader: one table for the
/// root, one for segments, one per mechanism; units, defaults, ranges, meanings and sources.
std::string reference_markdown();

/// The fields of a described group as a Markdown table: what `reference_markdown` is made of.
std::string markdown_table(const Shape& group);

}  // namespace tenure::scenario
