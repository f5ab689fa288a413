// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "model/record.h"

namespace tenure::results {

/// Parts: the finished units of a study that is not finished itself, one small file each, in a
/// folder beside the results to be. A part is
///
///     "tenure part 3\n", the unit's id in 64 hexadecimal digits, "\n", the numbers, the seal
///
/// with every number as 64 bits, little end first: the scalars of model::Record in its order, then
/// each of its lists, preceded by its length. HDF5 would cost a part 96 kB and 10 ms; this costs
/// the numbers and some 0.1 ms, and can be written by several threads at a time.
///
/// A part is complete or absent (see write_atomically), but not synchronised: a power cut may leave
/// a torn one, which its seal betrays, and to compute a unit again is all that it costs.

/// R.h5 -> R.h5.parts
std::filesystem::path parts_folder_of(const std::filesystem::path& results);

/// The bytes of a part.
std::string to_part(std::string_view id, const model::Record& record);

/// What a part holds. Throws Refusal unless it is whole and of this id.
model::Record from_part(std::string_view bytes, std::string_view id);

/// Creates the folder if need be. Throws OutputError.
void write_part(const std::filesystem::path& folder, const std::string& id, std::string_view part);

/// Throws InputError with the reason why it cannot be used.
model::Record read_part(const std::filesystem::path& folder, const std::string& id);

/// Ids of the parts in a folder, by their names alone, in order; none where there is no folder.
std::vector<std::string> parts_in(const std::filesystem::path& folder);

/// Removes all parts, temporaries of killed processes, and the folder, unless a stranger's file is
/// in it. What cannot be removed stays; nothing thrown.
void remove_parts(const std::filesystem::path& folder);

}  // namespace tenure::results
