// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "model/terms.h"

namespace tenure::model {

class Context;

/// Decides to whom a policy applies.
class Targeting {
 public:
  Targeting(const std::optional<Who>& who, const std::string& policy);

  /// As of now, by what the firm can see of the customer.
  bool addresses(const Context&) const;
  /// Whether the answer may change while a customer stays.
  bool changes() const { return who_ && who_->looks_at_state(); }

 private:
  std::optional<Who> who_;
  std::uint32_t campaign_;  ///< hashed name, so that each policy draws its own share
};

}  // namespace tenure::model
