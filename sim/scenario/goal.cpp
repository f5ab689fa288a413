// SPDX-License-Identifier: Apache-2.0
#include "scenario/goal.h"

#include <algorithm>
#include <utility>

#include "scenario/number.h"

namespace tenure::scenario {
namespace {

using Kind = Node::Kind;

/// Words apart from each other, however many blanks there are between them.
std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  while (true) {
    const std::size_t begin = text.find_first_not_of(" \t");
    if (begin == std::string_view::npos) return words;
    text.remove_prefix(begin);
    const std::size_t end = std::min(text.find_first_of(" \t"), text.size());
    words.emplace_back(text.substr(0, end));
    text.remove_prefix(end);
  }
}

std::optional<Goal::DecideBy> read_decide_by(const Node& node, Issues& issues) {
  const Fault fault{"is not a KPI",
                    "it is a KPI's name, with highest or lowest before it if need be",
                    "highest profit"};
  std::vector<std::string> words;
  if (node.is(Kind::scalar)) words = words_of(node.text);
  if (words.empty() || words.size() > 2) {
    issues.add(node.place, "decide_by", fault);
    return std::nullopt;
  }
  Goal::DecideBy decide_by{words.back(), std::nullopt, node.place};
  if (words.size() == 1) return decide_by;
  if (words[0] == "highest") {
    decide_by.better = Goal::Better::highest;
  } else if (words[0] == "lowest") {
    decide_by.better = Goal::Better::lowest;
  } else {
    issues.add(node.place, "decide_by", fault);
    return std::nullopt;
  }
  return decide_by;
}

std::optional<Goal::Must> read_must(const Entry& entry, Issues& issues) {
  const Node& node = entry.value;
  const std::vector<std::string> words =
      node.is(Kind::scalar) ? words_of(node.text) : std::vector<std::string>();
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  const bool at_least = text.starts_with(">=");
  if (!at_least && !text.starts_with("<=")) {
    issues.add(
        node.place, "must." + entry.key,
        {node.is(Kind::scalar) ? in_quotes(node.text) + " is no condition" : "is no condition",
         "it is >= or <= and an amount, in quotation marks", ">= 60 %"});
    return std::nullopt;
  }
  const std::size_t amount = text.find_first_not_of(' ', 2);
  return Goal::Must{.kpi = entry.key,
                    .bound = at_least ? Goal::Bound::at_least : Goal::Bound::at_most,
                    .amount = amount == std::string::npos ? std::string() : text.substr(amount),
                    .kpi_place = entry.place,
                    .amount_place = node.place};
}

}  // namespace

Goal read_goal(const Node& root, Issues& issues) {
  Goal goal;
  const auto given = [&](std::string_view key) -> const Node* {
    const Node* node = root.find(key);
    return node == nullptr || node->is(Kind::deletion) ? nullptr : node;
  };
  if (const Node* decide_by = given("decide_by")) {
    goal.decide_by = read_decide_by(*decide_by, issues);
  }
  const Node* must = given("must");
  if (must == nullptr) return goal;
  if (!must->is(Kind::map)) {
    issues.add(must->place, "must",
               {"is not a map of KPIs", "each has the least or the most that it may be",
                "{survival: \">= 60 %\"}"});
    return goal;
  }
  for (const Entry& entry : must->entries) {
    if (auto condition = read_must(entry, issues)) goal.must.push_back(std::move(*condition));
  }
  return goal;
}

}  // namespace tenure::scenario
