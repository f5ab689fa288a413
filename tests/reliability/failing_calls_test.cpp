// SPDX-License-Identifier: Apache-2.0
// Every call that reads or writes the user's files fails once: never a wrong result, never a crash,
// an exit code and a message that fit.
#include <cerrno>
#include <map>
#include <ostream>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/canary.h"
#include "experiment/part_store.h"
#include "experiment/replicate.h"
#include "scenario/load.h"
#include "tests/program/process.h"

namespace tenure::program {
namespace {

using testing::AnyOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kSanitized = true;  // the sanitizers put themselves before the calls as well
#else
constexpr bool kSanitized = false;
#endif

const std::string kFew = "segments.regulars.customers=100";
const std::string kMore = "segments.occasional.customers=100";
const std::vector<std::string> kRun{"run", "shop.yaml", "-o", "R.h5",  "--replications",
                                    "3",   "--set",     kFew, "--set", kMore};

/// What the folder holds before the run.
enum class Before { nothing, same_study, other_study, parts };

struct Case {
  Before before = Before::nothing;
  int error = EIO;
};

std::ostream& operator<<(std::ostream& out, const Case& c) {
  return out << static_cast<int>(c.before) << " with errno " << c.error;
}

/// Two of the three replications, as an interrupted run would leave them.
void put_parts(const Folder& folder) {
  scenario::LoadOptions options;
  options.sets = {"replications=3", kFew, kMore};
  const scenario::Loaded loaded = scenario::load(folder.path() / "shop.yaml", options);
  const experiment::Policies policies({loaded.policies.front().specification});
  const std::string canary = cli::elementary_canary();
  experiment::PartStore store(folder.path() / "R.h5.parts", canary);
  store.look_for(policies.reference());
  experiment::RunOptions how;
  how.units = &store;
  replicate(policies, how);
  store.save();
  ASSERT_EQ(store.written(), 3U);
  std::filesystem::remove(folder.path() / "R.h5.parts" /
                          (experiment::unit_id(policies.reference(), 1, canary) + ".part"));
}

void prepare(const Folder& folder, Before before, const std::string& whole) {
  std::filesystem::copy(scenario("starter"), folder.path() / "shop.yaml");
  if (before == Before::same_study) folder.write("R.h5", whole);
  if (before == Before::other_study) {
    auto other = kRun;
    other.insert(other.end(), {"--seed", "9"});
    ASSERT_EQ(tenure(folder, other).code, 0);
    std::filesystem::remove(folder.path() / "R.h5.run.json");
  }
  if (before == Before::parts) put_parts(folder);
}

struct Trial {
  Ended ended;
  std::vector<std::string> calls;  ///< "open", "write" ...
};

Trial try_with_failure(const Folder& folder, int call, int error) {
  const Folder log;
  Circumstances circumstances;
  circumstances.environment = {{"LD_PRELOAD", TENURE_FAILING_CALLS},
                               {"TENURE_FAIL_FOLDER", folder.path().string()},
                               {"TENURE_FAIL_CALL", std::to_string(call)},
                               {"TENURE_FAIL_ERROR", std::to_string(error)},
                               {"TENURE_FAIL_LOG", (log.path() / "calls").string()}};
  Trial trial{tenure(folder, kRun, circumstances), {}};
  std::istringstream lines(log.read("calls"));
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string number;
    std::string name;
    words >> number >> name;
    trial.calls.push_back(name);
  }
  return trial;
}

class FailingCall : public testing::TestWithParam<Case> {};

TEST_P(FailingCall, NeverLeavesWrongResults) {
  if (kSanitized) GTEST_SKIP() << "calls cannot be made to fail under a sanitizer";
  const auto [before, error] = GetParam();
  const Folder reference;
  prepare(reference, Before::nothing, "");
  ASSERT_EQ(tenure(reference, kRun).code, 0);
  const std::string whole = reference.read("R.h5");

  const Folder clean;
  prepare(clean, before, whole);
  const std::string old = clean.read("R.h5");
  const Trial undisturbed = try_with_failure(clean, 0, error);
  ASSERT_EQ(undisturbed.ended.code, before == Before::other_study ? 4 : 0) << undisturbed.ended.err;
  EXPECT_EQ(clean.read("R.h5"), before == Before::other_study ? old : whole);
  const auto calls = static_cast<int>(undisturbed.calls.size());
  ASSERT_GT(calls, 5);

  std::map<int, int> codes;
  for (int call = 1; call <= calls; ++call) {
    const Folder folder;
    prepare(folder, before, whole);
    const Trial trial = try_with_failure(folder, call, error);
    const std::string failed = trial.calls.at(static_cast<std::size_t>(call) - 1);
    SCOPED_TRACE("call " + std::to_string(call) + " of " + std::to_string(calls) + ", " + failed +
                 ": " + trial.ended.err);
    ++codes[trial.ended.code];
    EXPECT_THAT(trial.ended.code, AnyOf(0, 3, 4)) << "signal " << trial.ended.signal;
    if (trial.ended.code == 0) {
      EXPECT_EQ(folder.read("R.h5"), whole);
    } else {
      EXPECT_THAT(trial.ended.err, AnyOf(HasSubstr("R.h5"), HasSubstr("shop.yaml")));
      EXPECT_THAT(trial.ended.out, IsEmpty());
      // What was there, or what is right and complete; nothing in between.
      EXPECT_THAT(folder.read("R.h5"), AnyOf(old, whole));
    }
    if (failed == "unlink" || failed == "remove") continue;  // then something must stay
    for (const std::string& name : folder.files()) EXPECT_THAT(name, Not(HasSubstr(".tmp.")));
  }
  std::printf("%d calls;", calls);
  for (const auto& [code, count] : codes) std::printf(" exit code %d: %d;", code, count);
  std::printf("\n");
}

std::string name_of(const testing::TestParamInfo<Case>& info) {
  const char* const names[] = {"Nothing", "SameStudy", "OtherStudy", "Parts"};
  return std::string(names[static_cast<int>(info.param.before)]) +
         (info.param.error == EIO ? "Eio" : "Enospc");
}

INSTANTIATE_TEST_SUITE_P(, FailingCall,
                         testing::Values(Case{Before::nothing, EIO}, Case{Before::nothing, ENOSPC},
                                         Case{Before::same_study, EIO},
                                         Case{Before::other_study, EIO}, Case{Before::parts, EIO},
                                         Case{Before::parts, ENOSPC}),
                         name_of);

}  // namespace
}  // namespace tenure::program
