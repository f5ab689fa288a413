// SPDX-License-Identifier: Apache-2.0
#include "experiment/warm_up_check.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "analysis/settling.h"
#include "experiment/by_period.h"

namespace tenure::experiment {

namespace {

constexpr const char* kVerdict = "warm_up_check";
constexpr const char* kText = "warm_up_check_text";

/// Figures that say how customers fare, whatever their number: a base that grows or shrinks is none
/// of the warm-up's business, nor is what it does to the load of a desk with so many seats.
constexpr std::array<std::string_view, 4> kFigures{"churn_rate", "repeat_rate", "satisfaction_mean",
                                                   "relationship_mean"};

/// Whole periods: a shorter one at the end is left out, since less happens in it.
std::size_t whole_periods(const results::Dataset& dataset) {
  const std::vector<double> edges = edges_of_periods(dataset);
  const std::size_t periods = edges.size() - 1;
  if (periods < 2) return periods;
  const double last = edges[periods] - edges[periods - 1];
  return last < 0.999 * (edges[1] - edges[0]) ? periods - 1 : periods;
}

/// A ratio's course in each replication, from the period on in which all have it; empty if it is
/// missing later on.
std::vector<std::vector<double>> courses_of(const results::Dataset& dataset, std::string_view kpi,
                                            std::size_t periods) {
  const std::string name(kpi);
  const ByPeriod above = counts_by_period(dataset, name + "_num", 0);
  const ByPeriod below = counts_by_period(dataset, name + "_den", 0);
  if (above.empty() || below.empty()) return {};
  const auto is_there = [&](std::size_t period) {
    return std::all_of(below.begin(), below.end(), [&](const auto& of_replication) {
      return of_replication[period] > 0.0;  // and no NaN
    });
  };
  std::size_t first = 0;
  while (first < periods && !is_there(first)) ++first;
  std::vector<std::vector<double>> courses(above.size());
  for (std::size_t period = first; period < periods; ++period) {
    if (!is_there(period)) return {};
    for (std::size_t i = 0; i < above.size(); ++i) {
      courses[i].push_back(above[i][period] / below[i][period]);
    }
  }
  return courses.front().empty() ? std::vector<std::vector<double>>() : courses;
}

/// Why nothing can be said; empty if something can.
std::string obstacle(const Policies& policies, std::size_t periods, std::size_t replications) {
  if (policies.reference().has_rows_of_policy()) {
    return "the first policy itself begins within the horizon";
  }
  if (policies.reference().has_seasons()) return "seasons move the figures in any case";
  if (periods < analysis::kLeastPeriods) {
    return "that takes " + std::to_string(analysis::kLeastPeriods) +
           " whole reporting periods, and there are " + std::to_string(periods);
  }
  if (replications < analysis::kLeastReplications) {
    return "that takes " + std::to_string(analysis::kLeastReplications) +
           " replications, and there " +
           (replications == 1 ? "is 1" : "are " + std::to_string(replications));
  }
  return {};
}

/// Replications that all figures have: a policy's missing ones come last.
std::size_t complete_replications(const results::Dataset& dataset) {
  const ByPeriod base = counts_by_period(dataset, "survival_den", 0);
  const auto missing = std::find_if(base.begin(), base.end(), [](const auto& of_replication) {
    return of_replication.empty() || std::isnan(of_replication.front());
  });
  return static_cast<std::size_t>(missing - base.begin());
}

struct Finding {
  std::string kpi;
  analysis::Settling settling;
  std::size_t first = 0;  ///< whole periods before the figure's first
};

std::string listed(const std::vector<Finding>& findings) {
  std::string text;
  for (const Finding& finding : findings) text += (text.empty() ? "" : ", ") + finding.kpi;
  return text;
}

/// "1.6 %"; beyond all bounds beside a figure of zero.
std::string percent(double share) {
  if (!std::isfinite(share)) return "far";
  const auto tenths = static_cast<std::int64_t>(std::llround(1000.0 * share));
  if (tenths >= 100) return std::to_string((tenths + 5) / 10) + " %";
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " %";
}

std::string also(const std::vector<Finding>& findings) {
  if (findings.size() < 2) return {};
  return " (also: " + listed({findings.begin() + 1, findings.end()}) + ")";
}

std::string advice(bool has_warm_up) {
  return has_warm_up ? " Try a longer one, and see whether the answer stays."
                     : " Right if all customers are new at time 0; a firm with a history needs "
                       "a warm_up.";
}

/// `worst` first.
WarmUpCheck verdict_on(const std::vector<Finding>& unsettled, std::size_t looked_at,
                       std::size_t periods, bool has_warm_up) {
  const std::string of = " of " + std::to_string(periods) + " periods";
  if (unsettled.empty()) {
    return {"settled", std::string("No sign that ") +
                           (has_warm_up ? "the warm-up is too short" : "a warm-up is missing") +
                           ": none of " + std::to_string(looked_at) +
                           " figures under the first policy begins otherwise than it goes on."};
  }
  const Finding& worst = unsettled.front();
  const std::string start = has_warm_up ? "The warm-up looks too short: " : "There is no warm-up: ";
  const std::string off = percent(worst.settling.off_by) + " off";
  if (worst.settling.says == analysis::Settling::Says::settles) {
    return {"settling", start + "under the first policy " + worst.kpi + " takes " +
                            std::to_string(worst.first + worst.settling.after) + of +
                            " to settle, and the horizon's figure is " + off + " for it" +
                            also(unsettled) + "." + advice(has_warm_up)};
  }
  return {"moving", start + "under the first policy " + worst.kpi + " still moves in the middle" +
                        " of the horizon" + also(unsettled) +
                        ". It may also change for good, which " + std::to_string(periods) +
                        " periods cannot tell from settling slowly." + advice(has_warm_up)};
}

}  // namespace

WarmUpCheck check_warm_up(const results::Dataset& dataset, const Policies& policies) {
  const std::size_t periods = whole_periods(dataset);
  const std::size_t replications = complete_replications(dataset);
  const bool has_warm_up = policies.shared().warm_up > engine::Duration{0};
  const std::string why_not = obstacle(policies, periods, replications);
  if (!why_not.empty()) {
    return {"unknown", std::string("Whether ") +
                           (has_warm_up ? "the warm-up is long enough" : "a warm-up is missing") +
                           " cannot be told: " + why_not + "."};
  }
  std::vector<std::pair<std::string, std::vector<std::vector<double>>>> figures;
  for (const std::string_view kpi : kFigures) {
    auto courses = courses_of(dataset, kpi, periods);
    courses.resize(std::min(courses.size(), replications));
    if (courses.empty() || courses.front().size() < analysis::kLeastPeriods) continue;
    figures.emplace_back(kpi, std::move(courses));
  }
  if (figures.empty()) return {"unknown", "No figure shows whether a warm-up is long enough."};
  std::vector<Finding> unsettled;
  for (const auto& [kpi, courses] : figures) {
    const analysis::Settling settling =
        analysis::settling(courses, kFalseAlarms / static_cast<double>(figures.size()));
    const bool is_unsettled = settling.says == analysis::Settling::Says::settles ||
                              settling.says == analysis::Settling::Says::keeps_moving;
    if (is_unsettled) unsettled.push_back({kpi, settling, periods - courses.front().size()});
  }
  std::stable_sort(unsettled.begin(), unsettled.end(), [](const Finding& a, const Finding& b) {
    return a.settling.off_by > b.settling.off_by;
  });
  return verdict_on(unsettled, figures.size(), periods, has_warm_up);
}

void note_warm_up(results::Dataset& dataset, const WarmUpCheck& check) {
  dataset.attributes[kVerdict] = check.verdict;
  dataset.attributes[kText] = check.text;
}

WarmUpCheck noted_warm_up(const results::Dataset& dataset) {
  const auto text = [&](const char* name) {
    const auto found = dataset.attributes.find(name);
    const auto* noted =
        found == dataset.attributes.end() ? nullptr : std::get_if<results::Text>(&found->second);
    return noted == nullptr ? std::string() : *noted;
  };
  return {text(kVerdict), text(kText)};
}

}  // namespace tenure::experiment
