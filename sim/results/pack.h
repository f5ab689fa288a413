// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "results/layout.h"

namespace tenure::results {

/// What a sweep keeps of one policy: a variable of the results without its dimensions point, policy
/// and replication.
struct PackedVariable {
  std::string kpi;          ///< whose it is: `survival` of survival_total and survival_num
  Description description;  ///< dimensions: policy, replication, and perhaps period, segment
  std::size_t count = 1;    ///< values of one policy and replication

  friend bool operator==(const PackedVariable&, const PackedVariable&) = default;
};
using PackedVariables = std::vector<PackedVariable>;

/// The values of one policy: all variables one after the other, numbers of 64 bits; doubles by
/// their bits.
struct PackedPolicy {
  std::size_t variables = 0;  ///< which of the pack's lists of variables
  std::vector<std::int64_t> words;
};

/// One finished unit of a sweep: a point, a replication, all policies.
struct PackedUnit {
  std::string id;            ///< 64 hexadecimal digits
  std::uint64_t number = 0;  ///< in the plan that it was computed for
  std::uint64_t events = 0;
  std::vector<PackedPolicy> policies;
};

/// Finished units of a sweep in one file. A pack is
///
///     "tenure pack 1\n", the plan's id in 64 hexadecimal digits, "\n", numbers and texts, the seal
///
/// with every number as 64 bits, little end first, and every text after its length.
struct Pack {
  std::string plan;  ///< id
  std::string release;
  std::int64_t epoch = 0;      ///< of results
  std::uint64_t first = 0;     ///< number of its first unit
  std::uint64_t expected = 0;  ///< units that it has when it is whole
  std::vector<PackedVariables> variables;
  std::vector<PackedUnit> units;  ///< by number; fewer than expected after an interruption

  bool is_whole() const { return units.size() == expected; }
};

std::string to_bytes(const Pack& pack);

/// Throws Refusal unless the bytes are a pack from its first to its last.
Pack pack_from(std::string_view bytes);

/// Complete under its name or absent; survives a power cut. Throws OutputError.
void write_pack(const std::filesystem::path& path, const Pack& pack);

/// Throws InputError with the reason why it cannot be used.
Pack read_pack(const std::filesystem::path& path);

}  // namespace tenure::results
