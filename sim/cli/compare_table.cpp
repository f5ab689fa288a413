// SPDX-License-Identifier: Apache-2.0
#include "cli/compare_table.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <sstream>
#include <vector>

#include "cli/bars.h"
#include "cli/budgets.h"
#include "cli/concentration_text.h"
#include "cli/conclusion.h"
#include "cli/outcome.h"
#include "cli/showing.h"
#include "cli/table.h"
#include "cli/twins_table.h"
#include "cli/warm_up_text.h"
#include "cli/words.h"

namespace tenure::cli {
namespace {

using experiment::KpiDifference;
using experiment::KpiSummary;
using experiment::PolicyResult;
using experiment::Standing;
using experiment::Verdict;

constexpr std::size_t kWidth = 100;

/// What is shown of each policy, where it is there.
constexpr std::array<std::string_view, 8> kKpisThatMatter = {"survival",
                                                             "customers_active",
                                                             "satisfaction_mean",
                                                             "complaint_wait_mean",
                                                             "complaints_abandoned",
                                                             "revenue",
                                                             "cost",
                                                             "profit"};

/// All money of a table in one unit, so that columns stay narrow.
class MoneyScale {
 public:
  explicit MoneyScale(const ComparisonOutcome& outcome) : unit_(outcome.currency()) {
    double largest = 0.0;
    const auto see = [&](double mean, std::optional<double> half_width) {
      const double far = std::fabs(mean) + half_width.value_or(0.0);
      if (std::isfinite(far)) largest = std::max(largest, far);
    };
    for (std::size_t i = 0; i < outcome.size(); ++i) {
      const PolicyResult& policy = outcome.comparison.policies()[i];
      if (policy.price) see(policy.price->policy_cost.mean, std::nullopt);
      const KpiSummary decides = outcome.deciding_difference(i, 0);
      if (decides.unit == outcome.currency()) see(decides.mean, decides.half_width);
    }
    if (largest >= 1e6) {
      divisor_ = largest >= 1e9 ? 1e6 : 1e3;
      unit_ = (largest >= 1e9 ? "million " : "thousand ") + unit_;
    }
  }

  const std::string& unit() const { return unit_; }
  std::string number(double amount, int decimals) const {
    return with_thousands(amount / divisor_, decimals);
  }
  int decimals(double mean, std::optional<double> half_width) const {
    return std::min(2,
                    decimals_worth_showing(mean / divisor_, half_width.value_or(NAN) / divisor_));
  }

 private:
  std::string unit_;
  double divisor_ = 1.0;
};

enum class Range { on_one_line, on_two_lines };

/// The ranked table, for one choice of widths.
class RankedTable {
 public:
  RankedTable(const ComparisonOutcome& outcome, std::size_t label_width, Range range)
      : outcome_(outcome), money_(outcome), label_width_(label_width), range_(range) {
    is_money_ = outcome.deciding_difference(0, 0).unit == outcome.currency();
    has_margins_ = outcome.study.specification().replications > 1;
  }

  std::string text(const Console& console) const {
    const bool priced = outcome_.has_prices();
    std::vector<Align> columns{Align::right, Align::left, Align::right, Align::right};
    if (priced) columns.insert(columns.end(), 3, Align::right);
    columns.push_back(Align::left);
    Table table(columns);
    table.add(heading(priced));
    for (std::size_t i = 0; i < outcome_.ranking.order.size(); ++i) table.add(row(i, priced));
    std::string text = table.text();
    std::size_t end = 0;
    for (std::size_t line = 0; line < kHeadingLines; ++line) end = text.find('\n', end) + 1;
    return console.on_stdout(Style::bold, text.substr(0, end - 1)) + text.substr(end - 1);
  }

 private:
  static constexpr std::size_t kHeadingLines = 3;

  std::vector<std::string> heading(bool priced) const {
    const std::string& unit = money_.unit();
    std::string change = outcome_.ranking.kpi + " against\nthe first";
    if (is_money_) change += ", " + unit;
    change += has_margins_ ? "\n95 % sure between" : "\n";
    std::vector<std::string> cells{"", "\n\npolicy", change, "extra\nkept per\n1,000"};
    if (priced) {
      cells.insert(cells.end(), {"costs\nmore\n" + unit, "return\non that\ncost",
                                 "cost per\nsaved one\n" + outcome_.currency()});
    }
    cells.emplace_back("\n\nverdict");
    return cells;
  }

