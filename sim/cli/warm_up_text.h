// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

#include "model/specification.h"
#include "results/dataset.h"
#include "results/json.h"

namespace tenure::cli {

/// Whether the warm-up looks too short, as a paragraph with a line before it. Empty where nobody
/// looked, and where nothing can be told of a warm-up that nobody asked for.
std::string warm_up_note(const results::Dataset& dataset, const model::Specification& specification,
                         std::size_t width);

/// The key `warm_up_check`.
void write_warm_up_check(results::JsonWriter& json, const results::Dataset& dataset);

}  // namespace tenure::cli
