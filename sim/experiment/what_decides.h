// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/responses.h"
#include "analysis/what_matters.h"
#include "results/dataset.h"

namespace tenure::experiment {

/// What the results of a sweep say of one parameter and one quantity. Which figures there are
/// depends on the design.
struct ParameterWeight {
  std::string name;
  analysis::Weight weight = analysis::Weight::unresolved;
  std::optional<analysis::Bounded> first_order;  ///< Saltelli: shares of the variance
  std::optional<analysis::Bounded> total_order;
  std::optional<analysis::Bounded> mu;  ///< Morris: in the quantity's unit, per whole range
  std::optional<analysis::Bounded> mu_star;
  std::optional<analysis::Bounded> sigma;
  std::optional<analysis::Bounded> share;  ///< other designs: of the variance, by its curve

  /// What parameters are put in order by: total_order, mu_star or share; NaN if it is unknown.
  double size() const;
};

struct DecidedQuantity {
  std::string name;  ///< "profit of points less today"
  std::string kpi;
  std::string policy;
  std::string against;  ///< empty: none
  std::string unit;
  std::optional<double> noise_share;        ///< Saltelli, with two replications
  std::vector<ParameterWeight> parameters;  ///< in the order of the sweep
  std::vector<std::string> sentences;

  /// The parameters, those that weigh most first.
  std::vector<const ParameterWeight*> by_size() const;
};

/// How parameters were judged.
enum class DecidedBy { indices, effects, curves };

struct WhatDecides {
  DecidedBy by = DecidedBy::curves;
  std::vector<DecidedQuantity> quantities;

  /// Those of a KPI that a decision hangs on: the differences between policies, or with one policy
  /// its KPI.
  std::vector<const DecidedQuantity*> of(const std::string& kpi) const;
};

/// Out of the results of a sweep; none if they hold no sensitivity, or not as it is
/// described.
std::optional<WhatDecides> what_decides(const results::Dataset& dataset);

}  // namespace tenure::experiment
