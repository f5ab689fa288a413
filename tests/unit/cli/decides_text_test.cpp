// SPDX-License-Identifier: Apache-2.0
#include "cli/decides_text.h"

#include <limits>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tenure::cli {
namespace {

using analysis::Weight;
using experiment::DecidedBy;
using experiment::DecidedQuantity;
using experiment::ParameterWeight;
using experiment::WhatDecides;
using testing::HasSubstr;
using testing::Not;

ParameterWeight with_total(std::string name, double total, Weight weight) {
  ParameterWeight parameter;
  parameter.name = std::move(name);
  parameter.weight = weight;
  parameter.first_order = analysis::Bounded{total / 2.0, 0.0, total, 0.0};
  parameter.total_order = analysis::Bounded{total, total - 0.1, total + 0.1, 0.0};
  return parameter;
}

DecidedQuantity quantity(std::string kpi, std::string policy, std::string against) {
  DecidedQuantity quantity;
  quantity.name = kpi + " of " + policy + (against.empty() ? "" : " less " + against);
  quantity.kpi = std::move(kpi);
  quantity.policy = std::move(policy);
  quantity.against = std::move(against);
  quantity.unit = "EUR";
  quantity.parameters = {with_total("small", 0.01, Weight::hardly),
                         with_total("large", 0.80, Weight::matters),
                         with_total("middle", 0.10, Weight::unresolved)};
  quantity.sentences = {"Luck makes 3 % of the variance between points; it is taken out."};
  return quantity;
}

WhatDecides example() {
  return {DecidedBy::indices,
          {quantity("survival", "today", ""), quantity("survival", "points", "today"),
           quantity("profit", "today", ""), quantity("profit", "points", "today")}};
}

TEST(DecidesText, ShowsTheDifferencesOfWhatDecidesTheHeaviestFirst) {
  const std::string text = decides_as_text(example(), "profit", Console().without_colour());
  EXPECT_THAT(text, HasSubstr("profit of points less today\n"));
  EXPECT_THAT(text, Not(HasSubstr("profit of today\n")));
  EXPECT_THAT(text, HasSubstr("  large      matters      0.40    0.80      0.70 and 0.90\n"
                              "  middle     unresolved   0.05    0.10      0.00 and 0.20\n"));
  EXPECT_THAT(text, HasSubstr("Luck makes 3 %"));
  EXPECT_THAT(text, HasSubstr("What else matters\n  survival of points less today: large; "
                              "unresolved: middle\n"));
}

TEST(DecidesText, TakesTheFirstKpiIfTheDecidingOneIsNotKept) {
  const std::string text = decides_as_text(example(), "revenue", Console().without_colour());
  EXPECT_THAT(text, HasSubstr("survival of points less today\n  parameter"));
}

TEST(DecidesText, SaysWhatIsUnknown) {
  WhatDecides decides{DecidedBy::effects, {quantity("profit", "today", "")}};
  const double none = std::numeric_limits<double>::quiet_NaN();
  for (ParameterWeight& parameter : decides.quantities.front().parameters) {
    parameter.mu = parameter.mu_star = parameter.sigma = analysis::Bounded{none, none, none, none};
  }
  EXPECT_THAT(decides_as_text(decides, "profit", Console().without_colour()), HasSubstr("unknown"));
}

TEST(DecidesText, WritesEverythingAsJson) {
  results::JsonWriter json;
  json.open_object();
  write_decides(json, example());
  json.close();
  const std::string text = std::move(json).text();
  EXPECT_THAT(text, HasSubstr(R"({"sensitivity":{"by":"sobol_indices","quantities":[)"));
  EXPECT_THAT(text, HasSubstr(R"("against":null)"));
  EXPECT_THAT(text, HasSubstr(R"("total_order":{"value":0.8,"low":0.7)"));
  EXPECT_THAT(text, Not(HasSubstr("mu_star")));
}

}  // namespace
}  // namespace tenure::cli
