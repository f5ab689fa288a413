// SPDX-License-Identifier: Apache-2.0
#include "experiment/customer_table.h"

#include <algorithm>
#include <sstream>

#include <gtest/gtest.h>

#include "example.h"
#include "experiment/first_difference.h"
#include "experiment/lives.h"

namespace tenure::experiment {
namespace {

using model::Step;

constexpr engine::Identity kAnn{1};
constexpr engine::Identity kBob{2};

engine::Time day(int number) { return engine::kStart + number * engine::kDay; }

TEST(FirstDifferences, FindWhereTwoLivesPart) {
  const std::vector<Step> first{{kAnn, day(1), 0}, {kAnn, day(2), 0}, {kAnn, day(5), 3}};
  const std::vector<Step> here{{kAnn, day(1), 0}, {kAnn, day(3), 8}, {kAnn, day(5), 3}};
  const auto differences = first_differences(first, here);
  ASSERT_EQ(differences.size(), 1U);
  EXPECT_EQ(differences[0].time, day(2));
  EXPECT_EQ(differences[0].word, 0);
  EXPECT_FALSE(differences[0].under_policy);
}

TEST(FirstDifferences, FindALifeThatGoesOnLonger) {
  const std::vector<Step> first{{kAnn, day(1), 0}, {kBob, day(1), 0}};
  const std::vector<Step> here{{kAnn, day(1), 0}, {kAnn, day(9), 7}, {kBob, day(1), 0}};
  const auto differences = first_differences(first, here);
  ASSERT_EQ(differences.size(), 1U);
  EXPECT_EQ(differences[0].identity, kAnn);
  EXPECT_EQ(differences[0].word, 7);
  EXPECT_TRUE(differences[0].under_policy);
}

TEST(FirstDifferences, OfTwoThingsAtOnceNameTheOneUnderThePolicy) {
  const auto differences = first_differences({{kAnn, day(1), 4}}, {{kAnn, day(1), 5}});
  ASSERT_EQ(differences.size(), 1U);
  EXPECT_EQ(differences[0].word, 5);
  EXPECT_TRUE(differences[0].under_policy);
}

TEST(FirstDifferences, FindNoneInTheSameLives) {
  const std::vector<Step> lives{{kAnn, day(1), 0}, {kBob, day(1), 3}, {kBob, day(1), 3}};
  EXPECT_TRUE(first_differences(lives, lives).empty());
  EXPECT_TRUE(first_differences({}, {}).empty());
}

// --- Of whole studies ---------------------------------------------------------------------------

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

std::size_t cells_of(const std::string& line) {
  return static_cast<std::size_t>(std::count(line.begin(), line.end(), ',')) + 1;
}

std::vector<Lives> lives_of(const Policies& policies, std::size_t replication = 0) {
  const LivesWanted wanted{.sales = true, .steps_of = 1'000'000};
  return live(policies, policies.size(), replication, wanted, 1, {});
}

TEST(CustomerTable, HasARowForEverybody) {
  const scenario::Loaded loaded = example::shop();
  const Policies policies(example::specifications(loaded, {0, 2}), Joining::fates);
  CustomerTable table(policies);
  table.add(0, lives_of(policies));
  const auto lines = lines_of(table.text());
  ASSERT_EQ(lines.size(), 1U + 60U + 90U);
  for (const std::string& line : lines) EXPECT_EQ(cells_of(line), cells_of(lines[0])) << line;
  EXPECT_NE(lines[0].find("today.fate,today.joined_day,today.left_day,today.cause"),
            std::string::npos);
  EXPECT_NE(lines[0].find("with-rivals.twin,with-rivals.first_difference"), std::string::npos);
}

TEST(CustomerTable, TellsWhereLivesPart) {
  const scenario::Loaded loaded = example::shop();
  const Policies policies(example::specifications(loaded, {0, 2}), Joining::fates);
  CustomerTable table(policies);
  table.add(0, lives_of(policies));
  const auto partings = table.partings();
  ASSERT_EQ(partings.size(), 2U);
  EXPECT_TRUE(partings[0].empty());
  ASSERT_FALSE(partings[1].empty());
  // What is new under the policy: rivals tempt, and who takes their offer has decided to leave.
  EXPECT_EQ(model::kTellingNames[partings[1].front().word], "decision_to_leave");
  EXPECT_TRUE(partings[1].front().under_policy);
  EXPECT_GT(partings[1].front().lost, 0);
}

TEST(CustomerTable, FindsNoPartingUnderTheSamePolicy) {
  const scenario::Loaded loaded = example::shop();
  const Policies policies(example::specifications(loaded, {0, 3}), Joining::fates);
  CustomerTable table(policies);
  table.add(0, lives_of(policies));
  for (const auto& of_policy : table.partings()) EXPECT_TRUE(of_policy.empty());
  EXPECT_EQ(table.text().find(",saved"), std::string::npos);
  EXPECT_EQ(table.text().find(",lost"), std::string::npos);
}

TEST(ChanceTable, GivesSharesOfReplicationsThatAddUp) {
  const scenario::Loaded loaded =
      scenario::load_text(example::kShop + "population: fixed\n", "shop.yaml");
  const Policies policies(example::specifications(loaded, {0, 2}), Joining::fates);
  ChanceTable table(policies);
  for (std::size_t i = 0; i < 3; ++i) table.add(lives_of(policies, i));
  const auto lines = lines_of(table.text());
  ASSERT_EQ(lines.size(), 1U + 60U + 90U);
  EXPECT_EQ(lines[0],
            "customer,segment,replications,today.kept,today.value,with-rivals.kept,"
            "with-rivals.value,with-rivals.saved,with-rivals.lost,with-rivals.kept_anyway,"
            "with-rivals.left_anyway");
  for (std::size_t i = 1; i < lines.size(); ++i) {
    std::vector<std::string> cells;
    std::istringstream row(lines[i]);
    for (std::string cell; std::getline(row, cell, ',');) cells.push_back(cell);
    EXPECT_EQ(cells[2], "3");
    const double saved = std::stod(cells[7]);
    const double lost = std::stod(cells[8]);
    const double kept_anyway = std::stod(cells[9]);
    EXPECT_NEAR(saved + lost + kept_anyway + std::stod(cells[10]), 1.0, 1e-12);
    EXPECT_NEAR(std::stod(cells[5]) - std::stod(cells[3]), saved - lost, 1e-12);
  }
}

TEST(EventLog, HasThePurchasesByCustomerAndDay) {
  const scenario::Loaded undated = example::shop();
  const Policies policies(example::specifications(undated, {0}), Joining::fates);
  const auto lines = lines_of(event_log(policies, 0, lives_of(policies).front()));
  EXPECT_EQ(lines[0], "customer,day,amount");
  EXPECT_GT(lines.size(), 500U);
  const scenario::Loaded dated =
      scenario::load_text(example::kShop + "starts: 2026-01-31\n", "shop.yaml");
  const Policies with_dates(example::specifications(dated, {0}), Joining::fates);
  const auto more = lines_of(event_log(with_dates, 0, lives_of(with_dates).front()));
  EXPECT_EQ(more[0], "customer,date,amount");
  EXPECT_EQ(more.size(), lines.size());
  EXPECT_EQ(more[1].substr(17, 8), "2026-0" + more[1].substr(23, 1) + "-");
}

TEST(NameOf, WritesSixteenDigits) {
  EXPECT_EQ(name_of(engine::Identity{0x0123456789abcdefU}), "0123456789abcdef");
  EXPECT_EQ(name_of(engine::Identity{10}), "000000000000000a");
}

}  // namespace
}  // namespace tenure::experiment
