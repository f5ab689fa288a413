// SPDX-License-Identifier: Apache-2.0
#include "verify/judge_claim.h"

#include <memory>
#include <utility>

#include "analysis/holm.h"
#include "experiment/policies.h"
#include "experiment/replicate.h"
#include "verify/block.h"
#include "verify/question.h"

namespace tenure::verify {

namespace {

std::vector<model::Specification> specifications_of(const scenario::Loaded& loaded) {
  std::vector<model::Specification> all;
  for (const scenario::LoadedPolicy& policy : loaded.policies) all.push_back(policy.specification);
  return all;
}

}  // namespace

std::string_view name_of(ClaimVerdict verdict) {
  switch (verdict) {
    case ClaimVerdict::shown:
      return "shown";
    case ClaimVerdict::refuted:
      return "refuted";
    case ClaimVerdict::undecided:
      break;
  }
  return "undecided";
}

ClaimVerdict ClaimOutcome::verdict() const {
  bool all_shown = true;
  for (const Judged& one : judged) {
    if (one.verdict == ClaimVerdict::refuted) return ClaimVerdict::refuted;
    all_shown = all_shown && one.verdict == ClaimVerdict::shown;
  }
  return all_shown && !judged.empty() ? ClaimVerdict::shown : ClaimVerdict::undecided;
}

ClaimOutcome judge_claim(const Source& source, const Changes& changes, unsigned threads,
                         const std::stop_token& stop) {
  ClaimOutcome outcome;
  scenario::Issues issues;
  const std::string currency = source.currency();
  const scenario::Node* block = read_block(source.chain, "claim", currency, outcome.claim, issues);
  if (block == nullptr) {
    issues.add(source.chain.trees.front().place, "claim",
               {"is missing", "a claim says what must come out", ""});
  } else if (outcome.claim.expect.empty() && issues.empty()) {
    issues.add(block->place, "claim.expect", {"is missing", "a claim says what must come out", ""});
  }
  issues.throw_if_any();
  const scenario::Loaded loaded = load(source, changes);
  const experiment::Policies policies(specifications_of(loaded));
  outcome.title = policies.shared().title;
  std::vector<std::unique_ptr<experiment::Kpis>> kpis;
  for (std::size_t i = 0; i < policies.size(); ++i) {
    kpis.push_back(std::make_unique<experiment::Kpis>(policies[i]));
  }
  Carried carried{policies, kpis};
  std::vector<Question> questions;
  questions.reserve(outcome.claim.expect.size());
  const scenario::Node* items = list_in(*block, "expect");
  for (std::size_t i = 0; i < outcome.claim.expect.size(); ++i) {
    const Trouble trouble(issues, items->items[i], "claim.expect[" + std::to_string(i + 1) + ']');
    questions.emplace_back(outcome.claim.expect[i], carried, currency, trouble);
  }
  if (policies.replications() < 2) {
    issues.add(source.chain.trees.front().place, "replications",
               {"is 1", "a claim is judged by how much replications differ", "20"});
  }
  issues.throw_if_any();
  experiment::RunOptions how;
  how.threads = threads;
  how.stop = stop;
  const experiment::Finished finished = experiment::replicate(policies, how);
  carried.records = &finished.records;
  outcome.replications = policies.replications();
  outcome.wall_seconds = finished.wall_seconds;
  std::vector<double> not_so;
  std::vector<double> so;
  for (Question& question : questions) {
    question.estimate();
    not_so.push_back(question.p_not_so());
    so.push_back(question.p_so());
  }
  const auto shown = analysis::rejected_by_holm(not_so, outcome.claim.error_rate);
  const auto refuted = analysis::rejected_by_holm(so, outcome.claim.error_rate);
  const double each = outcome.claim.error_rate / static_cast<double>(questions.size());
  for (std::size_t i = 0; i < questions.size(); ++i) {
    outcome.judged.push_back(questions[i].told(shown[i], refuted[i], each));
  }
  return outcome;
}

}  // namespace tenure::verify
