// SPDX-License-Identifier: Apache-2.0
#include <ctime>
#include <filesystem>
#include <fstream>
#include <functional>
#include <ostream>
#include <string>

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "scenario/issue.h"
#include "scenario/parse.h"

namespace tenure::scenario {
namespace {

/// A file that should never cost more than a moment and a message. Made here, never stored.
struct Hostile {
  const char* name;
  std::function<std::string()> text;
};

void PrintTo(const Hostile& hostile, std::ostream* out) { *out << hostile.name; }

std::string repeated(const std::string& piece, std::size_t times) {
  std::string text;
  for (std::size_t i = 0; i < times; ++i) text += piece;
  return text;
}

std::string billion_laughs() {
  std::string text = "a0: &a0 [ha]\n";
  for (int level = 1; level <= 9; ++level) {
    const std::string alias = "*a" + std::to_string(level - 1);
    text += "a" + std::to_string(level) + ": &a" + std::to_string(level) + " [" + alias +
            repeated(", " + alias, 9) + "]\n";
  }
  return text;
}

/// UTF-16, little end first, with its byte order mark.
std::string utf16(const std::string& text) {
  std::string result = "\xFF\xFE";
  for (const char c : text) result += {c, '\0'};
  return result;
}

const Hostile kHostile[] = {
    {"EmptyFile", [] { return std::string(); }},
    {"OnlyAComment", [] { return std::string("# nothing\n"); }},
    {"OnlyADocumentStart", [] { return std::string("---\n"); }},
    {"DuplicateKeys", [] { return std::string("a: 1\nb: 2\na: 3\n"); }},
    {"DuplicateKeysInBraces", [] { return std::string("x: {a: 1, a: 1}\n"); }},
    {"SelfAlias", [] { return std::string("a: &x [*x]\n"); }},
    {"SelfAliasInAMap", [] { return std::string("a: &x\n  b: {c: *x}\n"); }},
    {"UnknownAlias", [] { return std::string("a: *x\n"); }},
    {"BillionLaughs", billion_laughs},
    {"TagOfPython", [] { return std::string("a: !!python/object:os.system {}\n"); }},
    {"TagOnAList", [] { return std::string("a: !mine [1]\n"); }},
    {"TagOnText", [] { return std::string("a: !!str 1\n"); }},
    {"Nul", [] { return std::string("a: 1\nb: x\0y\n", 12); }},
    {"EscapeCharacter", [] { return std::string("a: \x1b[31m\n"); }},
    {"EscapedControlCharacter", [] { return std::string("a: \"\\e[31m\"\n"); }},
    {"EscapedControlCharacterInAKey", [] { return std::string("\"k\\u0007\": 1\n"); }},
    {"EscapedC1ControlCharacter", [] { return std::string("a: \"\\x9b31m\"\n"); }},
    {"C1ControlCharacter", [] { return std::string("a: \xC2\x9B 31m\n"); }},
    {"LineBreakInAKey", [] { return std::string("\"a\\nb\": 1\n"); }},
    {"BadUtf8", [] { return std::string("title: caf\xE9\n"); }},
    {"Utf16", [] { return utf16("a: 1\n"); }},
    {"Utf16BigEndFirst", [] { return std::string("\xFE\xFF\0a\0:\0 \0\x31", 10); }},
    {"DeepBrackets", [] { return repeated("[", 100'000); }},
    {"DeepBracketsOnLines", [] { return "a: " + repeated("[\n ", 100'000); }},
    {"DeepBracesClosed", [] { return repeated("{a: ", 100'000) + repeated("}", 100'000); }},
    {"DeepBraces", [] { return repeated("{", 100'000); }},
    {"DeepDashes", [] { return repeated("-", 100'000); }},
    {"DeepDashesWithSpaces", [] { return repeated("- ", 100'000); }},
    {"DeepQuestions", [] { return repeated("?", 100'000); }},
    {"DeepQuestionsWithSpaces", [] { return repeated("? ", 100'000); }},
    {"AMillionBrackets", [] { return repeated("[\n", 1'000'000); }},
    {"LongKey", [] { return std::string(2'000'000, 'k') + ": 1\n"; }},
    {"LongQuotedKey", [] { return '"' + std::string(2'000'000, 'k') + "\": 1\n"; }},
    {"LongExplicitKey", [] { return "? " + std::string(2'000'000, 'k') + "\n: 1\n"; }},
    {"LargerThanFourMegabytes", [] { return "a: 1\n" + repeated("# x\n", 1'000'000); }},
    {"TooManyItems", [] { return "a:\n" + repeated("- 1\n", 900'000); }},
    {"TooManyItemsInBrackets", [] { return "a: [" + repeated("1,\n", 900'000) + "]\n"; }},
    {"SecondDocument", [] { return std::string("a: 1\n---\nb: 2\n"); }},
    {"ListAtTheRoot", [] { return std::string("- a\n- b\n"); }},
    {"TextAtTheRoot", [] { return std::string("hello\n"); }},
    {"NothingAtTheRoot", [] { return std::string("~\n"); }},
    {"TabIndentation", [] { return std::string("a:\n\tb: 1\n"); }},
    {"DirectiveOfAnotherVersion", [] { return std::string("%YAML 9.9\n---\na: 1\n"); }},
};

class HostileFile : public testing::TestWithParam<Hostile> {};

TEST_P(HostileFile, IsRefusedWithAPlaceWithinAMoment) {
  const std::string text = GetParam().text();
  const std::clock_t before = std::clock();
  try {
    parse(text, "evil.yaml");
    FAIL() << "accepted";
  } catch (const ScenarioError& error) {
    ASSERT_EQ(error.issues().size(), 1u);
    const Issue& issue = error.issues().front();
    EXPECT_EQ(issue.file, "evil.yaml");
    EXPECT_GE(issue.line, 1);
    EXPECT_GE(issue.column, 1);
    EXPECT_FALSE(issue.problem.empty());
    EXPECT_LT(to_text(issue).size(), 500u) << "a message, not an echo";
  }
  // Of the processor: what else runs on the machine does not count.
  const double spent = 1e3 * static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC;
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  const double most = 4000.0;  // instrumented code is slower
#else
  const double most = 200.0;
#endif
  EXPECT_LT(spent, most) << "milliseconds";
}

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
TEST_P(HostileFile, CostsAProcessLittleMemory) {
  const std::string text = GetParam().text();
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    try {
      parse(text, "evil.yaml");
    } catch (const ScenarioError&) {
      _exit(3);
    }
    _exit(0);
  }
  int status = 0;
  rusage used{};
  ASSERT_EQ(wait4(child, &status, 0, &used), child);
  EXPECT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 3);
  EXPECT_LT(used.ru_maxrss, 64 * 1024) << "kB, this process included";
}
#endif

INSTANTIATE_TEST_SUITE_P(Corpus, HostileFile, testing::ValuesIn(kHostile),
                         [](const auto& file) { return std::string(file.param.name); });

TEST(Hostile, EmptyFileIsAnErrorAtItsStart) {
  try {
    parse("", "FILE");
    FAIL();
  } catch (const ScenarioError& error) {
    EXPECT_TRUE(std::string(error.what()).starts_with("FILE:1:1: is empty")) << error.what();
  }
}

class FolderOfFiles : public testing::Test {
 protected:
  FolderOfFiles()
      : folder_(std::filesystem::temp_directory_path() /
                ("tenure_hostile_" + std::to_string(getpid()))) {
    std::filesystem::create_directories(folder_);
  }
  ~FolderOfFiles() override { std::filesystem::remove_all(folder_); }
  std::filesystem::path folder_;
};

TEST_F(FolderOfFiles, DirectoryIsNoScenario) { EXPECT_THROW(read_text(folder_), ScenarioError); }

TEST_F(FolderOfFiles, MissingFileIsAnInputError) {
  EXPECT_THROW(read_text(folder_ / "nowhere.yaml"), InputError);
}

TEST_F(FolderOfFiles, UnreadableFileIsAnInputError) {
  // Opens, but its first byte cannot be read, not even by root.
  EXPECT_THROW(read_text("/proc/self/mem"), InputError);
}

TEST_F(FolderOfFiles, LargeFileIsRefusedBeforeItIsRead) {
  const auto file = folder_ / "large.yaml";
  std::ofstream(file) << "a: 1\n";
  std::filesystem::resize_file(file, 1'000'000'000'000);  // sparse
  EXPECT_THROW(read_text(file), ScenarioError);
}

}  // namespace
}  // namespace tenure::scenario
