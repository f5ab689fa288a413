// SPDX-License-Identifier: Apache-2.0
#include "results/layout.h"

#include <set>

#include "engine/expect.h"
#include "results/reference.h"
#include "tests/unit/results/example.h"

namespace tenure::results {
namespace {

TEST(Layout, MakesVariablesThatCanBeWritten) {
  Dataset study;
  study.dimensions = {{"policy", 0},       {"replication", 0}, {"period", 0}, {"segment", 0},
                      {"cause", 0},        {"cohort", 0},      {"age", 0},    {"wait_bin", 0},
                      {"point", 0},        {"twin", 0},        {"fate", 0},   {"value_decile", 0},
                      {"tenure_class", 0}, {"paid_tenth", 0}};
  std::set<std::string> names;
  for (const Description& one : standard_variables()) {
    EXPECT_TRUE(names.insert(one.name).second) << one.name;
    const std::size_t count = one.dimensions.empty() ? 1 : 0;
    Values values = std::vector<std::int64_t>(count);
    if (one.type == Type::int8) values = std::vector<std::int8_t>(count);
    if (one.type == Type::float64) values = std::vector<double>(count);
    if (one.type == Type::text) values = std::vector<Text>(count);
    study.variables.push_back(make_variable(one, values, Study::sweep));
  }
  EXPECT_NO_THROW(check(study));
  EXPECT_EQ(study.find("complete")->dimensions.front(), "point");
  EXPECT_EQ(study.find("policy")->dimensions.size(), 1U);
}

TEST(Layout, PutsTheDescriptionIntoAttributes) {
  const Description revenue{.name = "revenue",
                            .dimensions = {"policy"},
                            .type = Type::money,
                            .units = "EUR",
                            .meaning = "what customers paid",
                            .kind = Kind::flow};
  const Variable variable = make_variable(revenue, std::vector<std::int64_t>{100});
  EXPECT_EQ(variable.attributes, (Attributes{{"long_name", "what customers paid"},
                                             {"units", "EUR"},
                                             {"kind", "flow"},
                                             {"scale_factor", 0.01}}));
  EXPECT_THROW(make_variable(revenue, std::vector<double>{1.0}), engine::Defect);
  EXPECT_THROW(standard_variable("no_such_variable"), engine::Defect);
}

TEST(Reference, NamesEveryVariableWithTypeAndMeaning) {
  const std::vector<Description> kpis{{.name = "desk_utilisation",
                                       .dimensions = {"policy", "replication", "period"},
                                       .type = Type::float64,
                                       .units = "1",
                                       .meaning = "busy seats | all seats"}};
  const std::string page = reference(kpis);
  for (const Description& one : standard_variables()) {
    EXPECT_NE(page.find("| `" + one.name + "` |"), std::string::npos) << one.name;
    EXPECT_NE(page.find(one.meaning), std::string::npos) << one.name;
  }
  EXPECT_NE(page.find("# Results, layout 1.3\n"), std::string::npos);
  EXPECT_NE(page.find("| `desk_utilisation` | (point), policy, replication, period | float64 | 1 |"
                      "  | busy seats \\| all seats |\n"),
            std::string::npos)
      << page;
}

}  // namespace
}  // namespace tenure::results
