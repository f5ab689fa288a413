// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include <gtest/gtest.h>

#include "model/model.h"
#include "model/record.h"
#include "model/simulation.h"
#include "model/specification.h"

namespace tenure::determinism {

/// Replication `replication` with so many threads.
model::Record run(const model::Specification& specification, unsigned threads = 1,
                  model::Execution execution = {}, std::uint64_t replication = 0);

/// Every count of both records, in their order; memory is no result.
testing::AssertionResult same(const model::Record& a, const model::Record& b);

/// All that was counted, by name: "purchasing.purchases/segment/period", "left.hazard/segment/0".
/// Firm-wide measures have the segment "firm". Independent of the order of segments and causes.
using Counts = std::map<std::string, std::int64_t>;
Counts counts(const model::Specification& specification, std::uint64_t replication = 0);

/// Whether all counts of `some` are among those of `all`, with the same values.
testing::AssertionResult contains(const Counts& all, const Counts& some);

}  // namespace tenure::determinism
