// SPDX-License-Identifier: Apache-2.0
#include "cli/variants.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "cli/errors.h"
#include "cli/progress.h"
#include "experiment/replicate.h"
#include "experiment/tabulate.h"

namespace tenure::cli {
namespace {

using experiment::Comparison;

[[noreturn]] void refuse(const std::string& problem) {
  throw UsageError("tenure compare: " + problem, "tenure compare --help");
}

std::string trimmed(const std::string& text) {
  const std::size_t first = text.find_first_not_of(' ');
  if (first == std::string::npos) return {};
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

/// At commas that stand in no bracket and no quotes.
std::vector<std::string> split(const std::string& list) {
  std::vector<std::string> items(1);
  int depth = 0;
  char quote = 0;
  for (const char c : list) {
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '[' || c == '{') {
      ++depth;
    } else if (c == ']' || c == '}') {
      --depth;
    } else if (c == ',' && depth == 0) {
      items.emplace_back();
      continue;
    }
    items.back() += c;
  }
  for (std::string& item : items) item = trimmed(item);
  return items;
}

/// The number of a policy among those of the study.
std::size_t number_of(const Study& study, const std::string& name, const std::string& option) {
  std::string known;
  for (std::size_t i = 0; i < study.policies.size(); ++i) {
    if (study.policy(i).name == name) {
      if (i > 0) return i;
      refuse(option + " is about a policy other than the first, which the others are held against");
    }
    if (i > 0) known += (known.empty() ? "" : ", ") + study.policy(i).name;
  }
  refuse(option + ": there is no policy '" + name + "' (it has: " + known + ")");
}

/// The same policy, read in another way.
model::Specification read_again(const Study& study, std::size_t number,
                                const scenario::LoadOptions& how) {
  const scenario::Loaded loaded = scenario::load(study.chain, how);
  return loaded.policies[study.policies[number]].specification;
}

/// Of single replications, summed by `sign`.
struct Term {
  double sign;
  std::size_t policy;
};
analysis::Interval sum_of(const Comparison& comparison, const std::string& kpi,
                          const std::vector<Term>& terms) {
  std::vector<double> sums(comparison.values(kpi, 0).size(), 0.0);
  for (const Term& term : terms) {
    const std::vector<double> values = comparison.values(kpi, term.policy);
    for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += term.sign * values[i];
  }
  return analysis::mean_interval(sums);
}

}  // namespace

Comparison compare_variants(const Study& study, std::vector<Variant> variants,
                            const Options& options, const Interruption& interruption,
                            const Console& console) {
  // A variant keeps the policy's name while it runs: whom a share draws depends on it.
  std::vector<model::Specification> specifications{study.specification()};
  std::vector<results::Text> names{study.policy(0).name};
  for (Variant& variant : variants) {
    specifications.push_back(std::move(variant.specification));
    names.push_back(std::move(variant.name));
  }
  const experiment::Policies policies(specifications);
  Progress progress(console, "simulating");
  experiment::RunOptions how;
  how.threads = threads_for(options);
  how.stop = interruption.token();
  how.progress = [&](double share) { progress.report(share); };
  const experiment::Finished finished = experiment::replicate(policies, how);
  const experiment::StudyTexts no_texts{{}, std::vector<std::string>(policies.size())};
  results::Dataset dataset = experiment::tabulate(no_texts, policies, finished.records);
  for (results::Variable& variable : dataset.variables) {
    if (variable.name == "policy") variable.values = names;
  }
  return Comparison(dataset);
}

Vary parse_vary(const Study& study, const std::string& text) {
  const std::string example =
      " (write --vary \"policies.NAME.budget=[20000 EUR/year, 50000 EUR/year]\")";
  const std::size_t equals = text.find('=');
  const std::string path = trimmed(text.substr(0, equals));
  constexpr std::string_view kPolicies = "policies.";
  if (equals == std::string::npos || !path.starts_with(kPolicies)) {
    refuse("--vary needs a path into a policy and a list" + example);
  }
  const std::string list = trimmed(text.substr(equals + 1));
  if (!list.starts_with('[') || !list.ends_with(']')) {
    refuse("--vary needs a list of values in brackets" + example);
  }
  const std::size_t begin = kPolicies.size();
  Vary vary{path, path.substr(begin, path.find('.', begin) - begin),
            split(list.substr(1, list.size() - 2))};
  const bool has_empty = std::any_of(vary.values.begin(), vary.values.end(),
                                     [](const std::string& value) { return value.empty(); });
  if (vary.values.size() < 2 || has_empty) refuse("--vary needs two values or more" + example);
  number_of(study, vary.policy, "--vary");
  return vary;
}

std::vector<FrontierPoint> frontier(const Study& study, const Vary& vary, const Options& options,
                                    const Interruption& interruption, const Console& console) {
  const std::size_t number = number_of(study, vary.policy, "--vary");
  std::vector<Variant> variants;
  for (const std::string& value : vary.values) {
    scenario::LoadOptions how = study.reading;
    how.sets.push_back(vary.path + "=" + value);
    variants.push_back({value, read_again(study, number, how)});
  }
  const Comparison comparison =
      compare_variants(study, std::move(variants), options, interruption, console);
  std::vector<FrontierPoint> points;
  for (std::size_t i = 1; i < comparison.policies().size(); ++i) {
    FrontierPoint point{comparison.policies()[i].name, comparison.price(i, 0),
                        comparison.kept_per_1000(i, 0), std::nullopt};
    if (i > 1) point.step = comparison.price(i, i - 1);
    points.push_back(std::move(point));
  }
  return points;
}

Ablation ablate(const Study& study, const Options& options, const Interruption& interruption,
                const Console& console) {
  const std::size_t number = number_of(study, *options.ablate, "--ablate");
  const std::vector<std::string> parts = study.policy(number).parts;
  if (parts.size() < 2) {
    refuse("--ablate: " + *options.ablate +
           " has one part only (parts are the sections that a policy changes)");
  }
  std::vector<Variant> variants{{"whole", study.policy(number).specification}};
  const auto add = [&](const std::string& name, std::vector<std::string> only) {
    scenario::LoadOptions how = study.reading;
    how.only = scenario::OnlyParts{study.policy(number).name, std::move(only)};
    variants.push_back({name, read_again(study, number, how)});
  };
  for (const std::string& part : parts) {
    std::vector<std::string> others;
    std::copy_if(parts.begin(), parts.end(), std::back_inserter(others),
                 [&](const std::string& other) { return other != part; });
    add("only " + part, {part});
    add("without " + part, std::move(others));
  }
  const Comparison comparison =
      compare_variants(study, std::move(variants), options, interruption, console);
  Ablation ablation;
  ablation.policy = study.policy(number).name;
  const bool as_asked = comparison.has(study.criterion.kpi);
  ablation.kpi = as_asked ? study.criterion.kpi : "survival";  // as ranking does
  ablation.unit = comparison.difference(ablation.kpi, 1, 0).unit;
  const auto of = [&](const std::vector<Term>& terms) {
    return sum_of(comparison, ablation.kpi, terms);
  };
  ablation.whole = of({{1.0, 1}, {-1.0, 0}});
  std::vector<Term> interaction{{1.0, 1}, {-1.0, 0}};
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const std::size_t alone = 2 + 2 * i;
    ablation.parts.push_back(
        {parts[i], of({{1.0, alone}, {-1.0, 0}}), of({{1.0, 1}, {-1.0, alone + 1}})});
    interaction.insert(interaction.end(), {{-1.0, alone}, {1.0, 0}});
  }
  ablation.interaction = of(interaction);
  return ablation;
}

}  // namespace tenure::cli
