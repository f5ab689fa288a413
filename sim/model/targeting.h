// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/standing.h"
#include "model/terms.h"

namespace tenure::model {

class Context;

/// Decides to whom a policy applies: by conditions, and by a share of those who meet them, drawn by
/// lot or the first in an order (Ascarza 2018, J. Marketing Research 55(1): who is most at risk is
/// not who is kept best).
class Targeting {
 public:
  Targeting(const std::optional<Who>& who, const std::string& policy);

  /// As of now, by what the firm can see of the customer. Where customers are ranked, those not
  /// behind the last of the list that was drawn up last (Worker::last_of_list).
  bool addresses(Context&) const;
  /// Whether the firm ranks customers before it draws up its list.
  bool ranks() const { return who_ && who_->ranks(); }
  /// The customer's place in the order; none if he does not meet the conditions.
  std::optional<Standing> standing(Context&) const;
  /// The last of the list, if these are the customers who meet the conditions. Reorders them.
  Standing last_of(std::vector<Standing>& all) const;
  /// Whether the answer may change while a customer stays.
  bool changes() const { return who_ && who_->looks_at_state(); }

 private:
  bool meets_conditions(const Context&) const;
  double score(Context&) const;
  std::optional<Who> who_;
  std::uint32_t campaign_;  ///< hashed name, so that each policy draws its own share
};

}  // namespace tenure::model
