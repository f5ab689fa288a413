// SPDX-License-Identifier: Apache-2.0
#include "cli/issues_json.h"
#include "cli/study.h"
#include "cli/verbs.h"
#include "results/json.h"

namespace tenure::cli {

ExitCode check(const Options& options, Console& console) {
  const Study study = load_study(options);
  if (options.json) {
    results::JsonWriter json;
    json.open_object().key("errors").open_array().close().key("notes");
    write_issues(json, study.loaded.notes);
    json.close();
    console.print(std::move(json).text() + '\n');
    return ExitCode::done;
  }
  console.print(options.arguments.front() + ": ok (" + in_short(study.specification()) + ")\n");
  tell_notes(study, console);
  return ExitCode::done;
}

}  // namespace tenure::cli
