// SPDX-License-Identifier: Apache-2.0
#include "experiment/tabulate.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <utility>

#include "experiment/kpi_variables.h"
#include "experiment/kpis.h"
#include "experiment/tabulate_twins.h"
#include "experiment/warm_up_check.h"
#include "results/layout.h"

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

/// Of a replication that was not simulated: missing, never zero.
bool is_there(const model::Record& record) { return record.periods > 0; }

template <class T>
void append(std::vector<T>& all, const std::vector<T>& more) {
  all.insert(all.end(), more.begin(), more.end());
}

std::vector<std::string> causes_of(const Policies& policies) {
  std::vector<std::string> causes;
  for (std::size_t policy = 0; policy < policies.size(); ++policy) {
    for (const std::string& cause : policies[policy].study().causes) {
      if (std::find(causes.begin(), causes.end(), cause) == causes.end()) causes.push_back(cause);
    }
  }
  return causes;
}

void add_coordinates(Dataset& dataset, const Policies& policies) {
  const model::Model& model = policies.reference();
  std::vector<std::string> names;
  for (std::size_t policy = 0; policy < policies.size(); ++policy) {
    names.push_back(policies[policy].specification().policy);
  }
  std::vector<std::int64_t> numbers;
  for (std::size_t i = 0; i < policies.replications(); ++i) {
    numbers.push_back(static_cast<std::int64_t>(i));
  }
  std::vector<double> starts;
  std::vector<double> ends;
  for (std::size_t period = 0; period < model.periods(); ++period) {
    starts.push_back(period == 0 ? 0.0 : ends.back());
    ends.push_back(engine::in_days(model.period_end(period) - engine::kStart));
  }
  dataset.dimensions = {{"policy", policies.size()},
                        {"replication", policies.replications()},
                        {"period", model.periods()},
                        {"segment", model.study().segments.size()}};
  add_standard(dataset, "policy", std::move(names));
  add_standard(dataset, "replication", std::move(numbers));
  add_standard(dataset, "period_start", std::move(starts));
  add_standard(dataset, "period_end", std::move(ends));
  add_standard(dataset, "segment", model.study().segments);
  const std::vector<std::string> causes = causes_of(policies);
  if (!causes.empty()) {
    dataset.dimensions["cause"] = causes.size();
    add_standard(dataset, "cause", causes);
  }
}

/// One KPI of a study, and its number in each policy's own list; none where its mechanism is off.
struct SharedKpi {
  Kpi kpi;
  std::vector<std::optional<std::size_t>> number;
};

std::vector<SharedKpi> share(const std::vector<Kpis>& kpis) {
  std::vector<SharedKpi> all;
  for (std::size_t policy = 0; policy < kpis.size(); ++policy) {
    for (std::size_t i = 0; i < kpis[policy].list().size(); ++i) {
      const Kpi& kpi = kpis[policy].list()[i];
      auto known = std::find_if(all.begin(), all.end(), [&](const SharedKpi& one) {
        return one.kpi.description.name == kpi.description.name;
      });
      if (known == all.end()) {
        all.push_back({kpi, std::vector<std::optional<std::size_t>>(kpis.size())});
        known = all.end() - 1;
      }
      known->number[policy] = i;
    }
  }
  return all;
}

/// A ratio with its two halves.
void add_ratio(Dataset& dataset, const Kpi& kpi, Series series) {
  dataset.variables.push_back(make_variable(kpi.description, ratios_of(kpi, series)));
  dataset.variables.push_back(
      make_variable(half_of(kpi.description, Half::numerator), std::move(series.value)));
  dataset.variables.push_back(
      make_variable(half_of(kpi.description, Half::denominator), std::move(series.denominator)));
}

void add_total(Dataset& dataset, const Kpi& kpi, std::vector<double> totals) {
  if (kpi.is_ratio) {
    dataset.variables.push_back(make_variable(total_of(kpi), std::move(totals)));
    return;
  }
  std::vector<std::int64_t> whole;
  for (const double t : totals) whole.push_back(whole_total(t));
  dataset.variables.push_back(make_variable(total_of(kpi), std::move(whole)));
}

