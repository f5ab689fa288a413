// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>
#include <exception>
#include <new>
#include <string>
#include <string_view>
#include <vector>

#include "cli/console.h"
#include "cli/errors.h"
#include "cli/exit_code.h"
#include "cli/help.h"
#include "cli/issues_json.h"
#include "cli/options.h"
#include "cli/verbs.h"
#include "model/simulation.h"
#include "results/errors.h"
#include "scenario/issue.h"

namespace tenure::cli {
namespace {

using Words = std::vector<std::string>;

ExitCode carry_out(const Verb& verb, const Options& options, Console& console) {
  if (options.quiet) console.be_quiet();
  try {
    return verb.carry_out(options, console);
  } catch (const scenario::ScenarioError& error) {
    if (options.json) {
      console.print(errors_as_json(error));
    } else {
      console.say(error.what());
    }
    return ExitCode::invalid_scenario;
  }
}

ExitCode obey(const Words& words, Console& console) {
  const std::string_view first = words.empty() ? "--help" : std::string_view(words.front());
  if (first == "--help" || first == "-h" || first == "help") {
    console.print(words.size() > 1 ? help_on(find_verb(words[1])) : help());
    return ExitCode::done;
  }
  if (first == "--version") {
    console.print(version() + '\n');
    return ExitCode::done;
  }
  const Verb& verb = find_verb(first);
  const Options options = parse_options(verb.syntax, std::span(words).subspan(1));
  if (options.help) {
    console.print(help_on(verb));
    return ExitCode::done;
  }
  return carry_out(verb, options, console);
}

/// The one place that turns whatever went wrong into a message and an exit code.
ExitCode obey_or_explain(const Words& words, Console& console) {
  const auto complain = [&](std::string_view message) {
    console.say(console.on_stderr(Style::red, "error: ") + std::string(message));
  };
  try {
    return obey(words, console);
  } catch (const ReaderGone&) {
    return ExitCode::done;
  } catch (const UsageError& error) {
    complain(error.what());
    console.say("Help: " + error.help());
    return ExitCode::usage;
  } catch (const MachineError& error) {
    complain(error.what());
    return ExitCode::files;
  } catch (const scenario::InputError& error) {
    complain(error.what());
    return ExitCode::files;
  } catch (const results::OutputError& error) {
    complain(error.what());
    return ExitCode::files;
  } catch (const results::InputError& error) {
    complain(error.what());
    return ExitCode::files;
  } catch (const std::bad_alloc&) {
    complain("not enough memory (tenure run --dry-run says how much a run needs)");
    return ExitCode::files;
  } catch (const InterruptedWithParts& interruption) {
    console.say(interruption.what());
    return ExitCode::interrupted;
  } catch (const model::Interrupted&) {
    console.say("Interrupted. Nothing was kept; the same command starts again from the beginning.");
    return ExitCode::interrupted;
  } catch (const std::exception& error) {
    complain(std::string("a defect of tenure, please report it: ") + error.what());
    return ExitCode::defect;
  }
}

}  // namespace
}  // namespace tenure::cli

int main(int count, char** words) {
  using namespace tenure::cli;
  Console console;
  const ExitCode code = obey_or_explain(Words(words + (count > 0 ? 1 : 0), words + count), console);
  // After a failed write HDF5 is not to be trusted with its own exit handlers.
  if (code == ExitCode::files) std::_Exit(static_cast<int>(code));
  return static_cast<int>(code);
}
