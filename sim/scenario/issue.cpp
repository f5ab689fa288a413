// SPDX-License-Identifier: Apache-2.0
#include "scenario/issue.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "scenario/number.h"

namespace tenure::scenario {
namespace {

/// Keys of a user's own, names of segments and policies, are part of a path.
constexpr std::size_t kLongestPath = 200;

auto position(const Issue& issue) { return std::tie(issue.file, issue.line, issue.column); }

std::string all_lines(const std::vector<Issue>& issues, std::size_t left_out) {
  std::string text;
  for (const Issue& issue : issues) {
    if (!text.empty()) text += '\n';
    text += to_text(issue);
  }
  if (left_out > 0) text += "\nand " + std::to_string(left_out) + " more";
  return text;
}

}  // namespace

Issue issue_at(const Place& place, const std::string& path, Fault fault) {
  return {.file = place.file ? *place.file : std::string("scenario"),
          .line = place.line,
          .column = place.column,
          .path = readable(path, kLongestPath),
          .problem = std::move(fault.problem),
          .why = std::move(fault.why),
          .suggestion = std::move(fault.suggestion)};
}

std::string to_text(const Issue& issue) {
  std::string text =
      issue.file + ':' + std::to_string(issue.line) + ':' + std::to_string(issue.column) + ": ";
  if (!issue.path.empty()) text += issue.path + ": ";
  text += issue.problem;
  if (!issue.why.empty()) text += " (" + issue.why + ')';
  if (!issue.suggestion.empty()) text += ". Did you mean \"" + issue.suggestion + "\"?";
  return text;
}

ScenarioError::ScenarioError(std::vector<Issue> issues, std::size_t left_out)
    : std::runtime_error(all_lines(issues, left_out)),
      issues_(std::move(issues)),
      left_out_(left_out) {}

ScenarioError::ScenarioError(Issue issue) : ScenarioError(std::vector<Issue>{std::move(issue)}) {}

void Issues::add(Issue issue) {
  ++reports_;
  // Values inherited by segments and policies are read once for each of them: what matters is what
  // is wrong and where it was written.
  const std::string key = issue.file + '\n' + std::to_string(issue.line) + ':' +
                          std::to_string(issue.column) + issue.problem + issue.why;
  if (!enough() && known_.insert(key).second) issues_.push_back(std::move(issue));
}

std::vector<Issue> Issues::ordered() const {
  std::vector<Issue> sorted = issues_;
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const Issue& a, const Issue& b) { return position(a) < position(b); });
  return sorted;
}

void Issues::throw_if_any() const {
  if (issues_.empty()) return;
  std::vector<Issue> all = ordered();
  const std::size_t shown = std::min(all.size(), ScenarioError::kMost);
  const std::size_t left_out = all.size() - shown;
  all.resize(shown);
  throw ScenarioError(std::move(all), left_out);
}

}  // namespace tenure::scenario
