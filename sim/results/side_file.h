// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>

namespace tenure::results {

/// How a study was run, as far as it cannot change a number: kept beside the results (R.h5 has
/// R.h5.run.json), because the results themselves are the same bytes wherever and whenever.
struct RunRecord {
  std::string program;   ///< name and version, as "tenure 0.1.0"
  std::string compiler;  ///< as "g++ 12.2.0"
  std::string hdf5;      ///< version of the library
  std::string host;
  std::string system;  ///< kernel and machine, as "Linux 6.1.0 x86_64"
  int threads = 1;
  double wall_seconds = 0.0;  ///< of the event loops, from the first to the last
  std::chrono::system_clock::time_point started;
  std::chrono::system_clock::time_point finished;
  std::int64_t peak_rss_bytes = 0;
  std::string digest;  ///< of the results that it belongs to
};

/// The largest resident memory of this process so far.
std::int64_t peak_rss_bytes();

/// What this process can say about itself: compiler, library, host, system, memory; the rest is the
/// caller's.
RunRecord record_of_this_process();

/// R.h5 -> R.h5.run.json
std::filesystem::path side_file_of(const std::filesystem::path& results);

/// As JSON, times in UTC.
std::string to_json(const RunRecord& record);

/// Complete or absent, as results are. Throws OutputError.
void write_side_file(const RunRecord& record, const std::filesystem::path& results);

}  // namespace tenure::results
