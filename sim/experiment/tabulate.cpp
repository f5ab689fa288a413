// SPDX-License-Identifier: Apache-2.0
#include "experiment/tabulate.h"

#include <limits>
#include <utility>

#include "experiment/kpis.h"
#include "results/json.h"
#include "results/layout.h"
#include "results/sha256.h"

namespace tenure::experiment {

namespace {

using results::Dataset;
using results::Description;
using results::make_variable;
using results::standard_variable;

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

void add_standard(Dataset& dataset, const std::string& name, results::Values values) {
  dataset.variables.push_back(make_variable(standard_variable(name), std::move(values)));
}

void add_coordinates(Dataset& dataset, const model::Model& model, std::size_t replications) {
  const model::Study& study = model.study();
  std::vector<std::int64_t> numbers;
  for (std::size_t i = 0; i < replications; ++i) numbers.push_back(static_cast<std::int64_t>(i));
  std::vector<double> starts;
  std::vector<double> ends;
  for (std::size_t period = 0; period < model.periods(); ++period) {
    starts.push_back(period == 0 ? 0.0 : ends.back());
    ends.push_back(engine::in_days(model.period_end(period) - engine::kStart));
  }
  dataset.dimensions = {{"policy", 1},
                        {"replication", replications},
                        {"period", model.periods()},
                        {"segment", study.segments.size()}};
  add_standard(dataset, "policy", std::vector{model.specification().policy});
  add_standard(dataset, "replication", std::move(numbers));
  add_standard(dataset, "period_start", std::move(starts));
  add_standard(dataset, "period_end", std::move(ends));
  add_standard(dataset, "segment", study.segments);
  if (!study.causes.empty()) {
    dataset.dimensions["cause"] = study.causes.size();
    add_standard(dataset, "cause", study.causes);
  }
}

/// A ratio with its two halves, so that others can add up before they divide.
void add_ratio(Dataset& dataset, const Kpi& kpi, std::vector<std::int64_t> numerator,
               std::vector<std::int64_t> denominator) {
  std::vector<double> values;
  for (std::size_t i = 0; i < numerator.size(); ++i) {
    values.push_back(denominator[i] == 0 ? kNaN
                                         : static_cast<double>(numerator[i]) /
                                               static_cast<double>(denominator[i]) * kpi.scale);
  }
  dataset.variables.push_back(make_variable(kpi.description, std::move(values)));
  Description half = kpi.description;
  half.type = results::Type::int64;
  half.units = "1";
  half.name = kpi.description.name + "_num";
  half.meaning = "numerator of " + kpi.description.name;
  dataset.variables.push_back(make_variable(half, std::move(numerator)));
  half.name = kpi.description.name + "_den";
  half.meaning = "denominator of " + kpi.description.name;
  dataset.variables.push_back(make_variable(half, std::move(denominator)));
}

void add_kpi(Dataset& dataset, const Kpis& kpis, std::size_t number,
             const std::vector<model::Record>& records) {
  const Kpi& kpi = kpis.list()[number];
  std::vector<std::int64_t> values;
  std::vector<std::int64_t> denominators;
  std::vector<double> totals;
  for (const model::Record& record : records) {
    const Series series = kpis.series(number, record);
    values.insert(values.end(), series.value.begin(), series.value.end());
    denominators.insert(denominators.end(), series.denominator.begin(), series.denominator.end());
    totals.push_back(kpis.total(number, record));
  }
  if (kpi.is_ratio) {
    add_ratio(dataset, kpi, std::move(values), std::move(denominators));
  } else {
    dataset.variables.push_back(make_variable(kpi.description, std::move(values)));
  }
  Description total = kpi.description;
  total.name += "_total";
  total.meaning += ", over the horizon and all segments";
  total.dimensions = {"policy", "replication"};
  total.kind = results::Kind::neither;
  if (kpi.is_ratio) {
    dataset.variables.push_back(make_variable(total, std::move(totals)));
  } else {
    std::vector<std::int64_t> whole;
    for (const double t : totals) whole.push_back(static_cast<std::int64_t>(t));
    dataset.variables.push_back(make_variable(total, std::move(whole)));
  }
}

void add_leaving(Dataset& dataset, const std::vector<model::Record>& records) {
  if (records.empty() || records.front().causes == 0) return;
  std::vector<std::int64_t> left;
  for (const model::Record& record : records) {
    left.insert(left.end(), record.left.begin(), record.left.end());
  }
  add_standard(dataset, "customers_left", std::move(left));
}

void add_cohorts(Dataset& dataset, const std::vector<model::Record>& records) {
  if (records.empty() || records.front().cohorts == 0) return;
  const std::size_t cohorts = records.front().cohorts;
  const std::size_t ages = records.front().periods;
  dataset.dimensions["cohort"] = cohorts;
  dataset.dimensions["age"] = ages;
  std::vector<std::int64_t> sizes;
  std::vector<std::int64_t> active;
  for (const model::Record& record : records) {
    for (std::size_t cohort = 0; cohort < cohorts; ++cohort) {
      // A cohort that joined in period c - 1 reaches only so many ages before the horizon.
      const std::size_t seen = cohort == 0 ? ages : ages - cohort + 1;
      for (std::size_t age = 0; age < ages; ++age) {
        sizes.push_back(age < seen ? record.cohort_size[cohort] : results::kMissing);
        active.push_back(age < seen ? record.cohort_active[cohort * ages + age]
                                    : results::kMissing);
      }
    }
  }
  add_standard(dataset, "cohort_size", std::move(sizes));
  add_standard(dataset, "cohort_active", std::move(active));
}

void add_waits(Dataset& dataset, const std::vector<model::Record>& records) {
  if (records.empty() || records.front().waits.empty()) return;
  const auto edges = model::ComplaintDesk::wait_edges_in_days();
  dataset.dimensions["wait_bin"] = edges.size();
  std::vector<std::int64_t> counts;
  for (const model::Record& record : records) {
    counts.insert(counts.end(), record.waits.begin(), record.waits.end());
  }
  add_standard(dataset, "wait_bin_edge", std::vector<double>(edges.begin(), edges.end()));
  add_standard(dataset, "complaint_wait_count", std::move(counts));
}

std::string provenance(const StudyTexts& texts, const model::Model& model) {
  const model::Specification& specification = model.specification();
  results::JsonWriter json(results::JsonWriter::Layout::indented);
  json.open_object()
      .field("program", "tenure")
      .field("version", TENURE_VERSION)
      .field("results_epoch", kResultsEpoch)
      .field("study_id", study_id(texts, model))
      .field("policy", specification.policy)
      .field("seed", specification.seed)
      .field("replications", specification.replications)
      .field("scenario_sha256", results::sha256(texts.scenario))
      .field("resolved_sha256", results::sha256(texts.resolved))
      .field("random_numbers",
             "Philox4x32-10; key: seed, replication, role; counter: identity, "
             "ordinal, kind, block")
      .close();
  return std::move(json).text();
}

}  // namespace

std::string study_id(const StudyTexts& texts, const model::Model& model) {
  const model::Specification& specification = model.specification();
  std::string what = "tenure study\nepoch " + std::to_string(kResultsEpoch) + "\npolicy " +
                     specification.policy + "\nseed " + std::to_string(specification.seed) +
                     "\nreplications " + std::to_string(specification.replications) + "\n" +
                     texts.resolved;
  return results::sha256(what);
}

Dataset tabulate(const StudyTexts& texts, const model::Model& model,
                 const std::vector<model::Record>& records) {
  Dataset dataset;
  dataset.attributes["title"] = model.specification().title;
  dataset.attributes[results::kStudyAttribute] = study_id(texts, model);
  add_coordinates(dataset, model, records.size());
  const Kpis kpis(model);
  for (std::size_t i = 0; i < kpis.list().size(); ++i) add_kpi(dataset, kpis, i, records);
  add_leaving(dataset, records);
  add_cohorts(dataset, records);
  add_waits(dataset, records);
  add_standard(dataset, "complete", std::vector<std::int8_t>(records.size(), 1));
  add_standard(dataset, "scenario_yaml", std::vector{texts.scenario});
  add_standard(dataset, "resolved_yaml", std::vector{texts.resolved});
  add_standard(dataset, "provenance_json", std::vector{provenance(texts, model)});
  return dataset;
}

}  // namespace tenure::experiment
