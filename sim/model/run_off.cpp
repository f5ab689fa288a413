// SPDX-License-Identifier: Apache-2.0
#include "model/run_off.h"

#include <cmath>
#include <numeric>

#include "engine/elementary.h"
#include "model/mechanisms/finance.h"

namespace tenure::model {

RunOff::RunOff(const Model& model, Books& books)
    : books_(books),
      tally_(model.layout().first_tally[kIndexOf<Finance>] + Finance::value_of_initial) {
  Record& record = books_.record();
  record.run_off_value.assign(record.rows, 0);
  record.value_cut_off = kUnknown;
  up_to_horizon_ = static_cast<double>(books_.counted(tally_, {}));
}

bool RunOff::close_year(std::span<Worker> workers) {
  Record& record = books_.record();
  double year = 0.0;
  for (Worker& worker : workers) {
    for (std::size_t row = 0; row < record.rows; ++row) {
      std::int64_t& part = worker.tally(tally_, row);
      record.run_off_value[row] += part;
      year += static_cast<double>(part);
      part = 0;
    }
  }
  years_.push_back(year);
  record.value_cut_off = estimate_cut_off();
  return record.value_cut_off < kMayCutOff;
}

std::uint64_t RunOff::estimate_cut_off() const {
  constexpr std::size_t kYears = 3;
  const double last = std::abs(years_.back());
  if (last == 0.0 && years_.size() >= kYears) return 0;
  if (years_.size() <= kYears) return kUnknown;
  const double before = std::abs(years_[years_.size() - 1 - kYears]);
  const double q = engine::pow(last / before, 1.0 / kYears);
  const double whole = std::abs(std::accumulate(years_.begin(), years_.end(), up_to_horizon_));
  if (!(q < 1.0) || whole == 0.0) return kUnknown;
  const double share = last * q / (1.0 - q) / whole;
  return share < 1.0 ? static_cast<std::uint64_t>(1e6 * share) : kUnknown;
}

}  // namespace tenure::model
