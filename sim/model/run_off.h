// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "model/books.h"
#include "model/model.h"
#include "model/worker.h"

namespace tenure::model {

/// The account of a run-off: what those active at time 0 are worth beyond the horizon, year by
/// year, until the rest does not matter.
///
/// The rest is estimated as a geometric series: the last year's value times q + q^2 + ..., where q
/// is the mean factor from year to year over the last three.
class RunOff {
 public:
  /// Up to this share of the whole value, in millionths, may be cut off.
  static constexpr std::uint64_t kMayCutOff = 5'000;
  static constexpr std::uint64_t kUnknown = 1'000'000;

  RunOff(const Model& model, Books& books);
  /// A year has passed: takes its value from the workers. Whether the rest may be cut off.
  bool close_year(std::span<Worker> workers);

 private:
  std::uint64_t estimate_cut_off() const;

  Books& books_;
  std::size_t tally_;           ///< of the value of those active at time 0
  double up_to_horizon_ = 0.0;  ///< that value, all segments [millionths]
  std::vector<double> years_;   ///< the same of the years beyond
};

}  // namespace tenure::model
