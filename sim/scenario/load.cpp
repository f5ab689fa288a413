// SPDX-License-Identifier: Apache-2.0
#include "scenario/load.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <type_traits>
#include <utility>

#include "scenario/costs.h"
#include "scenario/describe_format.h"
#include "scenario/did_you_mean.h"
#include "scenario/header.h"
#include "scenario/number.h"
#include "scenario/parse.h"
#include "scenario/policy_terms.h"
#include "scenario/reader.h"
#include "scenario/resolve.h"
#include "scenario/resolved_yaml.h"

namespace tenure::scenario {
namespace {

using Kind = Node::Kind;

/// Follows the name of a policy that chooses customers by what no firm knows.
constexpr std::string_view kByOracle = " (oracle)";

/// The values of one segment under one policy, section by section.
struct SegmentValues {
  std::string name;
  Inventory inventory;
};

class Implying final : public model::Implications {
 public:
  Implying(std::string prefix, std::vector<Implied>& implied)
      : prefix_(std::move(prefix)), implied_(implied) {}
  void add(std::string_view name, double value, std::string_view unit,
           std::string_view how) override {
    implied_.push_back(
        {prefix_ + '.' + std::string(name), value, std::string(unit), std::string(how)});
  }

 private:
  std::string prefix_;
  std::vector<Implied>& implied_;
};

template <class T>
constexpr const T* if_given(const std::optional<T>& value) {
  return value ? &*value : nullptr;
}

/// Reads one mechanism's section; no value: off.
template <class Mechanism>
std::optional<typename Mechanism::Parameters> read_section(Reading& reading, const Node& sections) {
  using Parameters = typename Mechanism::Parameters;
  const std::string name(Mechanism::kSection);
  const Node* node = sections.find(name);
  if (node == nullptr || node->says("off")) return std::nullopt;
  if (!node->is(Kind::map)) {
    const bool empty = node->is(Kind::empty);
    reading.issues.add(node->place, reading.full_path(*node, name),
                       {empty ? "has no value" : "is not a map of its keys",
                        "{} takes every default, off switches it off", empty ? "{}" : ""});
    return std::nullopt;
  }
  const std::size_t before = reading.issues.reports();
  Parameters parameters;
  read_group(reading, node, name, node->place, parameters);
  // Values that are wrong one by one would only be wrong together once more.
  if (reading.issues.reports() == before) {
    SectionProblems problems(reading, *node, name);
    Parameters::check(parameters, problems);
    if constexpr (requires { Parameters::check_universe(parameters, std::int64_t{}, problems); })
      Parameters::check_universe(parameters, reading.customers, problems);
  }
  return parameters;
}

/// One list of values for all segments: what they share is said once, what differs per segment.
Inventory combined(const Inventory& header, const std::vector<SegmentValues>& segments) {
  Inventory result{header.values, {}};  // how a study is carried out is no assumption
  const auto find = [](const Inventory& inventory, const std::string& path) {
    return std::find_if(inventory.values.begin(), inventory.values.end(),
                        [&](const Resolved& value) { return value.path == path; });
  };
  std::set<std::string_view> assumed;
  for (const SegmentValues& segment : segments)
    for (const Assumption& assumption : segment.inventory.assumptions)
      if (assumed.insert(assumption.path).second) result.assumptions.push_back(assumption);
  std::vector<std::string> paths;
  for (const SegmentValues& segment : segments)
    for (const Resolved& value : segment.inventory.values)
      if (std::find(paths.begin(), paths.end(), value.path) == paths.end())
        paths.push_back(value.path);
  for (const std::string& path : paths) {
    const auto first = find(segments.front().inventory, path);
    const bool shared = std::all_of(segments.begin(), segments.end(), [&](const auto& segment) {
      const auto here = find(segment.inventory, path);
      return first != segments.front().inventory.values.end() &&
             here != segment.inventory.values.end() && *here == *first;
    });
    if (shared) {
      result.values.push_back(*first);
      continue;
    }
    for (const SegmentValues& segment : segments) {
      const auto here = find(segment.inventory, path);
      if (here == segment.inventory.values.end()) continue;
      result.values.push_back(*here);
      result.values.back().path = "segments." + segment.name + '.' + path;
    }
  }
  return result;
}

class Loading {
 public:
  Loading(Chain chain, const LoadOptions& options)
      : files_(chain.files), move_(options.move), lists_assumptions_(options.lists_assumptions) {
    sections_ = describe_sections();
    resolution_ = resolve(std::move(chain), options.sets, options.settings, sections_, issues_);
    if (!options.policies.empty()) choose_policies(options.policies);
    if (options.only) leave(*options.only);
  }

