// SPDX-License-Identifier: Apache-2.0
#include "results/sensitivity_layout.h"

#include <algorithm>
#include <utility>

#include "engine/expect.h"

namespace tenure::results {

std::vector<BoundedDescription> bounded_variables() {
  return {
      {"first_order",
       {"quantity", "parameter"},
       "share of the variance that fixing this parameter alone would take away (Sobol, design "
       "saltelli)"},
      {"total_order",
       {"quantity", "parameter"},
       "share of the variance that fixing all other parameters would leave (Sobol, design "
       "saltelli)"},
      {"second_order",
       {"quantity", "pair"},
       "share of the variance that two parameters make together beyond what each makes alone "
       "(Sobol, design saltelli)"},
      {"morris_mu",
       {"quantity", "parameter"},
       "mean effect of moving the parameter over its whole range, in quantity_units (design "
       "morris)"},
      {"morris_mu_star",
       {"quantity", "parameter"},
       "mean size of the effects, whatever their sign, in quantity_units (design morris)"},
      {"morris_sigma",
       {"quantity", "parameter"},
       "standard deviation of the effects, which depend on the other parameters, in "
       "quantity_units (design morris)"},
      {"curve_share",
       {"quantity", "parameter"},
       "share of the variance that the parameter's curve follows (designs without trajectories)"},
      {"curve_mean",
       {"quantity", "parameter", "curve_point"},
       "mean of the quantity where the parameter is about curve_at, in quantity_units"},
  };
}

std::vector<Description> sensitivity_variables() {
  const auto text = [](std::string name, std::vector<std::string> dimensions, std::string meaning) {
    return Description{std::move(name),    std::move(dimensions), Type::text,       "",
                       std::move(meaning), Kind::neither,         Occurs::in_sweeps};
  };
  const auto number = [](std::string name, std::vector<std::string> dimensions, std::string units,
                         std::string meaning) {
    return Description{std::move(name),  std::move(dimensions), Type::float64,
                       std::move(units), std::move(meaning),    Kind::neither,
                       Occurs::in_sweeps};
  };
  std::vector<Description> all{
      text("quantity", {"quantity"},
           "what may depend on the parameters: a KPI of a policy, or its difference to the first"),
      text("quantity_kpi", {"quantity"}, "its KPI"),
      text("quantity_policy", {"quantity"}, "its policy"),
      text("quantity_against", {"quantity"},
           "the policy that it is less, in the same replication; empty for none"),
      text("quantity_units", {"quantity"}, "its units"),
      text("parameter", {"parameter"}, "name of the swept parameter"),
      text("pair_first", {"pair"}, "name of the first of two parameters"),
      text("pair_second", {"pair"}, "name of the second"),
      text("weight", {"quantity", "parameter"},
           "whether the quantity depends on the parameter: matters, hardly or unresolved"),
      text("sentences", {"quantity"}, "what to know before believing that; one to a line"),
      number("explained_variance", {"quantity"}, "",
             "variance that the parameters make, without noise, in quantity_units squared"),
      number("noise_share", {"quantity"}, "1",
             "share of the variance between points that is luck; missing for one replication"),
      number("effect_noise_share", {"quantity", "parameter"}, "1",
             "share of the mean squared effect that is luck; missing for one replication"),
      number("curve_at", {"parameter", "curve_point"}, "",
             "where the curve is known: mean of p_NAME, in its units; of words the number of the "
             "value, from 0"),
      number("map_first_at", {"pair", "map_row"}, "", "mean of p_NAME of the first parameter"),
      number("map_second_at", {"pair", "map_column"}, "", "mean of p_NAME of the second parameter"),
      number("map_mean", {"quantity", "pair", "map_row", "map_column"}, "",
             "mean of the quantity where both parameters are about there, in quantity_units"),
      number("map_excess", {"quantity", "pair", "map_row", "map_column"}, "",
             "that less what each parameter does alone, in quantity_units"),
  };
  for (const BoundedDescription& bounded : bounded_variables()) {
    const std::string units = bounded.meaning.starts_with("share") ? "1" : "";
    all.push_back(number(bounded.name, bounded.dimensions, units, bounded.meaning));
    all.push_back(number(bounded.name + "_low", bounded.dimensions, units,
                         "95 % sure: not below this (" + bounded.name + ")"));
    all.push_back(number(bounded.name + "_high", bounded.dimensions, units,
                         "95 % sure: not above this (" + bounded.name + ")"));
  }
  return all;
}

Description sensitivity_variable(std::string_view name) {
  std::vector<Description> all = sensitivity_variables();
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const Description& one) { return one.name == name; });
  if (found == all.end()) {
    throw engine::Defect("results: no variable of sensitivity " + std::string(name));
  }
  return std::move(*found);
}

}  // namespace tenure::results
