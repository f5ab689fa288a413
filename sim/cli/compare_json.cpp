// SPDX-License-Identifier: Apache-2.0
#include "cli/compare_json.h"

#include <cmath>

#include "cli/concentration_text.h"
#include "cli/outcome.h"
#include "cli/twins_json.h"
#include "cli/warm_up_text.h"
#include "results/digest.h"
#include "results/json.h"
#include "results/side_file.h"

namespace tenure::cli {
namespace {

using experiment::KpiDifference;
using experiment::KpiSummary;
using experiment::PolicyResult;
using experiment::Standing;
using results::JsonWriter;

void write_kpis(JsonWriter& json, const PolicyResult& policy) {
  json.key("kpis").open_object();
  for (const KpiSummary& kpi : policy.kpis) {
    json.key(kpi.name)
        .open_object()
        .field("mean", kpi.mean)
        .field("half_width", kpi.half_width.value_or(NAN))
        .field("unit", kpi.unit)
        .close();
  }
  json.close();
}

void write_estimate(JsonWriter& json, const char* name, double mean,
                    std::optional<double> half_width) {
  json.key(name)
      .open_object()
      .field("mean", mean)
      .field("half_width", half_width.value_or(NAN))
      .close();
}

void write_policy(JsonWriter& json, const ComparisonOutcome& outcome, std::size_t number) {
  const PolicyResult& policy = outcome.comparison.policies()[number];
  json.open_object().field("policy", policy.name).field("label", outcome.label(number));
  write_kpis(json, policy);
  write_estimate(json, "kept_per_1000", policy.kept_per_1000.mean, policy.kept_per_1000.half_width);
  const auto estimate = [&](const char* name, const analysis::Interval& interval) {
    write_estimate(json, name, interval.mean, interval.half_width);
  };
  if (policy.price) {
    write_estimate(json, "policy_cost", policy.price->policy_cost.mean,
                   policy.price->policy_cost.half_width);
    estimate("return_on_policy", policy.price->return_on_policy);
    estimate("cost_per_saved_customer", policy.price->cost_per_saved_customer);
    estimate("worth", policy.price->worth);
    estimate("break_even_effect", policy.price->break_even_effect);
  } else {
    for (const char* name : {"policy_cost", "return_on_policy", "cost_per_saved_customer", "worth",
                             "break_even_effect"}) {
      json.field(name, nullptr);
    }
  }
  json.close();
}

void write_difference(JsonWriter& json, const std::string& policy, const std::string& against,
                      const KpiDifference& kpi) {
  json.open_object()
      .field("policy", policy)
      .field("against", against)
      .field("kpi", kpi.name)
      .field("mean", kpi.difference.mean)
      .field("half_width", kpi.difference.half_width.value_or(NAN))
      .field("correlation", kpi.difference.correlation.value_or(NAN))
      .field("variance_ratio", kpi.difference.variance_ratio.value_or(NAN))
      .close();
}

/// Every KPI against the reference; what decides, also between the best policy and the others.
void write_differences(JsonWriter& json, const ComparisonOutcome& outcome) {
  const auto& policies = outcome.comparison.policies();
  for (std::size_t i = 1; i < policies.size(); ++i) {
    for (const KpiDifference& kpi : policies[i].differences) {
      write_difference(json, policies[i].name, policies[0].name, kpi);
    }
  }
  const auto winner = outcome.ranking.winner();
  if (!winner || *winner == 0) return;
  for (std::size_t i = 1; i < policies.size(); ++i) {
    if (i == *winner) continue;
    write_difference(json, policies[i].name, policies[*winner].name,
                     outcome.comparison.difference(outcome.ranking.kpi, i, *winner));
  }
}

void write_ranking(JsonWriter& json, const ComparisonOutcome& outcome) {
  const auto winner = outcome.ranking.winner();
  for (const Standing& standing : outcome.ranking.order) {
    json.open_object()
        .field("policy", outcome.comparison.policies()[standing.policy].name)
        .field("verdict", name_of(standing.verdict))
        .field("wins", winner == standing.policy)
        .field("p_value", standing.p_value)
        .field("half_width_of_all", standing.half_width_of_all.value_or(NAN))
        .field("by_itself", standing.by_itself)
        .key("breaks")
        .open_array();
    for (const std::string& must : standing.broken) json.value(must);
    json.close().close();
  }
}

/// What is said of several policies at once.
void write_together(JsonWriter& json, const ComparisonOutcome& outcome) {
  const auto& policies = outcome.comparison.policies();
  const experiment::BestOf& best = outcome.ranking.best;
  json.key("together")
      .open_object()
      .field("method", "holm")
      .field("policies", outcome.ranking.judged)
      .field("error_rate", experiment::kErrorRateOfAll)
      .close();
  const auto winner = outcome.ranking.winner();
  if (!winner) {
    json.field("best", nullptr);
    return;
  }
  json.key("best")
      .open_object()
      .field("policy", policies[*winner].name)
      .field("method", "paired_differences")
      .field("rivals", best.rivals)
      .field("p_value", best.p_value)
      .field("sure", best.is_sure())
      .key("may_be_as_good")
      .open_array();
  for (const std::size_t policy : best.may_be_as_good) json.value(policies[policy].name);
  json.close().close();
}

}  // namespace

const char* name_of(experiment::Verdict verdict) {
  using enum experiment::Verdict;
  switch (verdict) {
    case reference:
      return "reference";
    case better:
      return "better";
    case worse:
      return "worse";
    case undecided:
      return "undecided";
    case same:
      return "same";
    case breaks_a_must:
      return "breaks_a_must";
    case no_value:
      return "no_value";
  }
  return "";
}

void write_comparison(JsonWriter& json, const ComparisonOutcome& outcome) {
  const Obtained& obtained = outcome.obtained;
  const std::int64_t events = events_in(obtained.dataset);
  const bool highest = outcome.ranking.better == experiment::Better::highest;
  json.field("tenure_json", 1)
      .field("verb", "compare")
      .field("reference", outcome.comparison.reference().name)
      .field("decide_by", outcome.ranking.kpi)
      .field("better", highest ? "highest" : "lowest")
      .field("replications", outcome.study.specification().replications)
      .field("events", events)
      .field("wall_seconds", obtained.wall_seconds)
      .field("events_per_second", obtained.wall_seconds > 0.0
                                      ? static_cast<double>(events) / obtained.wall_seconds
                                      : NAN)
      .field("peak_rss_bytes", results::peak_rss_bytes())
      .field("digest", results::digest(obtained.dataset));
  json.key("policies").open_array();
  for (std::size_t i = 0; i < outcome.size(); ++i) write_policy(json, outcome, i);
  json.close().key("differences").open_array();
  write_differences(json, outcome);
  json.close().key("ranking").open_array();
  write_ranking(json, outcome);
  json.close();
  write_together(json, outcome);
  write_twins(json, outcome);
  write_concentration(json, outcome);
  write_warm_up_check(json, obtained.dataset);
  write_sequence(json, outcome.sequence, outcome.study);
}

std::string as_json(const ComparisonOutcome& outcome) {
  JsonWriter json;
  json.open_object();
  write_comparison(json, outcome);
  json.close();
  return std::move(json).text() + '\n';
}

}  // namespace tenure::cli
