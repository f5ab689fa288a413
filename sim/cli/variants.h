// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/interval.h"
#include "cli/console.h"
#include "cli/interruption.h"
#include "cli/options.h"
#include "cli/study.h"
#include "experiment/comparison.h"

/// Variants of one policy, held against the first policy and against each other on common random
/// numbers: --vary (a budget frontier) and --ablate (its parts).
namespace tenure::cli {

struct Variant {
  std::string name;  ///< what is told of it: a value, a part
  model::Specification specification;
};

/// The first policy and then the variants, in their order. Throws model::Interrupted.
experiment::Comparison compare_variants(const Study& study, std::vector<Variant> variants,
                                        const Options& options, const Interruption& interruption,
                                        const Console& console);

/// `--vary "policies.points.budget=[20000 EUR/year, 50000 EUR/year]"`.
struct Vary {
  std::string path;
  std::string policy;
  std::vector<std::string> values;
};
/// Throws UsageError unless the path leads into a policy other than the first and the list has two
/// values at least.
Vary parse_vary(const Study& study, const std::string& text);

/// The policy for one value.
struct FrontierPoint {
  std::string value;
  std::optional<experiment::Price> price;  ///< against the first policy; none without finance
  analysis::Interval kept_per_1000;        ///< likewise
  std::optional<experiment::Price> step;   ///< against the value before; none of the first value
};
std::vector<FrontierPoint> frontier(const Study& study, const Vary& vary, const Options& options,
                                    const Interruption& interruption, const Console& console);

/// What a part does without the others, and the others without it.
struct Part {
  std::string name;
  analysis::Interval alone;    ///< of the KPI that decides, against the first policy
  analysis::Interval without;  ///< the whole less the policy without it: what it adds to the rest
};
struct Ablation {
  std::string policy;
  std::string kpi;
  std::string unit;
  analysis::Interval whole;
  std::vector<Part> parts;
  /// The whole less the sum of its parts alone: what they do to each other.
  analysis::Interval interaction;
};
/// Throws UsageError unless the policy has two parts at least and is not the first.
Ablation ablate(const Study& study, const Options& options, const Interruption& interruption,
                const Console& console);

/// For people, and for programs: one line.
std::string as_table(const Vary& vary, const std::vector<FrontierPoint>& points, const Study& study,
                     const Console& console);
std::string as_json(const Vary& vary, const std::vector<FrontierPoint>& points, const Study& study);
std::string as_table(const Ablation& ablation, const Study& study, const Console& console);
std::string as_json(const Ablation& ablation, const Study& study);

}  // namespace tenure::cli