  std::vector<std::string> row(std::size_t place, bool priced) const {
    const Standing& standing = outcome_.ranking.order[place];
    const PolicyResult& policy = outcome_.comparison.policies()[standing.policy];
    const bool is_reference = standing.policy == 0;
    std::vector<std::string> cells{rank(place), label(standing.policy)};
    cells.push_back(is_reference ? std::string() : change(standing.policy));
    cells.push_back(is_reference ? std::string() : kept(policy));
    if (priced) {
      cells.push_back(is_reference ? std::string() : cost(policy));
      cells.push_back(is_reference ? std::string() : gain(policy));
      cells.push_back(is_reference ? std::string() : per_saved(policy));
    }
    cells.push_back(verdict(standing));
    return cells;
  }

  std::string verdict(const Standing& standing) const {
    if (!standing.by_itself) return verdict(standing.verdict);
    const KpiSummary d = outcome_.deciding_difference(standing.policy, 0);
    const bool is_more = d.mean > 0.0;
    const bool is_good = is_more == (outcome_.ranking.better == experiment::Better::highest);
    return is_good ? "maybe\nbetter" : "maybe\nworse";
  }

  std::string rank(std::size_t place) const {
    const Verdict verdict = outcome_.ranking.order[place].verdict;
    const bool out = verdict == Verdict::breaks_a_must || verdict == Verdict::no_value;
    return out ? "-" : std::to_string(place + 1);
  }

  std::string label(std::size_t policy) const {
    std::istringstream lines(wrapped(outcome_.label(policy), label_width_, 0));
    std::string text;
    for (std::string line; std::getline(lines, line);) {
      text += (text.empty() ? "" : "\n") + shortened(line, label_width_);
    }
    return text;
  }

  std::string change(std::size_t policy) const {
    const KpiSummary d = outcome_.deciding_difference(policy, 0);
    if (std::isnan(d.mean)) return "none";
    const double half_width = d.half_width.value_or(0.0);
    const Showing show(d);
    const int decimals = money_.decimals(d.mean, d.half_width);
    const auto number = [&](double x) {
      return is_money_ ? money_.number(x, decimals) : show.number(x);
    };
    const auto amount = [&](double x) { return is_money_ ? number(x) : show.amount(x); };
    if (half_width <= 1e-9 * std::fabs(d.mean)) return amount(d.mean);
    return number(d.mean - half_width) + (range_ == Range::on_one_line ? " and " : "\nand ") +
           amount(d.mean + half_width);
  }

  static std::string kept(const PolicyResult& policy) {
    const analysis::Interval& kept = policy.kept_per_1000;
    if (std::isnan(kept.mean)) return "none";
    return with_sign(kept.mean,
                     std::min(1, decimals_worth_showing(kept.mean, kept.half_width.value_or(NAN))));
  }

  std::string cost(const PolicyResult& policy) const {
    if (!policy.price) return "none";
    const auto& cost = policy.price->policy_cost;
    return money_.number(cost.mean, std::min(money_.decimals(cost.mean, cost.half_width), 1));
  }

  static std::string gain(const PolicyResult& policy) {
    if (!policy.price) return "none";
    const double gain = policy.price->return_on_policy.mean;
    if (std::isfinite(gain)) return with_thousands(100.0 * gain, 0) + " %";
    const double profit = policy.price->profit.mean;
    if (profit > 0.0) return "pays for\nitself";
    return profit < 0.0 ? "earns\nless" : "none";
  }

  static std::string per_saved(const PolicyResult& policy) {
    if (!policy.price) return "none";
    const analysis::Interval& each = policy.price->cost_per_saved_customer;
    if (!std::isfinite(each.mean)) return "none\nsaved";
    if (each.mean <= 0.0) return "nothing";
    return with_thousands(each.mean, each.mean < 100.0 ? 2 : 0);
  }

  static std::string verdict(Verdict verdict) {
    switch (verdict) {
      case Verdict::reference:
        return "the first";
      case Verdict::better:
        return "surely\nbetter";
      case Verdict::worse:
        return "surely\nworse";
      case Verdict::undecided:
        return "not told\napart";
      case Verdict::same:
        return "the same";
      case Verdict::breaks_a_must:
        return "breaks\na must";
      case Verdict::no_value:
        return "no value";
    }
    return {};
  }

