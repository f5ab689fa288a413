// SPDX-License-Identifier: Apache-2.0
#include "results/csv.h"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "engine/expect.h"
#include "results/tables.h"

namespace tenure::results {
namespace {

TEST(Csv, WritesCellsAsTheyCanBeReadBack) {
  Csv csv({"text", "whole", "real", "money"});
  csv.cell("plain").cell(std::int64_t{-7}).cell(0.1).hundredths(1'234).end_row();
  csv.cell("with, comma").cell(std::int64_t{0}).cell(NAN).hundredths(-5).end_row();
  csv.cell("with \"quotes\"\n").empty().cell(1e300).hundredths(0).end_row();
  EXPECT_EQ(csv.text(),
            "text,whole,real,money\n"
            "plain,-7,0.1,12.34\n"
            "\"with, comma\",0,,-0.05\n"
            "\"with \"\"quotes\"\"\n\",,1e+300,0.00\n");
}

TEST(Csv, HoldsTheSmallestAmount) {
  Csv csv({"money"});
  csv.hundredths(std::numeric_limits<std::int64_t>::min()).end_row();
  EXPECT_EQ(csv.text(), "money\n-92233720368547758.08\n");
}

TEST(Csv, RefusesRowsOfAnotherLength) {
  Csv csv({"a", "b"});
  csv.cell("one");
  EXPECT_THROW(csv.end_row(), engine::Defect);
}

TEST(Tables, HoldOneRowForEachPlaceAndOneColumnForEachVariable) {
  Dataset dataset;
  dataset.dimensions = {{"policy", 2}, {"period", 2}};
  const Attributes money{{"scale_factor", 0.01}};
  dataset.variables = {
      {"policy", {"policy"}, std::vector<Text>{"today", "calls"}, {}},
      {"period_end", {"period"}, std::vector<double>{28.0, 40.5}, {}},
      {"purchases", {"policy", "period"}, std::vector<std::int64_t>{1, 2, 3, kMissing}, {}},
      {"revenue", {"policy", "period"}, std::vector<std::int64_t>{150, 0, kMissing, -1}, money},
      {"complete", {"policy"}, std::vector<std::int8_t>{1, 0}, {}},
      {"scenario_yaml", {}, std::vector<Text>{"format: 1"}, {}},
  };
  const std::vector<NamedTable> tables = tables_of(dataset);
  ASSERT_EQ(tables.size(), 3U);
  EXPECT_EQ(tables[0].name, "by_period");
  EXPECT_EQ(tables[0].csv, "period,period_end\n0,28\n1,40.5\n");
  EXPECT_EQ(tables[1].name, "by_policy_period");
  EXPECT_EQ(tables[1].csv,
            "policy,period,purchases,revenue\n"
            "today,0,1,1.50\n"
            "today,1,2,0.00\n"
            "calls,0,3,\n"
            "calls,1,,-0.01\n");
  EXPECT_EQ(tables[2].name, "by_policy");
  EXPECT_EQ(tables[2].csv, "policy,complete\ntoday,1\ncalls,0\n");
}

}  // namespace
}  // namespace tenure::results
