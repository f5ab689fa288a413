// SPDX-License-Identifier: Apache-2.0
#include "cli/report/account.h"

#include <algorithm>
#include <cmath>
#include <variant>

#include "cli/words.h"
#include "engine/expect.h"

namespace tenure::cli {

using experiment::KpiSummary;

Account::Account(const Recorded& recorded_of)
    : recorded(recorded_of),
      comparison(recorded_of.dataset),
      ranking(experiment::rank(comparison, recorded_of.criterion)) {}

bool Account::has_prices() const {
  const auto& policies = comparison.policies();
  return is_comparison() &&
         std::any_of(policies.begin(), policies.end(),
                     [](const experiment::PolicyResult& one) { return one.price.has_value(); });
}

std::string Account::horizon() const {
  if (!recorded.horizon.empty()) return recorded.horizon;
  const results::Variable* ends = recorded.dataset.find("period_end");
  const auto* days = ends == nullptr ? nullptr : std::get_if<std::vector<double>>(&ends->values);
  if (days == nullptr || days->empty()) return "the horizon";
  return with_thousands(days->back(), 0) + " days";
}

KpiSummary Account::mean(std::string_view kpi, std::size_t policy) const {
  for (const KpiSummary& one : comparison.policies()[policy].kpis) {
    if (one.name == kpi) return one;
  }
  throw engine::Defect("cli: results without " + std::string(kpi));
}

KpiSummary Account::difference(std::string_view kpi, std::size_t policy,
                               std::size_t against) const {
  const experiment::KpiDifference d = comparison.difference(kpi, policy, against);
  return {d.name, d.unit, d.meaning, d.difference.mean, d.difference.half_width};
}

std::vector<std::size_t> Account::best_first() const {
  std::vector<std::size_t> policies;
  for (const experiment::Standing& standing : ranking.order) policies.push_back(standing.policy);
  return policies;
}

std::size_t Account::place(std::size_t policy) const {
  const auto& order = ranking.order;
  const auto found = std::find_if(order.begin(), order.end(), [&](const experiment::Standing& one) {
    return one.policy == policy;
  });
  return static_cast<std::size_t>(found - order.begin());
}

std::string stress_in_words(const Account& account) {
  const auto& stress = account.recorded.stress;
  if (!stress || stress->moves == 0) return {};
  const std::string moves = with_thousands(stress->moves);
  std::string text =
      "Assumptions were moved by half, down and up, one at a time on the same "
      "customers and luck: ";
  if (stress->winner_stays == stress->moves) {
    text += "in all " + moves + " comparisons the same policy stays first.";
  } else {
    text += "in " + with_thousands(stress->winner_stays) + " of " + moves +
            " comparisons the same policy stays first.";
  }
  if (stress->reacts_to.empty()) return text;
  text += " The margin between the best two reacts most to ";
  for (std::size_t i = 0; i < std::min<std::size_t>(stress->reacts_to.size(), 3); ++i) {
    text += (i == 0 ? "" : ", ") + stress->reacts_to[i];
  }
  return text + ".";
}

bool is_beyond_noise(const KpiSummary& difference) {
  return difference.half_width && *difference.half_width < std::fabs(difference.mean);
}

bool is_the_same(const KpiSummary& difference) {
  return difference.mean == 0.0 && difference.half_width.value_or(0.0) == 0.0;
}

std::string in_words(std::string kpi) {
  std::replace(kpi.begin(), kpi.end(), '_', ' ');
  return kpi;
}

}  // namespace tenure::cli
