// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "cli/report/number.h"
#include "cli/report/sections.h"
#include "cli/showing.h"

namespace tenure::cli {
namespace {

using experiment::KpiSummary;

bool is_nothing(const std::vector<KpiSummary>& row) {
  return std::all_of(row.begin(), row.end(), [](const KpiSummary& kpi) {
    return std::isnan(kpi.mean) || (kpi.mean == 0.0 && kpi.half_width.value_or(0.0) == 0.0);
  });
}

std::string shown(const KpiSummary& kpi, const NumberFormat& format) {
  if (!std::isfinite(kpi.mean)) return "";
  std::string text = number_of(kpi.mean, format);
  if (kpi.half_width && !Showing::is_constant(kpi)) {
    text += " \u00B1\u00A0" + number_of(*kpi.half_width, format);
  }
  return text;
}

}  // namespace

PageTable kpi_table(const Account& account, const std::vector<std::string>& kpis,
                    const std::string& caption) {
  PageTable table;
  table.caption = caption + ", mean \u00B1 half the 95 % interval";
  table.columns = {"Figure"};
  for (const std::size_t policy : account.best_first()) {
    table.columns.push_back(account.label(policy));
  }
  for (const std::string& kpi : kpis) {
    if (!account.comparison.has(kpi)) continue;
    std::vector<KpiSummary> row;
    for (const std::size_t policy : account.best_first()) row.push_back(account.mean(kpi, policy));
    if (is_nothing(row)) continue;
    const NumberFormat format = format_of(row);
    std::string name = in_words(kpi);
    if (!format.unit.empty()) name += ", " + format.name();
    std::vector<Cell> cells{name};
    for (const KpiSummary& one : row) cells.emplace_back(shown(one, format), one.mean);
    cells.front().note = over_the_horizon(row.front().meaning);
    table.rows.push_back(std::move(cells));
  }
  return table;
}

void tell_figures(const Account& account, Page& page) {
  std::vector<std::string> kpis;
  for (const KpiSummary& kpi : account.comparison.policies().front().kpis) {
    kpis.push_back(kpi.name);
  }
  page.open_section("figures", "All figures");
  page.html.element(
      "p", "Over " + account.horizon() +
               " and all segments. Figures that are nothing under every policy are left out.");
  page.html.open("details").element("summary", "Show them");
  page.table(kpi_table(account, kpis, "All figures"));
  page.html.close();
  page.close_section();
}

}  // namespace tenure::cli
