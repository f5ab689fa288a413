// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <fstream>
#include <system_error>

#include "analysis/report/bundle.h"
#include "cli/errors.h"
#include "cli/report/account.h"
#include "cli/report/methods.h"
#include "cli/report/page.h"
#include "cli/report/recorded.h"
#include "cli/report/sections.h"
#include "cli/report/sweep_page.h"
#include "cli/report/sweep_terminal.h"
#include "cli/report/terminal.h"
#include "cli/verbs.h"
#include "results/atomic_file.h"

namespace tenure::cli {
namespace {

/// R.h5 -> R.html, in the same folder.
std::filesystem::path page_path(const Options& options, const std::filesystem::path& results) {
  if (options.output) return *options.output;
  std::filesystem::path path = results;
  return path.replace_extension(".html");
}

/// A page takes nothing to write again, so an older one may be replaced; anything else not.
void expect_replaceable(const std::filesystem::path& path, bool force) {
  results::expect_writable(path);
  std::error_code error;
  if (force || !std::filesystem::exists(path, error)) return;
  std::string start(kPageStart.size(), '\0');
  std::ifstream(path, std::ios::binary)
      .read(start.data(), static_cast<std::streamsize>(start.size()));
  if (start == kPageStart) return;
  throw MachineError(path.string() + ": is no page of tenure report (--force replaces it)");
}

void expect_bundle() {
  const analysis::Bundle bundle = analysis::bundle();
  if (bundle.is_there()) return;
  throw MachineError(
      "this tenure cannot write pages: " + std::string(bundle.missing) +
      ". Install npm (Debian: apt-get install npm) and build once more with network: "
      "cmake --preset release && cmake --build --preset release. --term and --methods work "
      "without");
}

}  // namespace

ExitCode report(const Options& options, Console& console) {
  const bool is_page = !options.term && !options.methods;
  if (!is_page && options.output) {
    throw UsageError("tenure report: -o names a page, and --term and --methods print",
                     "tenure report --help");
  }
  if (is_page) expect_bundle();
  if (!options.methods) {
    if (const auto swept = recorded_sweep(options.arguments.front())) {
      if (options.term) {
        console.print(as_drawing(*swept, console));
        return ExitCode::done;
      }
      const std::filesystem::path to = page_path(options, swept->file);
      expect_replaceable(to, options.force);
      results::write_atomically(to, {page_of(*swept)});
      console.note("Wrote " + to.string() + ".");
      return ExitCode::done;
    }
  }
  const Recorded recorded = read_recorded(options.arguments.front());
  if (!is_page) {
    const Account account(recorded);
    if (options.term) console.print(as_drawing(account, console));
    if (options.methods) console.print(methods_text(account));
    return ExitCode::done;
  }
  const std::filesystem::path path = page_path(options, recorded.file);
  std::error_code error;
  if (std::filesystem::equivalent(path, recorded.file, error)) {
    throw MachineError(path.string() + ": is the results file itself, not a place for its page");
  }
  expect_replaceable(path, options.force);
  const Account account(recorded);
  results::write_atomically(path, {page_of(account)});
  console.note("Wrote " + path.string() + ".");
  return ExitCode::done;
}

}  // namespace tenure::cli
