// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "experiment/policies.h"
#include "experiment/twins.h"
#include "model/fates.h"
#include "model/record.h"

namespace tenure::experiment {

/// One replication's policies on their way to be joined with the first: takes the fates as the runs
/// end, in whatever order, keeps no more of them than it must, and gives the records out complete.
/// One thread at a time.
class TwinJoining {
 public:
  /// `wanted`: numbers of the policies to be joined, none of them the first.
  TwinJoining(const Policies& policies, std::size_t replication, std::vector<std::size_t> wanted);

  /// Whether the first policy is run for its fates: not if nothing is to be joined with them.
  bool needs_first() const { return !wanted_.empty(); }
  /// Which of Policies::with_other_luck are to be run.
  const std::vector<std::size_t>& lucks() const { return lucks_; }

  void take_first(model::Fates fates);
  void take_policy(std::size_t policy, model::Record record, model::Fates fates);
  void take_luck(std::size_t luck, model::Fates fates);

  /// The policies that are complete by now, each once.
  std::vector<std::pair<std::size_t, model::Record>> take_complete();

 private:
  struct Run {
    std::optional<model::Record> record;  ///< here, and not yet given out
    std::optional<model::Fates> fates;    ///< here, and not yet joined
    bool is_joined = false;
  };
  struct Luck {
    std::optional<model::Fates> fates;
    std::optional<std::vector<std::int64_t>> counts;
  };
  void join_what_is_here();

  const Policies& policies_;
  std::vector<std::size_t> wanted_;
  std::vector<std::size_t> lucks_;
  std::optional<FirstFates> first_;
  std::vector<Run> runs_;      ///< by policy
  std::vector<Luck> of_luck_;  ///< by luck
};

}  // namespace tenure::experiment
