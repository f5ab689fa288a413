// SPDX-License-Identifier: Apache-2.0
#include "cli/twins_json.h"

#include <cmath>
#include <string>

#include "experiment/twin_summary.h"

namespace tenure::cli {
namespace {

using analysis::Interval;
using experiment::kFateNames;
using experiment::kTwinNames;
using experiment::TwinGroup;
using experiment::TwinSummary;
using results::JsonWriter;

void write(JsonWriter& json, const Interval& interval) {
  json.open_object()
      .field("mean", interval.mean)
      .field("half_width", interval.half_width.value_or(NAN))
      .close();
}

template <class Names, class Values>
void write_intervals(JsonWriter& json, const char* key, const Names& names, const Values& values) {
  json.key(key).open_object();
  for (std::size_t i = 0; i < names.size(); ++i) {
    json.key(std::string(names[i]));
    write(json, values[i]);
  }
  json.close();
}

template <class Names, class Values>
void write_numbers(JsonWriter& json, const char* key, const Names& names, const Values& values) {
  json.key(key).open_object();
  for (std::size_t i = 0; i < names.size(); ++i) json.field(std::string(names[i]), values[i]);
  json.close();
}

void write_groups(JsonWriter& json, const char* key, const char* name,
                  const std::vector<TwinGroup>& groups) {
  json.key(key).open_array();
  for (const TwinGroup& group : groups) {
    json.open_object().field(name, group.name);
    write_numbers(json, "count", kTwinNames, group.count);
    if (group.value) write_numbers(json, "value", kTwinNames, *group.value);
    json.close();
  }
  json.close();
}

void write_summary(JsonWriter& json, const TwinSummary& summary) {
  json.field("initial", summary.initial);
  write_intervals(json, "per_1000", kTwinNames, summary.per_1000);
  json.key("net_per_1000");
  write(json, summary.net_per_1000);
  if (summary.by_luck_per_1000) {
    write_intervals(json, "noise_ceiling_per_1000", kTwinNames, *summary.by_luck_per_1000);
  } else {
    json.field("noise_ceiling_per_1000", nullptr);
  }
  json.field("unaddressed", summary.unaddressed).key("spillover_per_1000").open_object();
  json.key("saved");
  write(json, summary.spilt_saved_per_1000);
  json.key("lost");
  write(json, summary.spilt_lost_per_1000);
  json.close();
  write_intervals(json, "value", kTwinNames, summary.value);
  write_groups(json, "by_segment", "segment", summary.by_segment);
  write_groups(json, "by_value_decile", "value_decile", summary.by_decile);
  write_groups(json, "by_tenure", "tenure_from_days", summary.by_tenure);
  write_numbers(json, "newcomers", kTwinNames, summary.newcomers);
  write_numbers(json, "only_under_policy", kFateNames, summary.only_under_policy);
  write_numbers(json, "only_under_first", kFateNames, summary.only_under_first);
}

}  // namespace

void write_twins(JsonWriter& json, const ComparisonOutcome& outcome) {
  const std::vector<TwinSummary> all = experiment::twin_summaries(outcome.obtained.dataset);
  json.key("twins").open_array();
  for (std::size_t i = 1; i < all.size(); ++i) {
    json.open_object()
        .field("policy", outcome.comparison.policies()[i].name)
        .field("against", outcome.comparison.reference().name);
    write_summary(json, all[i]);
    json.close();
  }
  json.close();
}

}  // namespace tenure::cli
