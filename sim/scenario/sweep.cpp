// SPDX-License-Identifier: Apache-2.0
#include "scenario/sweep.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "scenario/describe_format.h"
#include "scenario/did_you_mean.h"
#include "scenario/header.h"
#include "scenario/parse.h"
#include "scenario/reader.h"
#include "scenario/resolved_yaml.h"
#include "scenario/sweep_constraint.h"
#include "scenario/sweep_list.h"

namespace tenure::scenario {
namespace {

using Kind = Node::Kind;

/// What decides which periods there are, or how a study is carried out: the same at all points.
constexpr std::array<std::string_view, 11> kSameEverywhere{
    "format", "title",        "question", "currency", "starts",      "horizon",
    "seed",   "report_every", "extends",  "claim",    "replications"};

/// The item of a list, or the node that stands for it.
const Node& item_of(const Node& map, std::string_view key, std::size_t i) {
  const Node* list = map.find(key);
  if (list == nullptr) return map;
  return list->is(Kind::list) && i < list->items.size() ? list->items[i] : *list;
}

const Node& value_of(const Node& map, std::string_view key) {
  const Node* node = map.find(key);
  return node != nullptr ? *node : map;
}

std::vector<std::string_view> names_of(const std::vector<LoadedPolicy>& policies) {
  std::vector<std::string_view> names;
  for (const LoadedPolicy& policy : policies) names.push_back(policy.name);
  return names;
}

/// The values that a policy has while it holds, as text: what a masked parameter does not change.
std::string held_by(const LoadedPolicy& policy) {
  model::Specification held = policy.specification;
  held.terms = {};
  for (model::Segment& segment : held.segments) segment.without_policy.reset();
  return resolved_yaml(held, policy.label);
}

class SweepReading {
 public:
  SweepReading(const SweepSources& sources, SweepChecks checks)
      : sources_(sources), checks_(checks), tree_(parse(sources.sweep.text, sources.sweep.name)) {}

  Sweep finish() {
    read_keys();
    issues_.throw_if_any();
    read_base();
    issues_.throw_if_any();
    read_parameters();
    read_design();
    issues_.throw_if_any();
    if (checks_ == SweepChecks::all) try_parameters();
    issues_.throw_if_any();
    return std::move(sweep_);
  }

 private:
  SweepText& text() { return sweep_.text; }

  void read_keys() {
    Inventory unused;
    Reading reading{"EUR", "", "", issues_, unused};
    read_group(reading, &tree_, "", tree_.place, text());
    if (text().format != 1) {
      issues_.add(value_of(tree_, "format").place, "format",
                  {in_quotes(std::to_string(text().format)) + " is not a known format",
                   "this version reads format 1", "1"});
    }
    if (text().parameters.empty() && tree_.find("parameters") != nullptr) {
      issues_.add(value_of(tree_, "parameters").place, "parameters",
                  {"are none", "a sweep varies something", ""});
    }
    const Node& design = value_of(tree_, "design");
    sweep_.design_place = design.place;
    const Node& keep = value_of(tree_, "keep");
    for (std::size_t i = 0; i < text().keep.kpis.size(); ++i) {
      sweep_.kept_kpis.push_back({text().keep.kpis[i], item_of(keep, "kpis", i).place});
    }
    if (text().keep.segments == KeptDetail::all && text().keep.periods == KeptDetail::total) {
      issues_.add(value_of(keep, "segments").place, "keep.segments",
                  {"are kept by reporting period only", "totals are of all segments together",
                   "periods: all"});
    }
  }

  void read_base() {
    sweep_.chain = chain_of(sources_.scenario);
    LoadOptions& reading = sweep_.reading;
    reading.sets = sources_.sets;
    reading.lists_assumptions = false;
    const auto seed = sources_.seed ? sources_.seed : text().seed;
    const auto replications = sources_.replications ? sources_.replications : text().replications;
    if (seed) reading.sets.push_back("seed=" + std::to_string(*seed));
    if (replications) reading.sets.push_back("replications=" + std::to_string(*replications));
    sweep_.base = load(sweep_.chain, reading);
    choose_policies();
    if (!issues_.empty()) return;
    const model::Specification& any = sweep_.base.policies.front().specification;
    sweep_.seed = any.seed;
    sweep_.replications = static_cast<std::size_t>(any.replications);
    currency_ = any.currency;
  }

