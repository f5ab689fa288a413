// SPDX-License-Identifier: Apache-2.0
#include "cli/partings_table.h"

#include <algorithm>
#include <cstdint>

#include "cli/table.h"
#include "cli/words.h"

namespace tenure::cli {
namespace {

constexpr std::size_t kMostRows = 6;  // of a policy: the rest is rare
constexpr std::size_t kLabelWidth = 30;

std::string words_of(std::uint8_t word) {
  std::string text(model::kTellingNames[word]);
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

}  // namespace

std::string partings_table(const Study& study,
                           const std::vector<std::vector<experiment::Parting>>& partings,
                           const Console& console) {
  Table table({Align::left, Align::left, Align::left, Align::right, Align::right, Align::right});
  table.add({"policy", "what came first", "under", "customers", "saved", "lost"});
  bool is_empty = true;
  for (std::size_t policy = 1; policy < partings.size(); ++policy) {
    std::string label = shortened(study.policy(policy).label, kLabelWidth);
    for (std::size_t i = 0; i < std::min(kMostRows, partings[policy].size()); ++i) {
      const experiment::Parting& parting = partings[policy][i];
      table.add({label, words_of(parting.word), parting.under_policy ? "the policy" : "the first",
                 with_thousands(parting.customers), with_thousands(parting.saved),
                 with_thousands(parting.lost)});
      label.clear();
      is_empty = false;
    }
  }
  if (is_empty) return {};
  return console.on_stdout(Style::bold,
                           "Where lives part from those under " + study.policy(0).label) +
         '\n' + table.text();
}

}  // namespace tenure::cli
