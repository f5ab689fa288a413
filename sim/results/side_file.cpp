// SPDX-License-Identifier: Apache-2.0
#include "results/side_file.h"

#include <ctime>

#include <sys/resource.h>
#include <sys/utsname.h>

#include "results/atomic_file.h"
#include "results/hdf5_handle.h"
#include "results/json.h"

namespace tenure::results {
namespace {

std::string compiler() {
#ifdef __clang__
  return "clang++ " __clang_version__;
#else
  return "g++ " __VERSION__;
#endif
}

/// ISO 8601, to the second.
std::string utc(std::chrono::system_clock::time_point time) {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(time);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  char text[32];
  const std::size_t length = std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return {text, length};
}

}  // namespace

std::int64_t peak_rss_bytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return std::int64_t{1024} * usage.ru_maxrss;
}

RunRecord record_of_this_process() {
  RunRecord record;
  record.compiler = compiler();
  record.hdf5 = hdf5_version();
  utsname names{};
  if (uname(&names) == 0) {
    record.host = names.nodename;
    record.system = std::string(names.sysname) + " " + names.release + " " + names.machine;
  }
  record.peak_rss_bytes = peak_rss_bytes();
  return record;
}

std::filesystem::path side_file_of(const std::filesystem::path& results) {
  std::filesystem::path path = results;
  path += ".run.json";
  return path;
}

std::string to_json(const RunRecord& record) {
  JsonWriter json(JsonWriter::Layout::indented);
  json.open_object()
      .field("tenure_run", 1)
      .field("program", record.program)
      .field("compiler", record.compiler)
      .field("hdf5", record.hdf5)
      .field("host", record.host)
      .field("system", record.system)
      .field("threads", record.threads)
      .field("wall_seconds", record.wall_seconds)
      .field("started", utc(record.started))
      .field("finished", utc(record.finished))
      .field("peak_rss_bytes", record.peak_rss_bytes)
      .field("digest", record.digest)
      .close();
  return std::move(json).text() + "\n";
}

void write_side_file(const RunRecord& record, const std::filesystem::path& results) {
  write_atomically(side_file_of(results), {to_json(record)});
}

}  // namespace tenure::results
