// SPDX-License-Identifier: Apache-2.0
#include "experiment/policies.h"

#include <algorithm>

#include "engine/expect.h"

namespace tenure::experiment {

namespace {

bool can_be_paired(const model::Model& a, const model::Model& b) {
  const model::Specification& x = a.specification();
  const model::Specification& y = b.specification();
  return x.seed == y.seed && x.replications == y.replications && x.horizon == y.horizon &&
         x.report_every == y.report_every && x.currency == y.currency &&
         a.study().segments == b.study().segments;
}

/// The first policy's specification, in which nothing happens when `other` begins to apply to
/// somebody, except that this is known.
model::Specification marked(const model::Specification& first, const model::Specification& other) {
  model::Specification specification = first;
  // Only then is it known of each customer whether the policy applies.
  const bool first_has_terms =
      std::any_of(first.segments.begin(), first.segments.end(),
                  [](const model::Segment& segment) { return segment.without_policy.has_value(); });
  if (first_has_terms) return specification;
  for (model::Segment& segment : specification.segments) {
    segment.without_policy = segment.sections;
  }
  specification.terms.starts = other.terms.starts;
  specification.terms.who = other.terms.who;
  // Whom a share draws depends on the policy's name.
  if (other.terms.who) specification.policy = other.policy;
  return specification;
}

/// Whether the two would be marked alike: both address everybody from the same time on.
bool start_alike(const model::Specification& a, const model::Specification& b) {
  const auto start = [](const model::Specification& s) {
    return s.terms.starts.value_or(engine::Duration{0});
  };
  return !a.terms.who && !b.terms.who && start(a) == start(b);
}

}  // namespace

Policies::Policies(const std::vector<model::Specification>& specifications, Joining joining)
    : have_twins_(joining == Joining::twins && specifications.size() > 1) {
  if (specifications.empty()) throw engine::Defect("experiment: a study without policies");
  for (const model::Specification& specification : specifications) {
    models_.push_back(std::make_unique<const model::Model>(
        specification,
        have_twins_ || joining == Joining::fates ? model::Detail::fates : model::Detail::counts));
    if (!can_be_paired(*models_.front(), *models_.back())) {
      throw engine::Defect("experiment: policies of different studies");
    }
  }
  if (have_twins_) prepare_lucks();
}

void Policies::prepare_lucks() {
  const bool one_for_all = reference().has_rows_of_policy();
  luck_of_.assign(size(), 0);
  for (std::size_t policy = 1; policy < size(); ++policy) {
    const model::Specification& own = models_[policy]->specification();
    std::size_t luck = 0;
    while (luck < lucks_.size() && !one_for_all &&
           !start_alike(lucks_[luck]->specification(), own)) {
      ++luck;
    }
    if (luck == lucks_.size()) {
      lucks_.push_back(std::make_unique<const model::Model>(marked(shared(), own),
                                                            model::Detail::fates_with_other_luck));
    }
    luck_of_[policy] = luck;
  }
}

std::size_t Policies::replications_with_luck() const {
  constexpr std::size_t kEnough = 8;
  return std::min(replications(), kEnough);
}

}  // namespace tenure::experiment