  const ComparisonOutcome& outcome_;
  MoneyScale money_;
  std::size_t label_width_;
  Range range_;
  bool is_money_ = false;
  bool has_margins_ = false;
};

std::size_t widest_line(const std::string& text) {
  std::size_t widest = 0;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) widest = std::max(widest, width_of(line));
  return widest;
}

/// As wide as fits: first the names of policies give way, then the ranges.
std::string ranked_table(const ComparisonOutcome& outcome, const Console& console) {
  const Console plain = console.without_colour();
  for (const Range range : {Range::on_one_line, Range::on_two_lines}) {
    for (std::size_t label_width = 30; label_width >= 12; label_width -= 3) {
      const RankedTable table(outcome, label_width, range);
      if (widest_line(table.text(plain)) <= kWidth) return table.text(console);
    }
  }
  return RankedTable(outcome, 12, Range::on_two_lines).text(console);
}

std::string times(std::optional<double> ratio) {
  if (!ratio) return "-";
  return "x " + with_thousands(*ratio, *ratio < 9.95 ? 1 : 0);
}

/// What one policy changes, KPI by KPI.
std::string changes(const ComparisonOutcome& outcome, std::size_t number, const Console& console) {
  const PolicyResult& policy = outcome.comparison.policies()[number];
  Table table({Align::left, Align::right, Align::right, Align::right, Align::right});
  table.add({"", "difference", "95 % sure within", "correlation", "independent runs"});
  for (const std::string_view name : kKpisThatMatter) {
    for (const KpiDifference& kpi : policy.differences) {
      if (kpi.name != name || std::isnan(kpi.difference.mean)) continue;
      const KpiSummary summary = as_summary(kpi);
      const Showing show(summary);
      const auto& correlation = kpi.difference.correlation;
      table.add({kpi.name, show.difference(summary), show.plus_minus(summary),
                 correlation ? with_thousands(*correlation, 2) : "-",
                 times(kpi.difference.variance_ratio)});
    }
  }
  return console.on_stdout(Style::bold, outcome.label(number) + " against " + outcome.label(0)) +
         '\n' + table.text();
}

std::string chart(const ComparisonOutcome& outcome, const Console& console) {
  const double sign = outcome.ranking.better == experiment::Better::highest ? 1.0 : -1.0;
  std::vector<Bar> all;
  for (const Standing& standing : outcome.ranking.order) {
    if (standing.policy == 0) continue;
    const KpiSummary d = outcome.deciding_difference(standing.policy, 0);
    const double half_width = d.half_width.value_or(0.0);
    Bar bar{outcome.label(standing.policy),
            Showing(d).difference(d),
            d.mean,
            d.mean - half_width,
            d.mean + half_width,
            Style::plain};
    if (sign * (d.mean - sign * half_width) > 0.0) bar.style = Style::green;
    if (sign * (d.mean + sign * half_width) < 0.0) bar.style = Style::red;
    all.push_back(std::move(bar));
  }
  return console.on_stdout(Style::bold,
                           outcome.ranking.kpi + " against " + outcome.label(0) + ", drawn") +
         '\n' + bars(all, kWidth, "  ", console) +
         "  Solid as far as it is sure, shaded where the 95 % interval lies.\n";
}

/// Where everything starts from.
std::string about_the_reference(const ComparisonOutcome& outcome) {
  std::string text;
  for (const std::string_view name : {"survival", "revenue", "cost", "profit"}) {
    for (const KpiSummary& kpi : outcome.comparison.reference().kpis) {
      if (kpi.name != name || std::isnan(kpi.mean)) continue;
      text += (text.empty() ? "" : ", ") + kpi.name + " " + Showing(kpi).mean(kpi);
    }
  }
  return "The first policy, " + outcome.label(0) + ": " + text + ".";
}

/// What each policy that costs money would have to be worth, with labels of at most so many
/// characters; empty if none costs any. Without the column of intervals if there are none.
std::string break_even(const ComparisonOutcome& outcome, const std::string& title,
                       std::size_t label_width) {
  const auto& policies = outcome.comparison.policies();
  const bool is_sure = std::any_of(policies.begin(), policies.end(), [](const auto& policy) {
    return policy.price && policy.price->worth.half_width;
  });
  std::vector<Align> columns(is_sure ? 5 : 4, Align::right);
  columns.front() = Align::left;
  Table table(columns);
  const auto add = [&](std::vector<std::string> row) {
    if (!is_sure) row.erase(row.begin() + 3);
    table.add(row);
  };
  add({title + ", " + outcome.currency(), "costs more", "worth", "95 % sure between", "pays from"});
  bool any = false;
  for (std::size_t i = 1; i < outcome.size(); ++i) {
    const auto& price = policies[i].price;
    if (!price || !(price->policy_cost.mean > 0.0)) continue;
    any = true;
    const KpiSummary worth{"", outcome.currency(), "", price->worth.mean, price->worth.half_width};
    const KpiSummary cost{"", outcome.currency(), "", price->policy_cost.mean,
                          price->policy_cost.half_width};
    const double share = price->break_even_effect.mean;
    add({shortened(outcome.label(i), label_width), Showing(cost).number(cost.mean),
         Showing(worth).number(worth.mean), Showing(worth).between(worth),
         std::isnan(share) ? "never" : with_thousands(100.0 * share, 0) + " % of its effect"});
  }
  return any ? table.text() : std::string();
}

std::string break_even(const ComparisonOutcome& outcome, const Console& console) {
  std::string text = break_even(outcome, "break-even against the first", 30);
  if (text.empty()) return text;
  if (text.find('\n') > kWidth) text = break_even(outcome, "break-even", 18);
  const std::size_t heading = text.find('\n');
  return console.on_stdout(Style::bold, text.substr(0, heading)) + text.substr(heading) + '\n';
}

std::string paragraphs(const std::string& text) {
  std::istringstream lines(text);
  std::string result;
  for (std::string line; std::getline(lines, line);) result += wrapped(line, kWidth, 0) + '\n';
  return result;
}

/// Why the ranking is not the one that was asked for.
std::string excuse(const ComparisonOutcome& outcome) {
  if (outcome.ranking.as_asked) return {};
  const std::string& asked = outcome.study.criterion.kpi;
  const bool is_money = asked == "profit" || asked == "cost";
  return (is_money ? "There is no money in this scenario (finance is off), so survival decides."
                   : "No policy has " + asked + " here, so survival decides.") +
         std::string("\n");
}

/// Margins hold one by one, verdicts all at once.
std::string what_holds_together(const ComparisonOutcome& outcome) {
  const auto& order = outcome.ranking.order;
  if (outcome.ranking.judged < 2) {
    return "Each margin holds by itself with 95 %, not all of them at once.";
  }
  const bool maybe = std::any_of(order.begin(), order.end(),
                                 [](const Standing& standing) { return standing.by_itself; });
  return "Each margin holds by itself with 95 %; the verdicts in the first table hold all at once "
         "with 95 % (Holm, " +
         with_thousands(static_cast<std::int64_t>(outcome.ranking.judged)) +
         " policies against the first)." +
         (maybe ? " Maybe: by its own margin alone, not together with the others." : "");
}

}  // namespace

