// SPDX-License-Identifier: Apache-2.0
#include "cli/reference_pages.h"

#include "experiment/kpis.h"
#include "results/reference.h"
#include "scenario/reference.h"
#include "scenario/sweep_reference.h"
#include "verify/reference.h"

namespace tenure::cli {

std::vector<ReferencePage> reference_pages() {
  return {{"scenario.md", scenario::reference_markdown()},
          {"claims.md", verify::reference_markdown()},
          {"sweep.md", scenario::sweep_reference_markdown()},
          {"results.md", results::reference(experiment::all_kpi_descriptions())}};
}

}  // namespace tenure::cli
