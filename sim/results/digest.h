// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "results/dataset.h"

namespace tenure::results {

/// The fingerprint of a study's numbers: SHA-256 over its data variables in the order of their
/// names (byte by byte), each as
///
///     name, rank, length of each dimension, values
///
/// Whole numbers are 64-bit little-endian and unsigned. The name and the block of values are
/// preceded by their lengths in bytes. Values are little-endian, row-major; every NaN counts as
/// 7ff8000000000000 (its sign and payload depend on the processor); each text is preceded by its
/// length. Attributes, provenance and the order of variables do not matter.
std::string digest(const Dataset& dataset);

}  // namespace tenure::results