void add_kpi(Dataset& dataset, const std::vector<Kpis>& kpis, const SharedKpi& shared,
             const Records& records) {
  const Kpi& kpi = shared.kpi;
  const std::size_t cells =
      dataset.dimensions.at("period") *
      (kpi.level == model::Level::segment ? dataset.dimensions.at("segment") : 1);
  const Series missing{std::vector<std::int64_t>(cells, results::kMissing),
                       std::vector<std::int64_t>(cells, results::kMissing)};
  Series all;
  std::vector<double> totals;
  for (std::size_t policy = 0; policy < kpis.size(); ++policy) {
    const std::optional<std::size_t> number = shared.number[policy];
    for (const model::Record& record : records[policy]) {
      const bool has_it = number && is_there(record);
      const Series series = has_it ? kpis[policy].series(*number, record) : missing;
      append(all.value, series.value);
      append(all.denominator, series.denominator);
      totals.push_back(has_it ? kpis[policy].total(*number, record) : kNaN);
    }
  }
  if (kpi.of_horizon_only) {
    // No periods.
  } else if (kpi.is_ratio) {
    add_ratio(dataset, kpi, std::move(all));
  } else {
    dataset.variables.push_back(make_variable(kpi.description, std::move(all.value)));
  }
  add_total(dataset, kpi, std::move(totals));
}

void add_leaving(Dataset& dataset, const Policies& policies, const Records& records) {
  const std::vector<std::string> causes = causes_of(policies);
  if (causes.empty()) return;
  const std::size_t cells = dataset.dimensions.at("period") * dataset.dimensions.at("segment");
  std::vector<std::int64_t> left;
  for (std::size_t policy = 0; policy < policies.size(); ++policy) {
    const std::vector<std::string>& own = policies[policy].study().causes;
    std::vector<std::size_t> place;
    for (const std::string& cause : own) {
      place.push_back(static_cast<std::size_t>(std::find(causes.begin(), causes.end(), cause) -
                                               causes.begin()));
    }
    for (const model::Record& record : records[policy]) {
      const std::size_t first = left.size();
      left.resize(first + cells * causes.size(), is_there(record) ? 0 : results::kMissing);
      for (std::size_t i = 0; i < record.left.size(); ++i) {
        left[first + i / own.size() * causes.size() + place[i % own.size()]] = record.left[i];
      }
    }
  }
  add_standard(dataset, "customers_left", std::move(left));
}

void add_cohorts(Dataset& dataset, const Records& records) {
  const model::Record& any = records.front().front();  // cohorts depend on the periods alone
  if (any.cohorts == 0) return;
  const std::size_t cohorts = any.cohorts;
  const std::size_t ages = any.periods;
  dataset.dimensions["cohort"] = cohorts;
  dataset.dimensions["age"] = ages;
  std::vector<std::int64_t> sizes;
  std::vector<std::int64_t> active;
  const auto add = [&](const model::Record& record) {
    for (std::size_t cohort = 0; cohort < cohorts; ++cohort) {
      // A cohort that joined in period c - 1 reaches only so many ages before the horizon.
      const std::size_t seen = cohort == 0 ? ages : ages - cohort + 1;
      for (std::size_t age = 0; age < ages; ++age) {
        const bool is_seen = age < seen && is_there(record);
        sizes.push_back(is_seen ? record.cohort_size[cohort] : results::kMissing);
        active.push_back(is_seen ? record.cohort_active[cohort * ages + age] : results::kMissing);
      }
    }
  };
  for (const std::vector<model::Record>& of_policy : records) {
    for (const model::Record& record : of_policy) add(record);
  }
  add_standard(dataset, "cohort_size", std::move(sizes));
  add_standard(dataset, "cohort_active", std::move(active));
}

void add_waits(Dataset& dataset, const Records& records) {
  const bool has_desk = std::any_of(records.begin(), records.end(), [](const auto& of_policy) {
    return !of_policy.front().waits.empty();
  });
  if (!has_desk) return;
  const auto edges = model::ComplaintDesk::wait_edges_in_days();
  const std::vector<std::int64_t> missing(edges.size(), results::kMissing);
  dataset.dimensions["wait_bin"] = edges.size();
  std::vector<std::int64_t> counts;
  for (const std::vector<model::Record>& of_policy : records) {
    for (const model::Record& record : of_policy) {
      append(counts, record.waits.empty() ? missing : record.waits);
    }
  }
  add_standard(dataset, "wait_bin_edge", std::vector<double>(edges.begin(), edges.end()));
  add_standard(dataset, "complaint_wait_count", std::move(counts));
}

