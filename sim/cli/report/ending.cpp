// SPDX-License-Identifier: Apache-2.0
#include "cli/report/ending.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <string_view>
#include <variant>

#include "cli/report/number.h"
#include "cli/report/sections.h"
#include "cli/words.h"
#include "experiment/sequence.h"
#include "experiment/until.h"

namespace tenure::cli {
namespace {

constexpr std::string_view kAtMost = ", at most ";
constexpr std::string_view kBestBy = "best by ";
constexpr std::string_view kIndifference = ", indifference ";

/// As the file's attributes have it.
struct Ended {
  std::string rule;  ///< without the most that is allowed
  std::size_t at_most = 0;
  bool is_reached = false;
  bool is_selection() const { return rule.starts_with(kBestBy); }
};

std::optional<Ended> ended(const results::Dataset& dataset) {
  const auto by = dataset.attributes.find("ended_by");
  const auto reached = dataset.attributes.find("ended_by_is_reached");
  if (by == dataset.attributes.end() || reached == dataset.attributes.end()) return std::nullopt;
  const auto* text = std::get_if<results::Text>(&by->second);
  const auto* flag = std::get_if<std::int64_t>(&reached->second);
  if (text == nullptr || flag == nullptr) return std::nullopt;
  const std::size_t comma = text->rfind(kAtMost);
  if (comma == std::string::npos) return std::nullopt;
  Ended ended{text->substr(0, comma), 0, *flag == 1};
  const char* first = text->data() + comma + kAtMost.size();
  const char* last = text->data() + text->size();
  if (std::from_chars(first, last, ended.at_most).ptr != last) return std::nullopt;
  return ended;
}

std::string replications(std::size_t count) {
  return counted(static_cast<std::int64_t>(count), "replication");
}

/// "20, 30 and 45"
std::string checkpoints(std::size_t last, std::size_t at_most) {
  std::string text;
  for (std::size_t at = analysis::next_checkpoint(0, at_most);;
       at = analysis::next_checkpoint(at, at_most)) {
    text += (text.empty() ? ""
             : at >= last ? " and "
                          : ", ") +
            with_thousands(static_cast<std::int64_t>(at));
    if (at >= last || at >= at_most) return text;
  }
}

/// " The widest margin is ± 2,345 EUR where ± 2,818 EUR was asked."
std::string how_precise(const Account& account, const experiment::Until& until,
                        const std::vector<experiment::KpiTotals>& totals) {
  const analysis::Stopping stopping = experiment::precise_enough(until, totals);
  if (!std::isfinite(stopping.achieved)) return {};
  const double figure = account.mean(until.kpi, 0).mean;
  const bool is_relative = until.rule.relative > 0.0;
  const double margin = is_relative ? stopping.achieved * std::fabs(figure) : stopping.achieved;
  const double allowed = analysis::allowed_half_width(until.rule, figure);
  experiment::KpiSummary about = account.mean(until.kpi, 0);
  about.mean = allowed;
  about.half_width = 0.1 * margin;  // decides on decimals
  const NumberFormat format = format_of_differences({about});
  return " The widest margin is \u00B1\u00A0" + amount_of(margin, format) + " where \u00B1\u00A0" +
         amount_of(allowed, format) + " was asked.";
}

std::string until_in_words(const Account& account, const Ended& ended) {
  const auto until = experiment::parse_until(ended.rule, account.currency(), ended.at_most);
  const std::size_t count = account.replications();
  // A file may claim what it likes.
  const bool is_sound = ended.at_most >= experiment::kFirstStage && count <= ended.at_most;
  if (!until || !is_sound || !account.comparison.has(until->kpi)) return {};
  const std::string of = account.is_comparison() ? "every difference of " + in_words(until->kpi) +
                                                       " from the first policy"
                                                 : in_words(until->kpi);
  std::string text = "Replications were added until " + of + " was known as well as asked (" +
                     ended.rule + "), which was looked at after " +
                     checkpoints(count, ended.at_most) + " of them. ";
  text += ended.is_reached
              ? "It was after " + replications(count) + "."
              : "It was not after " + replications(count) + ", the most that was allowed.";
  return text + how_precise(account, *until, experiment::totals_of(account.recorded.dataset));
}

std::string selection_in_words(const Account& account, const Ended& ended) {
  const std::size_t mark = ended.rule.find(kIndifference);
  if (mark == std::string::npos) return {};
  const std::string kpi = ended.rule.substr(kBestBy.size(), mark - kBestBy.size());
  const std::string amount = ended.rule.substr(mark + kIndifference.size());
  std::size_t longest = 0;
  std::size_t all = 0;
  for (const experiment::PolicyResult& policy : account.comparison.policies()) {
    longest = std::max(longest, policy.replications);
    all += policy.replications;
  }
  std::string text = "Policies were simulated until one was left (Kim-Nelson: the best by " +
                     in_words(kpi) + " with probability at least 95\u00A0%, if less than " +
                     amount + " does not matter). ";
  text += ended.is_reached ? "That was decided after " + replications(longest)
                           : "That was not decided after " + replications(longest) +
                                 ", the most that was allowed";
  return text + " of those that were longest in; of all policies together it took " +
         with_thousands(static_cast<std::int64_t>(all)) + ", where as many of each would be " +
         with_thousands(static_cast<std::int64_t>(longest * account.size())) +
         ". Margins are of the replications that a policy had, and hold a little less often than "
         "stated, since what was seen ended them.";
}

}  // namespace

std::string ending_in_words(const Account& account) {
  const auto how = ended(account.recorded.dataset);
  if (!how) return {};
  return how->is_selection() ? selection_in_words(account, *how) : until_in_words(account, *how);
}

void tell_ending(const Account& account, Page& page) {
  const std::string text = ending_in_words(account);
  if (text.empty()) return;
  page.open_section("ending", "How many replications, and why");
  page.html.element("p", text);
  const auto& policies = account.comparison.policies();
  const bool differ = std::any_of(policies.begin(), policies.end(), [&](const auto& policy) {
    return policy.replications != policies.front().replications;
  });
  if (differ) {
    PageTable table;
    table.caption = "Replications of each policy";
    table.columns = {"Policy", "replications"};
    for (const std::size_t policy : account.best_first()) {
      table.rows.push_back(
          {account.label(policy),
           cell_of(static_cast<double>(policies[policy].replications), NumberFormat{1.0, 0, ""})});
    }
    page.table(table);
  }
  page.close_section();
}

}  // namespace tenure::cli