std::string as_table(const ComparisonOutcome& outcome, const Console& console, Drawing drawing) {
  const model::Specification& specification = outcome.study.specification();
  std::string text = console.on_stdout(Style::bold, specification.title) + '\n';
  if (!specification.question.empty()) text += wrapped(specification.question, kWidth, 0) + '\n';
  text += '\n' + in_short(outcome.study) + '\n' + effort(outcome.obtained) + '\n';
  text += paragraphs(about_the_reference(outcome) + '\n' + excuse(outcome)) + '\n';
  text += ranked_table(outcome, console) + '\n';
  text += budgets_table(outcome, console);
  text += break_even(outcome, console);
  if (drawing == Drawing::bars) text += chart(outcome, console) + '\n';
  for (std::size_t i = 1; i < outcome.size(); ++i) text += changes(outcome, i, console) + '\n';
  if (specification.replications > 1) {
    text += paragraphs(
        "Correlation: how far luck was shared between the two policies. Independent runs: how many "
        "times as many of them the same margin would take. " +
        what_holds_together(outcome));
  } else {
    text += "One replication shows one course of luck: --replications 20 adds margins of error.\n";
  }
  text += warm_up_note(outcome.obtained.dataset, specification, kWidth);
  text += '\n' + twins_table(outcome, console, kWidth) + concentration_note(outcome, kWidth);
  return text + console.on_stdout(Style::bold, "In short") + '\n' + paragraphs(conclusion(outcome));
}

}  // namespace tenure::cli
