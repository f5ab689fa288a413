// SPDX-License-Identifier: Apache-2.0
#include "cli/outcome.h"

#include <algorithm>
#include <cmath>
#include <sstream>
#include <vector>

#include "analysis/interval.h"
#include "cli/showing.h"
#include "cli/study.h"
#include "cli/table.h"
#include "cli/warm_up_text.h"
#include "cli/words.h"
#include "experiment/summarise.h"
#include "results/digest.h"
#include "results/json.h"
#include "results/side_file.h"

namespace tenure::cli {
namespace {

using experiment::KpiSummary;

constexpr std::size_t kWidth = 96;
constexpr std::size_t kMeaningWidth = 38;

/// A KPI that says nothing here: its mechanism is in use, but nothing of the kind ever happened.
bool is_empty(const KpiSummary& kpi) {
  return std::isnan(kpi.mean) || (kpi.mean == 0.0 && kpi.half_width.value_or(0.0) == 0.0);
}

std::string kpi_table(const std::vector<KpiSummary>& kpis, const Console& console) {
  const bool sure = std::any_of(kpis.begin(), kpis.end(),
                                [](const KpiSummary& kpi) { return kpi.half_width.has_value(); });
  Table table({Align::left, Align::right, Align::right, Align::left});
  table.add({"", "mean", sure ? "95 % sure between" : "", ""});
  std::string empty;
  for (const KpiSummary& kpi : kpis) {
    if (is_empty(kpi)) {
      empty += (empty.empty() ? "" : ", ") + kpi.name;
      continue;
    }
    const Showing show(kpi);
    std::istringstream lines(wrapped(over_the_horizon(kpi.meaning), kMeaningWidth, 0));
    std::string line;
    std::getline(lines, line);
    table.add({kpi.name, show.mean(kpi), show.between(kpi), line});
    while (std::getline(lines, line)) table.add({"", "", "", line});
  }
  std::string text = table.text();
  const std::size_t heading = text.find('\n');
  text = console.on_stdout(Style::bold, text.substr(0, heading)) + text.substr(heading);
  if (!empty.empty()) text += "\n" + wrapped("Nothing of: " + empty + ".", kWidth, 0) + "\n";
  return text;
}

/// customers_left by cause, over periods and segments.
std::string causes_table(const results::Dataset& dataset, const Console& console) {
  const results::Variable* causes = dataset.find("cause");
  const results::Variable* left = dataset.find("customers_left");
  if (causes == nullptr || left == nullptr) return {};
  const auto& names = std::get<std::vector<results::Text>>(causes->values);
  const auto& counts = std::get<std::vector<std::int64_t>>(left->values);
  const std::size_t replications = dataset.dimensions.at("replication");
  const std::size_t block = counts.size() / replications;
  std::vector<std::vector<double>> sums(names.size(), std::vector<double>(replications, 0.0));
  double all = 0.0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    sums[i % names.size()][i / block] += static_cast<double>(counts[i]);
    all += static_cast<double>(counts[i]);
  }
  if (all == 0.0) return {};
  Table table({Align::left, Align::right, Align::right, Align::right});
  table.add({"why customers left", "mean", replications > 1 ? "95 % sure between" : "", "share"});
  for (std::size_t cause = 0; cause < names.size(); ++cause) {
    const analysis::Interval interval = analysis::mean_interval(sums[cause]);
    const KpiSummary count{names[cause], "1", "", interval.mean, interval.half_width};
    const Showing show(count);
    const double share = interval.mean * static_cast<double>(replications) / all;
    table.add({names[cause], show.mean(count), show.between(count),
               with_thousands(100.0 * share, 1) + " %"});
  }
  std::string text = table.text();
  const std::size_t heading = text.find('\n');
  return '\n' + console.on_stdout(Style::bold, text.substr(0, heading)) + text.substr(heading);
}

}  // namespace

std::int64_t events_in(const results::Dataset& dataset) {
  const auto found = dataset.attributes.find(kEventsAttribute);
  const auto* events =
      found == dataset.attributes.end() ? nullptr : std::get_if<std::int64_t>(&found->second);
  return events == nullptr ? 0 : *events;
}

std::int64_t events_in(const experiment::Records& records) {
  std::int64_t events = 0;
  for (const auto& of_policy : records) {
    for (const model::Record& record : of_policy) {
      events += static_cast<std::int64_t>(record.events);
    }
  }
  return events;
}

std::string effort(const Obtained& obtained) {
  const auto events = static_cast<double>(events_in(obtained.dataset));
  std::string text = rounded_count(events) + " events";
  if (obtained.wall_seconds > 0.0) {
    text += " in " + time_span(obtained.wall_seconds) + " (" +
            rounded_count(events / obtained.wall_seconds) + " a second, " +
            counted(obtained.threads, "thread") + ")";
  }
  return text;
}

std::string as_table(const Outcome& outcome, const Console& console) {
  const model::Specification& specification = outcome.specification;
  std::string text = console.on_stdout(Style::bold, specification.title) + '\n';
  if (!specification.question.empty()) text += wrapped(specification.question, kWidth, 0) + '\n';
  text += '\n' + in_short(specification) + '\n' + effort(outcome.obtained) + "\n\n";
  text += kpi_table(experiment::summarise(outcome.obtained.dataset), console);
  text += causes_table(outcome.obtained.dataset, console);
  text += warm_up_note(outcome.obtained.dataset, specification, kWidth);
  if (!outcome.how_it_ended.empty()) text += '\n' + wrapped(outcome.how_it_ended, kWidth, 0) + '\n';
  if (specification.replications == 1) {
    text +=
        "\nOne replication shows one course of luck: --replications 20 adds margins of error.\n";
  }
  return text;
}

std::string as_json(const Outcome& outcome) {
  const std::int64_t events = events_in(outcome.obtained.dataset);
  results::JsonWriter json;
  json.open_object()
      .field("tenure_json", 1)
      .field("verb", "run")
      .field("policy", outcome.specification.policy)
      .field("replications", outcome.specification.replications)
      .field("events", events)
      .field("wall_seconds", outcome.obtained.wall_seconds)
      .field("events_per_second", outcome.obtained.wall_seconds > 0.0
                                      ? static_cast<double>(events) / outcome.obtained.wall_seconds
                                      : NAN)
      .field("peak_rss_bytes", results::peak_rss_bytes())
      .field("digest", results::digest(outcome.obtained.dataset))
      .key("kpis")
      .open_object();
  for (const KpiSummary& kpi : experiment::summarise(outcome.obtained.dataset)) {
    json.key(kpi.name)
        .open_object()
        .field("mean", kpi.mean)
        .field("half_width", kpi.half_width.value_or(NAN))
        .field("unit", kpi.unit)
        .close();
  }
  json.close();
  write_warm_up_check(json, outcome.obtained.dataset);
  if (outcome.write_how_it_ended) outcome.write_how_it_ended(json);
  json.close();
  return std::move(json).text() + '\n';
}

}  // namespace tenure::cli
