// SPDX-License-Identifier: Apache-2.0
#include "experiment/summarise.h"

#include "analysis/interval.h"
#include "experiment/kpis.h"

namespace tenure::experiment {

std::vector<KpiSummary> summarise(const model::Model& model,
                                  const std::vector<model::Record>& records) {
  const Kpis kpis(model);
  std::vector<KpiSummary> summaries;
  for (std::size_t i = 0; i < kpis.list().size(); ++i) {
    const results::Description& about = kpis.list()[i].description;
    const double scale = about.type == results::Type::money ? 0.01 : 1.0;
    std::vector<double> totals;
    for (const model::Record& record : records) totals.push_back(scale * kpis.total(i, record));
    const analysis::Interval interval = analysis::mean_interval(totals);
    summaries.push_back(
        {about.name, about.units, about.meaning, interval.mean, interval.half_width});
  }
  return summaries;
}

}  // namespace tenure::experiment
