// SPDX-License-Identifier: Apache-2.0
#include "cli/report/recorded.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <system_error>
#include <utility>
#include <variant>

#include "cli/report/study_shape.h"
#include "results/errors.h"
#include "results/read.h"
#include "scenario/goal.h"
#include "scenario/issue.h"
#include "scenario/parse.h"

namespace tenure::cli {
namespace {

using scenario::Node;

std::string text_of(const results::Dataset& dataset, std::string_view name) {
  const results::Variable* variable = dataset.find(name);
  if (variable == nullptr) return {};
  const auto* texts = std::get_if<std::vector<results::Text>>(&variable->values);
  return texts == nullptr || texts->empty() ? std::string() : texts->front();
}

/// A document that the file carries, or nothing: other versions may have written it.
std::optional<Node> parsed(const std::string& text, const std::string& name) {
  if (text.empty()) return std::nullopt;
  try {
    return scenario::parse(text, name);
  } catch (const scenario::ScenarioError&) {
    return std::nullopt;
  }
}

std::string scalar(const Node& map, std::string_view key) {
  const Node* node = map.find(key);
  return node != nullptr && node->is(Node::Kind::scalar) ? node->text : std::string();
}

std::int64_t whole(const Node& map, std::string_view key) {
  const std::string text = scalar(map, key);
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

/// One document for each policy (experiment/study_id.h); a text in quotation marks stays on a line.
std::vector<std::string> documents_of(std::string_view stream) {
  constexpr std::string_view kMark = "---\n";
  std::vector<std::string> documents;
  if (stream.starts_with(kMark)) stream.remove_prefix(kMark.size());
  while (!stream.empty()) {
    const std::size_t end = std::min(stream.find("\n---\n"), stream.size());
    documents.emplace_back(stream.substr(0, end));
    stream.remove_prefix(std::min(end + 1 + kMark.size(), stream.size()));
  }
  return documents;
}

/// An item of a list, on one line.
std::string words_of(const Node& item) {
  if (item.is(Node::Kind::scalar)) return item.text;
  std::string text;
  for (const Node& part : item.items) text += (text.empty() ? "" : ", ") + words_of(part);
  for (const scenario::Entry& entry : item.entries) {
    text += (text.empty() ? "" : ", ") + entry.key + ": " + words_of(entry.value);
  }
  return item.is(Node::Kind::map) ? '{' + text + '}' : '[' + text + ']';
}

using Flat = std::map<std::string, std::string>;

/// Every value by its path; items of named lists by their names.
void flatten(const Node& node, const std::string& path, Flat& values) {
  const auto below = [&](const std::string& key) { return path.empty() ? key : path + '.' + key; };
  if (node.is(Node::Kind::map)) {
    for (const scenario::Entry& entry : node.entries) {
      flatten(entry.value, below(entry.key), values);
    }
  } else if (node.is(Node::Kind::list) && scenario::is_named_list(node)) {
    for (const Node& item : node.items) flatten(item, below(std::string(item.name())), values);
  } else if (node.is(Node::Kind::list)) {
    std::string text;
    for (const Node& item : node.items) text += (text.empty() ? "" : ", ") + words_of(item);
    values[path] = '[' + text + ']';
  } else {
    values[path] = node.text;
  }
}

/// What holds under the policy of a resolved scenario: its own values over those without it.
Flat values_under(const Node& document, const std::string& policy) {
  Flat values;
  for (const scenario::Entry& entry : document.entries) {
    if (entry.key != "policies") flatten(entry.value, entry.key, values);
  }
  const Node* policies = document.find("policies");
  const Node* own = policies == nullptr ? nullptr : policies->find(policy);
  if (own == nullptr) return values;
  Flat changed;
  flatten(*own, "", changed);
  for (auto& [path, value] : changed) values[path] = std::move(value);
  return values;
}

std::vector<RecordedChange> changes_of(const Flat& values, const Flat& first) {
  std::vector<RecordedChange> changes;
  const auto of = [](const Flat& all, const std::string& path) {
    const auto found = all.find(path);
    return found == all.end() ? std::string("off") : found->second;
  };
  Flat either = values;
  either.insert(first.begin(), first.end());
  for (const auto& [path, value] : either) {
    if (path == "label" || path.ends_with(".name")) continue;
    const RecordedChange change{path, of(values, path), of(first, path)};
    if (change.value != change.first) changes.push_back(change);
  }
  return changes;
}

/// Labels and differences of the policies, and what the study says of itself.
void read_resolved(const std::string& stream, Recorded& recorded) {
  const std::vector<std::string> documents = documents_of(stream);
  if (documents.size() != recorded.policies.size()) return;
  Flat first;
  for (std::size_t i = 0; i < documents.size(); ++i) {
    RecordedPolicy& policy = recorded.policies[i];
    const auto document = parsed(documents[i], "resolved_yaml");
    if (!document) continue;
    const Node* policies = document->find("policies");
    const Node* own = policies == nullptr ? nullptr : policies->find(policy.name);
    if (own != nullptr && !scalar(*own, "label").empty()) policy.label = scalar(*own, "label");
    const Flat values = values_under(*document, policy.name);
    if (i > 0) {
      policy.changes = changes_of(values, first);
      continue;
    }
    first = values;
    recorded.values = values;
    recorded.question = scalar(*document, "question");
    recorded.currency = scalar(*document, "currency");
    recorded.horizon = scalar(*document, "horizon");
    recorded.warm_up = scalar(*document, "warm_up");
    recorded.starts = scalar(*document, "starts");
  }
}

void read_goal(const std::optional<Node>& provenance, Recorded& recorded) {
  const bool told = provenance && provenance->find("must") != nullptr;
  const auto given =
      told ? provenance : parsed(text_of(recorded.dataset, "scenario_yaml"), "scenario_yaml");
  if (!given) return;
  // What a scenario extends may say what decides, and is not in the file.
  if (!told && given->find("extends") != nullptr && given->find("decide_by") == nullptr) return;
  try {
    scenario::Issues issues;
    recorded.criterion =
        experiment::criterion_of(scenario::read_goal(*given, issues), recorded.currency);
    recorded.criterion_known = issues.empty();
  } catch (const scenario::ScenarioError&) {
    recorded.criterion = {};
  }
}

void read_assumptions(const Node& provenance, RecordedAssumptions& assumptions) {
  const Node* values = provenance.find("values");
  if (values == nullptr || !values->is(Node::Kind::map)) return;
  assumptions.known = true;
  assumptions.given = whole(*values, "given");
  assumptions.sourced = whole(*values, "sourced");
  const Node* assumed = values->find("assumed");
  if (assumed == nullptr) return;
  for (const Node& item : assumed->items) {
    assumptions.assumed.push_back({scalar(item, "path"), scalar(item, "value")});
  }
}

std::optional<RecordedStress> read_stress(const results::Dataset& dataset) {
  const auto root = parsed(text_of(dataset, "stress_json"), "stress_json");
  const Node* given = root ? root->find("stress") : nullptr;
  if (given == nullptr) return std::nullopt;
  RecordedStress stress;
  stress.moves = whole(*given, "moves_made");
  stress.winner_stays = whole(*given, "winner_stays");
  if (const Node* moves = given->find("moves")) {
    for (const Node& move : moves->items) {
      if (scalar(move, "changes_winner") != "true") continue;
      const std::string winner = scalar(move, "winner");
      stress.turns.push_back({scalar(move, "path"), scalar(move, "value"), scalar(move, "moved_to"),
                              winner == "null" ? std::string() : winner,
                              scalar(move, "beyond_noise") == "true"});
    }
  }
  if (const Node* reactions = given->find("margin_reacts_to")) {
    for (const Node& reaction : reactions->items) {
      const bool reacts = scalar(reaction, "largest_change") != "0";
      if (reacts && stress.reacts_to.size() < 5) {
        stress.reacts_to.push_back(scalar(reaction, "path"));
      }
    }
  }
  return stress;
}

std::string root_text(const results::Dataset& dataset, const std::string& name) {
  const auto found = dataset.attributes.find(name);
  if (found == dataset.attributes.end()) return {};
  const auto* text = std::get_if<results::Text>(&found->second);
  return text == nullptr ? std::string() : *text;
}

}  // namespace

Recorded read_recorded(const std::filesystem::path& path) {
  Recorded recorded;
  std::error_code error;
  recorded.file = std::filesystem::is_directory(path, error) ? path / "results.h5" : path;
  recorded.dataset = results::read(recorded.file);
  const std::string name = recorded.file.string();
  if (recorded.dataset.find("point") != nullptr) {
    throw results::InputError(
        name + ": holds a sweep (--term and --methods tell of a run or a comparison)");
  }
  const std::string fault = study_shape_fault(recorded.dataset);
  if (!fault.empty()) throw results::InputError(name + ": is no study of tenure (" + fault + ")");
  const results::Variable* policies = recorded.dataset.find("policy");
  for (const results::Text& policy : std::get<std::vector<results::Text>>(policies->values)) {
    recorded.policies.push_back({policy, policy, {}});
  }
  recorded.title = root_text(recorded.dataset, "title");
  read_resolved(text_of(recorded.dataset, "resolved_yaml"), recorded);
  if (recorded.currency.empty()) recorded.currency = "EUR";
  const auto provenance = parsed(text_of(recorded.dataset, "provenance_json"), "provenance_json");
  read_goal(provenance, recorded);
  if (provenance) {
    recorded.version = scalar(*provenance, "version");
    recorded.seed = scalar(*provenance, "seed");
    read_assumptions(*provenance, recorded.assumptions);
  }
  recorded.stress = read_stress(recorded.dataset);
  return recorded;
}

}  // namespace tenure::cli
