// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "cli/console.h"
#include "cli/exit_code.h"
#include "cli/options.h"

namespace tenure::cli {

/// One thing that people ask the program to do: what it takes, what help says, who does it.
struct Verb {
  Syntax syntax;
  std::string_view summary;  ///< a few words, for the list of verbs; empty: another's names it
  std::string_view about;    ///< a few sentences, for its help
  std::string_view example;  ///< a command that runs
  ExitCode (*carry_out)(const Options&, Console&);
};

std::span<const Verb> all_verbs();

/// The verb of that name. Throws UsageError, with the closest name if one is close.
const Verb& find_verb(std::string_view name);

// One file each.
ExitCode run(const Options&, Console&);
ExitCode compare(const Options&, Console&);
ExitCode report(const Options&, Console&);
ExitCode sweep(const Options&, Console&);
ExitCode status(const Options&, Console&);
ExitCode merge(const Options&, Console&);
ExitCode export_csv(const Options&, Console&);
ExitCode check(const Options&, Console&);
ExitCode explain(const Options&, Console&);
ExitCode init(const Options&, Console&);
ExitCode examples(const Options&, Console&);
ExitCode schema(const Options&, Console&);
ExitCode verify(const Options&, Console&);
ExitCode doctor(const Options&, Console&);

}  // namespace tenure::cli
