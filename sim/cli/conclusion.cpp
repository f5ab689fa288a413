// SPDX-License-Identifier: Apache-2.0
#include "cli/conclusion.h"

#include <cmath>

#include "cli/showing.h"
#include "cli/words.h"

namespace tenure::cli {
namespace {

using experiment::KpiSummary;
using experiment::Standing;
using experiment::Verdict;

bool is_certain(const KpiSummary& difference) {
  return difference.half_width && *difference.half_width < std::fabs(difference.mean);
}

/// "95 % sure between 1,200 and 1,500 EUR more than Today"
std::string how_it_compares(const KpiSummary& difference, const std::string& with) {
  if (std::isnan(difference.mean)) return "not comparable with " + with;
  if (difference.mean == 0.0 && difference.half_width.value_or(0.0) == 0.0) {
    return "exactly the same as " + with;
  }
  if (!difference.half_width) {
    return in_between(difference) + " than " + with + " in the one replication there is";
  }
  if (is_certain(difference)) return "95 % sure " + in_between(difference) + " than " + with;
  return "not told apart from " + with + " (95 % sure " + in_between(difference) + ")";
}

std::string what_it_costs(const ComparisonOutcome& outcome, std::size_t policy) {
  const auto& price = outcome.comparison.policies()[policy].price;
  if (!price) return {};
  const KpiSummary cost{"", outcome.currency(), "", price->policy_cost.mean,
                        price->policy_cost.half_width};
  const std::string amount = Showing(cost).amount(std::fabs(cost.mean));
  const std::string& reference = outcome.label(0);
  if (cost.mean <= 0.0) {
    const std::string less = cost.mean == 0.0 ? "It costs no more than " + reference
                                              : "It costs " + amount + " less than " + reference;
    return less + (price->profit.mean > 0.0 ? ": it pays for itself." : ".");
  }
  const double gain = price->return_on_policy.mean;
  const std::string per_unit =
      with_thousands(std::fabs(gain), 2) + " " + outcome.currency() + " per " + outcome.currency();
  return "It costs " + amount + " more than " + reference + " and " +
         (gain >= 0.0 ? "gains " : "loses ") + per_unit + " of that, after the cost itself.";
}

std::string why_not(const ComparisonOutcome& outcome, const Standing& standing) {
  std::string text = outcome.label(standing.policy) + " cannot win: ";
  if (standing.verdict == Verdict::no_value) return text + "it has no " + outcome.ranking.kpi + ".";
  text += "it breaks ";
  for (std::size_t i = 0; i < standing.broken.size(); ++i) {
    const std::string& must = standing.broken[i];
    const std::string kpi = must.substr(0, must.find(' '));
    text += (i > 0 ? " and " : "") + must;
    for (const KpiSummary& one : outcome.comparison.policies()[standing.policy].kpis) {
      if (one.name == kpi) text += " (" + Showing(one).mean(one) + ")";
    }
  }
  return text + ".";
}

/// "A", "A and B", "A, B and C"
std::string listed(const ComparisonOutcome& outcome, const std::vector<std::size_t>& policies) {
  std::string text;
  for (std::size_t i = 0; i < policies.size(); ++i) {
    if (i > 0) text += i + 1 == policies.size() ? " and " : ", ";
    text += outcome.label(policies[i]);
  }
  return text;
}

/// Whether the winner is the best, all rivals looked at at once; with one rival the sentence about
/// it says so already.
std::string is_it_the_best(const ComparisonOutcome& outcome, std::size_t winner) {
  const experiment::BestOf& best = outcome.ranking.best;
  if (best.rivals < 2 || std::isnan(best.p_value)) return {};
  const std::string of_all = with_thousands(static_cast<std::int64_t>(best.rivals + 1));
  if (best.is_sure()) {
    return outcome.label(winner) + " is the best of the " + of_all +
           " with probability at least 95 % (paired differences, all " +
           with_thousands(static_cast<std::int64_t>(best.rivals)) + " rivals at once).\n";
  }
  return "Which of the " + of_all +
         " is the best is not settled with 95 %: " + listed(outcome, best.may_be_as_good) +
         " may be as good as " + outcome.label(winner) + ".\n";
}

}  // namespace

std::string in_between(const KpiSummary& difference) {
  const Showing show(difference);
  const double half_width = difference.half_width.value_or(0.0);
  const double low = difference.mean - half_width;
  const double high = difference.mean + half_width;
  if (half_width <= 1e-9 * std::fabs(difference.mean)) {
    return show.amount(std::fabs(difference.mean)) + (difference.mean < 0.0 ? " less" : " more");
  }
  if (low > 0.0) return "between " + show.number(low) + " and " + show.amount(high) + " more";
  if (high < 0.0) return "between " + show.number(-high) + " and " + show.amount(-low) + " less";
  return "between " + show.amount(-low) + " less and " + show.amount(high) + " more";
}

std::string conclusion(const ComparisonOutcome& outcome) {
  const auto& order = outcome.ranking.order;
  std::string text;
  if (const auto winner = outcome.ranking.winner()) {
    text = "Best by " + outcome.what_decides() + ": " + outcome.label(*winner);
    bool undecided = false;
    if (*winner > 0) {
      const KpiSummary gain = outcome.deciding_difference(*winner, 0);
      text += ", " + how_it_compares(gain, outcome.label(0));
      undecided = order.front().verdict == Verdict::undecided;
    }
    text += ".";
    if (*winner > 0 && outcome.has_prices()) text += " " + what_it_costs(outcome, *winner);
    text += "\n";
    const bool has_second = order.size() > 1 && order[1].verdict != Verdict::breaks_a_must &&
                            order[1].verdict != Verdict::no_value;
    if (has_second && (order[1].policy > 0 || *winner == 0)) {
      const KpiSummary gap = outcome.deciding_difference(order[1].policy, *winner);
      text += "Second: " + outcome.label(order[1].policy) + ", " +
              how_it_compares(gap, outcome.label(*winner)) + ".\n";
      const bool same = gap.mean == 0.0 && gap.half_width.value_or(0.0) == 0.0;
      undecided = undecided || (gap.half_width && !same && !is_certain(gap));
    }
    const bool is_selected = outcome.sequence.select.has_value();
    if (!is_selected) text += is_it_the_best(outcome, *winner);
    const experiment::BestOf& best = outcome.ranking.best;
    undecided = undecided || (best.rivals > 1 && !best.may_be_as_good.empty());
    if (undecided && !is_selected)
      text +=
          "More replications narrow what is not told apart (--replications N, or --select "
          "AMOUNT).\n";
  } else {
    text = "No policy can win.\n";
  }
  if (const std::string ended = in_words(outcome.sequence, outcome.study); !ended.empty()) {
    text += ended + "\n";
  }
  for (const Standing& standing : order) {
    const bool out =
        standing.verdict == Verdict::breaks_a_must || standing.verdict == Verdict::no_value;
    if (out) text += why_not(outcome, standing) + "\n";
  }
  for (const std::string& must : outcome.ranking.kept) text += "All keep " + must + ".\n";
  for (const std::string& must : outcome.ranking.unjudged) {
    text += "Nothing can be held against " + must + ": no policy has a value of it.\n";
  }
  return text;
}

}  // namespace tenure::cli
