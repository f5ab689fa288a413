// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "model/model.h"
#include "model/specification.h"

namespace tenure::experiment {

/// The policies of one study, ready to run: the same customers under each. Whatever is compared is
/// compared with the first of them, the reference.
class Policies {
 public:
  /// At least one. Throws engine::Defect unless all have the same seed, replications, segments and
  /// reporting periods, without which there would be nothing to pair.
  explicit Policies(const std::vector<model::Specification>& specifications);

  std::size_t size() const { return models_.size(); }
  const model::Model& operator[](std::size_t policy) const { return *models_[policy]; }
  const model::Model& reference() const { return *models_.front(); }
  /// For what is the same under all policies: title, currency, horizon, seed, replications.
  const model::Specification& shared() const { return reference().specification(); }
  std::size_t replications() const { return static_cast<std::size_t>(shared().replications); }

 private:
  std::vector<std::unique_ptr<const model::Model>> models_;
};

}  // namespace tenure::experiment
