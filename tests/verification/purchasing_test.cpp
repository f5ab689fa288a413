// SPDX-License-Identifier: Apache-2.0
//
// How often customers buy, stated by what the busiest hold.

#include <utility>

#include <gtest/gtest.h>

#include "tests/verification/acceptance.h"
#include "tests/verification/study.h"

namespace tenure::verification {
namespace {

using model::Purchasing;

TEST(V47, ConcentrationStatedBecomesTheShape) {
  Purchasing::Parameters purchasing;
  for (const auto& [held, shape] : {std::pair{0.6498203240770883, 0.5},
                                    {0.6295646245847413, 0.553},
                                    {0.8015542814148823, 0.243}}) {
    purchasing.top_20_percent_hold = model::Probability{held};
    EXPECT_NEAR(purchasing.shape().value(), shape, 1e-6 * shape);
  }
}

}  // namespace
}  // namespace tenure::verification
