// SPDX-License-Identifier: Apache-2.0
// Points, units, plan and results of sweeps, in memory.
#include <algorithm>
#include <bit>
#include <set>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/team.h"
#include "example.h"
#include "experiment/sweep_merge.h"
#include "experiment/sweep_plan.h"
#include "experiment/sweep_points.h"
#include "experiment/sweep_tabulate.h"
#include "experiment/sweep_unit.h"
#include "experiment/tabulate.h"
#include "results/write.h"

namespace tenure::experiment {
namespace {

using testing::ElementsAre;

scenario::SweepSources sources(const std::string& body, const std::string& shop = example::kShop) {
  scenario::SweepSources sources;
  sources.sweep = {"x.yaml",
                   "format: 1\nscenario: shop.yaml\npolicies: [today, with-desk]\n" + body};
  sources.scenario = {{"shop.yaml", shop}};
  return sources;
}

/// A sweep, its points and its units.
struct Swept {
  explicit Swept(scenario::SweepSources given)
      : from(std::move(given)), sweep(scenario::read_sweep(from)), points(sweep) {}

  SweptPoint at(std::size_t point) const { return SweptPoint(study, point); }

  scenario::SweepSources from;
  scenario::Sweep sweep;
  SweepPoints points;
  SweepStudy study{sweep, points, "bits"};
};

const std::string kTwo = R"(parameters:
  - {name: leave, path: leaving.yearly, range: [20 %, 60 %]}
  - {name: seats, path: policies.with-desk.complaint_desk.seats, values: [1, 2]}
)";
const std::string kGrid = kTwo + "design: {kind: grid, levels: 3}\n";

std::vector<std::string> texts_of(const Swept& swept) {
  std::vector<std::string> all;
  for (std::size_t i = 0; i < swept.points.size(); ++i) {
    std::string text;
    for (const scenario::SweepValue& value : swept.points[i]) text += value.text + " ";
    all.push_back(text);
  }
  return all;
}

TEST(SweepPoints, OfAGridAreAllCombinationsTheLastParameterFirst) {
  EXPECT_THAT(texts_of(Swept(sources(kGrid))),
              ElementsAre("20 % 1 ", "20 % 2 ", "40 % 1 ", "40 % 2 ", "60 % 1 ", "60 % 2 "));
}

TEST(SweepPoints, LeaveOutWhatBreaksAConstraint) {
  const Swept swept(sources(kGrid + "constraints: [leave < 60 %, seats >= 2]\n"));
  EXPECT_THAT(texts_of(swept), ElementsAre("20 % 2 ", "40 % 2 "));
  EXPECT_EQ(swept.points.left_out(), 4u);
}

TEST(SweepPoints, OfEveryDesignAreAsManyAsItSays) {
  const auto count = [&](const std::string& design) {
    return Swept(sources(kTwo + "design: " + design + "\n")).points.size();
  };
  EXPECT_EQ(count("{kind: lhs, points: 10, maximin: true}"), 10u);
  EXPECT_EQ(count("{kind: sobol, points: 8}"), 8u);
  EXPECT_EQ(count("{kind: morris, trajectories: 4}"), 12u);
  EXPECT_EQ(count("{kind: saltelli, base: 4}"), 16u);
  EXPECT_EQ(count("{kind: saltelli, base: 4, second_order: true}"), 24u);
  EXPECT_THROW(count("{kind: sobol, points: 1000001}"), scenario::ScenarioError);
}

TEST(SweepUnit, CountsWhatARunOfTheSameScenarioCounts) {
  const Swept swept(sources(kGrid));
  engine::Team team(1);
  const SweptPoint point = swept.at(3);  // 40 %, 2 seats
  const results::PackedUnit unit = run_unit(point, 1, team, {});

  scenario::LoadOptions options;
  options.sets = {"leaving.yearly=40 %", "policies.with-desk.complaint_desk.seats=2"};
  const scenario::Loaded loaded = scenario::load_text(example::kShop, "shop.yaml", options);
  const Policies policies(example::specifications(loaded, {0, 1}));
  const results::Dataset dataset =
      tabulate(example::texts(loaded, {0, 1}), policies, replicate(policies, {}).records);
  std::size_t compared = 0;
  for (std::size_t policy = 0; policy < 2; ++policy) {
    const results::PackedVariables& variables = point.variables()[policy];
    for (std::size_t i = 0; i < variables.size(); ++i) {
      const results::Variable* expected = dataset.find(variables[i].description.name);
      ASSERT_NE(expected, nullptr) << variables[i].description.name;
      const std::int64_t word = unit.policies[policy].words[i];
      const std::size_t place = policy * policies.replications() + 1;
      if (const auto* whole = std::get_if<std::vector<std::int64_t>>(&expected->values)) {
        EXPECT_EQ(word, (*whole)[place]) << expected->name;
      } else {
        const double value = std::get<std::vector<double>>(expected->values)[place];
        EXPECT_TRUE(std::bit_cast<double>(word) == value || value != value) << expected->name;
      }
      ++compared;
    }
  }
  EXPECT_GT(compared, 40u);
}

TEST(SweepUnit, IsNamedByWhatChangesItsNumbersAndNothingElse) {
  const Swept swept(sources(kGrid));
  const std::string id = swept.at(2).unit_id(0);
  EXPECT_NE(swept.at(3).unit_id(0), id);
  EXPECT_NE(swept.at(2).unit_id(1), id);
  const auto id_with = [](const std::string& body, const std::string& shop = example::kShop) {
    return Swept(sources(body, shop)).at(2).unit_id(0);
  };
  EXPECT_EQ(id_with("title: Another\nreplications: 40\n" + kGrid), id);
  EXPECT_EQ(id_with(kGrid + "keep: {kpis: [survival]}\n"), id);
  EXPECT_NE(id_with("seed: 6\n" + kGrid), id);
  EXPECT_NE(id_with("random_numbers: independent\n" + kGrid), id);
  EXPECT_NE(id_with(kGrid + "keep: {periods: all}\n"), id);
  std::string edited = example::kShop;
  edited.replace(edited.find("customers: 60"), 13, "customers: 61");
  EXPECT_NE(id_with(kGrid, edited), id);
  edited = "# a remark\n" + example::kShop;
  EXPECT_EQ(id_with(kGrid, edited), id);
}

TEST(SweepUnit, HasLuckOfItsOwnAtEveryPointIfItShall) {
  const Swept common(sources(kGrid));
  EXPECT_EQ(seed_of_point(common.sweep, 0), seed_of_point(common.sweep, 5));
  const Swept independent(sources("random_numbers: independent\n" + kGrid));
  std::set<std::uint64_t> seeds;
  for (std::size_t point = 0; point < 1000; ++point) {
    seeds.insert(seed_of_point(independent.sweep, point));
  }
  EXPECT_EQ(seeds.size(), 1000u);
}

TEST(SweepPlan, IsTheSameWhoeverMakesIt) {
  const Swept swept(sources(kGrid));
  const std::string one = to_json(plan_sweep(swept.from, swept.study, 1));
  EXPECT_EQ(to_json(plan_sweep(swept.from, swept.study, 3)), one);
}

TEST(SweepTable, LeavesWhatIsMissingAsFillNeverAsZero) {
  const Swept swept(sources(kGrid + "keep: {kpis: [survival, complaints_filed], periods: all}\n"));
  const SweepPlan plan = plan_sweep(swept.from, swept.study, 1);
  engine::Team team(1);
  results::Pack pack;
  const SweptPoint point = swept.at(1);
  pack.variables = point.variables();
  pack.units = {run_unit(point, 2, team, {})};
  pack.units.front().number = 1 * 3 + 2;
  SweepTable table(swept.study, plan, testing::TempDir());
  table.add(pack);
  const results::Dataset dataset = table.finish();
  results::check(dataset);
  const auto& complete = std::get<std::vector<std::int8_t>>(dataset.find("complete")->values);
  const auto& survival = std::get<std::vector<double>>(dataset.find("survival_total")->values);
  const auto& filed =
      std::get<std::vector<std::int64_t>>(dataset.find("complaints_filed_total")->values);
  ASSERT_EQ(complete.size(), 6u * 2u * 3u);
  for (std::size_t i = 0; i < complete.size(); ++i) {
    const bool there = i == (1 * 2 + 0) * 3 + 2 || i == (1 * 2 + 1) * 3 + 2;
    EXPECT_EQ(complete[i], there ? 1 : 0);
    EXPECT_EQ(survival[i] == survival[i], there) << i;
    EXPECT_EQ(filed[i] != results::kMissing, there && i >= 9) << i;  // the desk's policy only
  }
  const results::Variable* series = dataset.find("survival");
  ASSERT_TRUE(series->fetch);
  const auto by_period = std::get<std::vector<double>>(series->fetch());
  ASSERT_EQ(by_period.size(), complete.size() * 3u);
  for (std::size_t i = 0; i < by_period.size(); ++i) {
    EXPECT_EQ(by_period[i] == by_period[i], complete[i / 3] == 1) << i;
  }
  EXPECT_EQ(by_period[3 * 8 + 2], survival[8]);  // survival at the last period's end is the total
  EXPECT_EQ(dataset.find("survival")->dimensions,
            (std::vector<std::string>{"point", "policy", "replication", "period"}));
  EXPECT_EQ(dataset.find("profit_total"), nullptr);
  const results::Variable* leave = dataset.find("p_leave");
  EXPECT_EQ(std::get<results::Text>(leave->attributes.at("path")), "leaving.yearly");
  EXPECT_EQ(std::get<std::vector<double>>(leave->values)[5], 0.6);
}

TEST(SweepTable, HasTheSameBytesWhateverTheOrderOfPacks) {
  const Swept swept(sources(kGrid + "keep: {periods: all, segments: all}\n"));
  const SweepPlan plan = plan_sweep(swept.from, swept.study, 1);
  engine::Team team(1);
  std::vector<results::Pack> packs;  // of one unit, so that no two rows follow each other in one
  results::Pack whole;
  for (std::size_t unit = 0; unit < plan.units(); ++unit) {
    const SweptPoint point = swept.at(swept.study.point_of(unit));
    results::Pack pack;
    pack.variables = point.variables();
    pack.units = {run_unit(point, swept.study.replication_of(unit), team, {})};
    pack.units.front().number = unit;
    packs.push_back(pack);
    whole.variables = pack.variables;
    whole.units.push_back(pack.units.front());
  }
  SweepTable in_order(swept.study, plan, testing::TempDir());
  in_order.add(whole);
  const std::string bytes = results::to_bytes(in_order.finish());
  SweepTable backwards(swept.study, plan, testing::TempDir());
  backwards.add(packs.front());  // the order of variables is that of the first
  for (std::size_t i = packs.size(); i-- > 1;) backwards.add(packs[i]);
  EXPECT_EQ(results::to_bytes(backwards.finish()), bytes);
}

TEST(SweepStatus, ListsNumbersInShort) {
  EXPECT_EQ(list_of({3}), "3");
  EXPECT_EQ(list_of({3, 7, 8, 9, 12}), "3, 7-9, 12");
  std::vector<std::size_t> even;
  for (std::size_t i = 0; i < 30; ++i) even.push_back(2 * i);
  EXPECT_EQ(list_of(even), "0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22 and 18 more");
}

}  // namespace
}  // namespace tenure::experiment
