// SPDX-License-Identifier: Apache-2.0
#include "scenario/extends.h"

#include <filesystem>
#include <fstream>
#include <string>

#include <gtest/gtest.h>
#include <unistd.h>

#include "scenario/issue.h"

namespace tenure::scenario {
namespace {

namespace fs = std::filesystem;

class Extends : public testing::Test {
 protected:
  Extends() : folder_(fs::temp_directory_path() / ("tenure_extends_" + std::to_string(getpid()))) {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  ~Extends() override { fs::remove_all(folder_); }

  fs::path write(const std::string& name, const std::string& text) {
    const fs::path file = folder_ / name;
    fs::create_directories(file.parent_path());
    std::ofstream(file) << text;
    return file;
  }
  static std::string error_of(const fs::path& file, const std::vector<fs::path>& allowed = {}) {
    try {
      read_chain(file, allowed);
    } catch (const ScenarioError& error) {
      return error.what();
    }
    return "nothing is wrong";
  }

  fs::path folder_;
};

TEST_F(Extends, FollowsAChainAndTakesTheKeyOut) {
  write("a.yaml", "k: 1\n");
  write("b.yaml", "extends: a.yaml\nk: 2\n");
  const Chain chain = read_chain(write("c.yaml", "extends: b.yaml\nk: 3\n"), {});
  ASSERT_EQ(chain.trees.size(), 3u);
  EXPECT_EQ(chain.trees[0].find("k")->text, "3");
  EXPECT_EQ(chain.trees[2].find("k")->text, "1");
  EXPECT_EQ(chain.trees[0].find("extends"), nullptr);
  EXPECT_EQ(chain.files[2].text, "k: 1\n");
}

TEST_F(Extends, ReachesTheWholeFolderCalledScenarios) {
  write("scenarios/base/shop.yaml", "k: 1\n");
  const fs::path file = write("scenarios/gallery/deep/x.yaml", "extends: ../../base/shop.yaml\n");
  EXPECT_EQ(read_chain(file, {}).trees.size(), 2u);
}

TEST_F(Extends, DoesNotLeaveTheFileFolderOtherwise) {
  write("outside.yaml", "k: 1\n");
  const fs::path file = write("inner/x.yaml", "a: 1\nextends: ../outside.yaml\n");
  EXPECT_NE(error_of(file).find("x.yaml:2:10: extends: \"../outside.yaml\" is not a file within "
                                "reach"),
            std::string::npos)
      << error_of(file);
  EXPECT_EQ(error_of(file, {folder_}), "nothing is wrong");
}

TEST_F(Extends, SeesThroughSymbolicLinks) {
  write("outside.yaml", "k: 1\n");
  const fs::path file = write("inner/x.yaml", "extends: link.yaml\n");
  fs::create_symlink(folder_ / "outside.yaml", folder_ / "inner/link.yaml");
  EXPECT_NE(error_of(file).find("is not a file within reach"), std::string::npos);
}

TEST_F(Extends, DoesNotTakeAPrefixOfANameForTheFolder) {
  write("inner2/y.yaml", "k: 1\n");
  const fs::path file = write("inner/x.yaml", "extends: ../inner2/y.yaml\n");
  EXPECT_NE(error_of(file).find("is not a file within reach"), std::string::npos);
}

TEST_F(Extends, RefusesAbsolutePathsOutside) {
  EXPECT_NE(error_of(write("x.yaml", "extends: /etc/passwd\n")).find("is not a file within reach"),
            std::string::npos);
}

TEST_F(Extends, RefusesCircles) {
  write("b.yaml", "extends: a.yaml\n");
  const fs::path file = write("a.yaml", "extends: b.yaml\n");
  EXPECT_NE(error_of(file).find("b.yaml:1:10: extends: \"a.yaml\" extends itself in a circle"),
            std::string::npos)
      << error_of(file);
  EXPECT_NE(error_of(write("s.yaml", "extends: s.yaml\n")).find("circle"), std::string::npos);
}

TEST_F(Extends, RefusesChainsThatAreTooLong) {
  write("f0.yaml", "k: 1\n");
  for (int i = 1; i <= 9; ++i)
    write("f" + std::to_string(i) + ".yaml", "extends: f" + std::to_string(i - 1) + ".yaml\n");
  EXPECT_EQ(read_chain(folder_ / "f8.yaml", {}).trees.size(), 9u);
  EXPECT_NE(error_of(folder_ / "f9.yaml").find("too long a chain"), std::string::npos);
}

TEST_F(Extends, NeedsTheNameOfOneFile) {
  EXPECT_NE(error_of(write("x.yaml", "extends: [a, b]\n")).find("is not the name of a file"),
            std::string::npos);
  EXPECT_NE(error_of(write("y.yaml", "extends: missing.yaml\n")).find("is not a file within reach"),
            std::string::npos);
}

}  // namespace
}  // namespace tenure::scenario
