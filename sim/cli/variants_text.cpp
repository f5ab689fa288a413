// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <utility>

#include "cli/showing.h"
#include "cli/table.h"
#include "cli/variants.h"
#include "cli/words.h"
#include "results/json.h"

namespace tenure::cli {
namespace {

using analysis::Interval;
using experiment::KpiSummary;
using results::JsonWriter;

constexpr std::size_t kWidth = 100;

std::string bold_heading(const std::string& table, std::size_t lines, const Console& console) {
  std::size_t end = 0;
  for (std::size_t line = 0; line < lines; ++line) end = table.find('\n', end) + 1;
  return console.on_stdout(Style::bold, table.substr(0, end - 1)) + table.substr(end - 1);
}

/// "+1,234 ± 56"
std::string plus_minus(double mean, std::optional<double> half_width, const std::string& unit) {
  if (std::isnan(mean)) return "none";
  const KpiSummary summary{"", unit, "", mean, half_width};
  const Showing show(summary);
  return show.difference(summary) + (half_width ? " " + show.plus_minus(summary) : "");
}

std::string share(const Interval& ratio) {
  if (std::isnan(ratio.mean)) return "none";
  return with_thousands(100.0 * ratio.mean, 0) +
         (ratio.half_width ? " ± " + with_thousands(100.0 * *ratio.half_width, 0) : "") + " %";
}

void write(JsonWriter& json, const char* name, double mean, std::optional<double> half_width) {
  json.key(name)
      .open_object()
      .field("mean", mean)
      .field("half_width", half_width.value_or(NAN))
      .close();
}
void write(JsonWriter& json, const char* name, const Interval& interval) {
  write(json, name, interval.mean, interval.half_width);
}

void write(JsonWriter& json, const std::optional<experiment::Price>& price) {
  if (!price) {
    for (const char* name : {"policy_cost", "profit", "return_on_policy"})
      json.field(name, nullptr);
    return;
  }
  write(json, "policy_cost", price->policy_cost.mean, price->policy_cost.half_width);
  write(json, "profit", price->profit.mean, price->profit.half_width);
  write(json, "return_on_policy", price->return_on_policy);
}

std::string heading(const Study& study, const std::string& what) {
  const model::Specification& specification = study.specification();
  std::string text = specification.title + '\n';
  if (!specification.question.empty()) text += wrapped(specification.question, kWidth, 0) + '\n';
  return text + '\n' + wrapped(what, kWidth, 0) + "\n\n";
}

}  // namespace

std::string as_table(const Vary& vary, const std::vector<FrontierPoint>& points, const Study& study,
                     const Console& console) {
  const std::string& currency = study.specification().currency;
  Table table({Align::left, Align::right, Align::right, Align::right, Align::right});
  table.add({vary.path.substr(vary.path.find('.', 9) + 1), "costs more, " + currency,
             "profit gained, " + currency, "extra kept\nper 1,000",
             "gained by this\nstep per cost"});
  for (const FrontierPoint& point : points) {
    const auto& kept = point.kept_per_1000;
    const KpiSummary people{"", "", "", kept.mean, kept.half_width};
    std::vector<std::string> cells{point.value};
    cells.push_back(point.price ? plus_minus(point.price->policy_cost.mean,
                                             point.price->policy_cost.half_width, currency)
                                : "none");
    cells.push_back(
        point.price ? plus_minus(point.price->profit.mean, point.price->profit.half_width, currency)
                    : "none");
    cells.push_back(plus_minus(kept.mean, kept.half_width, "1"));
    cells.push_back(point.step ? share(point.step->return_on_policy) : "-");
    table.add(std::move(cells));
  }
  return heading(study, "Policy " + vary.policy + " for " +
                            with_thousands(static_cast<std::int64_t>(points.size())) +
                            " values, each against " + study.policy(0).label +
                            " for the same customers with the same luck.") +
         bold_heading(table.text(), 2, console) + '\n' +
         wrapped(
             "The last column holds each value against the one before it: profit gained, after "
             "the cost itself, by what the step costs; none where it costs nothing. Every "
             "margin holds by itself with 95 %.",
             kWidth, 0) +
         '\n';
}

std::string as_json(const Vary& vary, const std::vector<FrontierPoint>& points,
                    const Study& study) {
  JsonWriter json;
  json.open_object()
      .field("tenure_json", 1)
      .field("verb", "compare")
      .field("replications", study.specification().replications)
      .key("vary")
      .open_object()
      .field("path", vary.path)
      .field("policy", vary.policy)
      .field("against", study.policy(0).name)
      .key("values")
      .open_array();
  for (const FrontierPoint& point : points) {
    json.open_object().field("value", point.value);
    write(json, point.price);
    write(json, "kept_per_1000", point.kept_per_1000);
    json.key("step").open_object();
    write(json, point.step);
    json.close().close();
  }
  json.close().close().close();
  return std::move(json).text() + '\n';
}

std::string as_table(const Ablation& ablation, const Study& study, const Console& console) {
  Table table({Align::left, Align::right, Align::right});
  table.add({"part of " + ablation.policy, "alone", "added to the rest"});
  const auto cell = [&](const Interval& interval) {
    return plus_minus(interval.mean, interval.half_width, ablation.unit);
  };
  for (const Part& part : ablation.parts) {
    table.add({part.name, cell(part.alone), cell(part.without)});
  }
  table.add({"the whole", cell(ablation.whole), ""});
  const Interval& interaction = ablation.interaction;
  const bool is_sure =
      interaction.half_width && *interaction.half_width < std::fabs(interaction.mean);
  const KpiSummary summary{ablation.kpi, ablation.unit, "", interaction.mean,
                           interaction.half_width};
  const Showing show(summary);
  const std::string how_much =
      show.amount(std::fabs(interaction.mean)) +
      (interaction.half_width ? " (" + show.plus_minus(summary) + ")" : "");
  const std::string sign = interaction.mean < 0.0 ? "less" : "more";
  // In every replication, but for rounding.
  const bool adds_up = std::fabs(interaction.mean) + interaction.half_width.value_or(0.0) <=
                       1e-9 * std::fabs(ablation.whole.mean);
  std::string text =
      adds_up ? "Parts need not add up, since what one does may depend on the others; these do."
              : "Parts do not add up: what a part does depends on the others. Together they do " +
                    how_much + " " + sign + " than the sum of what each does alone" +
                    (is_sure ? "." : ", which may be luck.");
  text += " Every margin holds by itself with 95 %.";
  return heading(study, ablation.kpi + " of " + ablation.policy + " and of its parts, against " +
                            study.policy(0).label + " for the same customers with the same luck.") +
         bold_heading(table.text(), 1, console) + '\n' + wrapped(text, kWidth, 0) + '\n';
}

std::string as_json(const Ablation& ablation, const Study& study) {
  JsonWriter json;
  json.open_object()
      .field("tenure_json", 1)
      .field("verb", "compare")
      .field("replications", study.specification().replications)
      .key("ablation")
      .open_object()
      .field("policy", ablation.policy)
      .field("against", study.policy(0).name)
      .field("kpi", ablation.kpi)
      .field("unit", ablation.unit);
  write(json, "whole", ablation.whole);
  json.key("parts").open_array();
  for (const Part& part : ablation.parts) {
    json.open_object().field("part", part.name);
    write(json, "alone", part.alone);
    write(json, "added_to_the_rest", part.without);
    json.close();
  }
  json.close();
  write(json, "interaction", ablation.interaction);
  json.close().close();
  return std::move(json).text() + '\n';
}

}  // namespace tenure::cli
