// SPDX-License-Identifier: Apache-2.0
#include <regex>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "process.h"

namespace tenure::program {
namespace {

using testing::ContainsRegex;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::UnorderedElementsAre;

Words compare_starter(const Words& more) {
  Words words{"compare", scenario("starter"), "--replications", "3"};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

/// Characters of the longest line.
std::size_t width_of(const std::string& text) {
  std::size_t widest = 0;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    const auto characters = std::count_if(line.begin(), line.end(), [](char c) {
      return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    });
    widest = std::max(widest, static_cast<std::size_t>(characters));
  }
  return widest;
}

TEST(Compare, PrintsATableForAStrategist) {
  const Ended ended = tenure(Folder(), compare_starter({}));
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_THAT(ended.out, testing::StartsWith("My shop\nHow many customers stay for two years"));
  EXPECT_THAT(ended.out, HasSubstr("2 years, 3 replications, 3 policies"));
  EXPECT_THAT(ended.out, HasSubstr("95 % sure between"));
  EXPECT_THAT(ended.out, ContainsRegex("more-seats +-?[0-9,]+ and -?[0-9,]+ "));
  EXPECT_THAT(ended.out, HasSubstr("\nbetter-service against today\n"));
  EXPECT_THAT(ended.out,
              ContainsRegex("survival +[+-][0-9.]+ pp +± [0-9.]+ +-?[0-9.]+ +x [0-9.]+"));
  EXPECT_THAT(ended.out, ContainsRegex("Best by highest profit: [a-z-]+"));
  EXPECT_THAT(ended.out, Not(HasSubstr("\u2592"))) << "bars come with --term";
}

/// The figures of one row of the table of twins: what stands behind the label.
std::vector<double> figures_of(const std::string& text, const std::string& label) {
  std::smatch found;
  const std::regex row("\n" + label +
                       " +([0-9.]+) +([0-9.]+) +([+0-9.-]+) and ([+0-9.-]+) +"
                       "([0-9.]+) +([0-9.]+) ");
  std::vector<double> figures;
  if (!std::regex_search(text, found, row)) return figures;
  for (std::size_t i = 1; i < found.size(); ++i) figures.push_back(std::stod(found[i]));
  return figures;
}

// Gross figures stand beside their noise ceiling, and their difference is the extra kept.
TEST(Compare, TellsWhomThePolicySavedAndLost) {
  const Ended ended = tenure(Folder(), compare_starter({}));
  EXPECT_THAT(ended.out, HasSubstr("Whom each policy saved and lost, against today\n"));
  const auto figures = figures_of(ended.out, "better-service");
  ASSERT_EQ(figures.size(), 6U) << ended.out;
  const double net = 0.5 * (figures[2] + figures[3]);
  EXPECT_NEAR(figures[0] - figures[1], net, 0.2);
  EXPECT_GT(figures[4], figures[0]) << "by luck alone";
  std::smatch ranked;
  ASSERT_TRUE(std::regex_search(ended.out, ranked,
                                std::regex("better-service +[0-9,]+ and [0-9,]+ +([+][0-9.]+)")));
  EXPECT_NEAR(std::stod(ranked[1]), net, 0.1);
}

TEST(Compare, TellsTheSameOfTwinsFromAFile) {
  const Folder folder;
  const auto section = [](const std::string& text) {
    const std::size_t begin = text.find("Whom each policy saved");
    return text.substr(begin, text.find("In short") - begin);
  };
  const Ended fresh = tenure(folder, compare_starter({"-o", "R.h5"}));
  const Ended read = tenure(folder, compare_starter({"-o", "R.h5"}));
  EXPECT_THAT(read.err, HasSubstr("holds this study already"));
  EXPECT_EQ(section(fresh.out), section(read.out));
}

TEST(Compare, FitsInAHundredColumns) {
  const Ended plain = tenure(Folder(), compare_starter({"--term"}));
  EXPECT_LE(width_of(plain.out), 100U) << plain.out;
  EXPECT_THAT(plain.out, HasSubstr("\u2592"));
  const std::string long_label = "A name that goes on and on until nobody reads it any more at all";
  const Ended wide =
      tenure(Folder(), compare_starter({"--term", "--set", "segments.regulars.customers=30000",
                                        "--set", "policies.more-seats.label=" + long_label, "--set",
                                        "purchasing.basket.mean=900000 EUR"}));
  EXPECT_EQ(wide.code, 0) << wide.err;
  EXPECT_LE(width_of(wide.out), 100U) << wide.out;
}

TEST(Compare, GivesTheSameBitsOnAnyNumberOfThreads) {
  const Folder folder;
  const std::string once = digest_of(tenure(folder, compare_starter({"--json", "--threads", "1"})));
  EXPECT_EQ(once.size(), 64U) << once;
  for (const std::string threads : {"2", "3", "16"}) {
    EXPECT_EQ(digest_of(tenure(folder, compare_starter({"--json", "--threads", threads}))), once);
  }
  EXPECT_NE(digest_of(tenure(folder, compare_starter({"--json", "--seed", "2"}))), once);
}

TEST(Compare, FindsNoDifferenceBetweenAPolicyAndItself) {
  const Folder folder;
  tenure(folder, {"init", "shop"});
  std::string text = folder.read("shop.yaml");
  text.replace(text.find("  today: {}\n"), 12, "  today: {}\n  twin: {}\n");
  folder.write("twins.yaml", text);
  const Words how{"compare", "twins.yaml", "--policies", "today,twin", "--replications", "3"};
  Words json = how;
  json.push_back("--json");
  const Ended line = tenure(folder, json);
  ASSERT_EQ(line.code, 0) << line.err;
  const std::regex difference("\"kpi\":\"([a-z_]+)\",\"mean\":([^,]+),\"half_width\":([^,]+),");
  std::size_t count = 0;
  for (std::sregex_iterator one(line.out.begin(), line.out.end(), difference), end; one != end;
       ++one, ++count) {
    const bool empty = (*one)[2] == "null";  // no renewals are due in this scenario
    EXPECT_TRUE(empty || ((*one)[2] == "0" && (*one)[3] == "0")) << one->str();
  }
  EXPECT_GT(count, 15U);
  EXPECT_THAT(line.out, HasSubstr("\"policy\":\"twin\",\"verdict\":\"same\""));
  const Ended table = tenure(folder, how);
  EXPECT_THAT(table.out, HasSubstr("Second: twin, exactly the same as today."));
}

TEST(Compare, TakesThePoliciesInTheOrderGiven) {
  const Ended ended =
      tenure(Folder(), compare_starter({"--policies", "better-service,today", "--json"}));
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("\"reference\":\"better-service\""));
  EXPECT_THAT(ended.out, HasSubstr("\"policy\":\"today\",\"against\":\"better-service\""));
  EXPECT_THAT(ended.out, Not(HasSubstr("more-seats")));
  EXPECT_THAT(ended.err, HasSubstr("Other policies (--policies A,B): more-seats"));
}

TEST(Compare, SuggestsThePolicyThatWasMeant) {
  const Ended ended = tenure(Folder(), compare_starter({"--policies", "today,more-sets"}));
  EXPECT_EQ(ended.code, 2);
  EXPECT_THAT(ended.err, HasSubstr("has no policy 'more-sets'"));
  EXPECT_THAT(ended.err, HasSubstr("Did you mean 'more-seats'?"));
}

TEST(Compare, ReusesTheResultsOfTheSameComparisonWhateverDecides) {
  const Folder folder;
  const Ended first = tenure(folder, compare_starter({"-o", "R.h5"}));
  EXPECT_THAT(folder.files(), UnorderedElementsAre("R.h5", "R.h5.run.json"));
  const std::string bytes = folder.read("R.h5");
  const Ended second = tenure(folder, compare_starter({"-o", "R.h5", "--threads", "1"}));
  EXPECT_EQ(second.code, 0);
  EXPECT_THAT(second.err, HasSubstr("R.h5 holds this study already"));
  const auto table = [](const Ended& ended) { return ended.out.substr(ended.out.find("policy")); };
  EXPECT_EQ(table(second), table(first));
  const Ended third = tenure(folder, compare_starter({"-o", "R.h5", "--set", "decide_by=cost"}));
  EXPECT_THAT(third.err, HasSubstr("R.h5 holds this study already"));
  EXPECT_THAT(third.out, HasSubstr("Best by lowest cost: "));
  EXPECT_NE(folder.read("R.h5"), bytes) << "what decides is noted beside the numbers";
  tenure(folder, compare_starter({"-o", "R.h5"}));
  EXPECT_EQ(folder.read("R.h5"), bytes);
}

TEST(Compare, DoesNotReplaceTheResultsOfAnotherStudy) {
  const Folder folder;
  tenure(folder, compare_starter({"-o", "R.h5"}));
  const std::string bytes = folder.read("R.h5");
  const std::vector<Words> others{
      compare_starter({"-o", "R.h5", "--policies", "today,more-seats"}),
      compare_starter({"-o", "R.h5", "--seed", "9"}),
      {"run", scenario("starter"), "--replications", "3", "-o", "R.h5"}};
  for (const Words& other : others) {
    const Ended refused = tenure(folder, other);
    EXPECT_EQ(refused.code, 4);
    EXPECT_THAT(refused.err, HasSubstr("--force"));
    EXPECT_EQ(folder.read("R.h5"), bytes);
  }
}

TEST(Compare, LetsNoPolicyWinThatBreaksAMust) {
  const Words cheap = {"--set", "decide_by=lowest cost"};
  Words words = compare_starter(cheap);
  const Ended free = tenure(Folder(), words);
  EXPECT_THAT(free.out, Not(HasSubstr("cannot win")));
  words.insert(words.end(), {"--set", "must={complaints_abandoned: \"<= 0.5\"}"});
  const Ended bound = tenure(Folder(), words);
  EXPECT_EQ(bound.code, 0) << bound.err;
  EXPECT_THAT(
      bound.out,
      ContainsRegex("today cannot win: it breaks complaints_abandoned <= 0.5 \\([0-9.]+\\)"));
  EXPECT_THAT(bound.out, HasSubstr("No policy can win."));
}

TEST(Compare, PointsAtAGoalThatMakesNoSense) {
  const Folder folder;
  tenure(folder, {"init", "shop"});
  folder.write("goal.yaml", folder.read("shop.yaml") +
                                "decide_by: profti\nmust: {survival: \">= 60\", luck: \">= 1\"}\n");
  for (const std::string verb : {"compare", "run", "check", "explain"}) {
    const Ended ended = tenure(folder, {verb, "goal.yaml"});
    EXPECT_EQ(ended.code, 3) << verb;
    EXPECT_THAT(ended.err,
                ContainsRegex("goal.yaml:[0-9]+:12: decide_by: \"profti\" is not a KPI"));
    EXPECT_THAT(ended.err, HasSubstr("Did you mean \"profit\"?"));
    EXPECT_THAT(ended.err, ContainsRegex("goal.yaml:[0-9]+:[0-9]+: must.luck: "));
    EXPECT_THAT(ended.out, IsEmpty());
  }
}

TEST(Compare, GoesBySurvivalWithoutMoney) {
  const Ended ended = tenure(Folder(), compare_starter({"--set", "finance=off"}));
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("finance is off"));
  EXPECT_THAT(ended.out, HasSubstr("Best by highest survival: "));
  EXPECT_THAT(ended.out, Not(HasSubstr("costs")));
}

TEST(Compare, SaysThatOneReplicationProvesNothing) {
  const Ended ended =
      tenure(Folder(), {"compare", scenario("starter"), "--replications", "1", "--term"});
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_THAT(ended.out, Not(HasSubstr("95 % sure between ")));
  EXPECT_THAT(ended.out, HasSubstr("One replication shows one course of luck"));
  EXPECT_THAT(ended.out, HasSubstr("not told"));
}

TEST(Compare, DryRunSimulatesNothing) {
  const Folder folder;
  const Words words = compare_starter({"--dry-run", "-o", "R.h5"});
  const Ended text = tenure(folder, words);
  EXPECT_EQ(text.code, 0);
  EXPECT_THAT(text.out, HasSubstr("3 policies"));
  EXPECT_THAT(text.out, HasSubstr("Would write R.h5"));
  Words json = words;
  json.push_back("--json");
  EXPECT_THAT(tenure(folder, json).out,
              HasSubstr("\"policies\":[\"today\",\"more-seats\",\"better-service\"]"));
  EXPECT_THAT(folder.files(), IsEmpty());
}

}  // namespace
}  // namespace tenure::program
