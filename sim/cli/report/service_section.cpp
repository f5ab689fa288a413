// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cmath>
#include <cstdint>
#include <variant>

#include "cli/report/number.h"
#include "cli/report/sections.h"
#include "cli/words.h"

namespace tenure::cli {
namespace {

/// Classes of waiting times that are told apart: up to so many days, from the file's finer ones.
struct WaitClass {
  double below;  ///< d; the first class of the file that begins there is not in it any more
  std::string_view label;
};
constexpr std::array<WaitClass, 7> kClasses = {{{1.0 / 24.0, "under 1 hour"},
                                                {8.0 / 24.0, "1 to 8 hours"},
                                                {1.0, "8 hours to 1 day"},
                                                {2.0, "1 to 2 days"},
                                                {4.0, "2 to 4 days"},
                                                {7.0, "4 to 7 days"},
                                                {1e300, "over 7 days"}}};

/// Complaints of one policy by class, added up over replications.
std::vector<double> waits_of(const results::Dataset& dataset, std::size_t policy) {
  std::vector<double> sums(kClasses.size(), 0.0);
  const auto& counts =
      std::get<std::vector<std::int64_t>>(dataset.find("complaint_wait_count")->values);
  const auto& edges = std::get<std::vector<double>>(dataset.find("wait_bin_edge")->values);
  const std::size_t replications = dataset.dimensions.at("replication");
  for (std::size_t i = 0; i < replications * edges.size(); ++i) {
    const double edge = edges[i % edges.size()];
    const std::int64_t count = counts[policy * replications * edges.size() + i];
    if (count == results::kMissing) continue;
    std::size_t into = 0;
    while (edge >= kClasses[into].below * (1.0 - 1e-9)) ++into;
    sums[into] += static_cast<double>(count);
  }
  return sums;
}

void tell_waits(const Account& account, Page& page) {
  const results::Dataset& dataset = account.recorded.dataset;
  if (dataset.find("complaint_wait_count") == nullptr || dataset.find("wait_bin_edge") == nullptr) {
    return;
  }
  struct Row {
    std::string label;
    std::vector<double> shares;
    double complaints;
  };
  std::vector<Row> rows;
  for (const std::size_t policy : account.best_first()) {
    std::vector<double> shares = waits_of(dataset, policy);
    double all = 0.0;
    for (const double count : shares) all += count;
    if (all == 0.0) continue;
    for (double& share : shares) share /= all;
    rows.push_back(
        {account.label(policy), shares, all / static_cast<double>(account.replications())});
  }
  if (rows.empty()) return;
  double within_day = 0.0;
  for (std::size_t i = 0; i < 3; ++i) within_day += rows.front().shares[i];
  const NumberFormat format{100.0, 0, "\u00A0%"};
  page.open_chart({"waits-chart", "stacks", "How long complaints wait",
                   "Complaints by the time until their handling began; those given up before are "
                   "not among them. Under " +
                       rows.front().label + " " + amount_of(within_day, format) +
                       " waited less than a day."});
  write_format(page.charts, format);
  page.charts.field("ordered", true).key("parts").open_array();
  PageTable table;
  table.caption = "Share of the complaints by their wait, %";
  table.columns = {"Policy"};
  for (const WaitClass& one : kClasses) {
    page.charts.value(one.label);
    table.columns.emplace_back(one.label);
  }
  table.columns.emplace_back("complaints per replication");
  page.charts.close().key("rows").open_array();
  for (const Row& row : rows) {
    page.charts.open_object().field("label", row.label).key("values").open_array();
    std::vector<Cell> cells{row.label};
    for (const double share : row.shares) {
      page.charts.value(share);
      cells.push_back(cell_of(share, {100.0, 1, ""}));
    }
    cells.push_back(cell_of(row.complaints, {1.0, 0, ""}));
    page.charts.close().close();
    table.rows.push_back(std::move(cells));
  }
  page.charts.close();
  page.close_chart(table);
}

}  // namespace

void tell_service(const Account& account, Page& page) {
  const PageTable table =
      kpi_table(account,
                {"failures", "complaints_filed", "complaints_answered", "complaints_abandoned",
                 "complaint_wait_mean", "complaint_wait_open_mean", "answered_within",
                 "desk_utilisation", "satisfaction_mean"},
                "Service and complaints");
  if (table.rows.empty()) return;
  page.open_section("service", "Complaints and waiting");
  tell_waits(account, page);
  page.table(table);
  page.close_section();
}

}  // namespace tenure::cli
