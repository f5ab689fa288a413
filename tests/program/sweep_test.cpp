// SPDX-License-Identifier: Apache-2.0
// A sweep gives the same results however it is carried out, and goes on from what is there.
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <numeric>
#include <random>
#include <string>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include "process.h"

namespace tenure::program {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const std::string kShop = R"(format: 1
title: Small shop
horizon: 1 year
report_every: 13 weeks
segments: [{name: all, customers: 300}]
purchasing: {mean_interval: 20 d}
leaving: {yearly: 18 %}
service: {failure_probability: 6 %}
complaint_desk: {seats: 1, handling_time: 6 h}
finance: {}
policies: {today: {}, better: {service: {failure_probability: {times: 0.5}}}}
)";

const std::string kSweep = R"(format: 1
title: What matters
scenario: shop.yaml
replications: 4
seed: 7
parameters:
  - {name: leave, path: leaving.yearly, range: [5 %, 30 %]}
  - {name: gap, path: purchasing.mean_interval, range: [10 d, 40 d], scale: log}
  - {name: fail, path: service.failure_probability, range: [1 %, 12 %]}
design: {kind: lhs, points: 60}
keep: {kpis: [survival, profit, complaint_wait_mean]}
)";

/// A folder with a sweep in it.
class Sweeping : public testing::Test {
 protected:
  Sweeping() {
    folder_.write("shop.yaml", kShop);
    folder_.write("x.yaml", kSweep);
  }

  Ended sweep(std::vector<std::string> more) {
    std::vector<std::string> words{"sweep", "x.yaml"};
    words.insert(words.end(), more.begin(), more.end());
    return tenure(folder_, words);
  }
  std::string results(const std::string& in) const { return folder_.read(in + "/results.h5"); }
  /// What an uninterrupted sweep gives.
  std::string expected() {
    EXPECT_EQ(sweep({"-o", "expected", "--threads", "1"}).code, 0);
    return results("expected");
  }
  std::vector<fs::path> packs(const std::string& in) const { return packs_of(folder_, in); }

  Folder folder_;
};

TEST_F(Sweeping, GivesTheSameBytesOnAnyNumberOfThreads) {
  const std::string one = expected();
  ASSERT_FALSE(one.empty());
  for (const std::string threads : {"2", "3"}) {
    const Ended ended = sweep({"-o", "T" + threads, "--threads", threads});
    EXPECT_EQ(ended.code, 0) << ended.err;
    EXPECT_TRUE(results("T" + threads) == one) << threads << " threads";
    EXPECT_EQ(folder_.read("T" + threads + "/plan.json"), folder_.read("expected/plan.json"));
  }
}

TEST_F(Sweeping, GivesTheSameBytesOnAnyNumberOfRanks) {
  if (tenure(folder_, {"doctor", "--json"}).out.find("Open MPI") == std::string::npos ||
      std::system("command -v mpirun >/dev/null") != 0) {
    GTEST_SKIP() << "a build without Open MPI, or no mpirun";
  }
  const std::string one = expected();
  const auto ranks = [&](int count, const std::string& in) {
    const std::string command =
        "cd " + folder_.path().string() +
        // Sanitizers know nothing of what goes on inside of the MPI library.
        " && ASAN_OPTIONS=detect_leaks=0 TSAN_OPTIONS=ignore_noninstrumented_modules=1"
        " OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 mpirun --oversubscribe -n " +
        std::to_string(count) + " " TENURE_PROGRAM " sweep x.yaml --threads 1 -o " + in +
        " >log 2>&1";
    return std::system(command.c_str());
  };
  for (const int count : {1, 2, 4}) {
    const std::string in = "M" + std::to_string(count);
    EXPECT_EQ(ranks(count, in), 0) << folder_.read("log");
    EXPECT_TRUE(results(in) == one) << count << " ranks";
  }
  // A mistake is told once, by the first rank, and ends all of them.
  folder_.write("x.yaml", kSweep + "desing: 1\n");
  EXPECT_NE(ranks(2, "wrong"), 0);
  const std::string log = folder_.read("log");
  EXPECT_EQ(log.find("Did you mean"), log.rfind("Did you mean")) << log;
  EXPECT_FALSE(folder_.has("wrong"));
}