  void choose_policies() {
    const std::vector<std::string_view> known = names_of(sweep_.base.policies);
    std::vector<LoadedPolicy> chosen;
    for (std::size_t i = 0; i < text().policies.size(); ++i) {
      const std::string& name = text().policies[i];
      const auto found = std::find(known.begin(), known.end(), name);
      const Place& place = item_of(tree_, "policies", i).place;
      if (found == known.end()) {
        issues_.add(place, "policies",
                    {"the scenario has no policy " + in_quotes(name), "", closest(name, known)});
      } else if (std::count(text().policies.begin(), text().policies.end(), name) > 1) {
        issues_.add(place, "policies", {in_quotes(name) + " is there twice", "", ""});
      } else {
        chosen.push_back(sweep_.base.policies[static_cast<std::size_t>(found - known.begin())]);
      }
    }
    if (!text().policies.empty()) sweep_.base.policies = std::move(chosen);
    for (const LoadedPolicy& policy : sweep_.base.policies) {
      sweep_.policies.push_back(policy.name);
    }
    sweep_.reading.policies = sweep_.policies;
  }

  void read_parameters() {
    const Format format = describe_format();
    std::set<std::string> names;
    for (std::size_t i = 0; i < text().parameters.size(); ++i) {
      const Node& node = item_of(tree_, "parameters", i);
      const SweepParameterText& given = text().parameters[i];
      check_name(given.name, node, names);
      sweep_.parameters.push_back(read_parameter(given, node, format));
    }
    for (std::size_t i = 0; i < text().constraints.size(); ++i) {
      const Parsed<SweepConstraint> constraint =
          parse_constraint(text().constraints[i], sweep_.parameters);
      if (constraint) {
        sweep_.constraints.push_back(*constraint);
      } else {
        issues_.add(item_of(tree_, "constraints", i).place, "constraints", constraint.fault());
      }
    }
  }

  void check_name(const std::string& name, const Node& node, std::set<std::string>& names) {
    const Place& place = value_of(node, "name").place;
    if (!is_name(name) || name.find('-') != std::string::npos) {
      issues_.add(place, "parameters." + name + ".name",
                  {in_quotes(name) + " is not a name",
                   "names are small letters, digits and _, a letter first", ""});
    } else if (!names.insert(name).second) {
      issues_.add(place, "parameters." + name, {"is the name of two parameters", "", ""});
    }
  }

  SweepParameter read_parameter(const SweepParameterText& given, const Node& node,
                                const Format& format) {
    SweepParameter parameter;
    parameter.name = given.name;
    parameter.paths = {given.path};
    parameter.paths.insert(parameter.paths.end(), given.also.begin(), given.also.end());
    parameter.currency = currency_;
    parameter.scale = given.scale;
    parameter.levels = given.levels;
    parameter.may_be_masked = given.masked == Masked::allowed;
    parameter.place = value_of(node, given.values.empty() ? "range" : "values").place;
    const Shape* shape = shape_at(format, given.path);
    if (shape != nullptr && is_measurable(shape->kind)) parameter.kind = shape->kind;
    const std::string path = "parameters." + given.name;
    for (std::size_t i = 0; i < parameter.paths.size(); ++i) {
      const Node& at = i == 0 ? value_of(node, "path") : item_of(node, "also", i - 1);
      refuse_fixed(parameter.paths[i], at.place, path + (i == 0 ? ".path" : ".also"));
      if (text().policies.empty()) continue;
      refuse_absent_policy(parameter.paths[i], at.place, path + ".path");
    }
    const bool lists = text().design.kind == DesignKind::list;
    if (given.values.empty() && given.range.empty() && !given.distribution && !lists) {
      issues_.add(
          node.place, path,
          {"has neither a range nor values", "nothing says what to try", "range: [low, high]"});
    } else if (!given.values.empty()) {
      if (!given.range.empty() || given.distribution) {
        issues_.add(value_of(node, "values").place, path + ".values",
                    {"stand beside a range", "one of the two", ""});
      }
      read_values(given, node, parameter);
    } else if (!given.range.empty() || given.distribution) {
      read_range(given, node, shape, parameter);
    }
    return parameter;
  }

  void refuse_fixed(const std::string& path, const Place& place, const std::string& where) {
    const std::string root = path.substr(0, path.find('.'));
    if (std::find(kSameEverywhere.begin(), kSameEverywhere.end(), root) == kSameEverywhere.end())
      return;
    issues_.add(place, where,
                {in_quotes(path) + " cannot be swept",
                 "it is the same at all points: it decides what their results stand for", ""});
  }

