// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "cli/report/number.h"
#include "cli/report/sections.h"
#include "cli/words.h"
#include "experiment/survival_of.h"

namespace tenure::cli {

using analysis::Interval;

/// How cohorts thin out: the best policy and the first.
void tell_cohorts(const Account& account, Page& page) {
  std::vector<std::size_t> policies{account.ranking.winner().value_or(0)};
  if (policies.front() != 0) policies.push_back(0);
  constexpr std::size_t kMost = 40;  // rows and columns
  std::vector<std::vector<experiment::Cohort>> all;
  for (const std::size_t policy : policies) {
    all.push_back(experiment::cohorts_of(account.recorded.dataset, policy));
    if (all.back().size() < 3) return;
  }
  const std::vector<double> edges = experiment::survival_of(account.recorded.dataset, 0).time;
  const double period = edges[1] - edges[0];
  const auto& first = all.front();
  const std::size_t step =
      (std::max(first.size(), first.front().active.size()) + kMost - 1) / kMost;
  const NumberFormat format{100.0, 0, "\u00A0%"};
  page.open_chart(
      {"cohorts-chart", "cohorts", "How cohorts thin out",
       "Each row holds the customers who joined in one period, the customers of the "
       "start on top; to the right they grow older. The fuller the colour, the more are "
       "still active."});
  write_format(page.charts, format);
  page.charts.field("period", period).key("panels").open_array();
  PageTable table;
  table.caption = "Share of the cohort still active, %";
  table.columns = {"Policy and cohort", "joined",
                   "after 1 period",    "after a quarter of the horizon",
                   "after half",        "at the horizon"};
  for (std::size_t i = 0; i < policies.size(); ++i) {
    page.charts.open_object().field("label", account.label(policies[i])).key("cells").open_array();
    for (std::size_t row = 0; row < all[i].size(); row += step) {
      const experiment::Cohort& cohort = all[i][row];
      std::vector<Cell> cells{account.label(policies[i]) + ", " +
                                  (cohort.number == 0 ? std::string("the start")
                                                      : "period " + std::to_string(cohort.number)),
                              cell_of(cohort.size.mean, {1.0, 0, ""})};
      for (std::size_t age = 0; age < cohort.active.size(); age += step) {
        const double share = cohort.active[age].mean;
        if (!std::isfinite(share)) continue;
        page.charts.open_array().value(cohort.number).value(age).value(share).close();
      }
      const std::size_t periods = edges.size() - 1;
      for (const std::size_t age : {std::size_t{1}, periods / 4, periods / 2}) {
        const bool is_seen = age < cohort.active.size() && std::isfinite(cohort.active[age].mean);
        cells.push_back(is_seen ? cell_of(cohort.active[age].mean, format) : Cell(""));
      }
      cells.push_back(cell_of(cohort.active.empty() ? NAN : cohort.active.back().mean, format));
      table.rows.push_back(std::move(cells));
    }
    page.charts.close().close();
  }
  page.charts.close().field("step", step);
  page.close_chart(table);
}

}  // namespace tenure::cli
