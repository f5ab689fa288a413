// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include <sys/types.h>

namespace tenure::program {

using Words = std::vector<std::string>;

/// A folder that exists as long as a test needs it.
class Folder {
 public:
  Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder();

  const std::filesystem::path& path() const { return path_; }
  /// Writes a file and returns its path.
  std::filesystem::path write(const std::string& name, const std::string& text) const;
  std::string read(const std::string& name) const;
  bool has(const std::string& name) const { return std::filesystem::exists(path_ / name); }
  /// Names of all files, hidden ones too.
  std::vector<std::string> files() const;

 private:
  std::filesystem::path path_;
};

/// The files in the packs of a sweep in FOLDER/NAME, in the order of their names.
std::vector<std::filesystem::path> packs_of(const Folder& folder, const std::string& name);

/// How a process ended.
struct Ended {
  int code = -1;   ///< exit code, -1 if a signal ended it
  int signal = 0;  ///< that ended it, or 0
  std::string out;
  std::string err;
  double wall_seconds = 0.0;
  double cpu_seconds = 0.0;  ///< user and system: does not grow with what else the machine does
  std::int64_t max_rss_bytes = 0;
};

enum class Stdout {
  kept,
  reader_gone,  ///< a pipe that nobody reads, as after `| head`
  full_disk     ///< /dev/full
};

struct Circumstances {
  Stdout to = Stdout::kept;
  std::map<std::string, std::string> environment;  ///< on top of the test's own
};

/// The program under test, started in `folder`.
class Process {
 public:
  Process(const Folder& folder, const std::vector<std::string>& arguments,
          const Circumstances& circumstances = {});
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;
  ~Process();

  /// Until it waits for SIGTERM by itself (looks at the signals that it blocks), or has ended.
  void wait_until_it_listens() const;
  void send(int signal) const;
  Ended wait();

 private:
  pid_t id_ = -1;
  int out_ = -1;
  int err_ = -1;
  double start_ = 0.0;
};

/// Runs the program to its end.
Ended tenure(const Folder& folder, const std::vector<std::string>& arguments,
             const Circumstances& circumstances = {});

/// A scenario of the repository.
std::string scenario(const std::string& name);

/// The results' digest in what the program printed with --json; else what it said instead.
std::string digest_of(const Ended& ended);

}  // namespace tenure::program
