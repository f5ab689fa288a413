// SPDX-License-Identifier: Apache-2.0
#include "experiment/kpi_variables.h"

#include <cmath>
#include <cstddef>
#include <limits>
#include <string>

#include "results/dataset.h"

namespace tenure::experiment {

results::Description total_of(const Kpi& kpi) {
  results::Description total = kpi.description;
  total.name += "_total";
  if (!kpi.of_horizon_only) total.meaning += ", over the horizon and all segments";
  total.dimensions = {"policy", "replication"};
  total.kind = results::Kind::neither;
  return total;
}

std::int64_t whole_total(double total) {
  return std::isnan(total) ? results::kMissing : static_cast<std::int64_t>(total);
}

results::Description half_of(const results::Description& ratio, Half half) {
  const bool upper = half == Half::numerator;
  results::Description description = ratio;
  description.type = results::Type::int64;
  description.units = std::string("1");  // g++ 12 suspects an overlap in assigning the literal
  description.name = ratio.name + (upper ? "_num" : "_den");
  description.meaning = (upper ? "numerator of " : "denominator of ") + ratio.name;
  return description;
}

std::vector<double> ratios_of(const Kpi& kpi, const Series& series) {
  std::vector<double> values;
  for (std::size_t i = 0; i < series.value.size(); ++i) {
    const bool empty = series.denominator[i] == 0 || series.denominator[i] == results::kMissing;
    values.push_back(empty ? std::numeric_limits<double>::quiet_NaN()
                           : static_cast<double>(series.value[i]) /
                                 static_cast<double>(series.denominator[i]) * kpi.scale);
  }
  return values;
}

}  // namespace tenure::experiment
