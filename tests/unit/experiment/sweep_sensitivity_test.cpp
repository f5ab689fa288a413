// SPDX-License-Identifier: Apache-2.0
// What a sweep's results say of its parameters, and back out of the results.
#include "experiment/sweep_sensitivity.h"

#include <cmath>
#include <cstdint>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "example.h"
#include "experiment/swept_quantity.h"
#include "experiment/what_decides.h"
#include "results/layout.h"
#include "results/sensitivity_layout.h"

namespace tenure::experiment {
namespace {

struct Swept {
  explicit Swept(const std::string& design) {
    from.sweep = {"x.yaml", R"(format: 1
scenario: shop.yaml
policies: [today, with-desk]
replications: 2
parameters:
  - {name: leave, path: leaving.yearly, range: [20 %, 60 %]}
  - {name: seats, path: policies.with-desk.complaint_desk.seats, values: [1, 2]}
)" + design};
    from.scenario = {{"shop.yaml", example::kShop}};
    sweep = scenario::read_sweep(from);
  }

  scenario::SweepSources from;
  scenario::Sweep sweep;
};

/// Results as if `value(leave, seats, policy, replication)` had been simulated, in cents.
template <class Value>
results::Dataset results_with(const Swept& swept, const SweepPoints& points, const Value& value) {
  results::Dataset dataset;
  dataset.dimensions = {{"point", points.size()}, {"policy", 2}, {"replication", 2}};
  std::vector<double> leave;
  std::vector<double> seats;
  std::vector<std::int64_t> cents;
  for (std::size_t i = 0; i < points.size(); ++i) {
    leave.push_back(points[i][0].measure.value());
    seats.push_back(points[i][1].measure.value());
    for (int policy = 0; policy < 2; ++policy) {
      for (int r = 0; r < 2; ++r) cents.push_back(value(leave[i], seats[i], policy, r));
    }
  }
  dataset.variables.push_back({"policy", {"policy"}, swept.sweep.policies, {}});
  dataset.variables.push_back({"p_leave", {"point"}, leave, {}});
  dataset.variables.push_back({"p_seats", {"point"}, seats, {}});
  dataset.variables.push_back({"profit_total",
                               {"point", "policy", "replication"},
                               cents,
                               {{"scale_factor", 0.01}, {"units", std::string("EUR")}}});
  return dataset;
}

/// Leaving costs 1 EUR for each hundredth under either policy; a second seat 3 EUR, under the
/// second one only; a little luck in each replication.
std::int64_t profit(double leave, double seats, int policy, int replication) {
  return -std::llround(10'000.0 * leave) - (policy == 1 ? std::llround(300.0 * seats) : 0) +
         (replication == 0 ? 7 : -5);
}

TEST(SweepSensitivity, TellsDifferencesFromLevels) {
  const Swept swept("design: {kind: saltelli, base: 64}\n");
  const SweepPoints points(swept.sweep);
  results::Dataset dataset = results_with(swept, points, profit);
  add_sensitivity(dataset, swept.sweep, points);
  const auto decides = what_decides(dataset);
  ASSERT_TRUE(decides);
  EXPECT_EQ(decides->by, DecidedBy::indices);
  ASSERT_EQ(decides->quantities.size(), 3u);
  EXPECT_EQ(decides->quantities[0].name, "profit of today");
  EXPECT_EQ(decides->quantities[2].name, "profit of with-desk less today");
  EXPECT_EQ(decides->quantities[2].unit, "EUR");
  const DecidedQuantity& today = decides->quantities[0];
  EXPECT_EQ(today.parameters[0].weight, analysis::Weight::matters);
  EXPECT_EQ(today.parameters[1].weight, analysis::Weight::hardly);
  EXPECT_NEAR(today.parameters[0].total_order->value, 1.0, 0.05);
  // What leaving costs is the same under both.
  const DecidedQuantity& difference = decides->quantities[2];
  EXPECT_EQ(difference.by_size().front()->name, "seats");
  EXPECT_EQ(difference.parameters[0].weight, analysis::Weight::hardly);
  EXPECT_NEAR(difference.parameters[1].total_order->value, 1.0, 0.05);
  EXPECT_EQ(decides->of("profit").size(), 1u);
}

TEST(SweepSensitivity, TellsEffectsInTheUnitOfTheKpi) {
  const Swept swept("design: {kind: morris, trajectories: 8}\n");
  const SweepPoints points(swept.sweep);
  results::Dataset dataset = results_with(swept, points, profit);
  add_sensitivity(dataset, swept.sweep, points);
  const auto decides = what_decides(dataset);
  ASSERT_TRUE(decides);
  EXPECT_EQ(decides->by, DecidedBy::effects);
  // From 20 % to 60 %.
  EXPECT_NEAR(decides->quantities[0].parameters[0].mu->value, -40.0, 0.1);
}

/// Seats are 1 or 2, at four levels of the design.
TEST(SweepSensitivity, ShowsEachValueOfAListOnce) {
  const Swept swept("design: {kind: morris, trajectories: 8, levels: 4}\n");
  const SweepPoints points(swept.sweep);
  results::Dataset dataset = results_with(swept, points, profit);
  add_sensitivity(dataset, swept.sweep, points);
  const std::size_t length = dataset.dimensions.at("curve_point");
  EXPECT_EQ(length, 4u);
  const auto& at = std::get<std::vector<double>>(dataset.find("curve_at")->values);
  ASSERT_EQ(at.size(), 2 * length);
  EXPECT_EQ(at[length], 1.0);
  EXPECT_EQ(at[length + 1], 2.0);
  EXPECT_TRUE(std::isnan(at[length + 2]) && std::isnan(at[length + 3]));
}

TEST(SweepSensitivity, OfAListGoesByRank) {
  Swept swept("design: {kind: grid, levels: 4}\nconstraints: [leave <= 50 %]\n");
  const SweepPoints points(swept.sweep);
  ASSERT_GT(points.left_out(), 0u);
  const results::Dataset dataset = results_with(swept, points, profit);
  const AnalysedDesign analysed = analysed_design(swept.sweep, points, dataset);
  EXPECT_EQ(analysed.points.size(), points.size());
  EXPECT_TRUE(std::holds_alternative<analysis::PlainDesign>(analysed.design));
  EXPECT_EQ(analysed.points.at(points.size() - 1, 0), 1.0);
}

TEST(SweepSensitivity, LeavesMissingValuesOut) {
  const Swept swept("design: {kind: saltelli, base: 16}\n");
  const SweepPoints points(swept.sweep);
  int asked = 0;
  results::Dataset dataset = results_with(swept, points, [&](double a, double b, int c, int d) {
    return ++asked == 5 ? results::kMissing : profit(a, b, c, d);
  });
  std::size_t incomplete = 0;
  for_each_quantity(dataset, [&](const SweptQuantity& quantity) {
    for (std::size_t i = 0; i < points.size(); ++i) {
      if (!quantity.responses.is_complete(i)) ++incomplete;
    }
  });
  EXPECT_EQ(incomplete, 2u);  // of the first policy, and of the difference
  add_sensitivity(dataset, swept.sweep, points);
  EXPECT_NE(what_decides(dataset)->quantities[0].sentences[0].find("1 base point is left out"),
            std::string::npos);
  EXPECT_EQ(what_decides(dataset)->quantities[1].sentences[0].find("left out"), std::string::npos);
}

TEST(SweepSensitivity, IsNotInOtherResults) { EXPECT_FALSE(what_decides(results::Dataset{})); }

TEST(SensitivityLayout, DescribesEachVariableOnce) {
  std::set<std::string> names;
  for (const results::Description& described : results::sensitivity_variables()) {
    EXPECT_TRUE(names.insert(described.name).second) << described.name;
    EXPECT_EQ(described.occurs, results::Occurs::in_sweeps) << described.name;
  }
  for (const results::Description& standard : results::standard_variables()) {
    EXPECT_FALSE(names.contains(standard.name)) << standard.name;
  }
  EXPECT_EQ(results::sensitivity_variable("total_order_low").units, "1");
}

}  // namespace
}  // namespace tenure::experiment
