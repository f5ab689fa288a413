// SPDX-License-Identifier: Apache-2.0
#include "experiment/what_decides.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

#include "engine/elementary.h"
#include "results/sensitivity_layout.h"

namespace tenure::experiment {

namespace {

using analysis::Bounded;
using results::Dataset;

using Texts = std::vector<results::Text>;

const Texts& texts(const Dataset& dataset, const std::string& name) {
  return std::get<Texts>(dataset.find(name)->values);
}

/// The figure at a place of NAME, NAME_low and NAME_high; none if the design does not tell it.
std::optional<Bounded> bounded_at(const Dataset& dataset, const std::string& name,
                                  std::size_t place) {
  const auto at = [&](const std::string& one) {
    return std::get<std::vector<double>>(dataset.find(one)->values)[place];
  };
  if (dataset.find(name) == nullptr) return std::nullopt;
  return Bounded{at(name), at(name + "_low"), at(name + "_high"), engine::kNaN};
}

/// A file may be anybody's: what it has of sensitivity must be as it is described, and no figure
/// without its bounds.
bool is_well_told(const Dataset& dataset) {
  for (const char* needed : {"quantity", "quantity_kpi", "quantity_policy", "quantity_against",
                             "quantity_units", "parameter", "weight", "sentences"}) {
    if (dataset.find(needed) == nullptr) return false;
  }
  for (const results::Description& described : results::sensitivity_variables()) {
    const results::Variable* variable = dataset.find(described.name);
    if (variable == nullptr) continue;
    const bool is_text = std::holds_alternative<Texts>(variable->values);
    const bool is_real = std::holds_alternative<std::vector<double>>(variable->values);
    if (variable->dimensions != described.dimensions) return false;
    if (described.type == results::Type::text ? !is_text : !is_real) return false;
  }
  for (const results::BoundedDescription& bounded : results::bounded_variables()) {
    const bool is_there = dataset.find(bounded.name) != nullptr;
    for (const char* bound : {"_low", "_high"}) {
      if ((dataset.find(bounded.name + bound) != nullptr) != is_there) return false;
    }
  }
  const bool has_indices = dataset.find("total_order") != nullptr;
  const bool has_effects = dataset.find("morris_mu") != nullptr;
  return (dataset.find("first_order") != nullptr) == has_indices &&
         (dataset.find("morris_mu_star") != nullptr) == has_effects &&
         (dataset.find("morris_sigma") != nullptr) == has_effects &&
         (has_effects || dataset.find("curve_share") != nullptr);
}

analysis::Weight weight_of(const std::string& word) {
  for (const analysis::Weight weight : {analysis::Weight::matters, analysis::Weight::hardly}) {
    if (to_string(weight) == word) return weight;
  }
  return analysis::Weight::unresolved;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

}  // namespace

double ParameterWeight::size() const {
  for (const auto& figure : {total_order, mu_star, share}) {
    if (figure) return figure->value;
  }
  return engine::kNaN;
}

std::vector<const ParameterWeight*> DecidedQuantity::by_size() const {
  std::vector<const ParameterWeight*> order;
  for (const ParameterWeight& parameter : parameters) order.push_back(&parameter);
  const auto rank = [](const ParameterWeight* parameter) {
    const double size = parameter->size();
    return std::isnan(size) ? -1.0 : size;
  };
  std::stable_sort(order.begin(), order.end(),
                   [&](const auto* a, const auto* b) { return rank(a) > rank(b); });
  return order;
}

std::vector<const DecidedQuantity*> WhatDecides::of(const std::string& kpi) const {
  std::vector<const DecidedQuantity*> differences;
  std::vector<const DecidedQuantity*> levels;
  for (const DecidedQuantity& quantity : quantities) {
    if (quantity.kpi == kpi) (quantity.against.empty() ? levels : differences).push_back(&quantity);
  }
  return differences.empty() ? levels : differences;
}

std::optional<WhatDecides> what_decides(const Dataset& dataset) {
  if (!is_well_told(dataset)) return std::nullopt;
  WhatDecides all;
  if (dataset.find("total_order") != nullptr) {
    all.by = DecidedBy::indices;
  } else if (dataset.find("morris_mu") != nullptr) {
    all.by = DecidedBy::effects;
  }
  const Texts& names = texts(dataset, "parameter");
  const results::Variable* noise = dataset.find("noise_share");
  for (std::size_t q = 0; q < texts(dataset, "quantity").size(); ++q) {
    DecidedQuantity quantity;
    quantity.name = texts(dataset, "quantity")[q];
    quantity.kpi = texts(dataset, "quantity_kpi")[q];
    quantity.policy = texts(dataset, "quantity_policy")[q];
    quantity.against = texts(dataset, "quantity_against")[q];
    quantity.unit = texts(dataset, "quantity_units")[q];
    quantity.sentences = lines_of(texts(dataset, "sentences")[q]);
    if (noise != nullptr) {
      const double share = std::get<std::vector<double>>(noise->values)[q];
      if (!std::isnan(share)) quantity.noise_share = share;
    }
    for (std::size_t p = 0; p < names.size(); ++p) {
      const std::size_t place = q * names.size() + p;
      quantity.parameters.push_back({.name = names[p],
                                     .weight = weight_of(texts(dataset, "weight")[place]),
                                     .first_order = bounded_at(dataset, "first_order", place),
                                     .total_order = bounded_at(dataset, "total_order", place),
                                     .mu = bounded_at(dataset, "morris_mu", place),
                                     .mu_star = bounded_at(dataset, "morris_mu_star", place),
                                     .sigma = bounded_at(dataset, "morris_sigma", place),
                                     .share = bounded_at(dataset, "curve_share", place)});
    }
    all.quantities.push_back(std::move(quantity));
  }
  return all;
}

}  // namespace tenure::experiment
