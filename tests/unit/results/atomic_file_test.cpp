// SPDX-License-Identifier: Apache-2.0
#include "results/atomic_file.h"

#include <csignal>
#include <functional>

#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "results/errors.h"
#include "results/read.h"
#include "results/write.h"
#include "tests/unit/results/example.h"

namespace tenure::results {
namespace {

enum Outcome { written = 0, refused = 10, something_else = 20 };

/// Does it in a process of its own, which then ends as programs do, exit handlers and all. Returns
/// its exit code, or minus the signal that killed it.
int in_child(const std::function<void()>& action) {
  const pid_t child = fork();
  if (child == 0) {
    int outcome = something_else;
    try {
      action();
      outcome = written;
    } catch (const OutputError&) {
      outcome = refused;
    } catch (...) {
    }
    std::exit(outcome);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

std::string message_of(const std::filesystem::path& path) {
  try {
    write_atomically(path, {"bytes"});
  } catch (const OutputError& error) {
    return error.what();
  }
  return "written";
}

TEST(AtomicFile, HoldsWhatWasWritten) {
  const Folder folder;
  write_atomically(folder / "a", {""});
  EXPECT_EQ(bytes_of(folder / "a"), "");
  write_atomically(folder / "a", {std::string_view("with\0", 5), "zero"});
  EXPECT_EQ(bytes_of(folder / "a"), std::string("with\0zero", 9));
  EXPECT_EQ(folder.entries(), 1U);
}

TEST(AtomicFile, TakesAPlainNameAsInTheCurrentFolder) {
  const Folder folder;
  const auto before = std::filesystem::current_path();
  std::filesystem::current_path(folder.path());
  const std::string message = message_of("plain");
  std::filesystem::current_path(before);
  EXPECT_EQ(message, "written");
  EXPECT_EQ(bytes_of(folder / "plain"), "bytes");
}

TEST(AtomicFile, OverwritesATemporaryLeftByAKilledProcess) {
  const Folder folder;
  put_bytes(folder.path() / (".a.tmp." + std::to_string(getpid())), "half a fi");
  write_atomically(folder / "a", {"bytes"});
  EXPECT_EQ(bytes_of(folder / "a"), "bytes");
  EXPECT_EQ(folder.entries(), 1U);
}

TEST(AtomicFile, SaysWhichFileAndWhyAndHowMuchSpaceIsLeft) {
  const Folder folder;
  std::filesystem::create_directory(folder / "sub");
  put_bytes(folder / "file", "x");
  EXPECT_NE(message_of(folder / "none/a").find("No such file or directory"), std::string::npos);
  EXPECT_NE(message_of(folder / "sub").find("not a plain file"), std::string::npos);
  EXPECT_NE(message_of(folder / "file/a").find("Not a directory"), std::string::npos);
  EXPECT_NE(message_of(folder.path() / "").find("names no file"), std::string::npos);
  EXPECT_NE(message_of(folder.path() / std::string(255, 'n')).find("MB free there"),
            std::string::npos);
  EXPECT_EQ(folder.entries(), 2U);
}

TEST(AtomicFile, LeavesNothingInAFolderThatMustNotBeWrittenTo) {
  const Folder folder;
  ASSERT_EQ(chmod(folder.path().c_str(), 0555), 0);
  const int outcome = in_child([&] {
    if (geteuid() == 0 && setuid(65534) != 0) std::exit(something_else);  // root may write anywhere
    write_atomically(folder / "a", {"bytes"});
  });
  chmod(folder.path().c_str(), 0755);
  EXPECT_EQ(outcome, refused);
  EXPECT_EQ(folder.entries(), 0U);
}

TEST(AtomicFile, SurvivesALimitOnFileSizesAtEverySize) {
  const Folder folder;
  const Dataset study = example();
  write(study, folder / "whole.h5");
  const auto whole = std::filesystem::file_size(folder / "whole.h5");
  std::filesystem::remove(folder / "whole.h5");
  const auto outcome_with_limit = [&](rlim_t bytes) {
    return in_child([&] {
      const rlimit limit{bytes, bytes};
      setrlimit(RLIMIT_FSIZE, &limit);  // SIGXFSZ keeps its default: it would kill
      write(study, folder / "R.h5");
    });
  };
  for (rlim_t i = 0; i < 20; ++i) {
    EXPECT_EQ(outcome_with_limit(i * whole / 20), refused) << i;
    EXPECT_EQ(folder.entries(), 0U) << i;
  }
  EXPECT_EQ(outcome_with_limit(whole - 1), refused);
  EXPECT_EQ(folder.entries(), 0U);
  EXPECT_EQ(outcome_with_limit(whole), written);
  EXPECT_EQ(folder.entries(), 1U);
}

TEST(AtomicFile, KeepsTheOldFileWhenTheNewOneDoesNotFit) {
  const Folder folder;
  put_bytes(folder / "R.h5", "old");
  EXPECT_EQ(in_child([&] {
              const rlimit limit{1000, 1000};
              setrlimit(RLIMIT_FSIZE, &limit);
              write(example(), folder / "R.h5");
            }),
            refused);
  EXPECT_EQ(bytes_of(folder / "R.h5"), "old");
  EXPECT_EQ(folder.entries(), 1U);
}

TEST(AtomicFile, LeavesTheSignalOfTheLimitAsItWas) {
  const Folder folder;
  EXPECT_EQ(in_child([&] {
              const rlimit limit{10, 10};
              setrlimit(RLIMIT_FSIZE, &limit);
              try {
                write_atomically(folder / "a", {"more than ", "ten bytes"});
              } catch (const OutputError&) {
              }
              sigset_t now;
              sigemptyset(&now);
              pthread_sigmask(SIG_SETMASK, nullptr, &now);
              if (sigismember(&now, SIGXFSZ) != 0) std::exit(something_else);
              raise(SIGXFSZ);  // its default again: kills
            }),
            -SIGXFSZ);
}

TEST(AtomicFile, LeavesNothingOnAFullDisk) {
  const Folder folder;
  if (mount("tmpfs", folder.path().c_str(), "tmpfs", 0, "size=64k") != 0) {
    GTEST_SKIP() << "a small file system of its own needs root";
  }
  Dataset study = example();
  for (Variable& variable : study.variables) {
    if (variable.name == "scenario_yaml") {
      std::get<std::vector<Text>>(variable.values)[0].resize(200000, 'x');
    }
  }
  const int full = in_child([&] { write(study, folder / "R.h5"); });
  const std::size_t left = folder.entries();
  const int small = in_child([&] { write_atomically(folder / "a", {"bytes"}); });
  umount(folder.path().c_str());
  EXPECT_EQ(full, refused);
  EXPECT_EQ(left, 0U);
  EXPECT_EQ(small, written);
}

}  // namespace
}  // namespace tenure::results
