// SPDX-License-Identifier: Apache-2.0
#include "cli/report/payback.h"

#include <cmath>

#include "experiment/by_period.h"
#include "experiment/course.h"

namespace tenure::cli {

std::optional<Payback> payback_of(const Account& account, std::size_t policy) {
  const results::Dataset& dataset = account.recorded.dataset;
  const auto gain = experiment::gain_so_far(dataset, "profit", policy, 0);
  if (gain.size() < 2 || std::isnan(gain.back().mean)) return std::nullopt;
  Payback payback{experiment::edges_of_periods(dataset), {{0.0, 0.0}}, std::nullopt};
  payback.gain.insert(payback.gain.end(), gain.begin(), gain.end());
  if (const auto from = experiment::ahead_from(gain)) {
    payback.day = *from == 0 ? 0.0 : payback.days[*from + 1];
  }
  return payback;
}

}  // namespace tenure::cli
