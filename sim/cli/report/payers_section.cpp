// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "cli/report/number.h"
#include "cli/report/sections.h"
#include "experiment/concentration_of.h"

namespace tenure::cli {
namespace {

using experiment::Concentration;

const NumberFormat kPercent{100.0, 1, "\u00A0%"};

std::string ordinal(std::size_t tenth) {
  return tenth == 0 ? "who pay most" : "tenth " + std::to_string(tenth + 1);
}

/// The Lorenz curve, from those who pay least: shares of customers and of what they pay.
void write_curve(results::JsonWriter& json, const Account& account, std::size_t policy,
                 const Concentration& of) {
  json.open_object().field("label", account.label(policy)).field("policy", policy);
  json.key("points").open_array();
  json.open_array().value(0.0).value(0.0).close();
  for (std::size_t left_out = experiment::kDeciles; left_out-- > 0;) {
    const double customers = 1.0 - 0.1 * static_cast<double>(left_out);
    const double paid = left_out == 0 ? 1.0 : 1.0 - of.of_top[left_out - 1].mean;
    json.open_array().value(customers).value(paid).close();
  }
  json.close().close();
}

}  // namespace

void tell_payers(const Account& account, Page& page) {
  const std::vector<Concentration> all = experiment::concentrations_of(account.recorded.dataset);
  if (all.empty() || !std::isfinite(all.front().of_top.front().mean)) return;
  const std::size_t best = account.best_first().front();
  std::vector<std::size_t> shown{0};
  if (best != 0 && std::isfinite(all[best].of_top.front().mean)) shown.insert(shown.begin(), best);
  page.open_section("payers", "Who the money comes from");
  const auto& top = all.front().of_top;
  std::string summary = "Of all that the customers of the start pay under " + account.label(0) +
                        ", the tenth who pay most pay " + amount_of(top[0].mean, kPercent) +
                        ", the top three tenths " + amount_of(top[2].mean, kPercent) + ".";
  if (shown.size() > 1) {
    summary += " Under " + account.label(best) + " it is " +
               amount_of(all[best].of_top[0].mean, kPercent) + " and " +
               amount_of(all[best].of_top[2].mean, kPercent) + ".";
  }
  page.open_chart({"payers-chart", "lorenz", "Few pay for much", summary});
  write_format(page.charts, kPercent);
  page.charts.key("lines").open_array();
  for (const std::size_t policy : shown) write_curve(page.charts, account, policy, all[policy]);
  page.charts.close();
  PageTable table;
  table.caption = "Share of what the customers of the start pay, by tenth of those who pay most";
  table.columns = {"Tenth"};
  for (const std::size_t policy : shown) {
    table.columns.push_back(account.label(policy));
    table.columns.push_back("95 % sure");
  }
  for (std::size_t tenth = 0; tenth < experiment::kDeciles; ++tenth) {
    std::vector<Cell> row{ordinal(tenth)};
    for (const std::size_t policy : shown) {
      const analysis::Interval& share = all[policy].by_tenth[tenth];
      row.push_back(cell_of(share.mean, kPercent));
      row.push_back(range_cell(share, kPercent));
    }
    table.rows.push_back(std::move(row));
  }
  page.close_chart(table);
  page.close_section();
}

}  // namespace tenure::cli
