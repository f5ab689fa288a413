// SPDX-License-Identifier: Apache-2.0
#include "experiment/criterion.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/time.h"
#include "experiment/kpis.h"
#include "results/layout.h"
#include "scenario/did_you_mean.h"
#include "scenario/number.h"
#include "scenario/quantity.h"

namespace tenure::experiment {

namespace {

using results::Description;
using scenario::Goal;
using scenario::in_quotes;
using scenario::Parsed;

/// Of these less is better; of every other KPI more is.
constexpr std::array<std::string_view, 14> kLessIsBetter = {"churn_rate",
                                                            "failures",
                                                            "complaints_filed",
                                                            "complaints_abandoned",
                                                            "complaints_waiting",
                                                            "complaints_in_handling",
                                                            "complaint_wait_mean",
                                                            "offers_accepted",
                                                            "disconfirmation_square_mean",
                                                            "cost",
                                                            "cost_to_serve",
                                                            "fixed_cost",
                                                            "desk_cost",
                                                            "acquisition_cost"};

/// KPIs without periods are variables of that ending only.
constexpr const char* kTotal = "_total";

const Description* find(const std::vector<Description>& known, std::string_view kpi) {
  const auto found = std::find_if(known.begin(), known.end(), [&](const Description& one) {
    return one.name == kpi || one.name == std::string(kpi) + kTotal;
  });
  return found == known.end() ? nullptr : &*found;
}

scenario::Fault unknown(const std::vector<Description>& known, std::string_view kpi) {
  std::vector<std::string_view> names;
  for (const Description& one : known) names.push_back(one.name);
  return {in_quotes(kpi) + " is not a KPI", "docs/formats/results.md lists them",
          scenario::closest(kpi, names)};
}

}  // namespace

bool Requirement::is_broken_by(double mean) const {
  if (std::isnan(mean)) return false;
  return bound == Bound::at_least ? mean < value : mean > value;
}

Better usual_direction(std::string_view kpi) {
  const bool less =
      std::find(kLessIsBetter.begin(), kLessIsBetter.end(), kpi) != kLessIsBetter.end();
  return less ? Better::lowest : Better::highest;
}

Parsed<double> parse_kpi_amount(const std::string& text, const Description& kpi,
                                const std::string& currency) {
  if (kpi.type == results::Type::money) {
    const auto money = scenario::parse_money(text, currency);
    if (!money) return money.fault();
    return static_cast<double>(money->cents) / 100.0;
  }
  if (kpi.units == "d") {
    const auto duration = scenario::parse_duration(text);
    if (!duration) return duration.fault();
    return engine::in_days(*duration);
  }
  if (text.ends_with('%')) {
    const auto share = scenario::parse_probability(text);
    if (!share) return share.fault();
    return share->value;
  }
  return scenario::parse_number(text);
}

std::string plain_name_of_kpi(const std::string& kpi) {
  return kpi.ends_with(kTotal) ? kpi.substr(0, kpi.size() - std::string_view(kTotal).size()) : kpi;
}

std::optional<Description> find_kpi(std::string_view kpi) {
  const std::vector<Description> known = all_kpi_descriptions();
  const Description* found = find(known, kpi);
  return found == nullptr ? std::nullopt : std::optional(*found);
}

scenario::Fault unknown_kpi(std::string_view kpi) { return unknown(all_kpi_descriptions(), kpi); }

Criterion criterion_of(const Goal& goal, const std::string& currency) {
  const std::vector<Description> known = all_kpi_descriptions();
  scenario::Issues issues;
  Criterion criterion;
  if (goal.decide_by) {
    const auto& [kpi, better, place] = *goal.decide_by;
    if (find(known, kpi) == nullptr) issues.add(place, "decide_by", unknown(known, kpi));
    criterion.kpi = plain_name_of_kpi(kpi);
    criterion.better = better.value_or(usual_direction(kpi));
  }
  for (const Goal::Must& must : goal.must) {
    const std::string path = "must." + must.kpi;
    const Description* kpi = find(known, must.kpi);
    if (kpi == nullptr) {
      issues.add(must.kpi_place, path, unknown(known, must.kpi));
      continue;
    }
    const Parsed<double> value = parse_kpi_amount(must.amount, *kpi, currency);
    if (!value) {
      issues.add(must.amount_place, path, value.fault());
      continue;
    }
    const std::string sign = must.bound == Bound::at_least ? " >= " : " <= ";
    criterion.requirements.push_back(
        {plain_name_of_kpi(must.kpi), must.bound, *value, must.kpi + sign + must.amount});
  }
  issues.throw_if_any();
  return criterion;
}

}  // namespace tenure::experiment
