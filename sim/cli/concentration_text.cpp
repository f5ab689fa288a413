// SPDX-License-Identifier: Apache-2.0
#include "cli/concentration_text.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "cli/words.h"
#include "experiment/concentration_of.h"

namespace tenure::cli {
namespace {

using analysis::Interval;
using experiment::Concentration;

std::string percent(double share) { return with_thousands(100.0 * share, 1); }

/// " (95 % sure between 42.1 and 43.9)"
std::string sure(const Interval& share) {
  if (!share.half_width) return {};
  return " (95 % sure between " + percent(share.mean - *share.half_width) + " and " +
         percent(share.mean + *share.half_width) + ")";
}

/// " Under the other policies the first tenth pay between 42.9 and 44.1 %."
std::string of_others(const std::vector<Concentration>& all) {
  double low = HUGE_VAL;
  double high = -HUGE_VAL;
  for (std::size_t policy = 1; policy < all.size(); ++policy) {
    const double top = all[policy].of_top.front().mean;
    if (!std::isfinite(top)) continue;
    low = std::min(low, top);
    high = std::max(high, top);
  }
  if (low > high) return {};
  const std::string range = percent(low) == percent(high)
                                ? percent(low)
                                : "between " + percent(low) + " and " + percent(high);
  return std::string(" Under the other ") + (all.size() > 2 ? "policies" : "policy") + " it is " +
         range + " %.";
}

}  // namespace

std::string concentration_note(const ComparisonOutcome& outcome, std::size_t width) {
  const auto all = experiment::concentrations_of(outcome.obtained.dataset);
  if (all.empty() || !std::isfinite(all.front().of_top.front().mean)) return {};
  const auto& top = all.front().of_top;
  return wrapped("Of all that the customers of the start pay under " + outcome.label(0) +
                     ", the tenth who pay most pay " + percent(top[0].mean) + " %" + sure(top[0]) +
                     ", the top three tenths " + percent(top[2].mean) + " %." + of_others(all),
                 width, 0) +
         "\n\n";
}

void write_concentration(results::JsonWriter& json, const ComparisonOutcome& outcome) {
  const auto all = experiment::concentrations_of(outcome.obtained.dataset);
  json.key("concentration").open_array();
  for (std::size_t policy = 0; policy < all.size(); ++policy) {
    json.open_object()
        .field("policy", outcome.comparison.policies()[policy].name)
        .key("paid_by_top_tenths")
        .open_array();
    for (const Interval& share : all[policy].of_top) {
      json.open_object()
          .field("mean", share.mean)
          .field("half_width", share.half_width.value_or(NAN))
          .close();
    }
    json.close().close();
  }
  json.close();
}

}  // namespace tenure::cli
