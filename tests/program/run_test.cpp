// SPDX-License-Identifier: Apache-2.0
#include <regex>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include "process.h"

namespace tenure::program {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::UnorderedElementsAre;

Words run_starter(const Words& more) {
  Words words{"run", scenario("starter"), "--replications", "2"};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

TEST(Run, PrintsATableForANewcomer) {
  const Ended ended = tenure(Folder(), run_starter({}));
  EXPECT_EQ(ended.code, 0);
  EXPECT_THAT(ended.out, testing::StartsWith("My shop\nHow many customers stay for two years"));
  EXPECT_THAT(ended.out, HasSubstr("3,000 customers in 2 segments, 2 years, 2 replications"));
  EXPECT_THAT(ended.out,
              testing::ContainsRegex("survival +[0-9.]+ % +[0-9.]+ and [0-9.]+ +share of"));
  EXPECT_THAT(ended.out,
              testing::ContainsRegex("revenue +[0-9,]+ EUR +[0-9,]+ and [0-9,]+ +spent"));
  EXPECT_THAT(ended.out, testing::ContainsRegex("failure_silent +[0-9.,]+ +[0-9.,]+ and"));
}

TEST(Run, OneReplicationHasNoMarginOfError) {
  const Ended table = tenure(Folder(), {"run", scenario("starter"), "--replications", "1"});
  EXPECT_THAT(table.out, Not(HasSubstr("sure between")));
  EXPECT_THAT(table.out, HasSubstr("--replications 20"));
  const Ended json =
      tenure(Folder(), {"run", scenario("starter"), "--replications", "1", "--json"});
  EXPECT_THAT(json.out, HasSubstr("\"half_width\":null"));
  EXPECT_THAT(json.out, Not(testing::ContainsRegex("half_width\":[0-9]")));
}

TEST(Run, GivesTheSameBitsOnAnyNumberOfThreads) {
  const Folder folder;
  const std::string once = digest_of(tenure(folder, run_starter({"--json", "--threads", "1"})));
  EXPECT_EQ(once.size(), 64U) << once;
  for (const std::string threads : {"2", "3", "8"}) {
    EXPECT_EQ(digest_of(tenure(folder, run_starter({"--json", "--threads", threads}))), once);
  }
  EXPECT_NE(digest_of(tenure(folder, run_starter({"--json", "--seed", "2"}))), once);
}

TEST(Run, SettingAValueEqualsEditingTheFile) {
  const Folder folder;
  tenure(folder, {"init", "shop"});
  const std::string given = folder.read("shop.yaml");
  const std::string before = "  seats: 1 ";
  ASSERT_NE(given.find(before), std::string::npos);
  folder.write("edited.yaml",
               std::string(given).replace(given.find(before), before.size(), "  seats: 3 "));
  const Words how{"--replications", "2", "--json"};
  const auto run = [&](Words words) {
    words.insert(words.end(), how.begin(), how.end());
    return digest_of(tenure(folder, words));
  };
  const std::string edited = run({"run", "edited.yaml"});
  EXPECT_EQ(edited.size(), 64U);
  EXPECT_EQ(run({"run", "shop.yaml", "--set", "complaint_desk.seats=3"}), edited);
  EXPECT_NE(run({"run", "shop.yaml"}), edited);
}

TEST(Run, WritesResultsAndASideFile) {
  const Folder folder;
  const Ended ended = tenure(folder, run_starter({"-o", "R.h5"}));
  EXPECT_EQ(ended.code, 0);
  EXPECT_THAT(folder.files(), UnorderedElementsAre("R.h5", "R.h5.run.json"));
  EXPECT_THAT(ended.err, HasSubstr("R.h5"));
}

TEST(Run, WritesTheSameBytesAgain) {
  const Folder folder;
  tenure(folder, run_starter({"-o", "A.h5", "--threads", "1"}));
  tenure(folder, run_starter({"-o", "B.h5", "--threads", "2"}));
  EXPECT_FALSE(folder.read("A.h5").empty());
  EXPECT_EQ(folder.read("A.h5"), folder.read("B.h5"));
}

TEST(Run, ReusesTheResultsOfTheSameStudyAndSaysSo) {
  const Folder folder;
  const Ended first = tenure(folder, run_starter({"-o", "R.h5"}));
  const std::string bytes = folder.read("R.h5");
  const Ended second = tenure(folder, run_starter({"-o", "R.h5"}));
  EXPECT_EQ(second.code, 0);
  EXPECT_THAT(second.err, HasSubstr("R.h5 holds this study already"));
  EXPECT_EQ(folder.read("R.h5"), bytes);
  // The same table, but for how long it took.
  const auto kpis = [](const Ended& ended) { return ended.out.substr(ended.out.find("survival")); };
  EXPECT_EQ(kpis(second), kpis(first));
}

TEST(Run, DoesNotReplaceTheResultsOfAnotherStudy) {
  const Folder folder;
  tenure(folder, run_starter({"-o", "R.h5"}));
  const std::string bytes = folder.read("R.h5");
  const Ended refused = tenure(folder, run_starter({"-o", "R.h5", "--seed", "9"}));
  EXPECT_EQ(refused.code, 4);
  EXPECT_THAT(refused.err, HasSubstr("--force"));
  EXPECT_THAT(refused.out, IsEmpty());
  EXPECT_EQ(folder.read("R.h5"), bytes);
  EXPECT_EQ(tenure(folder, run_starter({"-o", "R.h5", "--seed", "9", "--force"})).code, 0);
  EXPECT_NE(folder.read("R.h5"), bytes);
}

TEST(Run, DoesNotReplaceAFileThatIsNoResult) {
  const Folder folder;
  folder.write("thesis.txt", "precious");
  EXPECT_EQ(tenure(folder, run_starter({"-o", "thesis.txt"})).code, 4);
  EXPECT_EQ(folder.read("thesis.txt"), "precious");
}

TEST(Run, NeverReplacesItsScenario) {
  const Folder folder;
  tenure(folder, {"init", "shop"});
  const std::string given = folder.read("shop.yaml");
  EXPECT_EQ(tenure(folder, {"run", "shop.yaml", "-o", "./shop.yaml", "--force"}).code, 4);
  EXPECT_EQ(folder.read("shop.yaml"), given);
}

TEST(Run, RefusesAPlaceThatCannotBeWrittenBeforeItSimulates) {
  const Folder folder;
  const Ended ended = tenure(folder, {"run", scenario("starter"), "--set",
                                      "segments.regulars.customers=1000000", "-o", "no/R.h5"});
  EXPECT_EQ(ended.code, 4);
  EXPECT_THAT(ended.err, HasSubstr("no/R.h5"));
  EXPECT_LT(ended.cpu_seconds, 2.0);
}

/// This process and those it starts, until the end of the test.
class LimitOnAddressSpace {
 public:
  explicit LimitOnAddressSpace(rlim_t bytes) {
    getrlimit(RLIMIT_AS, &before_);
    const rlimit limit{bytes, before_.rlim_max};
    setrlimit(RLIMIT_AS, &limit);
  }
  LimitOnAddressSpace(const LimitOnAddressSpace&) = delete;
  LimitOnAddressSpace& operator=(const LimitOnAddressSpace&) = delete;
  ~LimitOnAddressSpace() { setrlimit(RLIMIT_AS, &before_); }

 private:
  rlimit before_{};
};

TEST(Run, RefusesWhatWouldNotFitIntoMemoryBeforeItSimulates) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "sanitizers take terabytes of address space for themselves";
#endif
  const Folder folder;
  const LimitOnAddressSpace limit(rlim_t{2} << 30U);
  const Ended ended = tenure(
      folder, {"run", scenario("starter"), "--set", "segments.regulars.customers=100000000"});
  EXPECT_EQ(ended.code, 4);
  EXPECT_THAT(ended.err, testing::ContainsRegex("the run needs about [0-9.]+ GB of memory, and it "
                                                "may use 2.1 GB, the limit on the address space"));
  EXPECT_THAT(ended.err, HasSubstr("fewer customers"));
  EXPECT_LT(ended.cpu_seconds, 2.0);
}

TEST(Run, DryRunSimulatesNothing) {
  const Folder folder;
  const Ended ended = tenure(folder, {"run", scenario("starter"), "--dry-run", "-o", "R.h5",
                                      "--set", "segments.regulars.customers=1000000"});
  EXPECT_EQ(ended.code, 0);
  EXPECT_THAT(ended.out, HasSubstr("Would write R.h5"));
  EXPECT_THAT(ended.out, testing::ContainsRegex("about [0-9.]+ MB of memory"));
  EXPECT_THAT(folder.files(), IsEmpty());
  EXPECT_LT(ended.cpu_seconds, 2.0);
}

TEST(Run, EstimatesItsMemoryWithinAFactorOfTwo) {
  const Folder folder;
  const Words words{"run",
                    scenario("starter"),
                    "--replications",
                    "1",
                    "--threads",
                    "1",
                    "--set",
                    "segments.regulars.customers=300000",
                    "--set",
                    "horizon=8 weeks",
                    "--json"};
  Words dry = words;
  dry.push_back("--dry-run");
  std::smatch found;
  const std::string plan = tenure(folder, dry).out;
  ASSERT_TRUE(std::regex_search(plan, found, std::regex("estimated_memory_bytes\":([0-9]+)")))
      << plan;
  [[maybe_unused]] const double estimated = std::stod(found[1]);
  const Ended ended = tenure(folder, words);
  ASSERT_EQ(ended.code, 0) << ended.err;
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
  EXPECT_LT(static_cast<double>(ended.max_rss_bytes), 2.0 * estimated);
  EXPECT_GT(static_cast<double>(ended.max_rss_bytes), 0.5 * estimated);
#endif
}

}  // namespace
}  // namespace tenure::program
