// SPDX-License-Identifier: Apache-2.0
#include "experiment/policies.h"

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

}  // namespace

Policies::Policies(const std::vector<model::Specification>& specifications) {
  if (specifications.empty()) throw engine::Defect("experiment: a study without policies");
  for (const model::Specification& specification : specifications) {
    models_.push_back(std::make_unique<const model::Model>(specification));
    if (!can_be_paired(*models_.front(), *models_.back())) {
      throw engine::Defect("experiment: policies of different studies");
    }
  }
}

}  // namespace tenure::experiment
