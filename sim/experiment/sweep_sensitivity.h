// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stop_token>

#include "analysis/sensitivity.h"
#include "experiment/sweep_points.h"
#include "results/dataset.h"
#include "scenario/sweep.h"

namespace tenure::experiment {

/// How a sweep's points are to be analysed, and where they are in the unit cube. Lists, and designs
/// from which constraints left points out, have no structure: each parameter by the rank of its
/// values.
struct AnalysedDesign {
  analysis::Design design;
  analysis::Points points;
  /// The same, equal wherever a parameter had the same value: a list of three values has three
  /// places in curves and maps, however many levels the design has.
  analysis::Points settings;
};
AnalysedDesign analysed_design(const scenario::Sweep& sweep, const SweepPoints& points,
                               const results::Dataset& dataset);

/// Adds to the results of a sweep what they say of its parameters (results/sensitivity_layout.h).
/// Nothing for a single point. A pure function of the results: the same bits by anybody. Throws
/// model::Interrupted when asked to stop.
void add_sensitivity(results::Dataset& dataset, const scenario::Sweep& sweep,
                     const SweepPoints& points, const std::stop_token& stop = {});

}  // namespace tenure::experiment
