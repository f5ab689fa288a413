// SPDX-License-Identifier: Apache-2.0
// What goes wrong with the disk, the folder or the release is found, explained, and costs nothing
// that was complete.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include "experiment/study_id.h"
#include "experiment/sweep_plan.h"
#include "process.h"
#include "results/pack.h"

namespace tenure::program {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class SweepTrouble : public testing::Test {
 protected:
  SweepTrouble() {
    folder_.write("shop.yaml", R"(format: 1
title: Small shop
horizon: 1 year
report_every: 13 weeks
segments: [{name: all, customers: 200}]
purchasing: {mean_interval: 20 d}
leaving: {yearly: 18 %}
)");
    folder_.write("x.yaml", R"(format: 1
scenario: shop.yaml
replications: 10
parameters: [{name: leave, path: leaving.yearly, range: [5 %, 30 %]}]
design: {kind: grid, levels: 40}
)");
  }

  Ended sweep(const std::string& in) { return tenure(folder_, {"sweep", "x.yaml", "-o", in}); }
  /// The same with files of at most so many blocks of 512 bytes.
  int sweep_within(int blocks, const std::string& in) {
    const std::string command = "cd " + folder_.path().string() + " && ulimit -f " +
                                std::to_string(blocks) + " && " TENURE_PROGRAM " sweep x.yaml -o " +
                                in + " >log 2>&1";
    const int status = std::system(("sh -c '" + command + "'").c_str());
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }
  std::string results(const std::string& in) const { return folder_.read(in + "/results.h5"); }
  std::vector<fs::path> packs(const std::string& in) const { return packs_of(folder_, in); }

