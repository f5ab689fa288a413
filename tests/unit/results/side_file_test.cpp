// SPDX-License-Identifier: Apache-2.0
#include "results/side_file.h"

#include "results/errors.h"
#include "tests/unit/results/example.h"

namespace tenure::results {
namespace {

TEST(SideFile, StandsBesideItsResults) {
  const Folder folder;
  RunRecord record;
  record.program = "tenure 0.1.0";
  record.compiler = "g++ \"12\"";
  record.threads = 2;
  record.wall_seconds = 0.25;
  record.started = std::chrono::system_clock::time_point(std::chrono::seconds(1767225600));
  record.finished = record.started + std::chrono::milliseconds(1900);
  record.peak_rss_bytes = 1048576;
  record.digest = "00ff";
  write_side_file(record, folder / "R.h5");
  EXPECT_EQ(bytes_of(folder / "R.h5.run.json"),
            "{\n"
            "  \"tenure_run\": 1,\n"
            "  \"program\": \"tenure 0.1.0\",\n"
            "  \"compiler\": \"g++ \\\"12\\\"\",\n"
            "  \"hdf5\": \"\",\n"
            "  \"host\": \"\",\n"
            "  \"system\": \"\",\n"
            "  \"threads\": 2,\n"
            "  \"wall_seconds\": 0.25,\n"
            "  \"started\": \"2026-01-01T00:00:00Z\",\n"
            "  \"finished\": \"2026-01-01T00:00:01Z\",\n"
            "  \"peak_rss_bytes\": 1048576,\n"
            "  \"digest\": \"00ff\"\n"
            "}\n");
  EXPECT_EQ(folder.entries(), 1U);
  EXPECT_THROW(write_side_file(record, folder / "none/R.h5"), OutputError);
}

TEST(SideFile, KnowsTheProcessThatRuns) {
  const RunRecord record = record_of_this_process();
  EXPECT_TRUE(record.compiler.starts_with("g++ ") || record.compiler.starts_with("clang++ "));
  EXPECT_TRUE(record.hdf5.starts_with("1.")) << record.hdf5;
  EXPECT_FALSE(record.host.empty());
  EXPECT_FALSE(record.system.empty());
  EXPECT_GT(record.peak_rss_bytes, 1 << 20);
}

}  // namespace
}  // namespace tenure::results
