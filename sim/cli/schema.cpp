// SPDX-License-Identifier: Apache-2.0
#include "scenario/schema.h"

#include "cli/errors.h"
#include "cli/verbs.h"

namespace tenure::cli {

ExitCode schema(const Options& options, Console& console) {
  if (!options.arguments.empty() && options.arguments.front() != "sweep") {
    throw UsageError("tenure schema: of scenarios without an argument, of sweep files with 'sweep'",
                     "tenure schema --help");
  }
  console.print(options.arguments.empty() ? scenario::json_schema()
                                          : scenario::sweep_json_schema());
  return ExitCode::done;
}

}  // namespace tenure::cli
