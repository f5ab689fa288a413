// SPDX-License-Identifier: Apache-2.0
#include "scenario/move.h"

#include <limits>
#include <string>

#include <gtest/gtest.h>

#include "scenario/load.h"

namespace tenure::scenario {
namespace {

constexpr model::Range kLessThanOne{.low = 0.0, .high = 1.0, .high_excluded = true};

template <class Quantity>
void expect_step(const Step<Quantity>& step, double measure, Reach reach) {
  EXPECT_DOUBLE_EQ(Quantity::measure(step.value), measure);
  EXPECT_EQ(step.reach, reach);
}

TEST(Moved, GoesAllTheWayWhereTheRangeAllows) {
  expect_step(moved<kinds::Number>(0.1, 1.5, model::kAnyNumber), 0.15, Reach::whole);
  expect_step(moved<kinds::Number>(-4.0, 1.5, model::kAnyNumber), -6.0, Reach::whole);
  expect_step(moved<kinds::Share>({0.3}, 0.5, model::kShare), 0.15, Reach::whole);
}

TEST(Moved, MeansTheDecimalNumberThatPeopleWouldWrite) {
  EXPECT_EQ(moved<kinds::Number>(0.1, 1.5, model::kAnyNumber).value, 0.15);
  EXPECT_EQ(moved<kinds::Share>({0.3}, 1.5, model::kShare).value.value, 0.45);
}

TEST(Moved, StopsAtTheEndOfTheRange) {
  expect_step(moved<kinds::Share>({0.7}, 1.5, model::kShare), 1.0, Reach::bound);
  expect_step(moved<kinds::Number>(-0.8, 1.5, {.low = -1.0}), -1.0, Reach::bound);
  expect_step(moved<kinds::Whole>(3, 0.5, {.low = 2.0}), 2.0, Reach::bound);
}

TEST(Moved, StopsHalfWayToAnEndThatIsExcluded) {
  expect_step(moved<kinds::Share>({0.8}, 1.5, kLessThanOne), 0.9, Reach::half_way);
}

TEST(Moved, StaysAtTheEndOfItsRange) {
  expect_step(moved<kinds::Share>({1.0}, 1.5, model::kShare), 1.0, Reach::nowhere);
  expect_step(moved<kinds::Whole>(1, 0.5, {.low = 1.0}), 1.0, Reach::nowhere);
}

TEST(Moved, RoundsWhatIsWholeAwayFromTheValue) {
  expect_step(moved<kinds::Whole>(3, 1.5, model::kAnyNumber), 5.0, Reach::whole);
  expect_step(moved<kinds::Whole>(3, 0.5, model::kAnyNumber), 1.0, Reach::whole);
  expect_step(moved<kinds::Whole>(-3, 1.5, model::kAnyNumber), -5.0, Reach::whole);
  expect_step(moved<kinds::Whole>(-3, 0.5, model::kAnyNumber), -1.0, Reach::whole);
  expect_step(moved<kinds::Whole>(1, 1.5, model::kAnyNumber), 2.0, Reach::whole);
  expect_step(moved<kinds::Whole>(4, 1.5, model::kAnyNumber), 6.0, Reach::whole);
  expect_step(moved<kinds::Amount>({1}, 1.5, model::kAnyNumber), 2.0, Reach::whole);
}

TEST(Moved, DoesNotWrapAround) {
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
  EXPECT_EQ(moved<kinds::Whole>(kMost, 1.5, model::kAnyNumber).reach, Reach::nowhere);
}

const std::string kShop = R"(format: 1
title: Shop
horizon: 1 year
segments:
  - {name: regulars, customers: 10, complaint_desk: {complaint_probability: 45 %}}
  - {name: others, customers: 10}
purchasing: {}
leaving: {yearly: 10 %}
service: {failure_probability: 6 %}
complaint_desk: {}
policies:
  today: {}
  louder: {complaint_desk: {complaint_probability: {times: 2}}}
  fixed: {complaint_desk: {complaint_probability: 40 %}}
)";

Loaded with_move(const std::string& path, double factor) {
  return load_text(kShop, "s.yaml", {.sets = {}, .allowed_paths = {}, .move = Move{path, factor}});
}

std::string value_of(const Loaded& loaded, std::size_t policy, const std::string& path) {
  for (const Resolved& value : loaded.policies[policy].inventory.values) {
    if (value.path == path) return value.value;
  }
  return "not there";
}

TEST(LoadWithAMove, MovesTheDefaultWhereItIsReliedOn) {
  const std::string path = "complaint_desk.complaint_probability";
  const Loaded moved = with_move(path, 0.5);
  EXPECT_EQ(value_of(moved, 0, "segments.others." + path), "20 %");
  EXPECT_EQ(value_of(moved, 0, "segments.regulars." + path), "45 %") << "given";
  EXPECT_EQ(value_of(moved, 1, "segments.others." + path), "40 %") << "relative to the default";
  EXPECT_EQ(value_of(moved, 2, path), "40 %") << "given by the policy";
}

TEST(LoadWithAMove, IsTheSameStudyAsWithSet) {
  const Loaded moved = with_move("complaint_desk.exit.silent", 1.5);
  const Loaded set = load_text(
      kShop, "s.yaml",
      {.sets = {"complaint_desk.exit.silent=45 %"}, .allowed_paths = {}, .move = std::nullopt});
  for (std::size_t policy = 0; policy < 3; ++policy) {
    EXPECT_EQ(moved.policies[policy].resolved_yaml, set.policies[policy].resolved_yaml);
  }
  EXPECT_NE(moved.policies[0].resolved_yaml, load_text(kShop, "s.yaml").policies[0].resolved_yaml);
}

TEST(LoadWithAMove, LeavesWhatIsGivenOrHasASource) {
  const Loaded plain = load_text(kShop, "s.yaml");
  for (const char* path : {"service.failure_probability", "leaving.yearly", "horizon",
                           "segments.others.customers", "no.such.path"}) {
    EXPECT_EQ(with_move(path, 0.5).policies[0].resolved_yaml, plain.policies[0].resolved_yaml)
        << path;
  }
}

const Assumption* find(const Inventory& inventory, const std::string& path) {
  const Assumption* found = nullptr;
  for (const Assumption& one : inventory.assumptions) {
    if (one.path != path) continue;
    EXPECT_EQ(found, nullptr) << path << " is listed twice";
    found = &one;
  }
  return found;
}

TEST(Assumptions, AreWhatTheInventoryMarksAsSuch) {
  const Inventory inventory = load_text(kShop, "s.yaml").policies[0].inventory;
  std::size_t marked = 0;
  for (const Resolved& value : inventory.values) {
    if (!value.assumption || value.value == "[]") continue;
    ++marked;
    const std::string prefix = "segments.others.";
    const std::string path =
        value.path.starts_with(prefix) ? value.path.substr(prefix.size()) : value.path;
    EXPECT_NE(find(inventory, path), nullptr) << value.path;
  }
  EXPECT_EQ(inventory.assumptions.size(), marked);
  EXPECT_EQ(find(inventory, "service.failure_probability"), nullptr) << "given";
  EXPECT_EQ(find(inventory, "replications"), nullptr) << "no assumption about anybody";
}

TEST(Assumptions, SayHowTheyCanBeMoved) {
  const Inventory inventory = load_text(kShop, "s.yaml").policies[0].inventory;
  const Assumption* share = find(inventory, "complaint_desk.resolution.probability");
  ASSERT_NE(share, nullptr);
  EXPECT_EQ(share->kind, Assumption::Kind::number);
  ASSERT_EQ(share->moves.size(), 2U);
  EXPECT_EQ(share->moves[0].value, "35 %");
  EXPECT_EQ(share->moves[0].reach, Reach::whole);
  EXPECT_EQ(share->moves[1].value, "100 %");
  EXPECT_EQ(share->moves[1].reach, Reach::bound);
  EXPECT_EQ(find(inventory, "service.quality")->kind, Assumption::Kind::zero);
  EXPECT_EQ(find(inventory, "complaint_desk.order")->kind, Assumption::Kind::no_number);
}

}  // namespace
}  // namespace tenure::scenario
