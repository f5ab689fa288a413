// SPDX-License-Identifier: Apache-2.0
// compare --stress, as people meet it.
#include <chrono>
#include <sstream>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include "process.h"
#include "results/digest.h"
#include "results/read.h"

namespace tenure::program {
namespace {

using testing::ContainsRegex;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::UnorderedElementsAre;

/// Posters for 500 EUR, or gifts on birthdays, which are assumed to cost 2 EUR.
constexpr const char* kGifts = R"(format: 1
title: Gifts or posters
horizon: 1 year
report_every: 26 weeks
replications: 3
decide_by: lowest cost
segments: [{name: everybody, customers: 200, purchasing: {mean_interval: 8 weeks}}]
leaving: {yearly: 10 %}
finance: {}
policies:
  posters: {finance: {fixed_cost: 500 EUR/year}}
  gifts: {fatigue: {}, courtesy: {birthday: {}}}
)";
constexpr const char* kDearPosters = "policies.posters.finance.fixed_cost=5000 EUR/year";

Words stress(const Words& more) {
  Words words{"compare", "gifts.yaml", "--stress"};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

struct Shop : Folder {
  Shop() { write("gifts.yaml", kGifts); }
};

std::string report_in(const Ended& ended) {
  const std::size_t start = ended.out.find("What rests on assumptions");
  return start == std::string::npos ? "no report" : ended.out.substr(start);
}

TEST(Stress, NamesTheAssumptionThatDecides) {
  const Ended ended = tenure(Shop(), stress({}));
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("In short\nBest by lowest cost: gifts")) << "as without";
  const std::string report = report_in(ended);
  EXPECT_THAT(report, ContainsRegex("The first choice stays gifts in [0-9]+ of [0-9]+ moves\\. In "
                                    "1 move another policy is first, and the change is\noutside"));
  EXPECT_THAT(report, ContainsRegex("courtesy\\.birthday\\.cost +1 posters, 2 gifts +[0-9]+ and "
                                    "[0-9]+ EUR +another first,\n  2 EUR to 3 EUR +outside noise"));
  EXPECT_THAT(report, HasSubstr("What moves the margin of gifts over posters most (cost)"));
  EXPECT_THAT(report, HasSubstr("courtesy.birthday.delivered up."));
  EXPECT_THAT(report, ContainsRegex("are zero, which no factor moves: [a-z_., \n]*"
                                    "leaving\\.effects\\.reference"));
  std::istringstream lines(ended.out);
  for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 103U) << line;
}

TEST(Stress, SaysThatAFirstChoiceRestsOnNoAssumption) {
  const Ended ended = tenure(Shop(), stress({"--set", kDearPosters}));
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_THAT(report_in(ended), ContainsRegex("The first choice stays gifts in all [0-9]+ moves"));
  EXPECT_THAT(report_in(ended), Not(HasSubstr("Moves that change the ranking")));
}

TEST(Stress, DoesNotMoveWhatIsGiven) {
  const Words given{"--set", "policies.gifts.courtesy.birthday.cost=2 EUR"};
  const std::string report = report_in(tenure(Shop(), stress(given)));
  EXPECT_THAT(report, ContainsRegex("The first choice stays gifts in all [0-9]+ moves"));
  EXPECT_THAT(report, Not(HasSubstr("birthday.cost")));
}

TEST(Stress, SaysBeforehandWhatItWouldMove) {
  const Shop shop;
  const Ended ended = tenure(shop, stress({"--dry-run", "-o", "R.h5"}));
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_THAT(ended.out, ContainsRegex("would then make [0-9]+ moves of [0-9]+ assumptions, for "
                                       "which [0-9]+ replications\nof one policy are simulated"));
  EXPECT_THAT(ended.out, ContainsRegex("courtesy.birthday.cost +2 EUR +1 EUR +3 EUR +1\n"));
  EXPECT_THAT(ended.out, ContainsRegex("finance.margin +35 % +17.5 % +52.5 % +all\n"));
  EXPECT_THAT(shop.files(), UnorderedElementsAre("gifts.yaml"));
}

TEST(Stress, KeepsTheComparisonAndWhatCameOfTheMoves) {
  const Shop shop;
  tenure(shop, {"compare", "gifts.yaml", "-o", "plain.h5"});
  const Ended first = tenure(shop, stress({"-o", "R.h5"}));
  EXPECT_EQ(first.code, 0) << first.err;
  EXPECT_THAT(shop.files(), UnorderedElementsAre("gifts.yaml", "R.h5", "R.h5.run.json", "plain.h5",
                                                 "plain.h5.run.json"));
  results::Dataset kept = results::read(shop.path() / "R.h5");
  const results::Dataset plain = results::read(shop.path() / "plain.h5");
  EXPECT_EQ(results::digest(kept), results::digest(plain));
  ASSERT_NE(kept.find("stress_json"), nullptr);
  const std::string page = tenure(shop, {"report", "R.h5", "--methods"}).out;
  EXPECT_THAT(page,
              ContainsRegex("moved by half, down and up, .* in [0-9]+ of [0-9]+ comparisons"));
  EXPECT_THAT(page, HasSubstr("reacts most to courtesy.birthday.cost."));
  const Ended again = tenure(shop, stress({"-o", "R.h5", "--threads", "1"}));
  EXPECT_THAT(again.err, HasSubstr("R.h5 holds this study already"));
  EXPECT_EQ(report_in(again), report_in(first));
}

TEST(Stress, RefusesWhatItCannotTellFromLuck) {
  const Ended ended = tenure(Shop(), stress({"--replications", "1"}));
  EXPECT_EQ(ended.code, 2);
  EXPECT_THAT(ended.err, HasSubstr("--stress needs at least 2 replications"));
  EXPECT_THAT(ended.err, HasSubstr("Did you mean '--replications 5'?"));
  EXPECT_THAT(ended.out, IsEmpty());
}

TEST(Stress, IsForComparisons) {
  const Shop shop;
  EXPECT_EQ(tenure(shop, {"run", "gifts.yaml", "--stress"}).code, 2);
  const Ended one = tenure(shop, stress({"--policies", "gifts"}));
  EXPECT_EQ(one.code, 2);
  EXPECT_THAT(one.err, HasSubstr("nothing to compare"));
}

TEST(Stress, SaysWhereASignalLeavesIt) {
  const Folder folder;
  Process process(folder, {"compare", scenario("starter"), "--stress", "--quiet", "--replications",
                           "2", "-o", "R.h5"});
  process.wait_until_it_listens();
  for (int i = 0; i < 600 && !folder.has("R.h5.run.json"); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  const auto sent = std::chrono::steady_clock::now();
  process.send(SIGTERM);
  const Ended ended = process.wait();
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - sent;
  EXPECT_EQ(ended.code, 5) << ended.err;
  EXPECT_LT(took.count(), 2.0);
  EXPECT_THAT(ended.err, HasSubstr("The comparison is kept in R.h5"));
  EXPECT_THAT(ended.out, HasSubstr("In short\n")) << "told before assumptions are moved";
  EXPECT_EQ(report_in(ended), "no report");
  EXPECT_THAT(folder.files(), UnorderedElementsAre("R.h5", "R.h5.run.json"));
}

}  // namespace
}  // namespace tenure::program
