// SPDX-License-Identifier: Apache-2.0
#include "cli/decides_text.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>
#include <vector>

#include "cli/table.h"
#include "cli/words.h"

namespace tenure::cli {
namespace {

using analysis::Bounded;
using analysis::Weight;
using experiment::DecidedBy;
using experiment::DecidedQuantity;
using experiment::ParameterWeight;
using experiment::WhatDecides;

constexpr std::size_t kWidth = 100;

std::string number(double x, int decimals) {
  return std::isnan(x) ? "unknown" : with_thousands(x, decimals);
}

std::string between(const Bounded& figure, int decimals) {
  if (std::isnan(figure.low)) return "unknown";
  return number(figure.low, decimals) + " and " + number(figure.high, decimals);
}

/// Enough to tell the largest effect by three digits.
int decimals_of(const DecidedQuantity& quantity) {
  double largest = 0.0;
  for (const ParameterWeight& parameter : quantity.parameters) {
    if (parameter.mu_star && std::isfinite(parameter.mu_star->value)) {
      largest = std::max(largest, parameter.mu_star->value);
    }
  }
  return decimals_worth_showing(largest, largest / 10.0);
}

std::vector<std::string> head_of(DecidedBy by) {
  switch (by) {
    case DecidedBy::indices:
      return {"parameter", "", "alone", "in all", "95 % sure between"};
    case DecidedBy::effects:
      return {"parameter", "", "mu", "mu*", "95 % sure between", "sigma"};
    case DecidedBy::curves:
      break;
  }
  return {"parameter", "", "share", "95 % sure between"};
}

std::vector<std::string> row_of(const ParameterWeight& parameter, DecidedBy by, int decimals) {
  const std::string weight = to_string(parameter.weight);
  switch (by) {
    case DecidedBy::indices:
      return {parameter.name, weight, number(parameter.first_order->value, 2),
              number(parameter.total_order->value, 2), between(*parameter.total_order, 2)};
    case DecidedBy::effects:
      return {parameter.name,
              weight,
              number(parameter.mu->value, decimals),
              number(parameter.mu_star->value, decimals),
              between(*parameter.mu_star, decimals),
              number(parameter.sigma->value, decimals)};
    case DecidedBy::curves:
      break;
  }
  return {parameter.name, weight, number(parameter.share->value, 2), between(*parameter.share, 2)};
}

std::string text_of(const DecidesTable& cells) {
  std::vector<Align> columns(cells.head.size(), Align::right);
  columns[0] = columns[1] = Align::left;
  Table table(columns);
  table.add(cells.head);
  for (const std::vector<std::string>& row : cells.rows) table.add(row);
  return table.text("  ");
}

std::string names_of(const DecidedQuantity& quantity, Weight weight) {
  std::string names;
  for (const ParameterWeight* parameter : quantity.by_size()) {
    if (parameter->weight == weight) names += (names.empty() ? "" : ", ") + parameter->name;
  }
  return names;
}

std::string line_of(const DecidedQuantity& quantity) {
  const std::string matter = names_of(quantity, Weight::matters);
  const std::string unresolved = names_of(quantity, Weight::unresolved);
  std::string line = quantity.name + ": " + (matter.empty() ? "nothing for sure" : matter);
  if (!unresolved.empty()) line += "; unresolved: " + unresolved;
  return line;
}

/// The quantities of what decides, then one line for the others that a decision hangs on.
std::string chosen_kpi(const WhatDecides& decides, const std::string& kpi) {
  return decides.of(kpi).empty() ? decides.quantities.front().kpi : kpi;
}

void write_bounded(results::JsonWriter& json, const char* name,
                   const std::optional<Bounded>& figure) {
  if (!figure) return;
  json.key(name)
      .open_object()
      .field("value", figure->value)
      .field("low", figure->low)
      .field("high", figure->high)
      .close();
}

const char* name_of(DecidedBy by) {
  switch (by) {
    case DecidedBy::indices:
      return "sobol_indices";
    case DecidedBy::effects:
      return "morris_effects";
    case DecidedBy::curves:
      break;
  }
  return "curves";
}

}  // namespace

DecidesTable decides_table(const DecidedQuantity& quantity, DecidedBy by) {
  const bool has_unit = by == DecidedBy::effects && quantity.unit != "1";
  DecidesTable table{has_unit ? quantity.unit : "", head_of(by), {}};
  for (const ParameterWeight* parameter : quantity.by_size()) {
    table.rows.push_back(row_of(*parameter, by, decimals_of(quantity)));
  }
  return table;
}

std::string decides_explanation(DecidedBy by) {
  switch (by) {
    case DecidedBy::indices:
      return "Shares of the variance over the ranges: alone, and in all with what it does together "
             "with others (Sobol indices).";
    case DecidedBy::effects:
      return "Effect of moving each over its whole range: mu on average, mu* without its sign, "
             "sigma how much it depends on the others (Morris).";
    case DecidedBy::curves:
      break;
  }
  return "Share of the variance over the ranges that each makes alone.";
}

std::string decides_as_text(const WhatDecides& decides, const std::string& kpi,
                            const Console& console) {
  if (decides.quantities.empty()) return {};
  const std::string main = chosen_kpi(decides, kpi);
  std::string text = console.on_stdout(Style::bold, "What decides") + "\n" +
                     wrapped(decides_explanation(decides.by), kWidth, 0) + "\n";
  std::set<std::string> said;
  for (const DecidedQuantity* quantity : decides.of(main)) {
    const DecidesTable table = decides_table(*quantity, decides.by);
    text += "\n" + quantity->name + (table.unit.empty() ? "" : ", in " + table.unit) + "\n" +
            text_of(table);
    for (const std::string& sentence : quantity->sentences) {
      if (said.insert(sentence).second) text += "  " + wrapped(sentence, kWidth - 2, 2) + "\n";
    }
  }
  std::string others;
  std::set<std::string> kpis{main};
  for (const DecidedQuantity& quantity : decides.quantities) {
    if (!kpis.insert(quantity.kpi).second) continue;
    for (const DecidedQuantity* other : decides.of(quantity.kpi)) {
      others += "  " + wrapped(line_of(*other), kWidth - 2, 4) + "\n";
    }
  }
  if (!others.empty()) text += "\nWhat else matters\n" + others;
  return text;
}

void write_decides(results::JsonWriter& json, const WhatDecides& decides) {
  json.key("sensitivity").open_object().field("by", name_of(decides.by));
  json.key("quantities").open_array();
  for (const DecidedQuantity& quantity : decides.quantities) {
    json.open_object()
        .field("quantity", quantity.name)
        .field("kpi", quantity.kpi)
        .field("policy", quantity.policy);
    if (quantity.against.empty()) {
      json.field("against", nullptr);
    } else {
      json.field("against", quantity.against);
    }
    json.field("unit", quantity.unit).field("noise_share", quantity.noise_share.value_or(NAN));
    json.key("parameters").open_array();
    for (const ParameterWeight& parameter : quantity.parameters) {
      json.open_object()
          .field("parameter", parameter.name)
          .field("weight", to_string(parameter.weight));
      write_bounded(json, "first_order", parameter.first_order);
      write_bounded(json, "total_order", parameter.total_order);
      write_bounded(json, "mu", parameter.mu);
      write_bounded(json, "mu_star", parameter.mu_star);
      write_bounded(json, "sigma", parameter.sigma);
      write_bounded(json, "share", parameter.share);
      json.close();
    }
    json.close().key("sentences").open_array();
    for (const std::string& sentence : quantity.sentences) json.value(sentence);
    json.close().close();
  }
  json.close().close();
}

}  // namespace tenure::cli