  Folder folder_;
};

TEST_F(SweepTrouble, OfAFullDiskLosesNothingThatIsComplete) {
  ASSERT_EQ(sweep("expected").code, 0);
  std::uintmax_t largest = 0;
  for (const fs::path& pack : packs("expected")) largest = std::max(largest, fs::file_size(pack));
  const std::uintmax_t plan = fs::file_size(folder_.path() / "expected" / "plan.json");
  const std::uintmax_t whole = fs::file_size(folder_.path() / "expected" / "results.h5");
  ASSERT_LT(plan + 512, largest);
  ASSERT_LT(largest + 512, whole);

  const auto blocks = [](std::uintmax_t bytes) { return static_cast<int>((bytes + 511) / 512); };
  EXPECT_EQ(sweep_within(1, "D"), 4);  // not even the plan
  EXPECT_THAT(folder_.read("log"), HasSubstr("plan.json: cannot be written"));
  EXPECT_FALSE(folder_.has("D/plan.json"));
  EXPECT_EQ(sweep_within(blocks(plan), "D"), 4);  // no pack
  EXPECT_THAT(folder_.read("log"), HasSubstr(".pack: cannot be written (writing: File too large"));
  EXPECT_EQ(sweep_within(blocks(largest), "D"), 4);  // all packs, but not the results
  EXPECT_THAT(folder_.read("log"), HasSubstr("results.h5: cannot be written"));
  EXPECT_FALSE(folder_.has("D/results.h5"));
  const Ended ended = sweep("D");
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_THAT(ended.err, HasSubstr("nothing had to be simulated"));
  EXPECT_TRUE(results("D") == results("expected"));
  for (const char* const name : {"D", "D/packs"}) {
    for (const auto& entry : fs::directory_iterator(folder_.path() / name)) {
      EXPECT_EQ(entry.path().filename().string().find(".tmp."), std::string::npos) << entry;
    }
  }
}

TEST_F(SweepTrouble, OfADiskThatIsFullWhileSeriesAreMergedIsToldAndLeavesNothing) {
  std::string sweep_text = folder_.read("x.yaml");
  folder_.write("x.yaml", sweep_text + "keep: {periods: all}\n");
  ASSERT_EQ(sweep("expected").code, 0);
  ASSERT_EQ(tenure(folder_, {"sweep", "x.yaml", "-o", "D", "--shard", "1/1"}).code, 0);
  fs::remove(folder_.path() / "D" / "results.h5");
  const auto blocks = static_cast<int>(fs::file_size(folder_.path() / "expected/results.h5") / 512);
  std::set<std::string> said;
  for (const int some : {8, blocks / 8, blocks / 2, blocks - 8}) {
    EXPECT_EQ(sweep_within(some, "D"), 4) << some;
    const std::string log = folder_.read("log");
    EXPECT_THAT(log, HasSubstr("File too large")) << some;
    said.insert(log.find("does not fit into memory") != log.npos ? "scratch" : "results");
    EXPECT_FALSE(folder_.has("D/results.h5"));
  }
  EXPECT_THAT(said, testing::Contains("scratch"));
  EXPECT_EQ(tenure(folder_, {"merge", "D"}).code, 0);
  EXPECT_TRUE(results("D") == results("expected"));
  for (const auto& entry : fs::directory_iterator(folder_.path() / "D")) {
    EXPECT_EQ(entry.path().filename().string().find(".tmp."), std::string::npos) << entry;
  }
}

TEST_F(SweepTrouble, OfAFolderThatCannotBeIsToldBeforeAnyWork) {
  const Ended ended = sweep("x.yaml/D");
  EXPECT_EQ(ended.code, 4);
  EXPECT_THAT(ended.err, HasSubstr("x.yaml/D"));
  EXPECT_THAT(ended.err, HasSubstr("Not a directory"));
}

TEST_F(SweepTrouble, OfPacksOfAnotherReleaseIsExplained) {
  ASSERT_EQ(sweep("D").code, 0);
  const std::string expected = results("D");
  const fs::path one = packs("D")[1];
  results::Pack pack = results::read_pack(one);
  pack.epoch = 2;
  pack.release = "0.0.9";
  results::write_pack(one, pack);
  fs::remove(folder_.path() / "D" / "results.h5");
  const Ended merge = tenure(folder_, {"merge", "D"});
  EXPECT_EQ(merge.code, 6);
  EXPECT_THAT(merge.err, HasSubstr("of release 0.0.9 with results epoch 2, this plan has " +
                                   std::to_string(experiment::kResultsEpoch)));
  const Ended again = sweep("D");
  EXPECT_EQ(again.code, 0) << again.err;
  EXPECT_THAT(again.err, HasSubstr("of release 0.0.9 with results epoch 2"));
  EXPECT_TRUE(results("D") == expected);
}

TEST_F(SweepTrouble, OfAPlanOfAnotherReleaseIsExplained) {
  ASSERT_EQ(sweep("D").code, 0);
  const std::string expected = results("D");
  experiment::SweepPlan plan = *experiment::read_plan(folder_.path() / "D");
  plan.epoch = 2;
  plan.release = "0.0.9";
  experiment::write_plan(folder_.path() / "D", plan);
  const Ended again = sweep("D");
  EXPECT_EQ(again.code, 0) << again.err;
  EXPECT_THAT(again.err,
              HasSubstr("this release computes other numbers (results epoch " +
                        std::to_string(experiment::kResultsEpoch) + ", release 0.0.9 had 2)"));
  EXPECT_TRUE(results("D") == expected);
}

TEST_F(SweepTrouble, OfADamagedPlanCostsThePlanOnly) {
  ASSERT_EQ(sweep("D").code, 0);
  const std::string expected = results("D");
  std::string plan = folder_.read("D/plan.json");
  plan.replace(plan.find("18 %"), 4, "19 %");
  folder_.write("D/plan.json", plan);
  EXPECT_EQ(tenure(folder_, {"merge", "D"}).code, 4);
  const Ended again = sweep("D");
  EXPECT_EQ(again.code, 0) << again.err;
  EXPECT_THAT(again.err, HasSubstr("its texts do not agree with its id"));
  EXPECT_TRUE(results("D") == expected);
}

}  // namespace
}  // namespace tenure::program
