// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "cli/report/number.h"
#include "cli/report/sections.h"
#include "cli/words.h"

namespace tenure::cli {
namespace {

using experiment::KpiSummary;
using experiment::PolicyResult;
using experiment::Standing;
using experiment::Verdict;

std::string_view name_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::reference:
      return "reference";
    case Verdict::better:
      return "better";
    case Verdict::worse:
      return "worse";
    case Verdict::undecided:
      return "undecided";
    case Verdict::same:
      return "same";
    case Verdict::breaks_a_must:
      return "breaks_a_must";
    case Verdict::no_value:
      return "no_value";
  }
  return {};
}

std::string words_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::reference:
      return "the first";
    case Verdict::better:
      return "surely better";
    case Verdict::worse:
      return "surely worse";
    case Verdict::undecided:
      return "not told apart";
    case Verdict::same:
      return "the same";
    case Verdict::breaks_a_must:
      return "breaks a must";
    case Verdict::no_value:
      return "no value";
  }
  return {};
}

std::vector<KpiSummary> deciding_differences(const Account& account) {
  std::vector<KpiSummary> all;
  for (std::size_t policy = 0; policy < account.size(); ++policy) {
    all.push_back(account.deciding_difference(policy));
  }
  return all;
}

PageTable numbers_of(const Account& account, const NumberFormat& format) {
  const bool priced = account.has_prices();
  PageTable table;
  table.caption = "The policies, best first";
  table.columns = {
      "Policy",
      in_words(account.ranking.kpi) + " against " + account.label(0) + ", " + format.name(),
      "95 % sure", "extra kept per 1,000"};
  if (priced) {
    const std::string& currency = account.currency();
    table.columns.insert(table.columns.end(), {"costs more, " + currency, "return on that cost, %",
                                               "cost per saved customer, " + currency});
  }
  table.columns.emplace_back("verdict");
  const NumberFormat money{1.0, 0, ""};
  for (const Standing& standing : account.ranking.order) {
    const PolicyResult& policy = account.comparison.policies()[standing.policy];
    const KpiSummary d = account.deciding_difference(standing.policy);
    std::vector<Cell> row{account.label(standing.policy)};
    const bool is_reference = standing.policy == 0;
    row.push_back(cell_of(d.mean, format));
    row.push_back(is_reference ? Cell("") : range_cell(interval_of(d), format));
    row.push_back(cell_of(policy.kept_per_1000.mean, {1.0, 1, ""}));
    if (priced) {
      if (policy.price && !is_reference) {
        row.push_back(cell_of(policy.price->policy_cost.mean, money));
        row.push_back(cell_of(policy.price->return_on_policy.mean, {100.0, 0, ""}));
        row.push_back(cell_of(policy.price->cost_per_saved_customer.mean, money));
      } else {
        row.insert(row.end(), 3, Cell(""));
      }
    }
    row.emplace_back(words_of(standing.verdict));
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace

void tell_ranking(const Account& account, Page& page) {
  if (!account.is_comparison()) return;
  const NumberFormat format = format_of_differences(deciding_differences(account));
  page.open_section("ranking", "Which policy is best");
  const std::string kpi = in_words(account.ranking.kpi);
  page.open_chart(
      {"ranking-chart", "ranges", kpi + " against " + account.label(0),
       "Each policy's " + kpi + " less that of " + account.label(0) + ", by means of " +
           counted(static_cast<std::int64_t>(account.replications()), "paired replication") +
           "; lines are 95 % intervals."});
  write_format(page.charts, format);
  page.charts.key("rows").open_array();
  for (const Standing& standing : account.ranking.order) {
    page.charts.open_object()
        .field("label", account.label(standing.policy))
        .field("verdict", name_of(standing.verdict));
    write_interval(page.charts, interval_of(account.deciding_difference(standing.policy)));
    page.charts.close();
  }
  page.charts.close();
  page.close_chart(numbers_of(account, format), Numbers::open);
  page.close_section();
}

}  // namespace tenure::cli
