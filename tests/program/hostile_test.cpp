// SPDX-License-Identifier: Apache-2.0
// Files that were made to hurt: each is refused with its place, in little time and memory.
#include <regex>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "process.h"

namespace tenure::program {
namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kSanitized = true;  // sanitizers need memory and time of their own
#else
constexpr bool kSanitized = false;
#endif

std::string repeated(const std::string& text, std::size_t count) {
  std::string all;
  all.reserve(text.size() * count);
  for (std::size_t i = 0; i < count; ++i) all += text;
  return all;
}

std::string laughs(int levels) {
  std::string text = "a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha]\n";
  for (int level = 1; level <= levels; ++level) {
    const std::string below = "*a" + std::to_string(level - 1);
    text += "a" + std::to_string(level) + ": &a" + std::to_string(level) + " [" + below +
            repeated(", " + below, 8) + "]\n";
  }
  return text;
}

struct Hostile {
  std::string name;
  std::string text;
};

std::ostream& operator<<(std::ostream& out, const Hostile& hostile) { return out << hostile.name; }

class HostileFile : public testing::TestWithParam<Hostile> {};

TEST_P(HostileFile, IsRefusedAtItsPlaceWithin200MillisecondsAnd64Megabytes) {
  const Folder folder;
  folder.write("bad.yaml", GetParam().text);
  const Ended ended = tenure(folder, {"check", "bad.yaml"});
  EXPECT_EQ(ended.code, 3) << ended.err;
  EXPECT_TRUE(
      std::regex_search(ended.err.substr(0, 400), std::regex("^bad\\.yaml:[0-9]+:[0-9]+: ")))
      << ended.err.substr(0, 400);
  EXPECT_LT(ended.err.size(), 100'000U);
  if (kSanitized) return;
  EXPECT_LT(ended.cpu_seconds, 0.2);
  EXPECT_LT(ended.max_rss_bytes, 64'000'000);
}

INSTANTIATE_TEST_SUITE_P(
    , HostileFile,
    testing::Values(
        Hostile{"Empty", ""}, Hostile{"OnlyAComment", "# nothing\n"},
        Hostile{"ZeroByte", std::string("format: 1\ntitle: a\0b\n", 22)},
        Hostile{"BadUtf8", "format: 1\ntitle: \xff\xfe\xc0\x80\n"},
        Hostile{"Utf16", std::string("\xff\xfe"
                                     "f\0o\0r\0m\0a\0t\0:\0 \0001\0\n\0",
                                     22)},
        Hostile{"DeepLists", repeated("[", 100'000)},
        Hostile{"DeepMaps", repeated("{a: ", 100'000)},
        Hostile{"DeepIndents",
                [] {
                  std::string text;
                  for (std::size_t i = 0; i < 1000; ++i) text += std::string(i, ' ') + "a:\n";
                  return text;
                }()},
        Hostile{"NineLevelsOfLaughs", laughs(9)}, Hostile{"SelfAlias", "a: &a [*a]\n"},
        Hostile{"UnknownAlias", "a: *nobody\n"}, Hostile{"DuplicateKey", "format: 1\nformat: 1\n"},
        Hostile{"Tag", "format: !!python/object:os.system 1\n"},
        Hostile{"SecondDocument", "format: 1\n---\nformat: 1\n"},
        Hostile{"TwoMegabyteKey", std::string(2'000'000, 'k') + ": 1\n"},
        Hostile{"TwoMegabyteValue", "title: " + std::string(2'000'000, 'v') + "\n"},
        Hostile{"OverFourMegabytes", repeated("# a comment that fills the file\n", 140'000)},
        Hostile{"ManyKeys",
                [] {
                  std::string text;
                  for (int i = 0; i < 200'000; ++i) text += "k" + std::to_string(i) + ": 1\n";
                  return text;
                }()},
        Hostile{"NotAMap", "- 1\n- 2\n"},
        Hostile{"OctalAndInfinity", "format: 01\nhorizon: .inf\nseed: 0x10\n"},
        Hostile{"EndlessHorizon",
                "format: 1\ntitle: x\nhorizon: 1e300 years\nsegments: [{name: a, customers: 1}]\n"},
        Hostile{"EscapeByExtends", "extends: ../../../../etc/passwd\n"}),
    [](const auto& given) { return given.param.name; });

TEST(HostileScenario, ThatNeedsMoreMemoryThanThereIsIsRefusedBeforeItRuns) {
  const Ended ended = tenure(
      Folder(), {"run", scenario("starter"), "--set", "segments.regulars.customers=100000000000"});
  EXPECT_TRUE(ended.code == 3 || ended.code == 4) << ended.err;
  EXPECT_LT(ended.wall_seconds, 10.0);
  EXPECT_THAT(ended.err, testing::Not(testing::IsEmpty()));
}

TEST(HostileScenario, ThatIsAFolderIsRefused) {
  const Ended ended = tenure(Folder(), {"check", "."});
  EXPECT_TRUE(ended.code == 3 || ended.code == 4) << ended.err;
}

}  // namespace
}  // namespace tenure::program
