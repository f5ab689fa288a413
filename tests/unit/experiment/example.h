// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "experiment/policies.h"
#include "experiment/study_id.h"
#include "results/dataset.h"
#include "scenario/load.h"

/// A small firm under three policies that differ in what is switched on, and results made by hand.
namespace tenure::experiment::example {

inline const std::string kShop = R"(format: 1
title: Small shop
horizon: 12 weeks
report_every: 4 weeks
seed: 5
replications: 3
segments:
  - {name: regulars, customers: 60, purchasing: {mean_interval: 5 days}}
  - {name: others, customers: 90}
purchasing: {}
leaving: {yearly: 60 %}
policies:
  today: {service: {failure_probability: 20 %}}
  with-desk:
    service: {failure_probability: 20 %}
    complaint_desk: {seats: 1, handling_time: 2 h}
    finance: {}
  with-rivals: {rivals: {offer_interval: 2 weeks}, service: {failure_probability: 20 %}}
  today-again: {service: {failure_probability: 20 %}}
)";

inline scenario::Loaded shop() { return scenario::load_text(kShop, "shop.yaml"); }

inline std::vector<model::Specification> specifications(const scenario::Loaded& loaded,
                                                        const std::vector<std::size_t>& which) {
  std::vector<model::Specification> all;
  for (const std::size_t policy : which) all.push_back(loaded.policies[policy].specification);
  return all;
}

inline StudyTexts texts(const scenario::Loaded& loaded, const std::vector<std::size_t>& which) {
  StudyTexts texts{loaded.files.front().text, {}, {}};
  for (const std::size_t policy : which) {
    texts.resolved.push_back(loaded.policies[policy].resolved_yaml);
  }
  return texts;
}

/// Totals of a KPI by policy, the replications of one after the other. Money in cents.
struct Totals {
  std::string name;
  std::string unit;
  std::vector<double> values;
};

/// Results of one period and two segments. `kept`: of the initial base of 100 in each replication,
/// by policy and replication.
inline results::Dataset made(const std::vector<std::string>& policies,
                             const std::vector<std::int64_t>& kept,
                             const std::vector<Totals>& more) {
  results::Dataset dataset;
  const std::size_t replications = kept.size() / policies.size();
  dataset.dimensions = {
      {"policy", policies.size()}, {"replication", replications}, {"period", 1}, {"segment", 2}};
  dataset.variables.push_back({"policy", {"policy"}, policies, {}});
  std::vector<std::int64_t> numerators;
  std::vector<std::int64_t> denominators;
  std::vector<double> survival;
  for (const std::int64_t count : kept) {
    numerators.insert(numerators.end(), {count - 10, 10});
    denominators.insert(denominators.end(), {60, 40});
    survival.push_back(static_cast<double>(count) / 100.0);
  }
  const std::vector<std::string> shape{"policy", "replication", "period", "segment"};
  const results::Attributes share{{"units", std::string("1")},
                                  {"long_name", std::string("share of customers who stayed")}};
  dataset.variables.push_back({"survival", shape, std::vector<double>(2 * kept.size()), share});
  dataset.variables.push_back({"survival_num", shape, numerators, {}});
  dataset.variables.push_back({"survival_den", shape, denominators, {}});
  dataset.variables.push_back({"survival_total", {"policy", "replication"}, survival, share});
  for (const Totals& kpi : more) {
    const bool is_money = kpi.unit != "1" && kpi.unit != "d";
    results::Attributes about{{"units", kpi.unit}, {"long_name", std::string("made by hand")}};
    if (is_money) about["scale_factor"] = 0.01;
    dataset.variables.push_back({kpi.name, shape, std::vector<std::int64_t>(), about});
    results::Variable total{kpi.name + "_total", {"policy", "replication"}, kpi.values, about};
    if (is_money) {
      std::vector<std::int64_t> cents;
      for (const double value : kpi.values) {
        cents.push_back(value != value ? results::kMissing : static_cast<std::int64_t>(value));
      }
      total.values = cents;
    }
    dataset.variables.push_back(std::move(total));
  }
  return dataset;
}

}  // namespace tenure::experiment::example
