// SPDX-License-Identifier: Apache-2.0
// A run that is asked to stop ends soon, keeps nothing that is incomplete, and says so.
#include <chrono>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include "process.h"

namespace tenure::program {
namespace {

using testing::AnyOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::vector<std::string> kLongRun{"run",
                                        scenario("starter"),
                                        "-o",
                                        "R.h5",
                                        "--replications",
                                        "1000",
                                        "--set",
                                        "segments.regulars.customers=20000",
                                        "--set",
                                        "horizon=20 years"};
const std::vector<std::string> kLargeRun{"run",
                                         scenario("starter"),
                                         "-o",
                                         "R.h5",
                                         "--replications",
                                         "1",
                                         "--set",
                                         "segments.regulars.customers=4000000"};

struct Moment {
  std::vector<std::string> command;
  int signal;
  int milliseconds;
};

std::ostream& operator<<(std::ostream& out, const Moment& moment) {
  return out << "signal " << moment.signal << " after " << moment.milliseconds << " ms";
}

class Signal : public testing::TestWithParam<Moment> {};

TEST_P(Signal, EndsTheRunWithinTwoSecondsWithoutResults) {
  const Folder folder;
  Process process(folder, GetParam().command);
  process.wait_until_it_listens();
  std::this_thread::sleep_for(std::chrono::milliseconds(GetParam().milliseconds));
  const auto sent = std::chrono::steady_clock::now();
  process.send(GetParam().signal);
  const Ended ended = process.wait();
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - sent;
  EXPECT_EQ(ended.code, 5) << ended.err;
  EXPECT_LT(took.count(), 2.0);
  // Whole replications may be kept for the next attempt, from the second second on.
  EXPECT_THAT(ended.err, AnyOf(HasSubstr("Nothing was kept"), HasSubstr("are kept in R.h5.parts")));
  EXPECT_THAT(ended.out, IsEmpty());
  EXPECT_THAT(folder.files(), AnyOf(IsEmpty(), ElementsAre("R.h5.parts")));
}

INSTANTIATE_TEST_SUITE_P(
    , Signal,
    testing::Values(Moment{kLongRun, SIGTERM, 0}, Moment{kLongRun, SIGTERM, 20},
                    Moment{kLongRun, SIGINT, 150}, Moment{kLongRun, SIGTERM, 1000},
                    Moment{kLargeRun, SIGTERM, 100}, Moment{kLargeRun, SIGTERM, 600}),
    [](const auto& given) { return "Moment" + std::to_string(given.index); });

TEST(Signals, TheSecondEndsTheRunAtOnce) {
  const Folder folder;
  Process process(folder, kLargeRun);
  process.wait_until_it_listens();
  process.send(SIGINT);
  process.send(SIGTERM);
  const Ended ended = process.wait();
  EXPECT_EQ(ended.code, 5);
  EXPECT_THAT(folder.files(), AnyOf(IsEmpty(), ElementsAre("R.h5.parts")));
}

}  // namespace
}  // namespace tenure::program
