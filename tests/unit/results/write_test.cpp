// SPDX-License-Identifier: Apache-2.0
#include "results/write.h"

#include <cstring>
#include <fstream>
#include <iterator>

#include "engine/expect.h"
#include "results/digest.h"
#include "results/errors.h"
#include "results/read.h"
#include "tests/unit/results/example.h"

namespace tenure::results {
namespace {

/// NaN equals NaN here, and 0 differs from -0.
bool same(const Values& a, const Values& b) {
  const auto* x = std::get_if<std::vector<double>>(&a);
  const auto* y = std::get_if<std::vector<double>>(&b);
  if (x == nullptr || y == nullptr) return a == b;
  return x->size() == y->size() &&
         (x->empty() || std::memcmp(x->data(), y->data(), x->size() * sizeof(double)) == 0);
}

void expect_same(const Dataset& a, const Dataset& b) {
  EXPECT_EQ(a.dimensions, b.dimensions);
  EXPECT_EQ(a.attributes, b.attributes);
  ASSERT_EQ(a.variables.size(), b.variables.size());
  for (std::size_t i = 0; i < a.variables.size(); ++i) {
    const Variable& x = a.variables[i];
    const Variable& y = b.variables[i];
    EXPECT_EQ(x.name, y.name);
    EXPECT_EQ(x.dimensions, y.dimensions) << x.name;
    EXPECT_EQ(x.attributes, y.attributes) << x.name;
    EXPECT_TRUE(same(x.values, y.values)) << x.name;
  }
}

TEST(Write, GivesBackWhatWasWritten) {
  const Folder folder;
  const Dataset study = example();
  write(study, folder / "R.h5");
  const Dataset back = read(folder / "R.h5");
  expect_same(study, back);
  EXPECT_EQ(digest(study), digest(back));
  EXPECT_EQ(folder.entries(), 1U);
}

TEST(Write, GivesTheSameBytesOfVariablesThatAreFetched) {
  const Folder folder;
  Dataset study = example();
  study.dimensions["long"] = 400'000;
  std::vector<double> many(400'000);
  for (std::size_t i = 0; i < many.size(); ++i) many[i] = static_cast<double>(i * i % 1009);
  study.variables.push_back({"many", {"long"}, many, {{"long_name", Text("many numbers")}}});
  const std::string bytes = to_bytes(study);
  std::size_t fetched = 0;
  for (Variable& variable : study.variables) {
    if (is_coordinate(variable, study) ||
        std::holds_alternative<std::vector<Text>>(variable.values))
      continue;
    variable.fetch = [values = variable.values] { return values; };
    std::visit([](auto& values) { values.clear(); }, variable.values);
    ++fetched;
  }
  ASSERT_GT(fetched, 3U);
  write(study, folder / "R.h5");
  std::ifstream file(folder / "R.h5", std::ios::binary);
  const std::string written{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  EXPECT_TRUE(written == bytes);
  EXPECT_TRUE(to_bytes(study) == bytes);
  EXPECT_EQ(digest(read(folder / "R.h5")), digest(study));
  EXPECT_EQ(folder.entries(), 1U);
}

TEST(Write, RefusesFetchedValuesOfAnotherShape) {
  const Folder folder;
  Dataset study = example();
  study.dimensions["long"] = 3;
  study.variables.push_back(
      {"many", {"long"}, std::vector<double>{}, {{"long_name", Text("many numbers")}}, [] {
         return std::vector<double>{1.0};
       }});
  EXPECT_THROW(write(study, folder / "R.h5"), engine::Defect);
  EXPECT_EQ(folder.entries(), 0U);
}

TEST(Write, GivesBackAnEmptyDatasetAndBareDimensions) {
  const Folder folder;
  Dataset study;
  write(study, folder / "R.h5");
  expect_same(study, read(folder / "R.h5"));
  study.dimensions = {{"a", 0}, {"b", 1}, {"c", 4000000000}};
  write(study, folder / "R.h5");
  expect_same(study, read(folder / "R.h5"));
}

TEST(Write, GivesBackArraysOfManyChunksAndDimensions) {
  const Folder folder;
  Dataset study;
  study.dimensions = {{"a", 3}, {"b", 5}, {"c", 7}, {"d", 2501}, {"e", 1}};
  std::vector<double> numbers(3 * 5 * 7 * 2501);
  for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = 1.0 / static_cast<double>(i + 1);
  std::vector<Text> texts(3 * 5 * 7);
  for (std::size_t i = 0; i < texts.size(); ++i) texts[i] = std::string(i, 'x') + std::to_string(i);
  study.variables = {
      {"x", {"a", "e", "b", "c", "d"}, std::move(numbers), {{"long_name", "numbers"}}},
      {"y", {"a", "b", "c"}, std::move(texts), {{"long_name", "texts"}}},
      {"z", {"d"}, std::vector<std::int8_t>(2501, 1), {{"long_name", "small, not compact"}}},
      {"w", {"d", "c"}, std::vector<std::int8_t>(2501 * 7, -1), {{"long_name", "chunked bytes"}}}};
  write(study, folder / "R.h5");
  expect_same(study, read(folder / "R.h5"));
}

TEST(Write, GivesTheSameBytesForTheSameDataset) {
  const Folder folder;
  write(example(), folder / "a.h5");
  sleep(1);  // a time stamp in the file would differ now
  write(example(), folder / "b.h5");
  EXPECT_TRUE(bytes_of(folder / "a.h5") == bytes_of(folder / "b.h5"));
}

TEST(Write, GivesTheSameBytesForEveryNaN) {
  const Folder folder;
  Dataset study = example();
  write(study, folder / "a.h5");
  for (Variable& variable : study.variables) {
    if (variable.name == "survival") std::get<std::vector<double>>(variable.values)[3] = -kNaN;
  }
  write(study, folder / "b.h5");
  EXPECT_TRUE(bytes_of(folder / "a.h5") == bytes_of(folder / "b.h5"));
}

TEST(Write, ReplacesAnExistingFile) {
  const Folder folder;
  put_bytes(folder / "R.h5", "old");
  write(example(), folder / "R.h5");
  EXPECT_EQ(digest(read(folder / "R.h5")), digest(example()));
  EXPECT_EQ(folder.entries(), 1U);
}

TEST(Write, NamesTheFileThatCannotBeWritten) {
  try {
    write(example(), "/nowhere/at/all/R.h5");
    FAIL();
  } catch (const OutputError& error) {
    EXPECT_NE(std::string(error.what()).find("/nowhere/at/all/R.h5: cannot be written"),
              std::string::npos)
        << error.what();
  }
}

}  // namespace
}  // namespace tenure::results
