// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <stop_token>
#include <vector>

#include "experiment/policies.h"
#include "model/fates.h"
#include "model/steps.h"

namespace tenure::experiment {

/// What one replication of a policy tells of single customers.
struct Lives {
  model::Fates fates;
  std::vector<model::Sale> sales;  ///< where wanted: by customer and time
  std::vector<model::Step> steps;  ///< of the customers whose steps are wanted: likewise
};

struct LivesWanted {
  bool sales = false;
  /// Of customers to write down what happens to them; 0: of none. Of more than that a sample is
  /// taken by identity, the same under all policies.
  std::size_t steps_of = 0;
};

/// One replication of the first `policies` policies, which must tell fates. Throws
/// model::Interrupted.
std::vector<Lives> live(const Policies& policies, std::size_t how_many, std::size_t replication,
                        const LivesWanted& wanted, unsigned threads, const std::stop_token& stop);

}  // namespace tenure::experiment
