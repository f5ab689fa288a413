// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <string>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

#include "cli/errors.h"
#include "cli/gallery.h"
#include "cli/verbs.h"
#include "engine/expect.h"

namespace tenure::cli {
namespace {

/// The text under a name that must not be taken yet.
void write_new_file(const std::filesystem::path& path, std::string_view text) {
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (file < 0) {
    const bool taken = errno == EEXIST;
    throw MachineError(path.string() + ": cannot be written (" +
                       (taken ? "it exists, and init never replaces a file"
                              : std::generic_category().message(errno)) +
                       ")");
  }
  const ssize_t written = write(file, text.data(), text.size());
  const int error = written < 0 ? errno : ENOSPC;
  const bool complete = written == static_cast<ssize_t>(text.size());
  if (close(file) != 0 || !complete) {
    unlink(path.c_str());
    throw MachineError(path.string() + ": cannot be written (" +
                       std::generic_category().message(error) + ")");
  }
}

/// The sweep that comes with it, of this scenario instead of the repository's.
std::string sweep_of(const std::filesystem::path& scenario) {
  constexpr std::string_view kOriginal = "../starter.yaml";
  const auto quick = std::find_if(sweeps().begin(), sweeps().end(),
                                  [](const Example& one) { return one.name == "a_quick"; });
  TENURE_ENSURE(quick != sweeps().end());
  std::string text(quick->text);
  const std::size_t place = text.find(kOriginal);
  TENURE_ENSURE(place != text.npos);
  return text.replace(place, kOriginal.size(), scenario.filename().string());
}

}  // namespace

ExitCode init(const Options& options, Console& console) {
  std::filesystem::path path =
      options.arguments.empty() ? "my_scenario" : options.arguments.front();
  if (path.extension() != ".yaml" && path.extension() != ".yml") path += ".yaml";
  const Example* starter = find_example("starter");
  TENURE_ENSURE(starter != nullptr);
  write_new_file(path, starter->text);
  std::filesystem::path sweep = path;
  sweep.replace_filename(path.stem().string() + "_sweep" + path.extension().string());
  if (options.with_sweep) write_new_file(sweep, sweep_of(path));
  console.note("Wrote " + path.string() + ": a small shop. Read it, change it, then:");
  console.note("  tenure check " + path.string());
  console.note("  tenure run " + path.string());
  if (options.with_sweep) {
    std::filesystem::path folder = sweep;
    console.note("Wrote " + sweep.string() + ", which varies it:");
    console.note("  tenure sweep " + sweep.string() + " -o " + folder.replace_extension().string());
  }
  return ExitCode::done;
}

}  // namespace tenure::cli
