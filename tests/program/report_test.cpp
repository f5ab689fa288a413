// SPDX-License-Identifier: Apache-2.0
// `tenure report` as a process. What the page looks like in a browser: page_test.py.
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analysis/report/bundle.h"
#include "cli/words.h"
#include "process.h"
#include "results/read.h"
#include "results/seal.h"
#include "results/write.h"

namespace tenure::program {
namespace {

using testing::ContainsRegex;
using testing::HasSubstr;
using testing::Not;

#define SKIP_WITHOUT_PAGES() \
  if (!analysis::bundle().is_there()) GTEST_SKIP() << analysis::bundle().missing

void compare_into(const Folder& folder, const std::string& name) {
  const Ended ended = tenure(
      folder, {"compare", scenario("starter"), "--replications", "3", "-o", name, "--quiet"});
  ASSERT_EQ(ended.code, 0) << ended.err;
}

TEST(Report, WritesOnePageThatOpensWithTheAnswer) {
  SKIP_WITHOUT_PAGES();
  const Folder folder;
  compare_into(folder, "R.h5");
  const Ended ended = tenure(folder, {"report", "R.h5", "-o", "page.html"});
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_EQ(ended.out, "");
  EXPECT_EQ(ended.err, "Wrote page.html.\n");
  const std::string page = folder.read("page.html");
  EXPECT_THAT(page, testing::StartsWith("<!doctype html>"));
  EXPECT_THAT(page, HasSubstr("script-src &#39;sha256-"));
  EXPECT_THAT(page, Not(HasSubstr("unsafe-eval")));
  EXPECT_THAT(page, HasSubstr("Mike Bostock")) << "the packages' licences";
  EXPECT_THAT(page, ContainsRegex("<h1>(Fund|Stay with|Do not decide yet)"));
}

TEST(Report, TellsWhatAPolicyMayCost) {
  SKIP_WITHOUT_PAGES();
  const Folder folder;
  compare_into(folder, "R.h5");
  ASSERT_EQ(tenure(folder, {"report", "R.h5"}).code, 0);
  const std::string page = folder.read("R.html");
  const std::size_t at = page.find("What each policy may cost</caption>");
  ASSERT_NE(at, std::string::npos);
  // Two seats for a year and the next cost 90,000 EUR more, and bring less.
  EXPECT_THAT(page.substr(at, 1500),
              ContainsRegex("more-seats</th>[^a-z]*<td><data value=\"[0-9.]+\">90,000<"));
  EXPECT_THAT(page, HasSubstr("It rests on "));
  EXPECT_THAT(page, HasSubstr("If it did nothing but deal new luck, "));
}

TEST(Report, IsTheSamePageForTheSameResults) {
  SKIP_WITHOUT_PAGES();
  const Folder folder;
  compare_into(folder, "R.h5");
  tenure(folder, {"report", "R.h5", "-o", "a.html"});
  tenure(folder, {"report", "R.h5", "-o", "b.html"});
  EXPECT_EQ(folder.read("a.html"), folder.read("b.html"));
}

TEST(Report, WritesBesideTheResultsAndReplacesOnlyPages) {
  SKIP_WITHOUT_PAGES();
  const Folder folder;
  compare_into(folder, "R.h5");
  EXPECT_EQ(tenure(folder, {"report", "R.h5"}).code, 0);
  EXPECT_TRUE(folder.has("R.html"));
  EXPECT_EQ(tenure(folder, {"report", "R.h5"}).code, 0) << "an older page";
  folder.write("diary.html", "<p>Dear diary");
  const Ended refused = tenure(folder, {"report", "R.h5", "-o", "diary.html"});
  EXPECT_EQ(refused.code, 4);
  EXPECT_THAT(refused.err, HasSubstr("diary.html: is no page of tenure report (--force"));
  EXPECT_EQ(folder.read("diary.html"), "<p>Dear diary");
  EXPECT_EQ(tenure(folder, {"report", "R.h5", "-o", "R.h5", "--force"}).code, 4);
  EXPECT_EQ(tenure(folder, {"report", "R.h5", "-o", "diary.html", "--force"}).code, 0);
}

TEST(Report, DecidesAsTheLastComparisonDid) {
  SKIP_WITHOUT_PAGES();
  const Folder folder;
  compare_into(folder, "R.h5");
  tenure(folder, {"report", "R.h5"});
  EXPECT_THAT(folder.read("R.html"), HasSubstr("<h3>profit against today"));
  const Ended again =
      tenure(folder, {"compare", scenario("starter"), "--replications", "3", "-o", "R.h5", "--set",
                      "decide_by=survival", "--set", "must={survival: \">= 1 %\"}"});
  EXPECT_THAT(again.err, HasSubstr("holds this study already"));
  tenure(folder, {"report", "R.h5"});
  EXPECT_THAT(folder.read("R.html"), HasSubstr("<h3>survival against today"));
  EXPECT_THAT(folder.read("R.html"), HasSubstr("assumptions that nobody has stated a source for"));
}

TEST(Report, ARunOfOnePolicyHasAPageToo) {
  SKIP_WITHOUT_PAGES();
  const Folder folder;
  tenure(folder, {"run", scenario("starter"), "--replications", "2", "-o", "R.h5"});
  const Ended ended = tenure(folder, {"report", "R.h5"});
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_THAT(folder.read("R.html"), HasSubstr("<h1>Under <strong>"));
}

TEST(Report, DrawsInEightyColumnsOfTheTerminal) {
  const Folder folder;
  compare_into(folder, "R.h5");
  const Ended ended = tenure(folder, {"report", "R.h5", "--term"});
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_THAT(ended.out, testing::StartsWith("My shop\n"));
  EXPECT_THAT(ended.out, HasSubstr("profit against today (shaded: 95 % sure)\n"));
  EXPECT_THAT(ended.out, HasSubstr(" 100 % \u2502"));
  EXPECT_THAT(ended.out, HasSubstr("extra kept of 1,000"));
  EXPECT_THAT(ended.out, Not(HasSubstr("\x1b"))) << "no colour where nobody sees it";
  std::istringstream lines(ended.out);
  for (std::string line; std::getline(lines, line);) {
    EXPECT_LE(cli::width_of(line), 80U) << line;
  }
  EXPECT_FALSE(folder.has("R.html"));
  EXPECT_EQ(tenure(folder, {"report", "R.h5", "--term", "-o", "R.html"}).code, 2);
}

TEST(Report, WritesAMethodsSectionThatKnowsWhatItDoesNotKnow) {
  const Folder folder;
  compare_into(folder, "R.h5");
  const Ended ended = tenure(folder, {"report", "R.h5", "--methods"});
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_THAT(ended.out, testing::StartsWith("# Methods\n\nWe simulated My shop with tenure "));
  for (const std::string heading : {"1. Objectives", "2. Logic", "3. Data", "4. Experimentation",
                                    "5. Implementation", "6. Code access"}) {
    EXPECT_THAT(ended.out, HasSubstr("\n### " + heading + "\n"));
  }
  EXPECT_THAT(ended.out, HasSubstr("3 replications"));
  EXPECT_THAT(ended.out, HasSubstr("`complaint_desk.seats` "));
  EXPECT_THAT(ended.out, HasSubstr("The file does not say where the scenario's own values come"));
  EXPECT_THAT(ended.out, HasSubstr("Defaults without a published source:\n  - `"));
}

TEST(Report, RefusesWhatIsNoResultWithTheReason) {
  SKIP_WITHOUT_PAGES();
  const Folder folder;
  compare_into(folder, "R.h5");
  const std::string whole = folder.read("R.h5");
  const auto expect_refused = [&](const std::string& name, const std::string& reason) {
    const Ended ended = tenure(folder, {"report", name});
    EXPECT_EQ(ended.code, 4) << name << ": " << ended.err;
    EXPECT_THAT(ended.err, HasSubstr(name + ": "));
    EXPECT_THAT(ended.err, HasSubstr(reason)) << name;
    EXPECT_FALSE(folder.has(name.substr(0, name.find('.')) + ".html")) << name;
  };
  expect_refused("absent.h5", "there is no such file");
  folder.write("truncated.h5", whole.substr(0, whole.size() / 2));
  expect_refused("truncated.h5", "truncated, changed by another program, or something else");
  std::string damaged = whole;
  damaged[whole.size() / 2] = static_cast<char>(damaged[whole.size() / 2] ^ 1);
  folder.write("damaged.h5", damaged);
  expect_refused("damaged.h5", "damaged: its bytes do not agree");
  folder.write("text.h5", "not HDF5");
  expect_refused("text.h5", "");
}

TEST(Report, RefusesWellFormedResultsOfSomethingElse) {
  SKIP_WITHOUT_PAGES();
  const Folder folder;
  compare_into(folder, "R.h5");
  const results::Dataset study = results::read(folder.path() / "R.h5");
  const auto expect_refused = [&](const results::Dataset& dataset, const std::string& reason) {
    results::write(dataset, folder.path() / "other.h5");
    const Ended ended = tenure(folder, {"report", "other.h5"});
    EXPECT_EQ(ended.code, 4) << ended.err;
    EXPECT_THAT(ended.err, HasSubstr(reason));
  };
  results::Dataset without = study;
  std::erase_if(without.variables,
                [](const results::Variable& one) { return one.name == "survival_num"; });
  expect_refused(without, "is no study of tenure (it has no survival_num)");
  results::Dataset reals = study;
  for (results::Variable& one : reals.variables) {
    if (one.name == "survival_num") one.values = std::vector<double>(results::size(one.values));
  }
  expect_refused(reals, "survival_num is not laid out as in a study's results");
}

}  // namespace
}  // namespace tenure::program
