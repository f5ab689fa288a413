// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace tenure::model {

/// A customer's place in the order by which a policy chooses. Who stands alike is ordered by lot.
struct Standing {
  double score = 0.0;  ///< higher comes first
  double lot = 0.0;    ///< lower comes first
  friend bool operator==(const Standing&, const Standing&) = default;
  bool before(const Standing& other) const {
    return score != other.score ? score > other.score : lot < other.lot;
  }
};

}  // namespace tenure::model
