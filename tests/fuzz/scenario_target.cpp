// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>
#include <vector>

#include "model/model.h"
#include "scenario/issue.h"
#include "scenario/load.h"
#include "scenario/parse.h"
#include "tests/fuzz/targets.h"

namespace tenure::fuzz {
namespace {

using scenario::Issue;
using scenario::ScenarioError;

constexpr std::string_view kOption = "--set ";
constexpr std::size_t kLongestMessage = 2000;  // a message, not an echo

struct Input {
  std::string text;
  scenario::LoadOptions options;
};

Input split(std::string_view bytes) {
  Input input;
  while (!bytes.empty()) {
    const std::size_t length = std::min(bytes.find('\n'), bytes.size() - 1) + 1;
    std::string_view line = bytes.substr(0, length);
    bytes.remove_prefix(length);
    if (!line.starts_with(kOption)) {
      input.text += line;
      continue;
    }
    line.remove_prefix(kOption.size());
    if (line.ends_with('\n')) line.remove_suffix(1);
    input.options.sets.emplace_back(line);
  }
  return input;
}

void expect_readable(const Issue& issue) {
  if (issue.line < 1 || issue.column < 1) throw Finding("an issue without a place");
  if (issue.problem.empty()) throw Finding("an issue that says nothing");
  const std::string text = to_text(issue);
  if (text.size() > kLongestMessage) throw Finding("an echo for a message: " + text);
  // Control characters in a message could drive somebody's terminal.
  if (std::any_of(text.begin(), text.end(), [](char c) { return c >= 0 && c < ' '; })) {
    throw Finding("a control character in a message: " + text);
  }
}

/// What was accepted can be built, and reads back from its own resolved form.
void expect_repeatable(const scenario::LoadedPolicy& policy) {
  const model::Model model(policy.specification);
  scenario::Loaded again;
  try {
    again = scenario::load_text(policy.resolved_yaml, "resolved");
  } catch (const ScenarioError& error) {
    throw Finding(std::string("its resolved form is refused: ") + error.what());
  }
  if (again.policies.size() != 1 || again.policies[0].resolved_yaml != policy.resolved_yaml) {
    throw Finding("its resolved form means something else:\n" + policy.resolved_yaml);
  }
}

}  // namespace

void scenario(std::string_view bytes) {
  const Input input = split(bytes);
  scenario::Loaded loaded;
  try {
    loaded = scenario::load_text(input.text, "fuzzed.yaml", input.options);
  } catch (const ScenarioError& error) {
    if (error.issues().empty()) throw Finding("refused without a reason");
    if (error.issues().size() > ScenarioError::kMost) throw Finding("too many issues");
    for (const Issue& issue : error.issues()) expect_readable(issue);
    return;
  }
  if (loaded.policies.empty()) throw Finding("accepted without a policy");
  for (const Issue& note : loaded.notes) expect_readable(note);
  for (const scenario::LoadedPolicy& policy : loaded.policies) expect_repeatable(policy);
}

}  // namespace tenure::fuzz
