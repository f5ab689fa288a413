// SPDX-License-Identifier: Apache-2.0
#include "verify/reference.h"

#include "scenario/reference.h"
#include "scenario/shape.h"
#include "verify/claim.h"
#include "verify/exact_case.h"

namespace tenure::verify {

std::string reference_markdown() {
  return "# Claims, exact cases, lessons\n\n"
         "Made from the descriptions that the program itself reads these blocks by; do not edit.\n"
         "Blocks of a scenario that `run` and `compare` do not look at. `tenure verify --claims`\n"
         "judges a `claim`, `tenure verify` holds an `exact` block's figures against the "
         "simulated\n"
         "ones; [verification](../verification.md) says by which rules.\n\n"
         "Amounts in a claim carry units: `0.5 pp` and `5 %` of shares, `10 EUR`, `2 d`, or are\n"
         "plain numbers. Times must be ends of reporting periods. Without times a KPI is its "
         "total\n"
         "over the horizon; with them flows are summed, of stocks the last counts, and a ratio is "
         "a\n"
         "sum over a sum.\n\n## `claim`\n\n" +
         scenario::markdown_table(scenario::shape_of(Claim{})) +
         "\nAn item of `expect` has one of `above`, `below`, `between` and `same_as`. It is "
         "*shown* if\n"
         "the opposite is rejected at the error rate of the file, shared by Holm's step-down, by\n"
         "one-sided Student tests of differences paired by replication; *refuted* if it is "
         "rejected\n"
         "itself; otherwise *undecided*.\n\n## `exact`\n\n" +
         scenario::markdown_table(scenario::shape_of(ExactBlock{})) +
         "\n## `lesson`\n\nFor readers: `try`, a list of command-line options to play with; "
         "`look_at`, a KPI;\n"
         "`why`, a few sentences. `tenure examples NAME` prints it with its scenario.\n";
}

}  // namespace tenure::verify
