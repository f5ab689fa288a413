// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <variant>

#include "cli/report/sections.h"
#include "cli/words.h"

namespace tenure::cli {
namespace {

/// The lines of a scenario from `policies:` to the next key of its root, as they were written;
/// nothing if there are none.
std::string policies_as_written(const std::string& scenario) {
  const std::string lines = '\n' + scenario;
  const std::size_t begin = lines.find("\npolicies:");
  if (begin == std::string::npos) return {};
  std::size_t end = lines.find('\n', begin + 1);
  while (end != std::string::npos && end + 1 < lines.size()) {
    const char first = lines[end + 1];
    if (first != ' ' && first != '#' && first != '\n') break;
    end = lines.find('\n', end + 1);
  }
  const std::string text = lines.substr(begin + 1, end == std::string::npos ? end : end - begin);
  return text.substr(0, text.find_last_not_of('\n') + 1);
}

std::string scenario_of(const results::Dataset& dataset) {
  const results::Variable* yaml = dataset.find("scenario_yaml");
  if (yaml == nullptr) return {};
  const auto& texts = std::get<std::vector<results::Text>>(yaml->values);
  return texts.empty() ? std::string() : texts.front();
}

void tell_code(const std::string& text, Page& page) {
  page.html.open("pre", {{"tabindex", "0"}}).element("code", text).close();
}

void tell_changes(const Account& account, Page& page) {
  PageTable table;
  table.texts = true;
  table.caption = "What each policy changes against " + account.label(0);
  table.columns = {"Policy", "value", account.label(0), "under the policy"};
  for (const std::size_t policy : account.best_first()) {
    for (const RecordedChange& change : account.recorded.policies[policy].changes) {
      table.rows.push_back({account.label(policy), change.path, change.first, change.value});
    }
  }
  const std::string written = policies_as_written(scenario_of(account.recorded.dataset));
  if (table.rows.empty() && written.empty()) return;
  page.html.element("h3", "What the policies are");
  if (!written.empty()) tell_code(written, page);
  if (table.rows.empty()) return;
  page.html.open("details").element(
      "summary", counted(static_cast<std::int64_t>(table.rows.size()), "value") + " differ from " +
                     account.label(0));
  page.table(table);
  page.html.close();
}

void tell_assumptions(const Account& account, Page& page) {
  const RecordedAssumptions& assumptions = account.recorded.assumptions;
  page.html.element("h3", "What rests on assumptions");
  if (!assumptions.known) {
    page.html.element("p",
                      "The results do not say which values are assumptions; tenure explain lists "
                      "them for the scenario.");
    return;
  }
  const auto assumed = static_cast<std::int64_t>(assumptions.assumed.size());
  const std::int64_t all = assumptions.given + assumptions.sourced + assumed;
  page.html.element(
      "p", "Of " + counted(all, "value") + " in use the scenario gives " +
               with_thousands(assumptions.given) + ", " + with_thousands(assumptions.sourced) +
               " are defaults from published work, and " + with_thousands(assumed) + " (" +
               with_thousands(100.0 * static_cast<double>(assumed) /
                                  static_cast<double>(std::max<std::int64_t>(all, 1)),
                              0) +
               " %) are assumptions that nobody has stated a source for.");
  if (assumptions.assumed.empty()) return;
  PageTable table;
  table.texts = true;
  table.caption = "Assumptions";
  table.columns = {"value", "assumed"};
  for (const RecordedAssumption& one : assumptions.assumed)
    table.rows.push_back({one.path, one.value});
  page.html.open("details").element("summary", "The assumptions");
  page.table(table);
  page.html.close();
}

void tell_stress(const Account& account, Page& page) {
  page.html.element("h3", "What the stress test said");
  const std::string text = stress_in_words(account);
  if (text.empty()) {
    page.html.element("p",
                      "Nobody has asked yet: tenure compare --stress moves each assumption by half "
                      "and says whether the ranking changes.");
    return;
  }
  page.html.element("p", text);
  const RecordedStress& stress = *account.recorded.stress;
  if (stress.turns.empty()) return;
  PageTable table;
  table.texts = true;
  table.caption = "Assumptions that change which policy is best";
  table.columns = {"value", "assumed", "moved to", "then best", ""};
  for (const RecordedTurn& turn : stress.turns) {
    std::string winner = turn.winner.empty() ? "none can win" : turn.winner;
    for (const RecordedPolicy& policy : account.recorded.policies) {
      if (policy.name == turn.winner) winner = policy.label;
    }
    table.rows.push_back({turn.path, turn.value, turn.moved_to, winner,
                          turn.beyond_noise ? "surely" : "not told from luck"});
  }
  page.table(table);
}

}  // namespace

void tell_scenario(const Account& account, Page& page) {
  page.open_section("scenario", "What was simulated");
  if (!account.recorded.question.empty()) {
    page.html.element("p", account.recorded.question, {{"class", "question"}});
  }
  tell_changes(account, page);
  tell_assumptions(account, page);
  if (account.is_comparison()) tell_stress(account, page);
  const std::string scenario = scenario_of(account.recorded.dataset);
  if (!scenario.empty()) {
    page.html.element("h3", "The scenario as it was written");
    page.html.open("details").element("summary", "Show it");
    tell_code(scenario, page);
    page.html.close();
  }
  page.close_section();
}

}  // namespace tenure::cli
