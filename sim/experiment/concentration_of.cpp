// SPDX-License-Identifier: Apache-2.0
#include "experiment/concentration_of.h"

#include <cstdint>
#include <variant>

#include "analysis/ratio.h"

namespace tenure::experiment {

std::vector<Concentration> concentrations_of(const results::Dataset& dataset) {
  const results::Variable* variable = dataset.find("paid_by_tenth");
  if (variable == nullptr || dataset.dimensions.at("paid_tenth") != kDeciles) return {};
  const auto& paid = std::get<std::vector<std::int64_t>>(variable->values);
  const std::size_t replications = dataset.dimensions.at("replication");
  std::vector<Concentration> all(dataset.dimensions.at("policy"));
  for (std::size_t policy = 0; policy < all.size(); ++policy) {
    using Sums = std::vector<double>;  // by replication [cents]
    std::array<Sums, kDeciles> tenths;
    std::array<Sums, kDeciles> tops;
    for (std::size_t i = 0; i < replications; ++i) {
      double top = 0.0;
      for (std::size_t tenth = 0; tenth < kDeciles; ++tenth) {
        const auto cents =
            static_cast<double>(paid[(policy * replications + i) * kDeciles + tenth]);
        top += cents;
        tenths[tenth].push_back(cents);
        tops[tenth].push_back(top);
      }
    }
    for (std::size_t tenth = 0; tenth < kDeciles; ++tenth) {
      all[policy].by_tenth[tenth] = analysis::ratio_of_sums(tenths[tenth], tops.back());
      all[policy].of_top[tenth] = analysis::ratio_of_sums(tops[tenth], tops.back());
    }
  }
  return all;
}

}  // namespace tenure::experiment
