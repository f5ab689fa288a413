// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

/// Which of several policies has the largest mean: how many replications it takes, and when a
/// policy need not be simulated any further. Who looks for the smallest turns the signs round.
namespace tenure::analysis {

/// What is asked of a selection.
struct SelectionRule {
  /// Differences smaller than this do not matter; unit of the observations, more than 0.
  double indifference = 0.0;
  /// Of choosing another one than the best, if the best is better by at least the indifference.
  /// More than 0, less than 0.5.
  double error_rate = 0.05;
  /// Replications from which the variances are estimated, at least 2. Few make the later ones more
  /// (Kim & Nelson 2001, section 4: at least 10).
  std::size_t first_stage = 20;
};

/// How far a selection is.
struct Selection {
  std::vector<bool> still_in;             ///< by policy
  std::vector<std::size_t> replications;  ///< by policy: how many were used
  bool is_decided = false;
  /// The one that was selected; while nothing is decided, the one that is best so far (of all, by
  /// the replications that all have, before the first stage is complete).
  std::size_t best = 0;
  /// How many replications it takes at the most; 0 as long as the first stage is not complete.
  std::size_t at_most = 0;

  std::size_t replications_of_all() const;
};

/// The fully sequential procedure of Kim & Nelson 2001 (ACM Transactions on Modeling and Computer
/// Simulation 11(3), 251-273, section 3, with c = 1): after the first stage all policies that are
/// still in get one replication at a time, and a policy is out once another one that is still in
/// lies above it by more than W = max(0, (h^2 S^2 / indifference - indifference r) / 2), in sums
/// over r replications; S^2 is the variance of their difference in the first stage, h^2 = 2 eta
/// (first_stage - 1), eta = ((2 error_rate / (policies - 1))^(-2 / (first_stage - 1)) - 1) / 2.
/// Variances of paired differences make it valid whatever common random numbers do. Observations
/// are taken as normal and independent from one replication to the next.
///
/// A pure function of what was observed: observations[policy][replication], the same replication in
/// the same place of each. A policy that is out needs no further ones, and those that are there
/// after the decision, or after a policy is out, are not looked at; so it may be asked after every
/// replication, or once with all of them. While it is undecided, the policies that are still in
/// need one more than they have (the whole first stage, in the beginning).
///
/// Throws std::invalid_argument for fewer than two policies, a rule out of its ranges and
/// observations that are not finite.
Selection select_best(std::span<const std::vector<double>> observations, const SelectionRule& rule);

/// The probability that the better one of two policies has the larger mean of n replications each,
/// if it is better by `difference` and the replications of both are independent, normal and of the
/// same standard deviation: Phi(difference sqrt(n / 2) / deviation) (Bechhofer 1954, Annals of
/// Mathematical Statistics 25(1), 16-39, for two). Throws std::invalid_argument unless deviation >
/// 0.
double correct_selection_of_two(double difference, double deviation, std::size_t n);

/// How many replications each of `policies` takes until the one with the largest mean is the best
/// one at the stated error rate, if the standard deviation is known and all policies are simulated
/// independently and equally often: the least n such that (policies - 1) (1 - Phi(indifference
/// sqrt(n / 2) / deviation)) is at most error_rate (Bonferroni). What a sequential procedure is to
/// be compared with. Throws std::invalid_argument as select_best does, and unless deviation > 0.
std::size_t equal_allocation(std::size_t policies, double deviation, const SelectionRule& rule);

}  // namespace tenure::analysis
