// SPDX-License-Identifier: Apache-2.0
#include "scenario/sweep_text.h"

namespace tenure::scenario {
namespace {

constexpr model::Range kAtLeastOne{.low = 1.0, .high = 1e9};
constexpr model::Range kAtLeastTwo{.low = 2.0, .high = 1e6};

}  // namespace

void DistributionText::describe(model::Describer& d) {
  d({.name = "kind", .meaning = "its shape; uniform is what `range` alone means"}, kind);
  d({.name = "mean", .meaning = "of a normal one", .word = "none"}, mean);
  d({.name = "sd", .meaning = "standard deviation of a normal one", .word = "none"}, sd);
  d({.name = "median", .meaning = "of a lognormal one", .word = "none"}, median);
  d({.name = "sigma",
     .meaning = "standard deviation of the logarithm of a lognormal one",
     .range = model::kPositive,
     .word = "none"},
    sigma);
  d({.name = "mode",
     .meaning = "most likely value of a triangular one, in `range`",
     .word = "none"},
    mode);
}

void SweepParameterText::describe(model::Describer& d) {
  d({.name = "name",
     .meaning = "what tables and results call it: small letters, digits and _, a letter first",
     .required = true},
    name);
  d({.name = "path",
     .meaning = "of the value in the scenario, as --set takes it; its policies included",
     .required = true},
    path);
  d({.name = "also", .meaning = "paths of values that are tied to it: always the same"}, also);
  d({.name = "range", .meaning = "its two ends, both included, with their units"}, range);
  d({.name = "values",
     .meaning = "instead of a range: whole numbers, words, off, {} or whatever the path takes"},
    values);
  d({.name = "scale", .meaning = "log: equal steps are equal factors"}, scale);
  d({.name = "distribution",
     .meaning =
         "how likely its values are, cut off at `range`, or at one in a thousand at each end",
     .word = "uniform"},
    distribution);
  d({.name = "levels",
     .meaning = "of this parameter in a grid, instead of the design's",
     .range = kAtLeastTwo,
     .word = "the design's"},
    levels);
  d({.name = "masked",
     .meaning =
         "allowed: policies that set the value themselves may hide what the sweep does to it"},
    masked);
}

void DesignText::describe(model::Describer& d) {
  d({.name = "kind",
     .meaning = "grid: every combination; list: the points of a file; lhs: Latin hypercube; sobol: "
                "Sobol's sequence; morris: elementary effects; saltelli: Sobol indices",
     .required = true},
    kind);
  d({.name = "points", .meaning = "of lhs and sobol", .range = kAtLeastOne, .word = "none"},
    points);
  d({.name = "maximin", .meaning = "of lhs: keep points apart from each other"}, maximin);
  d({.name = "levels",
     .meaning = "of each range, of grid (without it 5) and morris (without it 4, even)",
     .range = kAtLeastTwo,
     .word = "the usual"},
    levels);
  d({.name = "trajectories", .meaning = "of morris", .range = kAtLeastOne, .word = "none"},
    trajectories);
  d({.name = "base",
     .meaning = "of saltelli: points of either sample; best a power of two",
     .range = kAtLeastOne,
     .word = "none"},
    base);
  d({.name = "second_order", .meaning = "of saltelli: for indices of pairs too"}, second_order);
  d({.name = "file",
     .meaning =
         "of list: a CSV file with the parameters' names in its first line, values with units",
     .word = "none"},
    file);
}

void KeepText::describe(model::Describer& d) {
  d({.name = "kpis", .meaning = "which KPIs go into the results; all without it"}, kpis);
  d({.name = "periods", .meaning = "all: reporting periods too, not only totals over the horizon"},
    periods);
  d({.name = "segments", .meaning = "all: segments too, of reporting periods"}, segments);
}

void SweepText::describe(model::Describer& d) {
  d({.name = "format", .meaning = "version of this format", .required = true}, format);
  d({.name = "title", .meaning = "what it is, in a few words"}, title);
  d({.name = "question", .meaning = "what it shall answer"}, question);
  d({.name = "scenario", .meaning = "path of the scenario, from this file", .required = true},
    scenario);
  d({.name = "policies", .meaning = "which of its policies, the reference first; all without it"},
    policies);
  d({.name = "replications",
     .meaning = "of every point",
     .range = kAtLeastOne,
     .word = "the scenario's"},
    replications);
  d({.name = "seed",
     .meaning = "of the design and of the simulations",
     .range = model::kNotNegative,
     .word = "the scenario's"},
    seed);
  d({.name = "random_numbers",
     .meaning = "common: all points meet the same customers with the same luck; independent: each "
                "point has luck of its own"},
    random_numbers);
  d({.name = "parameters", .meaning = "what is varied", .required = true}, parameters);
  d({.name = "constraints",
     .meaning =
         "what points must fulfil, as `low <= high` or `failure < 5 %`; others are left out"},
    constraints);
  d({.name = "design", .meaning = "which points", .required = true}, design);
  d({.name = "keep", .meaning = "what goes into the results"}, keep);
}

}  // namespace tenure::scenario
