// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <span>

namespace tenure::analysis {

/// When there are replications enough: once the half width of a figure's interval is at most
/// `relative` times the figure, or at most `absolute`.
///
/// Looked at only at checkpoints, 20 replications, 30, 45, 67 and so on by half as many again:
/// whoever looks after every replication stops at a moment when the variance happens to look small,
/// and the interval then holds its mean less often than stated. The interval is only asymptotically
/// of the stated confidence (Chow & Robbins 1965, Annals of Mathematical Statistics 36(2),
/// 457-462).
struct PrecisionRule {
  double relative = 0.0;       ///< of the true figure, more than 0 and less than 1: 0.01 is 1 %
  double confidence = 0.95;    ///< more than 0, less than 1
  std::size_t at_most = 1000;  ///< replications; the last checkpoint, at least 20
  double absolute = 0.0;       ///< more than 0, unit of the figure; instead of `relative`, then 0
};

/// What the observations so far say.
struct Stopping {
  /// The mean is as precise as it was to be.
  bool is_reached = false;
  /// Nothing is to be added: it is reached, or `at_most` replications are there.
  bool is_over = false;
  /// If it is over, how many replications count: the first ones, up to the checkpoint where it
  /// ended. Otherwise the next checkpoint: how many there must be before asking again has a point.
  std::size_t replications = 0;
  /// At the last checkpoint that was looked at: half width by the figure's absolute value; infinite
  /// if the figure is 0 and the half width is not, or before the first checkpoint. Of an absolute
  /// rule: the half width itself.
  double achieved = 0.0;
};

/// The checkpoint after `replications`: 20, 30, 45, 67, 100, 150, ..., but not beyond `at_most`.
std::size_t next_checkpoint(std::size_t replications, std::size_t at_most);

/// Of values in the order of their replications. A pure function of the values up to the checkpoint
/// where it ends: more of them change nothing. The estimated mean stands for the true one, so the
/// half width is held to relative / (1 + relative) of it (Law 2015, Simulation Modeling and
/// Analysis, section 9.4.1). Never with fewer than 20 values. What never varies is precise at once.
///
/// Throws std::invalid_argument for a rule out of its ranges and for values, up to the end, that
/// are not finite.
Stopping stopping(std::span<const double> values, const PrecisionRule& rule);

/// What an interval says.
struct Precision {
  double half_width = 0.0;  ///< infinite if there is none
  double figure = 0.0;      ///< of which `relative` is a share
};
/// Of the first so many replications.
using PrecisionOf = std::function<Precision(std::size_t replications)>;

/// The same of any figure, or of the least precise of several, of which so many replications are
/// there: `precision_of` is asked at checkpoints only, in their order.
Stopping stopping(std::size_t available, const PrecisionOf& precision_of,
                  const PrecisionRule& rule);

/// The half width at which a rule is reached, if the figure is this one.
double allowed_half_width(const PrecisionRule& rule, double figure);

}  // namespace tenure::analysis
