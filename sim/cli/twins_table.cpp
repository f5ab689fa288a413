// SPDX-License-Identifier: Apache-2.0
#include "cli/twins_table.h"

#include <cmath>
#include <vector>

#include "cli/table.h"
#include "cli/words.h"
#include "experiment/twin_summary.h"

namespace tenure::cli {
namespace {

using analysis::Interval;
using experiment::Twin;
using experiment::TwinSummary;

constexpr std::size_t kLabelWidth = 26;

/// Customers of 1,000: whole ones where there are many.
std::string share(const Interval& interval) {
  if (std::isnan(interval.mean)) return "none";
  return with_thousands(interval.mean, interval.mean < 99.95 ? 1 : 0);
}

std::string share(const experiment::ByTwin<Interval>& all, Twin twin) {
  return share(all[static_cast<std::size_t>(twin)]);
}

std::string net(const Interval& interval) {
  if (std::isnan(interval.mean)) return "none";
  if (!interval.half_width || *interval.half_width == 0.0) return with_sign(interval.mean, 1);
  return with_sign(interval.mean - *interval.half_width, 1) + " and " +
         with_sign(interval.mean + *interval.half_width, 1);
}

/// Of whom the policy never addressed; nothing where it addresses everybody.
std::string spillover(const TwinSummary& summary) {
  if (summary.unaddressed == 0.0) return "-";
  return share(summary.spilt_saved_per_1000) + " and " + share(summary.spilt_lost_per_1000);
}

}  // namespace

std::string twins_table(const ComparisonOutcome& outcome, const Console& console,
                        std::size_t width) {
  const std::vector<TwinSummary> all = experiment::twin_summaries(outcome.obtained.dataset);
  if (all.empty()) return {};
  const bool has_margins = outcome.study.specification().replications > 1;
  Table table({Align::left, Align::right, Align::right, Align::right, Align::right, Align::right,
               Align::right});
  table.add({"of 1,000 customers\nthere at the start", "\nsaved", "\nlost",
             std::string("net: extra kept") + (has_margins ? "\n95 % sure between" : "\n"),
             "by luck\nalone saved", "\nand lost", "spillover\nsaved, lost"});
  for (std::size_t i = 1; i < all.size(); ++i) {
    const TwinSummary& summary = all[i];
    const auto& luck = summary.by_luck_per_1000;
    table.add({shortened(outcome.label(i), kLabelWidth), share(summary.per_1000, Twin::saved),
               share(summary.per_1000, Twin::lost), net(summary.net_per_1000),
               luck ? share(*luck, Twin::saved) : "none", luck ? share(*luck, Twin::lost) : "none",
               spillover(summary)});
  }
  const std::string text = table.text();
  const std::size_t heading = text.find('\n', text.find('\n') + 1);
  return console.on_stdout(Style::bold,
                           "Whom each policy saved and lost, against " + outcome.label(0)) +
         '\n' + text.substr(0, heading) + text.substr(heading) +
         wrapped("Saved: left under " + outcome.label(0) +
                     " and stays under the policy; lost: the other way round. By luck alone: what "
                     "would seem saved and lost if the policy did nothing but change the luck of "
                     "those it addresses. Read saved and lost beside it; what the policy brings "
                     "is the net.",
                 width, 0) +
         "\n\n";
}

}  // namespace tenure::cli
