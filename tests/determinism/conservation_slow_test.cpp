// SPDX-License-Identifier: Apache-2.0
//
// Everything at once at full size: 10^5 customers, three years, and every law checked after every
// window. Minutes long, so slow.
#include <cstdint>
#include <string>

#include <gtest/gtest.h>

#include "engine/team.h"
#include "model/model.h"
#include "model/simulation.h"
#include "scenario/load.h"

namespace tenure::determinism {
namespace {

TEST(EverythingOn, ConservesAfterEveryWindowAtFullSize) {
  const std::string path = std::string(TENURE_SOURCE_DIR) + "/tests/determinism/everything.yaml";
  const scenario::Loaded loaded = scenario::load(
      path,
      {.sets = {"horizon=3 years", "segments.regulars.customers=30000",
                "segments.subscribers.customers=30000", "segments.occasional.customers=40000"}});
  const model::Model model(loaded.policies.front().specification);
  engine::Team team(2);
  const model::Record record =
      model::Simulation(model, 0, team, model::Execution{.verify_every_window = true}).run();
  std::int64_t initial = 0;
  for (const std::int64_t of_segment : record.initial) initial += of_segment;
  EXPECT_EQ(initial, 100'000);
  EXPECT_GT(record.events, 5'000'000U);
  RecordProperty("events", std::to_string(record.events));
}

}  // namespace
}  // namespace tenure::determinism