  Loaded finish() {
    read_header();
    Loaded loaded;
    loaded.goal = read_goal(resolution_.header, issues_);
    for (const Resolution::Policy& policy : resolution_.policies) {
      if (issues_.enough()) break;
      loaded.policies.push_back(read_policy(policy));
    }
    issues_.throw_if_any();
    for (LoadedPolicy& policy : loaded.policies)
      policy.resolved_yaml = resolved_yaml(policy.specification, policy.label);
    loaded.files = std::move(files_);
    loaded.notes = notes_.ordered();
    return loaded;
  }

 private:
  void choose_policies(const std::vector<std::string>& names) {
    std::vector<Resolution::Policy> chosen;
    for (const std::string& name : names) {
      const auto found =
          std::find_if(resolution_.policies.begin(), resolution_.policies.end(),
                       [&](const Resolution::Policy& policy) { return policy.name == name; });
      if (found != resolution_.policies.end()) chosen.push_back(*found);
    }
    resolution_.policies = std::move(chosen);
  }

  const Place& place_of(std::string_view key) const {
    const Node* node = resolution_.header.find(key);
    return node != nullptr ? node->place : resolution_.header.place;
  }

  void read_header() {
    Reading reading{"", "", "", issues_, header_inventory_};
    std::vector<std::string_view> elsewhere = {"segments", "policies", "extends"};
    for (const Shape& section : sections_.fields) elsewhere.push_back(section.field.name);
    for (const GoalKey& key : kGoalKeys) elsewhere.push_back(key.name);
    elsewhere.insert(elsewhere.end(), kIgnoredKeys.begin(), kIgnoredKeys.end());
    read_group(reading, &resolution_.header, "", resolution_.header.place, header_, elsewhere);
    // How a study is carried out is no assumption about anybody.
    for (Resolved& value : header_inventory_.values) value.assumption = false;
    if (header_.format != 1)
      issues_.add(place_of("format"), "format",
                  {in_quotes(std::to_string(header_.format)) + " is not a known format",
                   "this version reads format 1", "1"});
    if (!is_currency(header_.currency)) {
      issues_.add(place_of("currency"), "currency",
                  {in_quotes(header_.currency) + " is not a currency",
                   "currencies are three capital letters", "EUR"});
      header_.currency = "EUR";
    }
    if (header_.starts) {
      const Parsed<std::int64_t> date = parse_date(*header_.starts);
      if (date)
        first_day_ = *date;
      else
        issues_.add(place_of("starts"), "starts", date.fault());
    }
  }

  void leave(const OnlyParts& only) {
    const auto is_kept = [&](std::string_view part) {
      return std::find(only.parts.begin(), only.parts.end(), part) != only.parts.end();
    };
    for (Resolution::Policy& policy : resolution_.policies) {
      if (policy.name != only.policy) continue;
      std::erase_if(policy.sections.entries,
                    [&](const Entry& entry) { return !is_kept(entry.key); });
      if (!is_kept("segments")) policy.of_segments.clear();
      less_ = policy.name;
    }
  }