  void refuse_absent_policy(const std::string& path, const Place& place, const std::string& where) {
    constexpr std::string_view kPolicies = "policies.";
    if (!path.starts_with(kPolicies)) return;
    const std::string name =
        path.substr(kPolicies.size(), path.find('.', kPolicies.size()) - kPolicies.size());
    const auto& swept = sweep_.policies;
    if (std::find(swept.begin(), swept.end(), name) != swept.end()) return;
    const std::vector<std::string_view> known(swept.begin(), swept.end());
    issues_.add(place, where,
                {"policy " + in_quotes(name) + " is not among the policies of the sweep",
                 "the parameter would change nothing", closest(name, known)});
  }

  void read_values(const SweepParameterText& given, const Node& node, SweepParameter& parameter) {
    std::set<std::string> met;
    for (std::size_t i = 0; i < given.values.size(); ++i) {
      const Place& place = item_of(node, "values", i).place;
      const std::string path = "parameters." + given.name + ".values";
      if (!met.insert(given.values[i]).second) {
        issues_.add(place, path, {in_quotes(given.values[i]) + " is there twice", "", ""});
      }
      if (auto value = read_sweep_value(parameter, given.values[i], place, path, issues_)) {
        parameter.values.push_back(std::move(*value));
      }
    }
    const bool numbers = std::all_of(parameter.values.begin(), parameter.values.end(),
                                     [](const SweepValue& value) { return value.measure; });
    if (!numbers) parameter.kind.reset();
  }

  std::optional<double> amount(const SweepParameter& parameter, const std::string& written,
                               const Place& place, const std::string& path) {
    const Parsed<double> measure = parse_measure(*parameter.kind, written, currency_);
    if (measure) return *measure;
    issues_.add(place, path, measure.fault());
    return std::nullopt;
  }

  void read_range(const SweepParameterText& given, const Node& node, const Shape* shape,
                  SweepParameter& parameter) {
    const std::string path = "parameters." + given.name + ".range";
    const Node& range = value_of(node, "range");
    if (!parameter.kind) {
      if (shape != nullptr) {
        issues_.add(range.place, path,
                    {"is of what is no number", "it needs its values one by one", "values"});
        return;
      }
      parameter.kind = Shape::Kind::number;  // trying the path will tell what is wrong with it
      unknown_paths_.insert(given.name);
      return;
    }
    if (!given.range.empty() && given.range.size() != 2) {
      issues_.add(range.place, path,
                  {"has " + std::to_string(given.range.size()) + " ends",
                   "a range has two: [low, high]", ""});
      return;
    }
    if (!given.range.empty()) {
      parameter.low = amount(parameter, given.range[0], item_of(node, "range", 0).place, path);
      parameter.high = amount(parameter, given.range[1], item_of(node, "range", 1).place, path);
      if (!parameter.low || !parameter.high) return;
      if (*parameter.low >= *parameter.high) {
        issues_.add(range.place, path, {"ends before it starts", "the lower end comes first", ""});
      }
      const bool by_factor =
          given.scale == SweepScale::log ||
          (given.distribution && given.distribution->kind == DistributionKind::lognormal);
      if (by_factor && *parameter.low <= 0.0) {
        issues_.add(item_of(node, "range", 0).place, path,
                    {"begins at " + in_quotes(given.range[0]),
                     "on a logarithmic scale both ends are more than zero", ""});
      }
    }
    if (given.distribution) read_distribution(*given.distribution, node, parameter);
  }

