// SPDX-License-Identifier: Apache-2.0
// Writes a small study with every kind of variable that results have, for xarray to open.
#include <cstdio>
#include <exception>
#include <limits>

#include "results/layout.h"
#include "results/write.h"

namespace {

using tenure::results::Dataset;
using tenure::results::Description;
using tenure::results::Kind;
using tenure::results::kMissing;
using tenure::results::make_variable;
using tenure::results::Occurs;
using tenure::results::standard_variable;
using tenure::results::Text;
using tenure::results::Type;

Dataset example() {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  Dataset study;
  study.dimensions = {{"policy", 2},  {"replication", 3}, {"period", 4},
                      {"segment", 1}, {"cause", 0},       {"visit", 30000}};
  study.attributes = {{"title", "Café, corner shop"}, {"study_id", "example"}, {"note", ""}};
  auto& v = study.variables;
  v.push_back(
      make_variable(standard_variable("policy"), std::vector<Text>{"today", "más-agentes"}));
  v.push_back(make_variable(standard_variable("segment"), std::vector<Text>{"regulars"}));
  v.push_back(make_variable(standard_variable("cause"), std::vector<Text>{}));
  v.push_back(make_variable(standard_variable("replication"), std::vector<std::int64_t>{0, 1, 2}));
  v.push_back(make_variable(standard_variable("period_start"), std::vector<double>{0, 28, 56, 84}));
  v.push_back(make_variable(standard_variable("period_end"), std::vector<double>{28, 56, 84, 91}));
  v.push_back(
      make_variable(standard_variable("complete"), std::vector<std::int8_t>{1, 1, 1, 1, 1, 0}));
  std::vector<std::int64_t> cents(24);
  for (std::size_t i = 0; i < cents.size(); ++i) cents[i] = static_cast<std::int64_t>(i) * 1001;
  cents[23] = kMissing;
  v.push_back(make_variable({.name = "revenue",
                             .dimensions = {"policy", "replication", "period", "segment"},
                             .type = Type::money,
                             .units = "EUR",
                             .meaning = "what customers paid",
                             .kind = Kind::flow},
                            cents));
  for (const char* units : {"d", "h", "min", "s", "us", "1", "EUR", "1/d", "points"}) {
    Text name = Text("kpi_in_") + (Text(units) == "1" ? "shares" : units);
    if (name == "kpi_in_1/d") name = "kpi_in_rates";
    if (name == "kpi_in_EUR") name = "kpi_in_currency";
    v.push_back(make_variable({.name = name,
                               .dimensions = {"policy", "replication"},
                               .type = Type::float64,
                               .units = units,
                               .meaning = "a mean in that unit"},
                              std::vector<double>{0.5, 1, 2, 3, nan, -1e300}));
  }
  v.push_back(make_variable({.name = "counted",
                             .dimensions = {"replication"},
                             .units = "min",
                             .meaning = "whole minutes"},
                            std::vector<std::int64_t>{7, kMissing, -9}));
  std::vector<std::int64_t> many(30000);
  for (std::size_t i = 0; i < many.size(); ++i) many[i] = static_cast<std::int64_t>(i * i % 9973);
  v.push_back(make_variable(
      {.name = "many", .dimensions = {"visit"}, .units = "1", .meaning = "enough for chunks"},
      many));
  v.push_back(make_variable(standard_variable("customers_left"), std::vector<std::int64_t>{}));
  v.push_back(make_variable(standard_variable("scenario_yaml"),
                            std::vector<Text>{"title: Café\n" + Text(100000, '#')}));
  v.push_back(make_variable(standard_variable("provenance_json"), std::vector<Text>{"{}"}));
  return study;
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc != 2) return 2;
  tenure::results::write(example(), argv[1]);
  return 0;
} catch (const std::exception& error) {
  std::fprintf(stderr, "%s\n", error.what());
  return 4;
}