TEST_F(Sweeping, GivesTheSameBytesInShardsInAnyOrder) {
  const std::string one = expected();
  std::vector<int> order(7);
  std::iota(order.begin(), order.end(), 1);
  std::shuffle(order.begin(), order.end(), std::mt19937(1));
  for (const int k : order) {
    const Ended ended = sweep({"-o", "D", "--shard", std::to_string(k) + "/7"});
    EXPECT_EQ(ended.code, 0) << ended.err;
    EXPECT_THAT(ended.err, HasSubstr("When all are: tenure merge D"));
    EXPECT_FALSE(folder_.has("D/results.h5"));
    const bool last = k == order.back();
    EXPECT_EQ(tenure(folder_, {"status", "D"}).code, last ? 0 : 6);
  }
  EXPECT_EQ(tenure(folder_, {"merge", "D"}).code, 0);
  EXPECT_TRUE(results("D") == one);
  // Again, with the results there and not there: the same.
  EXPECT_EQ(tenure(folder_, {"merge", "D"}).code, 0);
  fs::remove(folder_.path() / "D" / "results.h5");
  EXPECT_EQ(tenure(folder_, {"merge", "D"}).code, 0);
  EXPECT_TRUE(results("D") == one);
}

TEST_F(Sweeping, ListsWhatIsMissingAndWritesNothing) {
  ASSERT_EQ(sweep({"-o", "D", "--shard", "1/2"}).code, 0);
  const Ended ended = tenure(folder_, {"merge", "D"});
  EXPECT_EQ(ended.code, 6);
  EXPECT_THAT(ended.err, HasSubstr("are missing (1, 3, 5"));
  EXPECT_THAT(ended.err, HasSubstr("tenure sweep x.yaml -o D computes what is missing"));
  EXPECT_FALSE(folder_.has("D/results.h5"));
}