  void read_distribution(const DistributionText& given, const Node& node,
                         SweepParameter& parameter) {
    const std::string path = "parameters." + parameter.name + ".distribution";
    const Node& block = value_of(node, "distribution");
    SweepDistribution& of = parameter.distribution;
    of.kind = given.kind;
    const auto need = [&](const std::optional<std::string>& written,
                          const std::string& key) -> std::optional<double> {
      if (written) return amount(parameter, *written, value_of(block, key).place, path + '.' + key);
      issues_.add(block.place, path, {"has no " + key, "its shape needs it", ""});
      return std::nullopt;
    };
    const bool needs_range =
        given.kind == DistributionKind::uniform || given.kind == DistributionKind::triangular;
    if (needs_range && !parameter.low) {
      issues_.add(block.place, path, {"needs a range", "its shape has two ends", ""});
      return;
    }
    if (parameter.scale == SweepScale::log && given.kind != DistributionKind::uniform) {
      issues_.add(block.place, path, {"goes with no scale", "its shape decides", ""});
    }
    switch (given.kind) {
      case DistributionKind::uniform:
        return;
      case DistributionKind::normal:
        of.center = need(given.mean, "mean").value_or(0.0);
        of.spread = need(given.sd, "sd").value_or(1.0);
        break;
      case DistributionKind::lognormal:
        of.center = need(given.median, "median").value_or(1.0);
        of.spread = given.sigma.value_or(0.0);
        if (!given.sigma) issues_.add(block.place, path, {"has no sigma", "", ""});
        if (of.center <= 0.0) {
          issues_.add(value_of(block, "median").place, path,
                      {"has a median that is not more than zero", "", ""});
          of.center = 1.0;
        }
        break;
      case DistributionKind::triangular:
        of.center = need(given.mode, "mode").value_or(*parameter.low);
        if (of.center < *parameter.low || of.center > *parameter.high) {
          issues_.add(value_of(block, "mode").place, path,
                      {"has its mode outside of its range", "", ""});
        }
        return;
    }
    if (of.spread <= 0.0) {
      issues_.add(block.place, path, {"has no spread", "it is more than zero", ""});
      of.spread = 1.0;
    }
  }

  void read_design() {
    const DesignText& design = text().design;
    const Node& node = value_of(tree_, "design");
    const auto need = [&](bool given, const std::string& key, const std::string& why) {
      if (!given) issues_.add(node.place, "design." + key, {"is missing", why, ""});
    };
    const auto refuse = [&](bool given, const std::string& key) {
      if (!given) return;
      issues_.add(value_of(node, key).place, "design." + key,
                  {"has nothing to say in a design of kind " +
                       std::string(kDesignNames[static_cast<std::size_t>(design.kind)]),
                   "it belongs to another kind", ""});
    };
    using enum DesignKind;
    const bool counts_points = design.kind == lhs || design.kind == sobol;
    if (counts_points) need(design.points.has_value(), "points", "how many there shall be");
    if (design.kind == morris)
      need(design.trajectories.has_value(), "trajectories", "how many there shall be");
    if (design.kind == saltelli) need(design.base.has_value(), "base", "points of either sample");
    if (design.kind == list) need(design.file.has_value(), "file", "where the points stand");
    refuse(design.points && !counts_points, "points");
    refuse(design.maximin == SwitchedOn::yes && design.kind != lhs, "maximin");
    refuse(design.levels && design.kind != grid && design.kind != morris, "levels");
    refuse(design.trajectories && design.kind != morris, "trajectories");
    refuse(design.base && design.kind != saltelli, "base");
    refuse(design.second_order == SwitchedOn::yes && design.kind != saltelli, "second_order");
    refuse(design.file && design.kind != list, "file");
    if (design.kind == morris && design.levels.value_or(4) % 2 != 0) {
      issues_.add(value_of(node, "levels").place, "design.levels",
                  {"are odd", "steps of half the levels must come out even", ""});
    }
    if ((design.kind == morris || design.kind == saltelli) && !text().constraints.empty()) {
      issues_.add(value_of(tree_, "constraints").place, "constraints",
                  {"do not go with this design", "every one of its points is needed",
                   "a Latin hypercube: design: {kind: lhs, points: 100}"});
    }
    if (design.kind == list && sources_.points && issues_.empty()) {
      sweep_.listed = read_sweep_list(*sources_.points, sweep_.parameters, issues_);
    }
  }

  /// Each parameter alone at both of its ends: what the scenario's own reader says to that, and
  /// whether it changes anything.
  void try_parameters() {
    for (std::size_t i = 0; i < sweep_.parameters.size(); ++i) {
      SweepParameter& parameter = sweep_.parameters[i];
      const Node& node = item_of(tree_, "parameters", i);
      if (unknown_paths_.contains(parameter.name)) {
        const SweepParameterText& given = text().parameters[i];
        const Node& at = value_of(node, "path");
        Node any = scalar_node(given.range.empty() ? "1" : given.range.front(), at.place);
        if (try_value(parameter, {any, any.text, std::nullopt}) && issues_.empty()) {
          issues_.add(at.place, "parameters." + parameter.name + ".path",
                      {in_quotes(given.path) + " is no number", "it needs its values one by one",
                       "values"});
        }
        continue;
      }
      std::vector<SweepValue> ends;
      if (text().design.kind == DesignKind::list) {
        ends = ends_of_list(i);
      } else {
        ends = {parameter.at(0.0), parameter.at(1.0)};
      }
      const std::optional<Loaded> low = try_value(parameter, ends.front());
      const std::optional<Loaded> high = try_value(parameter, ends.back());
      if (low && high && ends.front().text != ends.back().text) {
        check_effect(parameter, value_of(node, "path").place, *low, *high);
      }
    }
  }

