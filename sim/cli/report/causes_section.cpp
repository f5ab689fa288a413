// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "cli/report/number.h"
#include "cli/report/sections.h"
#include "cli/words.h"
#include "experiment/survival_of.h"

namespace tenure::cli {

using analysis::Interval;

namespace {

/// Causes as a strategist calls them; others by their name.
std::string told(const std::string& cause) {
  constexpr std::array<std::array<std::string_view, 2>, 6> kWords = {{
      {"hazard", "other reasons"},
      {"rival", "a rival's offer"},
      {"failure_silent", "a failure, without a word"},
      {"complaint_resolved", "a complaint, though resolved"},
      {"complaint_unresolved", "a complaint not resolved"},
      {"complaint_abandoned", "a complaint given up"},
  }};
  for (const auto& [name, words] : kWords) {
    if (name == cause) return std::string(words);
  }
  return in_words(cause);
}

}  // namespace

/// Who left, by cause, in numbers of customers per replication.
void tell_causes(const Account& account, Page& page) {
  std::vector<std::vector<experiment::LossByCause>> losses;
  for (const std::size_t policy : account.best_first()) {
    losses.push_back(experiment::losses_of(account.recorded.dataset, policy));
  }
  if (losses.empty() || losses.front().empty()) return;
  std::vector<std::size_t> causes;
  for (std::size_t cause = 0; cause < losses.front().size(); ++cause) {
    const bool is_there = std::any_of(losses.begin(), losses.end(), [&](const auto& of_policy) {
      return of_policy[cause].left.back().mean > 0.0;
    });
    if (is_there) causes.push_back(cause);
  }
  if (causes.empty()) return;
  std::stable_sort(causes.begin(), causes.end(), [&](std::size_t a, std::size_t b) {
    return losses.front()[a].left.back().mean > losses.front()[b].left.back().mean;
  });
  const NumberFormat format{1.0, 0, "\u00A0customers"};
  const auto& largest = losses.front()[causes.front()];
  page.open_chart(
      {"causes-chart", "stacks", "Why customers left",
       "Customers who left within " + account.horizon() + ", newcomers included, by cause. Under " +
           account.label(account.best_first().front()) + " most left for " + told(largest.cause) +
           " (" + with_thousands(100.0 * largest.share.mean, 0) + " % of them)."});
  write_format(page.charts, format);
  page.charts.field("ordered", false).key("parts").open_array();
  PageTable table;
  table.caption = "Customers who left, mean \u00B1 half the 95 % interval";
  table.columns = {"Policy"};
  for (const std::size_t cause : causes) {
    page.charts.value(told(losses.front()[cause].cause));
    table.columns.push_back(told(losses.front()[cause].cause));
  }
  page.charts.close().key("rows").open_array();
  for (std::size_t i = 0; i < losses.size(); ++i) {
    const std::string& label = account.label(account.best_first()[i]);
    page.charts.open_object().field("label", label).key("values").open_array();
    std::vector<Cell> row{label};
    for (const std::size_t cause : causes) {
      const Interval& left = losses[i][cause].left.back();
      page.charts.value(left.mean);
      std::string text = number_of(left.mean, format);
      if (left.half_width) text += " \u00B1\u00A0" + number_of(*left.half_width, format);
      row.emplace_back(text, left.mean);
    }
    page.charts.close().close();
    table.rows.push_back(std::move(row));
  }
  page.charts.close();
  page.close_chart(table);
}

}  // namespace tenure::cli
