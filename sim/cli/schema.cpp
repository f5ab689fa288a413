// SPDX-License-Identifier: Apache-2.0
#include "scenario/schema.h"

#include "cli/verbs.h"

namespace tenure::cli {

ExitCode schema(const Options&, Console& console) {
  console.print(scenario::json_schema());
  return ExitCode::done;
}

}  // namespace tenure::cli
