// SPDX-License-Identifier: Apache-2.0
// Many short units lose little to bookkeeping, and many points are merged in little memory.
#include <filesystem>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/team.h"
#include "experiment/study_id.h"
#include "experiment/sweep_plan.h"
#include "experiment/sweep_points.h"
#include "experiment/sweep_store.h"
#include "experiment/sweep_unit.h"
#include "process.h"

namespace tenure::program {
namespace {

using testing::HasSubstr;

double number_in(const std::string& json, const std::string& key) {
  const std::size_t place = json.find("\"" + key + "\":");
  return place == json.npos ? -1.0 : std::stod(json.substr(place + key.size() + 3));
}

TEST(SweepSize, TenThousandUnitsOfAMillisecondLoseUnderAFifth) {
  const Folder folder;
  folder.write("shop.yaml", R"(format: 1
horizon: 1 year
report_every: 13 weeks
segments: [{name: all, customers: 400}]
purchasing: {mean_interval: 30 d}
leaving: {yearly: 18 %}
finance: {}
)");
  folder.write("x.yaml", R"(format: 1
scenario: shop.yaml
replications: 100
parameters: [{name: leave, path: leaving.yearly, range: [5 %, 30 %]}]
design: {kind: grid, levels: 100}
)");
  const Ended ended =
      tenure(folder, {"sweep", "x.yaml", "-o", "D", "--threads", "1", "--json", "--quiet"});
  ASSERT_EQ(ended.code, 0) << ended.err;
  EXPECT_EQ(number_in(ended.out, "units_computed"), 10'000);
  // Of one thread, so that what else the machine does weighs on both alike.
  const double share = number_in(ended.out, "unit_seconds") / ended.wall_seconds;
  RecordProperty("share_of_simulation", std::to_string(share));
  EXPECT_GT(share, 0.8) << ended.out;
}

/// How a sweep of 10,000 points, 5 replications and 3 policies is merged. Its packs are made up:
/// one unit, with numbers that differ. `more` is of the scenario, `keep` of the sweep.
struct MergedPoints {
  Ended ended;
  std::size_t variables = 0;  ///< of a policy
  Ended report;               ///< of the folder, in the terminal
  Ended status;
  std::int64_t file_bytes = 0;  ///< of the results
};

MergedPoints merge_ten_thousand_points(const std::string& more, const std::string& keep) {
  const Folder folder;
  scenario::SweepSources sources;
  sources.scenario = {{"shop.yaml", R"(format: 1
horizon: 1 year
report_every: 4 weeks
segments: [{name: all, customers: 50}]
purchasing: {mean_interval: 20 d}
leaving: {yearly: 18 %}
finance: {}
policies: {today: {}, more: {finance: {fixed_cost: 1 EUR/year}}, most: {leaving: {yearly: 9 %}}}
)" + more}};
  sources.sweep = {"x.yaml", R"(format: 1
scenario: shop.yaml
replications: 5
parameters:
  - {name: leave, path: leaving.yearly, range: [5 %, 30 %], masked: allowed}
  - {name: gap, path: purchasing.mean_interval, range: [10 d, 40 d], scale: log}
design: {kind: sobol, points: 10000}
)" + keep};
  const scenario::Sweep sweep = scenario::read_sweep(sources);
  const experiment::SweepPoints points(sweep);
  const experiment::SweepStudy study{sweep, points, "bits"};
  experiment::SweepPlan plan;
  plan.sources = sources;
  plan.release = TENURE_VERSION;
  plan.epoch = experiment::kResultsEpoch;
  plan.canary = "bits";
  plan.points = points.size();
  plan.replications = 5;
  plan.policies = sweep.policies;
  plan.units_per_pack = 500;
  experiment::write_plan(folder.path(), plan);
  const experiment::SweepStore store(folder.path(), plan);
  store.prepare();
  const experiment::SweptPoint first(study, 0);
  engine::Team team(1);
  const results::PackedUnit unit = experiment::run_unit(first, 0, team, {});
  std::uint64_t luck = 1;
  for (std::size_t number = 0; number < plan.packs(); ++number) {
    results::Pack pack;
    pack.variables = first.variables();
    for (std::size_t i = 0; i < plan.units_per_pack; ++i) {
      pack.units.push_back(unit);
      pack.units.back().number = store.first_unit(number) + i;
      for (results::PackedPolicy& policy : pack.units.back().policies) {
        for (std::int64_t& word : policy.words) {
          luck = luck * 6364136223846793005U + 1442695040888963407U;
          word += static_cast<std::int64_t>(luck >> 40U);  // 24 bits that nothing compresses
        }
      }
    }
    store.write(number, pack);
  }
  MergedPoints merged{tenure(folder, {"merge", "."}), first.variables().front().size(), {}, {}, 0};
  EXPECT_EQ(merged.ended.code, 0) << merged.ended.err;
  EXPECT_THAT(merged.ended.out, HasSubstr("10,000 points, 5 replications, 3 policies"));
  merged.report = tenure(folder, {"report", ".", "--term"});
  EXPECT_EQ(merged.report.code, 0) << merged.report.err;
  EXPECT_THAT(merged.report.out, HasSubstr("leave"));
  merged.status = tenure(folder, {"status", "."});
  EXPECT_EQ(merged.status.code, 0) << merged.status.err;
  EXPECT_THAT(merged.status.out, HasSubstr("Merged: ./results.h5"));
  merged.file_bytes =
      static_cast<std::int64_t>(std::filesystem::file_size(folder.path() / "results.h5"));
  return merged;
}

TEST(SweepSize, TenThousandPointsAreMergedWithinHalfAGigabyte) {
  const MergedPoints merged = merge_ten_thousand_points(R"(service: {failure_probability: 6 %}
complaint_desk: {seats: 1, handling_time: 6 h}
satisfaction: {}
loyalty_programme: {points: 1 point/EUR}
)",
                                                        "");
  RecordProperty("variables", std::to_string(merged.variables));
  RecordProperty("megabytes", std::to_string(merged.ended.max_rss_bytes / 1'000'000));
  EXPECT_GT(merged.variables, 35u);
  EXPECT_LT(merged.ended.max_rss_bytes, 512'000'000);
}

/// Half a gigabyte of values, of which one variable at a time is in memory; who tells of the sweep
/// needs none of them, but the file, whose seal is looked at.
TEST(SweepSize, SeriesOfTenThousandPointsAreMergedOneByOne) {
  const MergedPoints merged = merge_ten_thousand_points("", "keep: {periods: all}\n");
  RecordProperty("variables", std::to_string(merged.variables));
  RecordProperty("megabytes", std::to_string(merged.ended.max_rss_bytes / 1'000'000));
  EXPECT_GT(merged.variables, 40u);
  EXPECT_LT(merged.ended.max_rss_bytes, 256'000'000);
  RecordProperty("file_megabytes", std::to_string(merged.file_bytes / 1'000'000));
  RecordProperty("report_megabytes", std::to_string(merged.report.max_rss_bytes / 1'000'000));
  RecordProperty("status_megabytes", std::to_string(merged.status.max_rss_bytes / 1'000'000));
  EXPECT_LT(merged.report.max_rss_bytes, merged.file_bytes + 64'000'000);
  EXPECT_LT(merged.status.max_rss_bytes, merged.file_bytes + 64'000'000);
}

}  // namespace
}  // namespace tenure::program
