// SPDX-License-Identifier: Apache-2.0
#include "scenario/sweep_constraint.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "scenario/did_you_mean.h"
#include "scenario/header.h"

namespace tenure::scenario {
namespace {

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

std::optional<std::size_t> find(const std::vector<SweepParameter>& parameters,
                                std::string_view name) {
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    if (parameters[i].name == name) return i;
  }
  return std::nullopt;
}

Fault unknown(std::string_view name, const std::vector<SweepParameter>& parameters) {
  std::vector<std::string_view> known;
  for (const SweepParameter& parameter : parameters) known.push_back(parameter.name);
  return {in_quotes(name) + " is no parameter of the sweep", "", closest(name, known)};
}

}  // namespace

Parsed<SweepConstraint> parse_constraint(const std::string& text,
                                         const std::vector<SweepParameter>& parameters) {
  using Op = SweepConstraint::Op;
  const std::size_t sign = text.find_first_of("<>");
  if (sign == std::string::npos) {
    return Fault{in_quotes(text) + " is no condition",
                 "it is a parameter, one of < <= > >=, and another one or an amount",
                 "low <= high"};
  }
  const bool or_equal = sign + 1 < text.size() && text[sign + 1] == '=';
  SweepConstraint constraint;
  constraint.text = text;
  constraint.op = text[sign] == '<' ? (or_equal ? Op::at_most : Op::less)
                                    : (or_equal ? Op::at_least : Op::more);
  const std::string_view left = trimmed(std::string_view(text).substr(0, sign));
  const std::string_view right = trimmed(std::string_view(text).substr(sign + (or_equal ? 2 : 1)));
  const auto first = find(parameters, left);
  if (!first) return unknown(left, parameters);
  constraint.left = *first;
  const SweepParameter& parameter = parameters[*first];
  if (!parameter.kind) {
    return Fault{in_quotes(left) + " is no number", "only numbers can be compared", ""};
  }
  constraint.right = find(parameters, right);
  if (!constraint.right) {
    if (is_name(right)) return unknown(right, parameters);
    const Parsed<double> amount = parse_measure(*parameter.kind, right, parameter.currency);
    if (!amount) return amount.fault();
    constraint.amount = *amount;
  } else if (parameters[*constraint.right].kind != parameter.kind) {
    return Fault{in_quotes(left) + " and " + in_quotes(right) + " are of different kinds",
                 "only amounts of one kind can be compared", ""};
  }
  return constraint;
}

}  // namespace tenure::scenario
