// SPDX-License-Identifier: Apache-2.0
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>
#include <vector>

#include <boost/version.hpp>

#include "analysis/report/bundle.h"
#include "cli/canary.h"
#include "cli/help.h"
#include "cli/table.h"
#include "cli/verbs.h"
#include "cli/words.h"
#include "experiment/memory.h"
#include "experiment/tabulate.h"
#include "experiment/threads.h"
#include "experiment/work_queue.h"
#include "results/hdf5_handle.h"
#include "results/json.h"
#include "results/layout.h"
#include "results/side_file.h"

namespace tenure::cli {
namespace {

enum class Health { good, bad };

struct Finding {
  std::string name;  ///< snake_case, as in JSON
  std::string text;
  Health health = Health::good;
};

/// Tries to write there, as a run would.
Finding writable(const std::string& name, const std::filesystem::path& folder) {
  std::string file = (folder / ".tenure.doctor.XXXXXX").string();
  const int descriptor = mkstemp(file.data());
  if (descriptor < 0) {
    return {
        name,
        folder.string() + ": cannot be written (" + std::generic_category().message(errno) + ")",
        Health::bad};
  }
  close(descriptor);
  unlink(file.c_str());
  return {name, folder.string() + ": can be written"};
}

Finding temporary_folder() {
  std::error_code error;
  const std::filesystem::path folder = std::filesystem::temp_directory_path(error);
  if (error) return {"temporary_folder", "there is none (" + error.message() + ")", Health::bad};
  return writable("temporary_folder", folder);
}

Finding elementary_functions() {
  const bool same = elementary_canary() == kElementaryCanary;
  const LibmDifference libm = libm_difference();
  const std::string aside = "the C library's own would differ at " +
                            with_thousands(std::int64_t{libm.different}) + " of " +
                            with_thousands(std::int64_t{libm.points}) + " points";
  if (same) return {"elementary_functions", "the same bits as everywhere (" + aside + ")"};
  return {"elementary_functions", "NOT the same bits as elsewhere: results will differ",
          Health::bad};
}

/// A build without is no fault: everything else works.
Finding report_pages() {
  const analysis::Bundle bundle = analysis::bundle();
  if (bundle.is_there()) return {"report_pages", "can be written (tenure report)"};
  return {"report_pages", "cannot be written: " + std::string(bundle.missing)};
}

std::string boost_version() {
  return std::to_string(BOOST_VERSION / 100000) + "." + std::to_string(BOOST_VERSION / 100 % 1000) +
         "." + std::to_string(BOOST_VERSION % 100);
}

std::vector<Finding> examine() {
  const results::RunRecord process = results::record_of_this_process();
  const experiment::ThreadAllowance allowance = experiment::default_threads();
  const experiment::MemoryAllowance memory = experiment::memory_allowance();
  return {
      {"version", version() + ", results epoch " + std::to_string(experiment::kResultsEpoch) +
                      ", scenario format 1, results layout " +
                      std::to_string(results::kLayoutVersion[0]) + "." +
                      std::to_string(results::kLayoutVersion[1])},
      {"compiler", process.compiler},
      {"system", process.system},
      {"boost", boost_version()},
      {"yaml_cpp", TENURE_YAML_CPP_VERSION},
      {"openssl", TENURE_OPENSSL_VERSION},
      {"hdf5", results::hdf5_version() + ", says of itself that it is " +
                   (results::hdf5_is_threadsafe() ? "safe" : "not safe") +
                   " with threads; tenure calls it from one at a time"},
      {"mpi", experiment::mpi_library()},
      {"threads", with_thousands(std::int64_t{allowance.threads}) + " (" + allowance.reason + ")"},
      {"memory", amount_of_memory(memory.bytes) + " (" + memory.reason + ")"},
      elementary_functions(),
      report_pages(),
      temporary_folder(),
      writable("current_folder", "."),
  };
}

bool is_bad(const Finding& finding) { return finding.health == Health::bad; }

std::string as_json(const std::vector<Finding>& findings) {
  results::JsonWriter json;
  json.open_object().field("tenure_json", 1).field("verb", "doctor").key("findings").open_array();
  for (const Finding& finding : findings) {
    json.open_object()
        .field("name", finding.name)
        .field("text", finding.text)
        .field("good", !is_bad(finding))
        .close();
  }
  json.close().close();
  return std::move(json).text() + '\n';
}

std::string as_table(const std::vector<Finding>& findings) {
  Table table({Align::left, Align::left, Align::left});
  for (const Finding& finding : findings) {
    std::string name = finding.name;
    for (char& c : name) c = c == '_' ? ' ' : c;
    table.add({is_bad(finding) ? "!" : " ", name, finding.text});
  }
  return table.text();
}

}  // namespace

ExitCode doctor(const Options& options, Console& console) {
  const std::vector<Finding> findings = examine();
  console.print(options.json ? as_json(findings) : as_table(findings));
  bool bad = false;
  for (const Finding& finding : findings) bad = bad || is_bad(finding);
  if (bad) console.note("Lines with ! need attention.");
  return bad ? ExitCode::files : ExitCode::done;
}

}  // namespace tenure::cli
