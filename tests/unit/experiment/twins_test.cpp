// SPDX-License-Identifier: Apache-2.0
#include "experiment/twins.h"

#include <chrono>
#include <map>
#include <numeric>

#include <gtest/gtest.h>

#include "analysis/concentration.h"
#include "engine/expect.h"
#include "example.h"
#include "experiment/comparison.h"
#include "experiment/concentration_of.h"
#include "experiment/replicate.h"
#include "experiment/tabulate.h"
#include "experiment/twin_summary.h"
#include "results/digest.h"

namespace tenure::experiment {
namespace {

using model::Fate;

constexpr engine::Time kDayTen = engine::kStart + 10 * engine::kDay;

Fate fate(std::uint64_t identity, bool stays, std::int64_t value = 0) {
  Fate fate;
  fate.identity = engine::Identity{identity};
  fate.is_initial = true;
  fate.is_addressed = true;
  if (!stays) fate.left = kDayTen;
  fate.value = value;
  return fate;
}

Fate newcomer(std::uint64_t identity, bool stays) {
  Fate one = fate(identity, stays);
  one.is_initial = false;
  one.joined = kDayTen;
  return one;
}

std::int64_t at(const std::vector<std::int64_t>& table, std::size_t row, Twin twin) {
  return table[row * kTwinNames.size() + static_cast<std::size_t>(twin)];
}

std::int64_t sum(const std::vector<std::int64_t>& table) {
  return std::accumulate(table.begin(), table.end(), std::int64_t{0});
}

TEST(Twins, TellsWhatAPolicyDidForACustomer) {
  EXPECT_EQ(twin_of(fate(1, false), fate(1, true)), Twin::saved);
  EXPECT_EQ(twin_of(fate(1, true), fate(1, false)), Twin::lost);
  EXPECT_EQ(twin_of(fate(1, true), fate(1, true)), Twin::kept_anyway);
  EXPECT_EQ(twin_of(fate(1, false), fate(1, false)), Twin::left_anyway);
}

TEST(Twins, JoinsByIdentityAndAddsUpMoney) {
  const FirstFates first({fate(1, false, 10), fate(2, true, 50), fate(3, true, 20)}, true);
  const Twins twins =
      join(first, {fate(1, true, 35), fate(2, false, 5), fate(3, true, 20)}, 1, engine::kStart);
  EXPECT_EQ(twins.count, (std::vector<std::int64_t>{1, 1, 1, 0}));
  EXPECT_EQ(twins.value, (std::vector<std::int64_t>{25, -45, 0, 0}));
  EXPECT_EQ(sum(twins.unaddressed), 0);
}

TEST(Twins, ListsWhoExistsUnderOnePolicyOnlyApart) {
  const FirstFates first({fate(2, true), newcomer(4, true), newcomer(6, false)}, true);
  const Twins twins =
      join(first, {newcomer(1, true), fate(2, true), newcomer(4, false), newcomer(9, false)}, 1,
           engine::kStart);
  EXPECT_EQ(sum(twins.count), 1);
  EXPECT_EQ(at(twins.newcomers, 0, Twin::lost), 1);
  EXPECT_EQ(sum(twins.newcomers), 1);
  EXPECT_EQ(twins.only_here, (std::vector<std::int64_t>{1, 1}));
  EXPECT_EQ(twins.only_first, (std::vector<std::int64_t>{0, 1}));
}

TEST(Twins, CallsAChangedFateOfTheUnaddressedSpillover) {
  Fate reached = fate(1, true);
  Fate spared = fate(2, true);
  spared.is_addressed = false;
  const FirstFates first({fate(1, false), fate(2, false)}, true);
  const Twins twins = join(first, {reached, spared}, 1, engine::kStart);
  EXPECT_EQ(at(twins.count, 0, Twin::saved), 2);
  EXPECT_EQ(at(twins.unaddressed, 0, Twin::saved), 1);
}

TEST(Twins, DividesTheBaseIntoTenthsByWorthAndTiesByLot) {
  model::Fates fates;
  for (std::uint64_t i = 0; i < 200; ++i) {
    fates.push_back(fate(i, true, i < 100 ? static_cast<std::int64_t>(i) : 1000));
  }
  fates.push_back(newcomer(1000, true));
  const FirstFates first(fates, true);
  std::map<int, int> sizes;
  for (std::size_t i = 0; i < 200; ++i) ++sizes[first.decile[i]];
  ASSERT_EQ(sizes.size(), kDeciles);
  for (const auto& [decile, size] : sizes) EXPECT_EQ(size, 20) << decile;
  EXPECT_EQ(first.decile[0], 10);   // worth least
  EXPECT_EQ(first.decile[99], 6);   // the first behind a hundred others
  EXPECT_EQ(first.decile[200], 0);  // not of the base
  // A hundred are worth the same: their tenths do not follow their numbers.
  EXPECT_FALSE(std::is_sorted(first.decile.begin() + 100, first.decile.begin() + 200));
}

TEST(Twins, TakesPaymentsForWorthWhereThereIsNoFinance) {
  model::Fates fates;
  for (std::uint64_t i = 0; i < 10; ++i) {
    fates.push_back(fate(i, true));
    fates.back().paid = static_cast<std::int64_t>(i);
  }
  EXPECT_EQ(FirstFates(fates, false).decile[9], 1);
}

TEST(Twins, SortsByTenureAtThePolicysStart) {
  Fate old = fate(1, true);
  old.joined = engine::kStart - 400 * engine::kDay;
  const FirstFates first({old, fate(2, true)}, true);
  const Twins now = join(first, {old, fate(2, true)}, 1, engine::kStart);
  EXPECT_EQ(at(now.by_tenure, 3, Twin::kept_anyway), 1);  // a year and more
  EXPECT_EQ(at(now.by_tenure, 0, Twin::kept_anyway), 1);
  const Twins later = join(first, {old, fate(2, true)}, 1, engine::kStart + 100 * engine::kDay);
  EXPECT_EQ(at(later.by_tenure, 1, Twin::kept_anyway), 1);  // a quarter and more
}

TEST(Twins, CountsOtherLuckOfThoseAddressedOnly) {
  Fate spared = fate(2, true);
  spared.is_addressed = false;
  const FirstFates first({fate(1, false), fate(2, false), fate(3, true)}, true);
  const auto counts = join_luck(first, {fate(1, true), spared, fate(3, false)}, 1);
  EXPECT_EQ(counts, (std::vector<std::int64_t>{1, 1, 0, 0}));
}

TEST(Twins, ComesBackFromItsPackedForm) {
  const FirstFates first({fate(1, false, 10), fate(2, true, 50)}, true);
  const Twins twins = join(first, {fate(1, true, 35), newcomer(7, true)}, 1, engine::kStart);
  EXPECT_EQ(packed(unpacked(packed(twins), 1)), packed(twins));
  EXPECT_THROW(unpacked(packed(twins), 2), engine::Defect);
  EXPECT_THROW(unpacked({}, 1), engine::Defect);
}

TEST(PaidByTenth, IsWhatTheTopHold) {
  model::Fates fates;
  std::vector<double> paid;
  for (std::uint64_t i = 0; i < 40; ++i) {
    fates.push_back(fate(i + 1, i % 3 == 0));
    fates.back().paid = static_cast<std::int64_t>(i * i % 57);  // in no order, with ties
    paid.push_back(static_cast<double>(fates.back().paid));
  }
  fates.push_back(newcomer(90, true));
  fates.back().paid = 1'000'000;
  const std::vector<std::int64_t> tenths = paid_by_tenth(fates);
  ASSERT_EQ(tenths.size(), kDeciles);
  double top = 0.0;
  for (std::size_t k = 0; k < kDeciles; ++k) {
    top += static_cast<double>(tenths[k]);
    const double share = 0.1 * static_cast<double>(k + 1);
    EXPECT_NEAR(top / static_cast<double>(sum(tenths)), analysis::share_held_by_top(paid, share),
                1e-12);
  }
  EXPECT_EQ(sum(paid_by_tenth({})), 0);
}

// --- Of whole studies ---------------------------------------------------------------------------

results::Dataset compared(const std::vector<std::size_t>& which, unsigned threads = 1,
                          std::size_t cell_size = 4096) {
  const scenario::Loaded loaded = example::shop();
  const Policies policies(example::specifications(loaded, which), Joining::twins);
  RunOptions options;
  options.threads = threads;
  options.cell_size = cell_size;
  return tabulate(example::texts(loaded, which), policies, replicate(policies, options).records);
}

const std::vector<std::int64_t>& values(const results::Dataset& dataset, const std::string& name) {
  return std::get<std::vector<std::int64_t>>(dataset.find(name)->values);
}

TEST(TwinsOfAStudy, HaveEverybodyOfTheBaseInOneGroup) {
  const results::Dataset dataset = compared({0, 1, 2});
  const auto& counts = values(dataset, "twins_count");
  ASSERT_EQ(counts.size(), 3U * 3U * 2U * 4U);
  for (std::size_t i = 0; i < counts.size(); i += 8) {
    EXPECT_EQ(counts[i] + counts[i + 1] + counts[i + 2] + counts[i + 3], 60);
    EXPECT_EQ(counts[i + 4] + counts[i + 5] + counts[i + 6] + counts[i + 7], 90);
  }
  EXPECT_EQ(sum(values(dataset, "twins_by_decile")), sum(counts));
  EXPECT_EQ(sum(values(dataset, "twins_by_tenure")), sum(counts));
}

TEST(TwinsOfAStudy, AgreeWithTheExtraCustomersKept) {
  const results::Dataset dataset = compared({0, 1, 2});
  const Comparison comparison(dataset);
  const std::vector<TwinSummary> twins = twin_summaries(dataset);
  ASSERT_EQ(twins.size(), 3U);
  bool differs = false;
  for (std::size_t policy = 0; policy < 3; ++policy) {
    const analysis::Interval& kept = comparison.policies()[policy].kept_per_1000;
    EXPECT_EQ(twins[policy].net_per_1000.mean, kept.mean);
    EXPECT_EQ(twins[policy].net_per_1000.half_width, kept.half_width);
    differs = differs || kept.mean != 0.0;
  }
  EXPECT_TRUE(differs);
}

TEST(TwinsOfAStudy, SaveAndLoseNobodyWhereNothingDiffers) {
  const results::Dataset dataset = compared({0, 3});
  const std::vector<TwinSummary> twins = twin_summaries(dataset);
  for (const TwinSummary& summary : twins) {
    EXPECT_EQ(summary.per_1000[static_cast<std::size_t>(Twin::saved)].mean, 0.0);
    EXPECT_EQ(summary.per_1000[static_cast<std::size_t>(Twin::lost)].mean, 0.0);
    EXPECT_EQ(summary.only_under_policy[0] + summary.only_under_policy[1], 0.0);
  }
  // The same policy with other luck is another matter.
  ASSERT_TRUE(twins[1].by_luck_per_1000.has_value());
  EXPECT_GT((*twins[1].by_luck_per_1000)[static_cast<std::size_t>(Twin::saved)].mean, 10.0);
  EXPECT_GT((*twins[1].by_luck_per_1000)[static_cast<std::size_t>(Twin::lost)].mean, 10.0);
  EXPECT_FALSE(twins[0].by_luck_per_1000.has_value());
}

results::Dataset compared_scenario(const std::string& scenario) {
  const scenario::Loaded loaded = scenario::load_text(scenario, "made.yaml");
  const Policies policies(example::specifications(loaded, {0, 1}), Joining::twins);
  return tabulate(example::texts(loaded, {0, 1}), policies, replicate(policies, {}).records);
}

TEST(TwinsOfAStudy, SaveAndLoseNobodyByAMechanismWithoutStrength) {
  const TwinSummary twins = twin_summaries(compared_scenario(R"(format: 1
horizon: 26 weeks
replications: 4
segments: [{name: all, customers: 200, purchasing: {mean_interval: 1 week}}]
service: {failure_probability: 20 %}
satisfaction: {}
leaving: {yearly: 60 %}
policies:
  today: {}
  tired-of-nothing: {starts: 5 weeks, fatigue: {}}
)"))
                                .back();
  EXPECT_EQ(twins.per_1000[static_cast<std::size_t>(Twin::saved)].mean, 0.0);
  EXPECT_EQ(twins.per_1000[static_cast<std::size_t>(Twin::lost)].mean, 0.0);
  EXPECT_GT(twins.per_1000[static_cast<std::size_t>(Twin::left_anyway)].mean, 100.0);
}

/// Half of the customers meet fewer failures; all bring them to the same desk, if there is one.
std::string served_by_halves(const std::string& desk) {
  return R"(format: 1
horizon: 1 year
replications: 4
segments: [{name: all, customers: 400, purchasing: {mean_interval: 4 days}}]
service: {failure_probability: 30 %}
satisfaction: {}
leaving: {yearly: 40 %, effects: {satisfaction: 0.5}}
)" + desk +
         R"(policies:
  today: {}
  better-for-half: {who: {share: 50 %}, service: {failure_probability: 5 %}}
)";
}

TEST(TwinsOfAStudy, FindSpilloverWhereCustomersMeet) {
  const auto spilt = [](const TwinSummary& twins) {
    return twins.spilt_saved_per_1000.mean + twins.spilt_lost_per_1000.mean;
  };
  const TwinSummary alone = twin_summaries(compared_scenario(served_by_halves(""))).back();
  EXPECT_EQ(spilt(alone), 0.0);
  EXPECT_NEAR(alone.unaddressed, 200.0, 30.0);
  EXPECT_GT(alone.net_per_1000.mean, 10.0);
  const TwinSummary queueing =
      twin_summaries(
          compared_scenario(served_by_halves(
              "complaint_desk: {seats: 1, complaint_probability: 90 %, handling_time: 2 h, "
              "patience: 6 h, wait_loss: 0.5, exit: {unresolved: 60 %, resolved: 0 %}}\n")))
          .back();
  EXPECT_GT(spilt(queueing), 0.0);
}

// Nobody joins later, so what the customers of the start pay is all there is.
TEST(TwinsOfAStudy, AddUpWhatCustomersPayToTheRevenue) {
  const results::Dataset dataset = compared({0, 2, 3});
  const auto& paid = values(dataset, "paid_by_tenth");
  const auto& revenue = values(dataset, "revenue_total");
  ASSERT_EQ(paid.size(), revenue.size() * kDeciles);
  for (std::size_t unit = 0; unit < revenue.size(); ++unit) {
    std::int64_t sum = 0;
    for (std::size_t tenth = 0; tenth < kDeciles; ++tenth) {
      sum += paid[unit * kDeciles + tenth];
      const std::size_t at = unit * kDeciles + tenth;
      EXPECT_GE(paid[tenth > 0 ? at - 1 : at], paid[at]) << "most first";
    }
    EXPECT_EQ(sum, revenue[unit]);
    EXPECT_GT(sum, 0);
  }
  EXPECT_EQ(dataset.find("paid_by_tenth")->attributes.count("against"), 0U);
}

TEST(TwinsOfAStudy, TellWhichShareTheTopPay) {
  const results::Dataset dataset = compared({0, 2, 3});
  const std::vector<Concentration> all = concentrations_of(dataset);
  ASSERT_EQ(all.size(), 3U);
  const auto& paid = values(dataset, "paid_by_tenth");
  double top = 0.0;
  double whole = 0.0;
  for (std::size_t i = 0; i < 3 * kDeciles; ++i) {
    whole += static_cast<double>(paid[i]);
    if (i % kDeciles < 2) top += static_cast<double>(paid[i]);
  }
  EXPECT_NEAR(all[0].of_top[1].mean, top / whole, 1e-12) << "sums over replications";
  EXPECT_GT(*all[0].of_top[1].half_width, 0.0);
  EXPECT_EQ(all[0].of_top.back().mean, 1.0);
  EXPECT_EQ(*all[0].of_top.back().half_width, 0.0);
  EXPECT_EQ(all[2].of_top[0].mean, all[0].of_top[0].mean) << "the same policy again";
  EXPECT_TRUE(concentrations_of(results::Dataset{}).empty());
}

TEST(TwinsOfAStudy, AreTheSameForAnyThreadsAndCells) {
  const std::string once = results::digest(compared({0, 1, 2}));
  EXPECT_EQ(results::digest(compared({0, 1, 2}, 2, 32)), once);
  EXPECT_EQ(results::digest(compared({0, 1, 2}, 16, 7)), once);
}

TEST(TwinsOfAStudy, ChangeNoOtherNumber) {
  const scenario::Loaded loaded = example::shop();
  const Policies plain(example::specifications(loaded, {0, 1}));
  const results::Dataset without =
      tabulate(example::texts(loaded, {0, 1}), plain, replicate(plain, {}).records);
  // The digest is taken of bits: a missing value equals itself.
  results::Dataset with = compared({0, 1});
  std::erase_if(with.variables, [&](const results::Variable& variable) {
    return without.find(variable.name) == nullptr;
  });
  EXPECT_EQ(with.variables.size(), without.variables.size());
  EXPECT_EQ(results::digest(with), results::digest(without));
}

}  // namespace
}  // namespace tenure::experiment
