// SPDX-License-Identifier: Apache-2.0
#include "experiment/swept_quantity.h"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/elementary.h"
#include "results/layout.h"

namespace tenure::experiment {

namespace {

constexpr std::string_view kTotal = "_total";

bool is_total_of_kpi(const results::Variable& variable) {
  return variable.name.ends_with(kTotal) &&
         !variable.attributes.contains(results::kAgainstAttribute) &&
         variable.dimensions == std::vector<std::string>{"point", "policy", "replication"};
}

/// In the unit that `units` names; what is missing is NaN.
class Numbers {
 public:
  explicit Numbers(const results::Variable& variable) : values_(variable.values) {
    const auto scale = variable.attributes.find("scale_factor");
    if (scale != variable.attributes.end()) factor_ = std::get<double>(scale->second);
  }
  double at(std::size_t place) const {
    if (const auto* reals = std::get_if<std::vector<double>>(&values_)) return (*reals)[place];
    const std::int64_t whole = std::get<std::vector<std::int64_t>>(values_)[place];
    return whole == results::kMissing ? engine::kNaN : factor_ * static_cast<double>(whole);
  }

 private:
  const results::Values& values_;
  double factor_ = 1.0;
};

}  // namespace

std::string SweptQuantity::name() const {
  return kpi + " of " + policy + (against ? " less " + *against : "");
}

void for_each_quantity(const results::Dataset& dataset,
                       const std::function<void(const SweptQuantity&)>& take) {
  const auto policies = std::get<std::vector<results::Text>>(dataset.find("policy")->values);
  const std::size_t points = dataset.dimensions.at("point");
  const std::size_t replications = dataset.dimensions.at("replication");
  for (const results::Variable& total : dataset.variables) {
    if (!is_total_of_kpi(total)) continue;
    const Numbers numbers(total);
    const auto place = [&](std::size_t point, std::size_t policy, std::size_t replication) {
      return (point * policies.size() + policy) * replications + replication;
    };
    const auto tell = [&](std::size_t policy, bool is_difference) {
      const auto unit = total.attributes.find("units");
      SweptQuantity quantity{
          total.name.substr(0, total.name.size() - kTotal.size()),
          unit == total.attributes.end() ? "" : std::get<std::string>(unit->second),
          policies[policy], is_difference ? std::optional(policies.front()) : std::nullopt,
          analysis::Responses(points, replications)};
      for (std::size_t point = 0; point < points; ++point) {
        for (std::size_t r = 0; r < replications; ++r) {
          const double base = is_difference ? numbers.at(place(point, 0, r)) : 0.0;
          quantity.responses.set(point, r, numbers.at(place(point, policy, r)) - base);
        }
      }
      take(quantity);
    };
    for (std::size_t policy = 0; policy < policies.size(); ++policy) tell(policy, false);
    for (std::size_t policy = 1; policy < policies.size(); ++policy) tell(policy, true);
  }
}

}  // namespace tenure::experiment