/// Sums over segments of a count at the horizon: by policy and replication.
std::vector<double> last_of(const Dataset& dataset, const std::string& name) {
  const auto& counts = std::get<std::vector<std::int64_t>>(dataset.find(name)->values);
  const std::size_t segments = dataset.dimensions.at("segment");
  const std::size_t block = dataset.dimensions.at("period") * segments;
  std::vector<double> sums;
  for (std::size_t unit = 1; unit <= counts.size() / block; ++unit) {
    double sum = 0.0;
    for (std::size_t i = unit * block - segments; i < unit * block; ++i) {
      sum += static_cast<double>(counts[i]);
    }
    sums.push_back(sum);
  }
  return sums;
}

/// What each policy costs and returns against the first, replication by replication. Means over
/// replications are ratios of sums: add up profit, policy_cost and survival_num before dividing.
void add_prices(Dataset& dataset, const Policies& policies) {
  const results::Variable* cost = dataset.find("cost_total");
  const results::Variable* profit = dataset.find("profit_total");
  if (policies.size() < 2 || cost == nullptr || profit == nullptr) return;
  const auto& costs = std::get<std::vector<std::int64_t>>(cost->values);
  const auto& profits = std::get<std::vector<std::int64_t>>(profit->values);
  const std::vector<double> kept = last_of(dataset, "survival_num");
  std::vector<std::int64_t> spent;
  std::vector<double> returns;
  std::vector<double> per_saved;
  for (std::size_t unit = 0; unit < costs.size(); ++unit) {
    const std::size_t first = unit % policies.replications();
    const bool known = costs[unit] != results::kMissing && costs[first] != results::kMissing;
    const std::int64_t more = known ? costs[unit] - costs[first] : 0;
    const auto money = static_cast<double>(more);
    const double saved = known ? kept[unit] - kept[first] : 0.0;
    spent.push_back(known ? more : results::kMissing);
    returns.push_back(more == 0 ? kNaN
                                : static_cast<double>(profits[unit] - profits[first]) / money);
    per_saved.push_back(!known || saved == 0.0 ? kNaN : 0.01 * money / saved);
  }
  const auto add = [&](const std::string& name, results::Values values) {
    Description description = standard_variable(name);
    if (description.units != "1") description.units = policies.shared().currency;
    results::Variable variable = make_variable(description, std::move(values));
    variable.attributes[results::kAgainstAttribute] = policies.shared().policy;
    dataset.variables.push_back(std::move(variable));
  };
  add("policy_cost_total", std::move(spent));
  add("return_on_policy_total", std::move(returns));
  add("cost_per_saved_customer_total", std::move(per_saved));
}

}  // namespace

Dataset tabulate(const StudyTexts& texts, const Policies& policies, const Records& records) {
  Dataset dataset;
  dataset.attributes["title"] = policies.shared().title;
  dataset.attributes[results::kStudyAttribute] = study_id(texts, policies);
  const auto persons = static_cast<std::size_t>(policies.shared().population);
  dataset.attributes[results::kPopulationAttribute] = std::string(model::kPersonsNames[persons]);
  if (texts.ending) {
    dataset.attributes["ended_by"] = texts.ending->rule;
    dataset.attributes["ended_by_is_reached"] = std::int64_t{texts.ending->is_reached ? 1 : 0};
  }
  add_coordinates(dataset, policies);
  std::vector<Kpis> kpis;
  for (std::size_t policy = 0; policy < policies.size(); ++policy) {
    kpis.emplace_back(policies[policy]);
  }
  for (const SharedKpi& kpi : share(kpis)) add_kpi(dataset, kpis, kpi, records);
  note_warm_up(dataset, check_warm_up(dataset, policies));
  add_prices(dataset, policies);
  add_leaving(dataset, policies, records);
  add_cohorts(dataset, records);
  add_waits(dataset, records);
  if (policies.have_twins()) add_twins(dataset, policies, records);
  std::vector<std::int8_t> complete;
  for (const std::vector<model::Record>& of_policy : records) {
    for (const model::Record& record : of_policy) complete.push_back(is_there(record) ? 1 : 0);
  }
  add_standard(dataset, "complete", std::move(complete));
  add_standard(dataset, "scenario_yaml", std::vector{texts.scenario});
  add_standard(dataset, "resolved_yaml", std::vector{resolved_stream(texts)});
  add_standard(dataset, "provenance_json", std::vector{provenance(texts, policies)});
  return dataset;
}

}  // namespace tenure::experiment
