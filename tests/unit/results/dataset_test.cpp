// SPDX-License-Identifier: Apache-2.0
#include "results/dataset.h"

#include "engine/expect.h"
#include "tests/unit/results/example.h"

namespace tenure::results {
namespace {

std::string problem_of(const Dataset& study) {
  try {
    check(study);
  } catch (const engine::Defect& defect) {
    return defect.what();
  }
  return "none";
}

/// The problem of the example with one variable changed.
template <class Change>
std::string problem_after(const std::string& name, Change change) {
  Dataset study = example();
  for (Variable& variable : study.variables) {
    if (variable.name == name) change(variable);
  }
  return problem_of(study);
}

TEST(Dataset, FindsItsVariables) {
  const Dataset study = example();
  ASSERT_NE(study.find("revenue"), nullptr);
  EXPECT_EQ(study.find("revenue")->name, "revenue");
  EXPECT_EQ(study.find("profit"), nullptr);
  EXPECT_TRUE(is_coordinate(*study.find("policy"), study));
  EXPECT_FALSE(is_coordinate(*study.find("revenue"), study));
  EXPECT_TRUE(is_provenance(*study.find("scenario_yaml")));
  EXPECT_FALSE(is_provenance(*study.find("horizon")));
}

TEST(Dataset, IsFineAsTheExample) { EXPECT_EQ(problem_of(example()), "none"); }

TEST(Dataset, MustHaveShapesThatFit) {
  EXPECT_NE(problem_after("revenue", [](Variable& x) { x.dimensions = {"policy"}; })
                .find("revenue: 6 values for a shape of 2"),
            std::string::npos);
  EXPECT_NE(problem_after("revenue",
                          [](Variable& x) {
                            x.dimensions = {"policy", "shop"};
                          })
                .find("no dimension shop"),
            std::string::npos);
  EXPECT_NE(problem_after("revenue",
                          [](Variable& x) {
                            x.dimensions = {"policy", "policy"};
                          })
                .find("twice"),
            std::string::npos);
  EXPECT_NE(problem_after("horizon", [](Variable& x) { x.name = "visit"; }).find("coordinate"),
            std::string::npos);
}

TEST(Dataset, MustHaveNamesThatAreWellFormedAndUnique) {
  for (const char* name : {"", "Revenue", "1st", "a b", "a/b", ".", "revenu\xc3\xa9"}) {
    EXPECT_NE(problem_after("revenue", [&](Variable& x) { x.name = name; }).find("not a name"),
              std::string::npos)
        << name;
  }
  EXPECT_NE(problem_after("revenue", [](Variable& x) { x.name = "survival"; }).find("two of them"),
            std::string::npos);
}

TEST(Dataset, MustBeExplainedAndStayNumericInXarray) {
  EXPECT_NE(problem_after("revenue", [](Variable& x) { x.attributes.clear(); }).find("long_name"),
            std::string::npos);
  for (const char* units : {"days", "minutes", "seconds", "days since 2020-01-01"}) {
    EXPECT_NE(problem_after("survival", [&](Variable& x) { x.attributes["units"] = units; })
                  .find("dates"),
              std::string::npos)
        << units;
  }
  EXPECT_EQ(problem_after("survival", [](Variable& x) { x.attributes["units"] = "d"; }), "none");
}

TEST(Dataset, KeepsReservedAttributesAndZeroBytesOut) {
  for (const char* name : {"_FillValue", "DIMENSION_LIST", "CLASS", "NAME", "_Netcdf4Dimid", ""}) {
    EXPECT_NE(
        problem_after("revenue", [&](Variable& x) { x.attributes[name] = "x"; }).find("reserved"),
        std::string::npos)
        << name;
  }
  EXPECT_NE(problem_after("policy",
                          [](Variable& x) {
                            std::get<std::vector<Text>>(x.values)[0] = std::string("a\0b", 3);
                          })
                .find("zero byte"),
            std::string::npos);
  EXPECT_NE(problem_after(
                "replication",
                [](Variable& x) { std::get<std::vector<std::int64_t>>(x.values)[0] = kMissing; })
                .find("missing"),
            std::string::npos);
}

}  // namespace
}  // namespace tenure::results
