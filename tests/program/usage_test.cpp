// SPDX-License-Identifier: Apache-2.0
// What the program says to a wrong command line, and how it helps.
#include <algorithm>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/verbs.h"
#include "process.h"

namespace tenure::program {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

TEST(Usage, NoArgumentsShowTwelveLinesOfHelp) {
  const Folder folder;
  const Ended ended = tenure(folder, {});
  EXPECT_EQ(ended.code, 0);
  EXPECT_EQ(std::count(ended.out.begin(), ended.out.end(), '\n'), 12);
  EXPECT_THAT(ended.err, IsEmpty());
}

TEST(Usage, EveryExampleOfTheHelpRuns) {
  for (const cli::Verb& verb : cli::all_verbs()) {
    const Folder folder;
    const std::string program = TENURE_PROGRAM;
    const std::string path = program.substr(0, program.rfind('/'));
    const std::string command = "cd " + folder.path().string() + " && PATH=" + path +
                                ":$PATH && { " + std::string(verb.example) + "; } >log 2>&1";
    EXPECT_EQ(std::system(command.c_str()), 0) << command << "\n" << folder.read("log");
  }
}

TEST(Usage, WrongCommandLinesEndWith2AndSayWhereHelpIs) {
  const Folder folder;
  const std::string starter = scenario("starter");
  const std::vector<std::vector<std::string>> wrong{
      {"rnu"},
      {"--verbose"},
      {"run"},
      {"run", starter, "stray"},
      {"run", starter, "--sed", "1"},
      {"run", starter, "--seed", "-1"},
      {"run", starter, "--seed", "18446744073709551616"},
      {"run", starter, "--replications", "0"},
      {"run", starter, "--threads", "99999999999"},
      {"run", starter, "--policy", "nobodys"},
      {"run", starter, "--set", "seats"},
      {"compare", starter, "--policy", "today"},
      {"compare", starter, "--policies", "today"},
      {"compare", starter, "--policies", "today,nobodys"},
      {"compare", starter, "--policies", "today,today"},
      {"compare", scenario("subscription_sbg")},
      {"check"},
      {"schema", "x"},
      {"schema", "sweep", "x"},
      {"doctor", "--seed", "1"},
      {"examples", "corner_shpo"},
  };
  for (const auto& words : wrong) {
    const Ended ended = tenure(folder, words);
    const std::string shown = testing::PrintToString(words);
    EXPECT_EQ(ended.code, 2) << shown;
    EXPECT_THAT(ended.out, IsEmpty()) << shown;
    EXPECT_THAT(ended.err, HasSubstr("error: ")) << shown;
    EXPECT_THAT(ended.err, HasSubstr("Help: tenure ")) << shown;
  }
  EXPECT_THAT(folder.files(), IsEmpty());
}

TEST(Usage, SuggestsWhatWasMeant) {
  const Folder folder;
  EXPECT_THAT(tenure(folder, {"rnu"}).err, HasSubstr("Did you mean 'run'?"));
  EXPECT_THAT(tenure(folder, {"exmaples"}).err, HasSubstr("Did you mean 'examples'?"));
  EXPECT_THAT(tenure(folder, {"--versoin"}).err, HasSubstr("Did you mean '--version'?"));
  EXPECT_THAT(tenure(folder, {"examples", "corner_shpo"}).err,
              HasSubstr("Did you mean 'corner_shop'?"));
  EXPECT_THAT(tenure(folder, {"run", scenario("starter"), "--policy", "beter-service"}).err,
              HasSubstr("Did you mean 'better-service'?"));
}

TEST(Usage, EveryVerbHasHelp) {
  const Folder folder;
  for (const cli::Verb& verb : cli::all_verbs()) {
    const Ended ended = tenure(folder, {std::string(verb.syntax.verb), "--help"});
    EXPECT_EQ(ended.code, 0);
    EXPECT_THAT(ended.out, HasSubstr("Example:  tenure "));
    EXPECT_EQ(tenure(folder, {"help", std::string(verb.syntax.verb)}).out, ended.out);
  }
}

TEST(Usage, TellsTheVersion) {
  EXPECT_EQ(tenure(Folder(), {"--version"}).out, "tenure " TENURE_VERSION "\n");
}

TEST(Usage, FilesThatAreNotThereEndWith4) {
  for (const std::string verb : {"run", "compare", "check", "explain"}) {
    const Ended ended = tenure(Folder(), {verb, "missing.yaml"});
    EXPECT_EQ(ended.code, 4) << verb;
    EXPECT_THAT(ended.err, HasSubstr("missing.yaml"));
    EXPECT_THAT(ended.out, IsEmpty());
  }
}

}  // namespace
}  // namespace tenure::program
