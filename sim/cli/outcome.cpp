// SPDX-License-Identifier: Apache-2.0
#include "cli/outcome.h"

#include <algorithm>
#include <cmath>
#include <sstream>
#include <vector>

#include "analysis/interval.h"
#include "cli/study.h"
#include "cli/table.h"
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

/// How one KPI's numbers are shown: shares in per cent, days spelled out, as many digits as are
/// sure.
class Showing {
 public:
  explicit Showing(const KpiSummary& kpi) : half_width_(kpi.half_width.value_or(NAN)) {
    const bool is_share = kpi.meaning.starts_with("share of");
    const bool is_money = kpi.unit != "1" && kpi.unit != "d";
    if (is_share) {
      factor_ = 100.0;
      unit_ = " %";
    } else if (kpi.unit == "d") {
      const bool is_short = std::fabs(kpi.mean) < 1.0;
      factor_ = is_short ? 24.0 : 1.0;
      unit_ = is_short ? " hours" : " days";
    } else if (is_money) {
      unit_ = ' ' + kpi.unit;
    }
    const double sure = is_constant(kpi) ? 0.0 : half_width_;
    decimals_ = decimals_worth_showing(kpi.mean * factor_, sure * factor_);
    if (is_money) decimals_ = std::min(decimals_, 2);
  }

  /// The same in every replication, but for rounding.
  static bool is_constant(const KpiSummary& kpi) {
    return kpi.half_width && *kpi.half_width <= 1e-9 * std::fabs(kpi.mean);
  }

  std::string mean(const KpiSummary& kpi) const {
    return std::isfinite(kpi.mean) ? number(kpi.mean) + unit_ : "none";
  }
  std::string between(const KpiSummary& kpi) const {
    if (!std::isfinite(kpi.mean) || !std::isfinite(half_width_)) return {};
    if (is_constant(kpi)) return "the same in all";
    return number(kpi.mean - half_width_) + " and " + number(kpi.mean + half_width_);
  }

 private:
  std::string number(double x) const { return with_thousands(x * factor_, decimals_); }

  double half_width_;
  double factor_ = 1.0;
  std::string unit_;
  int decimals_ = 0;
};

/// "...; total: per year" says of the periods what is not meant here.
std::string over_the_horizon(std::string meaning) {
  const std::string mark = "; total: ";
  const std::size_t at = meaning.find(mark);
  if (at == std::string::npos) return meaning;
  return meaning.substr(0, at) + " (" + meaning.substr(at + mark.size()) + ")";
}

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

std::string effort(const Outcome& outcome) {
  const auto events = static_cast<double>(events_in(outcome.dataset));
  std::string text = rounded_count(events) + " events";
  if (outcome.wall_seconds > 0.0) {
    text += " in " + time_span(outcome.wall_seconds) + " (" +
            rounded_count(events / outcome.wall_seconds) + " a second, " +
            counted(outcome.threads, "thread") + ")";
  }
  return text;
}

}  // namespace

std::int64_t events_in(const results::Dataset& dataset) {
  const auto found = dataset.attributes.find(kEventsAttribute);
  const auto* events =
      found == dataset.attributes.end() ? nullptr : std::get_if<std::int64_t>(&found->second);
  return events == nullptr ? 0 : *events;
}

std::string as_table(const Outcome& outcome, const Console& console) {
  const model::Specification& specification = outcome.specification;
  std::string text = console.on_stdout(Style::bold, specification.title) + '\n';
  if (!specification.question.empty()) text += wrapped(specification.question, kWidth, 0) + '\n';
  text += '\n' + in_short(specification) + '\n' + effort(outcome) + "\n\n";
  text += kpi_table(experiment::summarise(outcome.dataset), console);
  text += causes_table(outcome.dataset, console);
  if (specification.replications == 1) {
    text +=
        "\nOne replication shows one course of luck: --replications 20 adds margins of error.\n";
  }
  return text;
}

std::string as_json(const Outcome& outcome) {
  const std::int64_t events = events_in(outcome.dataset);
  results::JsonWriter json;
  json.open_object()
      .field("tenure_json", 1)
      .field("verb", "run")
      .field("policy", outcome.specification.policy)
      .field("replications", outcome.specification.replications)
      .field("events", events)
      .field("wall_seconds", outcome.wall_seconds)
      .field("events_per_second",
             outcome.wall_seconds > 0.0 ? static_cast<double>(events) / outcome.wall_seconds : NAN)
      .field("peak_rss_bytes", results::peak_rss_bytes())
      .field("digest", results::digest(outcome.dataset))
      .key("kpis")
      .open_object();
  for (const KpiSummary& kpi : experiment::summarise(outcome.dataset)) {
    json.key(kpi.name)
        .open_object()
        .field("mean", kpi.mean)
        .field("half_width", kpi.half_width.value_or(NAN))
        .field("unit", kpi.unit)
        .close();
  }
  json.close().close();
  return std::move(json).text() + '\n';
}

}  // namespace tenure::cli
