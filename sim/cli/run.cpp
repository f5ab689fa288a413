// SPDX-License-Identifier: Apache-2.0
#include "cli/outcome.h"
#include "cli/sequence.h"
#include "cli/study.h"
#include "cli/verbs.h"
#include "cli/work.h"

namespace tenure::cli {

ExitCode run(const Options& options, Console& console) {
  const Interruption interruption;  // first: a signal during the reading is one as well
  const Study study = load_study(options);
  tell_notes(study, console);
  if (is_sequential(options)) {
    const auto done = obtain_in_sequence("run", study, options, interruption, console);
    if (!done) return ExitCode::done;
    const Outcome outcome{
        done->study.specification(), done->obtained, in_words(done->outcome, done->study),
        [&](results::JsonWriter& json) { write_sequence(json, done->outcome, done->study); }};
    console.print(options.json ? as_json(outcome) : as_table(outcome, console));
    return ExitCode::done;
  }
  const experiment::Policies policies(specifications_of(study));
  const auto obtained = obtain("run", study, policies, options, interruption, console);
  if (!obtained) return ExitCode::done;
  const Outcome outcome{study.specification(), *obtained};
  console.print(options.json ? as_json(outcome) : as_table(outcome, console));
  return ExitCode::done;
}

}  // namespace tenure::cli