  LoadedPolicy read_policy(const Resolution::Policy& policy) {
    LoadedPolicy loaded;
    loaded.name = policy.name;
    for (const Entry& entry : policy.sections.entries) loaded.parts.push_back(entry.key);
    if (!policy.of_segments.empty()) loaded.parts.emplace_back("segments");
    model::Specification& specification = loaded.specification;
    specification.title = header_.title;
    specification.question = header_.question;
    specification.currency = header_.currency;
    specification.policy = policy.name;
    specification.first_day = first_day_;
    specification.warm_up = header_.warm_up;
    specification.horizon = header_.horizon;
    specification.report_every = header_.report_every;
    specification.window = header_.window;
    specification.seed = static_cast<std::uint64_t>(header_.seed);
    specification.replications = header_.replications;
    specification.population = header_.population;

    Inventory header = header_inventory_;
    const std::size_t reports = issues_.reports();
    specification.terms = read_policy_terms(policy, loaded.label, header);
    const bool terms_are_sound = issues_.reports() == reports;
    const model::Terms& terms = specification.terms;
    const bool holds_always = header_.warm_up == engine::Duration{0} && !terms.who &&
                              !terms.budget && !terms.ends &&
                              terms.starts.value_or(engine::Duration{0}) == engine::Duration{0};
    const bool has_rows = !holds_always && !policy.changes_nothing();
    std::vector<SegmentValues> values;
    LaidSegments laid(resolution_, policy, issues_, notes_);
    std::int64_t customers = 0;
    for (const Resolution::Segment& given : resolution_.segments) {
      if (issues_.enough()) return loaded;
      specification.segments.push_back(read_segment(given, header));
      customers += specification.segments.back().customers;
    }
    for (std::size_t i = 0; i < resolution_.segments.size(); ++i) {
      if (issues_.enough()) return loaded;
      const Resolution::Segment& given = resolution_.segments[i];
      model::Segment& segment = specification.segments[i];
      values.push_back({segment.name, {}});
      Reading reading{header_.currency,        segment.name,          policy.name, issues_,
                      values.back().inventory, terms.who.has_value(), customers,   if_given(move_),
                      lists_assumptions_};
      segment.sections = read_sections(reading, laid.lay(given), segment.name, &loaded.implied);
      if (has_rows) {
        Inventory unused;
        Reading without{header_.currency, segment.name, "",        issues_,
                        unused,           false,        customers, if_given(move_)};
        segment.without_policy =
            read_sections(without, laid.lay_without(given), segment.name, nullptr);
      }
    }
    laid.finish();
    if (terms_are_sound) check_budget(policy, specification);
    // A policy that holds always, or changes nothing, is the same study without dates.
    if (!has_rows) specification.terms = {};
    loaded.inventory = combined(header, values);
    note_foreign_defaults(loaded.inventory);
    return loaded;
  }

  void check_budget(const Resolution::Policy& policy, model::Specification& specification) {
    const model::Terms& terms = specification.terms;
    const auto costs = [&](const std::string& section) {
      return has_money(specification, section);
    };
    if (!terms.budget || std::any_of(terms.sections.begin(), terms.sections.end(), costs)) return;
    if (policy.name == less_) {
      specification.terms.budget.reset();
      return;
    }
    const Node* budget = policy.keys.find("budget");
    issues_.add(budget != nullptr ? budget->place : policy.keys.place,
                "policies." + policy.name + ".budget",
                {"has nothing to pay for",
                 terms.sections.empty() ? "the policy changes no section"
                                        : "nothing in what the policy changes costs money",
                 "unlimited"});
  }

  model::Terms read_policy_terms(const Resolution::Policy& policy, std::string& label,
                                 Inventory& inventory) {
    Reading reading{header_.currency, "", "", issues_, inventory};
    std::vector<std::string_view> elsewhere{"segments"};
    for (const Shape& section : sections_.fields) elsewhere.push_back(section.field.name);
    PolicyTerms given;
    const std::string path = "policies." + policy.name;
    const std::size_t before = inventory.values.size();
    read_group(reading, &policy.keys, path, policy.keys.place, given, elsewhere);
    // How a study is carried out is no assumption about anybody.
    for (std::size_t i = before; i < inventory.values.size(); ++i)
      inventory.values[i].assumption = false;
    label = given.label.empty() ? policy.name : given.label;
    if (given.who && given.who->share && given.who->share->by_oracle() &&
        !label.ends_with(kByOracle)) {
      label += kByOracle;
    }
    model::Terms terms =
        read_terms(given, {first_day_, header_.horizon}, policy.keys, path, issues_);
    for (const Shape& section : sections_.fields)
      if (policy.changes(section.field.name)) terms.sections.emplace_back(section.field.name);
    return terms;
  }

  model::Sections read_sections(Reading& reading, const Node& from, const std::string& segment,
                                std::vector<Implied>* implied) {
    model::Sections sections;
    model::for_each_section(sections,
                            [&]<class Mechanism>(std::type_identity<Mechanism>, auto& section) {
                              section = read_section<Mechanism>(reading, from);
                              if (implied != nullptr)
                                imply<Mechanism>(if_given(section), segment, *implied);
                            });
    check_causes(reading, from, sections);
    check_needs(reading, from, sections);
    return sections;
  }

