// SPDX-License-Identifier: Apache-2.0
#include "scenario/sweep_reference.h"

#include "scenario/reference.h"
#include "scenario/shape.h"
#include "scenario/sweep_text.h"

namespace tenure::scenario {

std::string sweep_reference_markdown() {
  return "# Sweeps\n\n"
         "Made from the descriptions that the program itself reads sweep files by; do not edit.\n"
         "[The guide](../guide/sweeps.md) shows how to use them; `tenure sweep X.yaml -o DIR` "
         "carries one out,\n`tenure schema sweep` is for editors.\n\n## Keys\n\n" +
         markdown_table(shape_of(SweepText{})) +
         "\n## Values\n\n"
         "- A parameter has a `range`, or `values`, or in a list design neither. Its path leads to "
         "a value\n"
         "  as `--set` takes it: `service.failure_probability`, "
         "`segments.regulars.purchasing.mean_interval`,\n"
         "  `policies.points.loyalty_programme.points`; it comes last, after `--set`.\n"
         "- Designs are made in the unit cube: 0 is the low end of a range, 1 the high one. Whole "
         "numbers and\n"
         "  `values` have equal shares of it. Amounts are rounded to what a scenario can hold: "
         "microseconds,\n"
         "  cents, 15 decimals.\n"
         "- A path that a policy sets itself is *masked* there: an error unless `masked: allowed`, "
         "because the\n"
         "  sweep would show no effect. A policy that changes it by `{times: x}` or `{plus: x}` "
         "masks nothing.\n"
         "- What decides the reporting periods (`horizon`, `report_every`) is the same at all "
         "points, and so\n"
         "  are seed and replications.\n"
         "- Points that break a constraint are left out; not with morris and saltelli, which need "
         "every point.\n"
         "- `scenario` and `file` are looked for from the sweep file, in the nearest folder above "
         "it that is\n"
         "  called `scenarios`, else in its own; `--allow-path` adds others.\n\n"
         "## Lists\n\n"
         "A CSV file: the first line names all parameters in any order, each further line is a "
         "point, with\n"
         "units: `failure,seats` then `3 %,2`. Lines that begin with # and empty ones do not "
         "count.\n\n"
         "## Folder\n\n"
         "| file | what |\n| --- | --- |\n"
         "| `plan.json` | the texts of all files, how many points, units and packs; made once, the "
         "same bytes by whoever makes it |\n"
         "| `packs/NNNNNN-PLAN.pack` | finished units, with a checksum; complete or absent |\n"
         "| `packs/NNNNNN-PLAN.some` | what was finished of a pack when it was interrupted |\n"
         "| `results.h5` | everything, for xarray ([results](results.md)), the same bytes on any "
         "number of threads, processes and shards |\n";
}

}  // namespace tenure::scenario