TEST_F(Sweeping, ComputesDamagedPacksAgainAndSaysSo) {
  const std::string one = expected();
  const std::vector<fs::path> there = packs("expected");
  ASSERT_GT(there.size(), 3u);
  fs::resize_file(there[1], 200);
  {
    std::fstream file(there[2], std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(300);
    file.put('x');
  }
  std::ofstream(there[3], std::ios::trunc);
  fs::remove(folder_.path() / "expected" / "results.h5");
  const Ended merge = tenure(folder_, {"merge", "expected"});
  EXPECT_EQ(merge.code, 6);
  EXPECT_THAT(merge.err, HasSubstr("cannot be used (damaged: its bytes do not agree"));
  const Ended ended = sweep({"-o", "expected"});
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_THAT(ended.err, HasSubstr("computed again"));
  EXPECT_THAT(ended.err, HasSubstr("packs were there already"));
  EXPECT_TRUE(results("expected") == one);
}

TEST_F(Sweeping, TakesOverWhatAnEditDoesNotTouch) {
  ASSERT_EQ(sweep({"-o", "D"}).code, 0);
  // More replications and another title: the old units are all still good.
  std::string edited = kSweep;
  edited.replace(edited.find("replications: 4"), 15, "replications: 6");
  edited.replace(edited.find("What matters"), 12, "What matters most");
  folder_.write("x.yaml", edited);
  const Ended more = sweep({"-o", "D", "--json"});
  EXPECT_EQ(more.code, 0) << more.err;
  EXPECT_THAT(more.err, HasSubstr("is of an earlier form of this sweep (x.yaml was edited)"));
  EXPECT_THAT(more.out, HasSubstr("\"units_computed\":120,\"units_reused\":240"));
  ASSERT_EQ(sweep({"-o", "fresh"}).code, 0);
  EXPECT_TRUE(results("D") == results("fresh"));
  // Another scenario: nothing is.
  std::string shop = kShop;
  shop.replace(shop.find("seats: 1"), 8, "seats: 2");
  folder_.write("shop.yaml", shop);
  const Ended other = sweep({"-o", "D", "--json"});
  EXPECT_EQ(other.code, 0) << other.err;
  EXPECT_THAT(other.err, HasSubstr("(shop.yaml was edited)"));
  EXPECT_THAT(other.out, HasSubstr("\"units_computed\":360,\"units_reused\":0"));
}

TEST_F(Sweeping, DoesNothingTwice) {
  ASSERT_EQ(sweep({"-o", "D"}).code, 0);
  const auto before = fs::last_write_time(folder_.path() / "D" / "results.h5");
  const Ended again = sweep({"-o", "D"});
  EXPECT_EQ(again.code, 0);
  EXPECT_THAT(again.err, HasSubstr("nothing had to be simulated"));
  EXPECT_THAT(again.err, HasSubstr("holds this sweep already"));
  EXPECT_EQ(fs::last_write_time(folder_.path() / "D" / "results.h5"), before);
}

TEST_F(Sweeping, EndsWithinTwoSecondsWhenAskedToAndGoesOnFromThere) {
  folder_.write("x.yaml", kSweep + "\n");
  std::string large = kShop;
  large.replace(large.find("customers: 300"), 14, "customers: 1500");
  folder_.write("shop.yaml", large);
  const std::string one = expected();
  for (const int signal : {SIGTERM, SIGINT, SIGUSR1}) {
    const std::string in = "D" + std::to_string(signal);
    Process process(folder_, {"sweep", "x.yaml", "-o", in, "--threads", "2"});
    process.wait_until_it_listens();
    while (!fs::exists(folder_.path() / in / "packs") || packs(in).empty()) {
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    const auto sent = std::chrono::steady_clock::now();
    process.send(signal);
    const Ended ended = process.wait();
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - sent;
    EXPECT_EQ(ended.code, 5) << ended.err;
    EXPECT_LT(took.count(), 2.0);
    EXPECT_THAT(ended.err, HasSubstr("the same command goes on from there"));
    EXPECT_FALSE(folder_.has(in + "/results.h5"));
    const Ended rest = sweep({"-o", in, "--threads", "1"});
    EXPECT_EQ(rest.code, 0) << rest.err;
    EXPECT_TRUE(results(in) == one);
    for (const fs::path& file : packs(in)) EXPECT_EQ(file.extension(), ".pack") << file;
  }
}

TEST_F(Sweeping, KeepsWhatIsFinishedHoweverOftenASchedulerSendsUsr1) {
  std::string large = kShop;
  large.replace(large.find("customers: 300"), 14, "customers: 1500");
  folder_.write("shop.yaml", large);
  Process process(folder_, {"sweep", "x.yaml", "-o", "D", "--threads", "2"});
  process.wait_until_it_listens();
  while (!fs::exists(folder_.path() / "D" / "packs") || packs("D").empty()) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  for (int i = 0; i < 20; ++i) {
    process.send(SIGUSR1);
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  const Ended ended = process.wait();
  EXPECT_EQ(ended.code, 5) << ended.err;
  EXPECT_THAT(ended.err, HasSubstr("the same command goes on from there"));
}

TEST_F(Sweeping, RefusesFoldersThatAreSomethingElse) {
  fs::create_directory(folder_.path() / "mine");
  folder_.write("mine/letter.txt", "Dear");
  const Ended mine = sweep({"-o", "mine"});
  EXPECT_EQ(mine.code, 4);
  EXPECT_THAT(mine.err, HasSubstr("mine: holds other files"));
  ASSERT_EQ(sweep({"-o", "D", "--shard", "1/2"}).code, 0);
  folder_.write("y.yaml", kSweep);
  const Ended other = tenure(folder_, {"sweep", "y.yaml", "-o", "D"});
  EXPECT_EQ(other.code, 4);
  EXPECT_THAT(other.err, HasSubstr("D: holds another sweep, x.yaml"));
  EXPECT_EQ(sweep({"-o", "absent/D"}).code, 0);  // made on the way
  EXPECT_EQ(tenure(folder_, {"status", "nowhere"}).code, 4);
  EXPECT_EQ(sweep({}).code, 2);
}

TEST_F(Sweeping, SaysWhatItWillTakeWithoutDoingIt) {
  const Ended ended = sweep({"--dry-run"});
  EXPECT_EQ(ended.code, 0);
  EXPECT_THAT(ended.out, HasSubstr("60 points of 3 parameters, 4 replications, 2 policies"));
  EXPECT_THAT(ended.out, HasSubstr("240 units of work in"));
  EXPECT_THAT(ended.out, HasSubstr("of memory and"));
  EXPECT_EQ(folder_.files().size(), 2u);
}

}  // namespace
}  // namespace tenure::program
