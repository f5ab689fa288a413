// SPDX-License-Identifier: Apache-2.0
#include "results/pack.h"

#include <filesystem>
#include <fstream>
#include <string>

#include <gtest/gtest.h>

#include "example.h"
#include "results/errors.h"
#include "results/refusal.h"

namespace tenure::results {
namespace {

Pack made() {
  Pack pack;
  pack.plan = std::string(64, 'a');
  pack.release = "0.1.0";
  pack.epoch = 3;
  pack.first = 40;
  pack.expected = 2;
  const Description survival{
      "survival_total", {"policy", "replication"}, Type::float64, "1", "share of customers"};
  const Description left{
      "left", {"policy", "replication", "period"}, Type::int64, "1", "who left", Kind::flow};
  pack.variables = {{{"survival", survival, 1}}, {{"survival", survival, 1}, {"left", left, 3}}};
  pack.units = {{std::string(64, '1'), 40, 17, {{0, {5}}, {1, {6, 7, 8, -9}}}},
                {std::string(64, '2'), 41, 18, {{0, {1}}, {1, {2, 3, 4, 5}}}}};
  return pack;
}

TEST(Pack, ReadsBackWhatWasWritten) {
  const Pack before = made();
  const Pack after = pack_from(to_bytes(before));
  EXPECT_EQ(after.plan, before.plan);
  EXPECT_EQ(after.first, 40u);
  EXPECT_TRUE(after.is_whole());
  EXPECT_EQ(after.variables, before.variables);
  ASSERT_EQ(after.units.size(), 2u);
  EXPECT_EQ(after.units[1].id, before.units[1].id);
  EXPECT_EQ(after.units[1].number, 41u);
  EXPECT_EQ(after.units[0].events, 17u);
  EXPECT_EQ(after.units[0].policies[1].words, before.units[0].policies[1].words);
  EXPECT_EQ(to_bytes(after), to_bytes(before));
}

TEST(Pack, RefusesEveryByteThatIsDamagedAndEveryLength) {
  const std::string whole = to_bytes(made());
  for (std::size_t i = 0; i < whole.size(); ++i) {
    std::string damaged = whole;
    damaged[i] = static_cast<char>(damaged[i] ^ 1);
    EXPECT_THROW(pack_from(damaged), Refusal) << "byte " << i;
    EXPECT_THROW(pack_from(whole.substr(0, i)), Refusal) << "length " << i;
  }
}

TEST(Pack, SaysWhichFileCannotBeUsedAndWhy) {
  const Folder folder;
  const std::filesystem::path path = folder.path() / "a.pack";
  write_pack(path, made());
  EXPECT_EQ(to_bytes(read_pack(path)), to_bytes(made()));
  std::filesystem::resize_file(path, 100);
  try {
    read_pack(path);
    FAIL();
  } catch (const InputError& error) {
    EXPECT_NE(std::string(error.what()).find("a.pack: cannot be used (no seal"), std::string::npos)
        << error.what();
  }
}

}  // namespace
}  // namespace tenure::results
