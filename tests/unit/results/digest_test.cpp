// SPDX-License-Identifier: Apache-2.0
#include "results/digest.h"

#include <algorithm>

#include "results/sha256.h"
#include "tests/unit/results/example.h"

namespace tenure::results {
namespace {

TEST(Digest, KnowsTheAnswersOfFips180) {
  EXPECT_EQ(sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

/// The recipe in the reference, spelt out once more by hand.
TEST(Digest, IsTheHashOfTheDocumentedBytes) {
  Dataset study;
  study.dimensions = {{"two", 2}};
  study.variables = {{"b", {"two"}, std::vector<Text>{"x", ""}, {}},
                     {"a", {}, std::vector<double>{-kNaN}, {}}};
  const auto number = [](char x) { return std::string(1, x) + std::string(7, '\0'); };
  const std::string a =
      number(1) + "a" + number(0) + number(8) + std::string("\0\0\0\0\0\0\xf8\x7f", 8);
  const std::string b =
      number(1) + "b" + number(1) + number(2) + number(17) + number(1) + "x" + number(0);
  EXPECT_EQ(digest(study), sha256(a + b));
}

TEST(Digest, OfTheExampleIsPinned) {
  EXPECT_EQ(digest(example()), "913d122e7a593f6847409d09968c2ed81945357e9277f161cd25bc431b8afaab");
}

TEST(Digest, IgnoresAttributesProvenanceAndOrder) {
  Dataset study = example();
  std::reverse(study.variables.begin(), study.variables.end());
  study.attributes["title"] = "another";
  for (Variable& variable : study.variables) {
    variable.attributes["long_name"] = "another";
    if (variable.name == "scenario_yaml") variable.values = std::vector<Text>{"another"};
  }
  EXPECT_EQ(digest(study), digest(example()));
}

TEST(Digest, NoticesEveryChangeOfTheData) {
  const std::string before = digest(example());
  const auto after = [](const std::string& name, auto change) {
    Dataset study = example();
    for (Variable& variable : study.variables) {
      if (variable.name == name) change(variable);
    }
    return digest(study);
  };
  EXPECT_NE(after("revenue", [](Variable& x) { x.name = "revenues"; }), before);
  EXPECT_NE(after("revenue",
                  [](Variable& x) {
                    x.dimensions = {"replication", "policy"};
                  }),
            before);
  EXPECT_NE(
      after("revenue", [](Variable& x) { std::get<std::vector<std::int64_t>>(x.values)[5] = 7; }),
      before);
  EXPECT_NE(
      after("survival", [](Variable& x) { std::get<std::vector<double>>(x.values)[1] = 0.0; }),
      before);
  EXPECT_NE(after("policy",
                  [](Variable& x) {
                    x.values = std::vector<Text>{"todaymás-", "agentes"};
                  }),
            before);
}

}  // namespace
}  // namespace tenure::results