  /// What mechanisms cannot do without.
  static void check_needs(Reading& reading, const Node& from, const model::Sections& sections) {
    model::for_each_section(sections, [&]<class M>(std::type_identity<M>, const auto& given) {
      if constexpr (requires { given->needs(); }) {
        const std::string name(M::kSection);
        const Node* node = from.find(name);
        if (!given || node == nullptr) return;
        SectionProblems problems(reading, *node, name);
        for (const model::Need& need : given->needs()) {
          if (is_on(sections, need.section)) continue;
          problems.add(need.path, std::string(need.problem), std::string(need.why),
                       std::string(need.suggestion));
        }
      }
    });
  }

  static bool is_on(const model::Sections& sections, std::string_view section) {
    bool on = false;
    model::for_each_section(sections, [&]<class M>(std::type_identity<M>, const auto& given) {
      on = on || (M::kSection == section && given);
    });
    return on;
  }

  /// What mechanisms say about the causes of leaving that others bring.
  static void check_causes(Reading& reading, const Node& from, const model::Sections& sections) {
    std::vector<std::string> causes;
    model::for_each_section(sections, [&]<class M>(std::type_identity<M>, const auto& given) {
      if constexpr (requires { M::add_causes(*given, causes); }) {
        if (given) M::add_causes(*given, causes);
      }
    });
    const std::vector<std::string_view> known(causes.begin(), causes.end());
    model::for_each_section(sections, [&]<class M>(std::type_identity<M>, const auto& given) {
      if constexpr (requires { given->unknown_causes(causes); }) {
        const std::string name(M::kSection);
        const Node* node = from.find(name);
        if (!given || node == nullptr) return;
        SectionProblems problems(reading, *node, name);
        for (const auto& [path, cause] : given->unknown_causes(causes)) {
          problems.add(path, "is no cause of leaving: nobody is ever there",
                       "places bear the names of causes", closest(cause, known));
        }
      }
    });
  }

  model::Segment read_segment(const Resolution::Segment& given, Inventory& inventory) {
    Reading reading{header_.currency, "", "", issues_, inventory};
    SegmentHeader keys;
    std::vector<std::string_view> elsewhere;
    for (const Shape& section : sections_.fields) elsewhere.push_back(section.field.name);
    read_group(reading, &given.keys, "segments." + given.name, given.keys.place, keys, elsewhere);
    return {.name = keys.name, .customers = keys.customers};
  }

  template <class Mechanism, class Parameters>
  void imply(const Parameters* parameters, const std::string& segment,
             std::vector<Implied>& implied) {
    if constexpr (requires(model::Implications & to) { Parameters::imply(*parameters, to); }) {
      if (parameters == nullptr || !issues_.empty()) return;
      Implying implying("segments." + segment + '.' + std::string(Mechanism::kSection), implied);
      Parameters::imply(*parameters, implying);
    }
  }

  /// Default amounts were chosen in EUR; in another currency somebody should look at them.
  void note_foreign_defaults(const Inventory& inventory) {
    if (header_.currency == "EUR") return;
    for (const Resolved& value : inventory.values) {
      const bool amount = value.value.find(' ' + header_.currency) != std::string::npos;
      const bool nothing = value.value.starts_with("0 ");
      if (amount && !nothing && value.from == Resolved::From::standard)
        notes_.add(place_of("currency"), value.path,
                   {"the default amount " + in_quotes(value.value) + " was chosen in EUR",
                    "it is taken over unchanged", ""});
    }
  }

  std::vector<SourceFile> files_;
  std::optional<Move> move_;
  bool lists_assumptions_;
  Shape sections_;
  Issues issues_;
  Issues notes_;
  Resolution resolution_;
  std::string less_;  // the policy that does less than it says, if any
  Header header_;
  Inventory header_inventory_;
  std::optional<std::int64_t> first_day_;
};

}  // namespace

Loaded load(const std::filesystem::path& file, const LoadOptions& options) {
  return Loading(read_chain(file, options.allowed_paths), options).finish();
}

Loaded load(const Chain& chain, const LoadOptions& options) {
  return Loading(chain, options).finish();
}

Loaded load_text(std::string_view text, const std::string& name, const LoadOptions& options) {
  Chain chain;
  chain.files.push_back({name, std::string(text)});
  chain.trees.push_back(parse(text, name));
  if (const Node* extends = chain.trees.front().find("extends"))
    throw ScenarioError(issue_at(extends->place, "extends",
                                 {"cannot be followed", "this scenario is not a file", ""}));
  return Loading(std::move(chain), options).finish();
}

}  // namespace tenure::scenario
