// SPDX-License-Identifier: Apache-2.0
#include "cli/options.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/errors.h"
#include "cli/verbs.h"

namespace tenure::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using Words = std::vector<std::string>;

Options parse(const Words& words) { return parse_options(find_verb("run").syntax, words); }

std::string refusal(const Words& words) {
  try {
    parse(words);
  } catch (const UsageError& error) {
    return error.what();
  }
  return "accepted";
}

TEST(Options, AreUnderstoodInAnyOrder) {
  const Options options = parse({"--seed", "7", "shop.yaml", "--threads=3", "-o", "R.h5", "--json",
                                 "--replications", "40", "--policy", "points", "--force"});
  EXPECT_THAT(options.arguments, ElementsAre("shop.yaml"));
  EXPECT_EQ(options.seed, 7);
  EXPECT_EQ(options.threads, 3U);
  EXPECT_EQ(options.replications, 40);
  EXPECT_EQ(options.policy, "points");
  EXPECT_EQ(options.output, "R.h5");
  EXPECT_TRUE(options.json && options.force);
  EXPECT_FALSE(options.quiet || options.dry_run || options.help);
}

TEST(Options, KeepEverySettingInOrder) {
  const Options options = parse({"s.yaml", "--set", "a.b=1", "--set=a.c=x = y", "--set", "a.b=2"});
  EXPECT_THAT(options.sets, ElementsAre("a.b=1", "a.c=x = y", "a.b=2"));
}

TEST(Options, MayBringNegativeValuesInSettings) {
  EXPECT_THAT(parse({"s.yaml", "--set", "service.quality=-0.5"}).sets,
              ElementsAre("service.quality=-0.5"));
}

TEST(Options, RefuseNumbersThatAreNone) {
  for (const std::string bad : {"-1", "18446744073709551616", "9223372036854775808", "1.5", "0x10",
                                "7seven", "+7", " 7", "1e3"}) {
    EXPECT_THAT(refusal({"s.yaml", "--seed=" + bad}),
                HasSubstr("'--seed " + bad + "' is not a whole number"));
    EXPECT_NE(refusal({"s.yaml", "--seed", bad}), "accepted") << bad;
  }
  EXPECT_THAT(refusal({"s.yaml", "--replications=0"}), HasSubstr("from 1"));
  EXPECT_THAT(refusal({"s.yaml", "--threads=0"}), HasSubstr("from 1 to 1024"));
  EXPECT_THAT(refusal({"s.yaml", "--threads=4294967297"}), HasSubstr("from 1 to 1024"));
  EXPECT_EQ(parse({"s.yaml", "--seed=9223372036854775807"}).seed, INT64_MAX);
}

TEST(Options, AreNeverAbbreviated) {
  EXPECT_THAT(refusal({"s.yaml", "--se", "7"}), HasSubstr("unknown option '--se'"));
  EXPECT_THAT(refusal({"s.yaml", "--rep=7"}), HasSubstr("Did you mean '--replications'?"));
}

TEST(Options, AreSuggestedWhenMisspelt) {
  EXPECT_THAT(refusal({"s.yaml", "--sead", "7"}), HasSubstr("Did you mean '--seed'?"));
  EXPECT_THAT(refusal({"s.yaml", "--polcy=x"}), HasSubstr("Did you mean '--policy'?"));
  EXPECT_THAT(refusal({"s.yaml", "--xyzzy"}), testing::Not(HasSubstr("Did you mean")));
  EXPECT_THAT(refusal({"s.yaml", "-x"}), HasSubstr("unknown option '-x'"));
}

TEST(Options, DoNotSwallowTheNextOption) {
  EXPECT_THAT(refusal({"s.yaml", "--policy", "--quiet"}),
              HasSubstr("'--quiet' looks like an option"));
  EXPECT_THAT(refusal({"s.yaml", "-o", "--quiet"}), HasSubstr("'--output' needs a value (FILE)"));
}

TEST(Options, NeedTheirValues) {
  EXPECT_NE(refusal({"s.yaml", "--seed"}), "accepted");
  EXPECT_NE(refusal({"s.yaml", "--seed="}), "accepted");
  EXPECT_NE(refusal({"s.yaml", "--output="}), "accepted");
  EXPECT_NE(refusal({"s.yaml", "--quiet=yes"}), "accepted");
}

TEST(Options, ComeOnce) {
  EXPECT_THAT(refusal({"s.yaml", "--seed", "1", "--seed", "2"}), HasSubstr("given twice"));
}

TEST(Options, RefuseStrayAndMissingArguments) {
  EXPECT_THAT(refusal({"s.yaml", "t.yaml"}), HasSubstr("'t.yaml'"));
  EXPECT_THAT(refusal({}), HasSubstr("needs S.yaml"));
}

TEST(Options, RefuseSettingsWithoutPathOrValue) {
  EXPECT_THAT(refusal({"s.yaml", "--set", "seats"}), HasSubstr("--set path=value"));
  EXPECT_THAT(refusal({"s.yaml", "--set", "=6"}), HasSubstr("--set path=value"));
}

TEST(Options, OfOtherVerbsAreNotTaken) {
  try {
    parse_options(find_verb("check").syntax, Words{"s.yaml", "--output", "x"});
    FAIL() << "accepted";
  } catch (const UsageError& error) {
    EXPECT_THAT(error.what(), HasSubstr("takes no option '--output'"));
    EXPECT_EQ(error.help(), "tenure check --help");
  }
}

TEST(Options, NameSeveralPoliciesBetweenCommas) {
  const auto compare = [](const std::string& names) {
    return parse_options(find_verb("compare").syntax, Words{"s.yaml", "--policies", names})
        .policies;
  };
  EXPECT_THAT(compare("today"), ElementsAre("today"));
  EXPECT_THAT(compare("today,points,more-agents"), ElementsAre("today", "points", "more-agents"));
  for (const std::string bad : {"today,", ",today", "a,,b", "a,b,a"}) {
    EXPECT_THROW(compare(bad), UsageError) << bad;
  }
}

TEST(Options, NeedNoArgumentsToShowHelp) { EXPECT_TRUE(parse({"--help"}).help); }

TEST(Options, EndAtTwoDashes) {
  EXPECT_THAT(parse({"--", "--odd.yaml"}).arguments, ElementsAre("--odd.yaml"));
}

}  // namespace
}  // namespace tenure::cli