  std::vector<SweepValue> ends_of_list(std::size_t parameter) const {
    const auto by_measure = [&](const auto& a, const auto& b) {
      return a[parameter].measure.value_or(0.0) < b[parameter].measure.value_or(0.0);
    };
    const auto [low, high] =
        std::minmax_element(sweep_.listed.begin(), sweep_.listed.end(), by_measure);
    return {(*low)[parameter], (*high)[parameter]};
  }

  std::optional<Loaded> try_value(const SweepParameter& parameter, const SweepValue& value) {
    LoadOptions options = sweep_.reading;
    for (const std::string& path : parameter.paths) options.settings.push_back({path, value.node});
    try {
      return load(sweep_.chain, options);
    } catch (const ScenarioError& error) {
      for (const Issue& issue : error.issues()) issues_.add(issue);
    }
    return std::nullopt;
  }

  void check_effect(const SweepParameter& parameter, const Place& place, const Loaded& low,
                    const Loaded& high) {
    const std::string where = "parameters." + parameter.name + ".path";
    const std::string& path = parameter.paths.front();
    const bool of_policy = path.starts_with("policies.");
    std::string hiding;
    std::size_t count = 0;
    for (std::size_t i = 0; i < low.policies.size(); ++i) {
      const LoadedPolicy& at_low = low.policies[i];
      const LoadedPolicy& at_high = high.policies[i];
      const bool changes = of_policy ? at_low.resolved_yaml != at_high.resolved_yaml
                                     : held_by(at_low) != held_by(at_high);
      if (changes) continue;
      hiding += (count++ == 0 ? "" : ", ") + at_low.name;
    }
    if (of_policy ? count == low.policies.size() : count > 0) {
      if (parameter.may_be_masked && count < low.policies.size()) return;
      const bool everywhere = count == low.policies.size();
      issues_.add(place, where,
                  {in_quotes(path) + (everywhere ? " changes nothing" : " is masked by " + hiding),
                   everywhere ? "something else sets the value: every segment, or the policies"
                              : "the policy sets the value itself, so that the sweep would show no "
                                "effect there",
                   everywhere ? "" : "masked: allowed"});
    }
  }

  const SweepSources& sources_;
  SweepChecks checks_;
  Node tree_;
  Issues issues_;
  Sweep sweep_;
  std::string currency_ = "EUR";
  std::set<std::string> unknown_paths_;
};

}  // namespace

SweepSources gather_sweep(const std::filesystem::path& file,
                          const std::vector<std::filesystem::path>& allowed) {
  SweepSources sources;
  sources.sweep = {file.string(), read_text(file)};
  const Node tree = parse(sources.sweep.text, sources.sweep.name);
  const Node* scenario = tree.find("scenario");
  if (scenario == nullptr || !scenario->is(Kind::scalar)) {
    throw ScenarioError(issue_at(scenario != nullptr ? scenario->place : tree.place, "scenario",
                                 {"is missing", "path of the scenario, from this file", ""}));
  }
  within_reach(*scenario, "scenario", file, allowed);
  const std::filesystem::path shown = (file.parent_path() / scenario->text).lexically_normal();
  sources.scenario = read_chain(shown, allowed).files;
  const Node* design = tree.find("design");
  const Node* points = design != nullptr ? design->find("file") : nullptr;
  if (points != nullptr && points->is(Kind::scalar)) {
    const auto path = within_reach(*points, "design.file", file, allowed);
    sources.points = SourceFile{(file.parent_path() / points->text).lexically_normal().string(),
                                read_text(path)};
  }
  return sources;
}

Sweep read_sweep(const SweepSources& sources, SweepChecks checks) {
  return SweepReading(sources, checks).finish();
}

}  // namespace tenure::scenario
