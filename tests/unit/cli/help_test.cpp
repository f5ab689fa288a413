// SPDX-License-Identifier: Apache-2.0
#include "cli/help.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "cli/errors.h"

namespace tenure::cli {
namespace {

TEST(Help, IsTwelveLinesThatFitAnyTerminal) {
  const std::string text = help();
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 12);
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = text.find('\n', begin);
    EXPECT_LE(end - begin, 80U) << text.substr(begin, end - begin);
    begin = end + 1;
  }
}

TEST(Help, NamesEveryVerb) {
  for (const Verb& verb : all_verbs()) {
    EXPECT_NE(help().find(" " + std::string(verb.syntax.verb)), std::string::npos)
        << verb.syntax.verb;
  }
}

TEST(Help, OfAVerbListsItsOptionsAndNoOthers) {
  const std::string text = help_on(find_verb("check"));
  EXPECT_NE(text.find("--set PATH=VALUE"), std::string::npos);
  EXPECT_EQ(text.find("--output"), std::string::npos);
  EXPECT_NE(text.find("Example:  tenure init"), std::string::npos);
}

TEST(Verbs, AreFoundByTheirWholeName) {
  EXPECT_EQ(find_verb("run").syntax.verb, "run");
  EXPECT_THROW(find_verb("ru"), UsageError);
}

}  // namespace
}  // namespace tenure::cli
