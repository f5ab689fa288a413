// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "model/model.h"
#include "model/specification.h"

namespace tenure::experiment {

/// Whether models tell what becomes of each customer, and whether replications of several policies
/// are joined by it (experiment/twins.h).
enum class Joining { none, fates, twins };

/// The policies of one study, ready to run: the same customers under each. Whatever is compared is
/// compared with the first of them, the reference.
class Policies {
 public:
  /// At least one. Throws engine::Defect unless all have the same seed, replications, segments and
  /// reporting periods, without which there would be nothing to pair.
  explicit Policies(const std::vector<model::Specification>& specifications,
                    Joining joining = Joining::none);

  std::size_t size() const { return models_.size(); }
  const model::Model& operator[](std::size_t policy) const { return *models_[policy]; }
  const model::Model& reference() const { return *models_.front(); }
  /// For what is the same under all policies: title, currency, horizon, seed, replications.
  const model::Specification& shared() const { return reference().specification(); }
  std::size_t replications() const { return static_cast<std::size_t>(shared().replications); }

  /// Whether to join them: never if there is one only.
  bool have_twins() const { return have_twins_; }
  /// For the noise ceiling: the first policy once more, where customers have other luck from their
  /// first contact with another policy on. Policies that start at the same time and address
  /// everybody share one; a first policy with dates or targets of its own has one for all, with
  /// other luck from its own start on.
  std::size_t lucks() const { return lucks_.size(); }
  const model::Model& with_other_luck(std::size_t luck) const { return *lucks_[luck]; }
  /// Of a policy other than the first.
  std::size_t luck_of(std::size_t policy) const { return luck_of_[policy]; }
  /// That many replications, the first ones, have a noise ceiling: it is no result, and need not be
  /// as sure as one.
  std::size_t replications_with_luck() const;

 private:
  void prepare_lucks();

  std::vector<std::unique_ptr<const model::Model>> models_;
  bool have_twins_ = false;
  std::vector<std::unique_ptr<const model::Model>> lucks_;
  std::vector<std::size_t> luck_of_;
};

}  // namespace tenure::experiment
