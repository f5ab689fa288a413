// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>
#include <optional>

#include "cli/report/number.h"
#include "cli/report/sections.h"
#include "cli/words.h"
#include "experiment/twin_summary.h"

namespace tenure::cli {
namespace {

using analysis::Interval;
using experiment::ByTwin;
using experiment::Twin;
using experiment::TwinGroup;
using experiment::TwinSummary;

const NumberFormat kPerThousand{1.0, 1, ""};

template <class T>
const T& of(const ByTwin<T>& all, Twin twin) {
  return all[static_cast<std::size_t>(twin)];
}

/// A row of a chart of parts: saved to the right, lost to the left, net as the sum.
void write_row(results::JsonWriter& json, const std::string& label, double saved, double lost,
               const Interval& net) {
  json.open_object().field("label", label);
  write_interval(json, net);
  json.key("values").open_array().value(saved).value(-lost).close().close();
}

void open_parts(const ChartFrame& frame, Page& page) {
  page.open_chart(frame);
  write_format(page.charts, kPerThousand);
  page.charts.key("parts").open_array().value("saved").value("lost").close();
  page.charts.key("rows").open_array();
}

Cell cell(const Interval& interval) { return cell_of(interval.mean, kPerThousand); }

void tell_policies(const Account& account, const std::vector<TwinSummary>& all, Page& page) {
  std::string summary =
      "Of 1,000 customers of the start, by living each life twice with the same luck: saved are "
      "those who leave under " +
      account.label(0) + " and stay under the policy, lost the other way round.";
  const std::size_t best = account.ranking.winner().value_or(0);
  if (best != 0) {
    summary += " " + account.label(best) + " saves " +
               number_of(of(all[best].per_1000, Twin::saved).mean, kPerThousand) + " and loses " +
               number_of(of(all[best].per_1000, Twin::lost).mean, kPerThousand) + ".";
    if (const auto& luck = all[best].by_luck_per_1000) {
      summary += " If it did nothing but deal new luck, " +
                 number_of(of(*luck, Twin::saved).mean, kPerThousand) + " would seem saved and " +
                 number_of(of(*luck, Twin::lost).mean, kPerThousand) +
                 " lost: far more than here, and the names of the saved are right; as many, and "
                 "only the difference counts.";
    }
  }
  open_parts({"twins-chart", "parts", "Saved and lost, of 1,000 customers", summary}, page);
  PageTable table;
  table.caption = "Of 1,000 customers of the start";
  table.columns = {"Policy",
                   "saved",
                   "lost",
                   "net",
                   "95 % sure",
                   "kept anyway",
                   "left anyway",
                   "saved by luck alone",
                   "lost by luck alone"};
  for (const std::size_t policy : account.best_first()) {
    if (policy == 0) continue;
    const TwinSummary& one = all[policy];
    const std::string& label = account.label(policy);
    write_row(page.charts, label, of(one.per_1000, Twin::saved).mean,
              of(one.per_1000, Twin::lost).mean, one.net_per_1000);
    const auto luck = [&](Twin twin) {
      return one.by_luck_per_1000 ? cell(of(*one.by_luck_per_1000, twin)) : Cell("not known");
    };
    table.rows.push_back(
        {label, cell(of(one.per_1000, Twin::saved)), cell(of(one.per_1000, Twin::lost)),
         cell(one.net_per_1000), range_cell(one.net_per_1000, kPerThousand),
         cell(of(one.per_1000, Twin::kept_anyway)), cell(of(one.per_1000, Twin::left_anyway)),
         luck(Twin::saved), luck(Twin::lost)});
  }
  page.charts.close();
  page.close_chart(table, Numbers::open);
}

/// One policy's groups, of 1,000 customers in each.
void tell_groups(const Account& account, const std::vector<TwinGroup>& groups,
                 const ChartFrame& frame, Page& page) {
  PageTable table;
  table.caption = frame.title + ", of 1,000 customers in each group";
  table.columns = {"Group", "customers", "saved", "lost", "net"};
  const bool has_value = !groups.empty() && groups.front().value.has_value();
  if (has_value) {
    table.columns.push_back("worth of the saved, " + account.currency());
    table.columns.push_back("worth of the lost, " + account.currency());
  }
  if (groups.size() < 2) return;
  open_parts(frame, page);
  const NumberFormat whole{1.0, 0, ""};
  for (const TwinGroup& group : groups) {
    double customers = 0.0;
    for (const double count : group.count) customers += count;
    if (customers == 0.0) continue;
    const double saved = 1000.0 * of(group.count, Twin::saved) / customers;
    const double lost = 1000.0 * of(group.count, Twin::lost) / customers;
    write_row(page.charts, group.name, saved, lost, {saved - lost, std::nullopt});
    std::vector<Cell> row{group.name, cell_of(customers, whole), cell_of(saved, kPerThousand),
                          cell_of(lost, kPerThousand), cell_of(saved - lost, kPerThousand)};
    if (has_value) {
      row.push_back(cell_of(of(*group.value, Twin::saved), whole));
      row.push_back(cell_of(of(*group.value, Twin::lost), whole));
    }
    table.rows.push_back(std::move(row));
  }
  page.charts.close();
  page.close_chart(table);
}

std::vector<TwinGroup> renamed(std::vector<TwinGroup> groups, const std::string& before,
                               const std::string& after) {
  for (TwinGroup& group : groups) group.name = before + group.name + after;
  return groups;
}

std::vector<TwinGroup> by_tenure(std::vector<TwinGroup> groups) {
  for (TwinGroup& group : groups) {
    const double days = std::strtod(group.name.c_str(), nullptr);
    const double years = days / 365.25;
    group.name = days < 1.0 ? "newest"
                 : years < 0.999
                     ? "from " + with_thousands(12.0 * years, 0) + " months"
                     : "from " + with_thousands(years, 0) + (years < 1.5 ? " year" : " years");
  }
  return groups;
}

}  // namespace

void tell_twins(const Account& account, Page& page) {
  const std::vector<TwinSummary> all = experiment::twin_summaries(account.recorded.dataset);
  if (all.size() < 2) return;
  page.open_section("twins", "Who was saved, who was lost");
  tell_policies(account, all, page);
  const std::size_t best = account.ranking.winner().value_or(0);
  const std::size_t shown = best != 0                           ? best
                            : account.best_first().front() != 0 ? account.best_first().front()
                                                                : std::size_t{1};
  const std::string& label = account.label(shown);
  const TwinSummary& one = all[shown];
  tell_groups(account, renamed(one.by_decile, "tenth ", ""),
              {"deciles-chart", "parts", label + ": by what customers are worth",
               "The first tenth are the customers worth most under " + account.label(0) + "."},
              page);
  tell_groups(account, by_tenure(one.by_tenure),
              {"tenures-chart", "parts", label + ": by how long they were customers",
               "How long each had been a customer when the policy started."},
              page);
  std::string text =
      "Saved and lost say how many lives went another way, and chance alone turns many both ways; "
      "only their difference is what the policy brought.";
  if (one.unaddressed > 0.0) {
    text += " Under " + label + ", " + number_of(one.spilt_saved_per_1000.mean, kPerThousand) +
            " of 1,000 were saved and " + number_of(one.spilt_lost_per_1000.mean, kPerThousand) +
            " lost without ever being addressed: spillover.";
  }
  page.html.element("p", text, {{"class", "aside"}});
  page.close_section();
}

}  // namespace tenure::cli
