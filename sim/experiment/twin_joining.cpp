// SPDX-License-Identifier: Apache-2.0
#include "experiment/twin_joining.h"

#include <algorithm>

namespace tenure::experiment {

TwinJoining::TwinJoining(const Policies& policies, std::size_t replication,
                         std::vector<std::size_t> wanted)
    : policies_(policies),
      wanted_(std::move(wanted)),
      runs_(policies.size()),
      of_luck_(policies.lucks()) {
  if (replication >= policies.replications_with_luck()) return;
  for (const std::size_t policy : wanted_) lucks_.push_back(policies.luck_of(policy));
  std::sort(lucks_.begin(), lucks_.end());
  lucks_.erase(std::unique(lucks_.begin(), lucks_.end()), lucks_.end());
}

void TwinJoining::take_first(model::Fates fates) {
  first_.emplace(std::move(fates), policies_.reference().uses<model::Finance>());
  join_what_is_here();
}

void TwinJoining::take_policy(std::size_t policy, model::Record record, model::Fates fates) {
  runs_[policy].record = std::move(record);
  runs_[policy].fates = std::move(fates);
  join_what_is_here();
}

void TwinJoining::take_luck(std::size_t luck, model::Fates fates) {
  of_luck_[luck].fates = std::move(fates);
  join_what_is_here();
}

void TwinJoining::join_what_is_here() {
  if (!first_) return;
  const std::size_t segments = policies_.reference().segments();
  bool is_done_with_first = true;
  for (const std::size_t luck : lucks_) {
    Luck& own = of_luck_[luck];
    if (own.fates) own.counts = join_luck(*first_, *own.fates, segments);
    own.fates.reset();
    is_done_with_first = is_done_with_first && own.counts.has_value();
  }
  for (const std::size_t policy : wanted_) {
    Run& run = runs_[policy];
    if (run.fates) {
      run.record->twins =
          packed(join(*first_, *run.fates, segments, policies_[policy].policy_starts()));
      run.is_joined = true;
    }
    run.fates.reset();
    is_done_with_first = is_done_with_first && run.is_joined;
  }
  if (is_done_with_first) first_.reset();
}

std::vector<std::pair<std::size_t, model::Record>> TwinJoining::take_complete() {
  std::vector<std::pair<std::size_t, model::Record>> complete;
  for (const std::size_t policy : wanted_) {
    Run& run = runs_[policy];
    if (!run.record || !run.is_joined) continue;
    if (!lucks_.empty()) {
      const Luck& luck = of_luck_[policies_.luck_of(policy)];
      if (!luck.counts) continue;
      run.record->twins_by_luck = *luck.counts;
    }
    complete.emplace_back(policy, *std::move(run.record));
    run.record.reset();
  }
  return complete;
}

}  // namespace tenure::experiment
