// SPDX-License-Identifier: Apache-2.0
#include "cli/budgets.h"

#include <cmath>
#include <cstdint>
#include <variant>
#include <vector>

#include "cli/table.h"
#include "cli/words.h"
#include "results/layout.h"

namespace tenure::cli {
namespace {

/// Mean over replications [currency]; the budget is granted anew each year that begins.
double charged(const std::vector<std::int64_t>& cents, std::size_t policy, std::size_t policies) {
  const std::size_t replications = cents.size() / policies;
  double sum = 0.0;
  for (std::size_t i = 0; i < replications; ++i) {
    sum += 0.01 * static_cast<double>(cents[policy * replications + i]);
  }
  return sum / static_cast<double>(replications);
}

double granted(const model::Specification& specification) {
  const model::Terms& terms = specification.terms;
  const engine::Duration starts = terms.starts.value_or(engine::Duration{0});
  const engine::Duration ends = terms.ends.value_or(specification.horizon);
  const double years = engine::in_days(ends - starts) / engine::kDaysPerYear;
  return 0.01 * terms.budget->cents_per_day * engine::kDaysPerYear * std::ceil(years - 1e-9);
}

}  // namespace

std::string budgets_table(const ComparisonOutcome& outcome, const Console& console) {
  const results::Variable* spent = outcome.obtained.dataset.find("budget_spent_total");
  if (spent == nullptr) return {};
  const auto& cents = std::get<std::vector<std::int64_t>>(spent->values);
  Table table({Align::left, Align::right, Align::right, Align::left});
  table.add({"budgets, " + outcome.currency(), "charged", "granted", ""});
  for (std::size_t i = 0; i < outcome.size(); ++i) {
    const model::Specification& specification = outcome.study.policy(i).specification;
    if (!specification.terms.budget) continue;
    const double charge = charged(cents, i, outcome.size());
    const double grant = granted(specification);
    const std::string difference = with_thousands(std::fabs(grant - charge), 0);
    table.add({outcome.label(i), with_thousands(charge, 0), with_thousands(grant, 0),
               charge > grant ? difference + " over" : difference + " under"});
  }
  const std::string text = table.text();
  const std::size_t heading = text.find('\n');
  return console.on_stdout(Style::bold, text.substr(0, heading)) + text.substr(heading) + '\n';
}

}  // namespace tenure::cli
