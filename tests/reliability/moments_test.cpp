// SPDX-License-Identifier: Apache-2.0
// SIGTERM at 100 moments of a run: it ends within 2 seconds, keeps what is complete, and the same
// command comes to the same bytes as if nothing had happened.
#include <chrono>
#include <random>
#include <set>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include "tests/program/process.h"

namespace tenure::program {
namespace {

using testing::AnyOf;
using testing::HasSubstr;
using Clock = std::chrono::steady_clock;

// Some two seconds of replications of some 100 ms each.
const std::vector<std::string> kStudy{"run",
                                      scenario("starter"),
                                      "-o",
                                      "R.h5",
                                      "--replications",
                                      "24",
                                      "--set",
                                      "segments.regulars.customers=6000"};

TEST(Moments, OfATermSignalCostNothingThatIsComplete) {
  const Folder undisturbed;
  const Ended whole = tenure(undisturbed, kStudy);
  ASSERT_EQ(whole.code, 0) << whole.err;
  const std::string expected = undisturbed.read("R.h5");
  std::mt19937 random(20260101);
  std::uniform_real_distribution<double> moment(0.0, 1.05 * whole.wall_seconds);

  int interrupted = 0;
  int resumed = 0;
  double longest = 0.0;
  for (int i = 0; i < 100; ++i) {
    const Folder folder;
    const double after = moment(random);
    SCOPED_TRACE(after);
    Process process(folder, kStudy);
    process.wait_until_it_listens();
    std::this_thread::sleep_for(std::chrono::duration<double>(after));
    const auto sent = Clock::now();
    process.send(SIGTERM);
    const Ended ended = process.wait();
    const double took = std::chrono::duration<double>(Clock::now() - sent).count();
    longest = std::max(longest, took);
    if (ended.signal == SIGTERM) continue;  // after its end, when it did not listen any more
    EXPECT_LT(took, 2.0);
    ASSERT_THAT(ended.code, AnyOf(0, 5)) << ended.err;
    if (ended.code == 0) {
      EXPECT_EQ(folder.read("R.h5"), expected);
      EXPECT_FALSE(folder.has("R.h5.parts"));
      continue;
    }
    ++interrupted;
    EXPECT_FALSE(folder.has("R.h5"));
    for (const std::string& name : folder.files()) EXPECT_EQ(name, "R.h5.parts");
    if (i % 5 != 0) continue;
    const Ended again = tenure(folder, kStudy);
    ASSERT_EQ(again.code, 0) << again.err;
    EXPECT_EQ(folder.read("R.h5"), expected);
    EXPECT_THAT(folder.files(), testing::UnorderedElementsAre("R.h5", "R.h5.run.json"));
    if (again.err.find("Took ") != std::string::npos) ++resumed;
  }
  std::printf("%d of 100 runs were interrupted, the longest took %.3f s to end\n", interrupted,
              longest);
  EXPECT_GT(interrupted, 50);
  EXPECT_GT(resumed, 5);
}

TEST(Moments, OfAKillCostAtMostASecond) {
  std::vector<std::string> study = kStudy;
  study.insert(study.end(), {"--set", "segments.occasional.customers=30000", "--threads", "1"});
  const Folder undisturbed;
  const Ended whole = tenure(undisturbed, study);
  ASSERT_EQ(whole.code, 0) << whole.err;
  ASSERT_GT(whole.wall_seconds, 2.0) << "too fast a machine for this study";

  const Folder folder;
  Process process(folder, study);
  process.wait_until_it_listens();
  std::this_thread::sleep_for(std::chrono::duration<double>(0.7 * whole.wall_seconds));
  process.send(SIGKILL);
  ASSERT_EQ(process.wait().signal, SIGKILL);
  EXPECT_THAT(folder.files(), testing::ElementsAre("R.h5.parts"));
  // As if the writing of the results had been killed: nobody's temporary.
  folder.write(".R.h5.tmp.999999999", "half a fi");
  const Ended again = tenure(folder, study);
  EXPECT_EQ(again.code, 0) << again.err;
  EXPECT_THAT(again.err, HasSubstr("of 24 replications from R.h5.parts."));
  EXPECT_EQ(folder.read("R.h5"), undisturbed.read("R.h5"));
  EXPECT_THAT(folder.files(), testing::UnorderedElementsAre("R.h5", "R.h5.run.json"));
}

}  // namespace
}  // namespace tenure::program
