// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "cli/report/number.h"
#include "cli/report/sections.h"

namespace tenure::cli {

void tell_break_even(const Account& account, Page& page) {
  const NumberFormat money{1.0, 0, ""};
  const NumberFormat percent{100.0, 0, ""};
  PageTable table;
  table.caption = "What each policy may cost";
  table.columns = {"Policy", "costs more, " + account.currency(), "may cost, " + account.currency(),
                   "95 % sure", "pays from, % of its effect"};
  for (const std::size_t policy : account.best_first()) {
    const auto& price = account.comparison.policies()[policy].price;
    if (policy == 0 || !price || !(price->policy_cost.mean > 0.0)) continue;
    const double share = price->break_even_effect.mean;
    table.rows.push_back({account.label(policy), cell_of(price->policy_cost.mean, money),
                          cell_of(price->worth.mean, money), range_cell(price->worth, money),
                          std::isfinite(share) ? cell_of(share, percent) : Cell("never")});
  }
  if (table.rows.empty()) return;
  page.html.element("h3", "Where a policy breaks even");
  page.html.element("p",
                    "What a policy gains before its own cost is the most that it may cost and "
                    "still pay. If less comes of it than here, it pays down to the share in the "
                    "last column: more than 100 and it does not pay as it is.",
                    {{"class", "summary"}});
  page.table(table);
}

}  // namespace tenure::cli
