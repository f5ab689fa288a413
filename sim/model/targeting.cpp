// SPDX-License-Identifier: Apache-2.0
#include "model/targeting.h"

#include "engine/philox.h"
#include "model/context.h"

namespace tenure::model {

Targeting::Targeting(const std::optional<Who>& who, const std::string& policy)
    : who_(who), campaign_(engine::hash_name("policy:" + policy)) {}

bool Targeting::addresses(const Context& context) const {
  if (!who_) return true;
  if (const History* history = context.history()) {
    const engine::Time now = context.now();
    if (who_->tenure && !who_->tenure->contains(now - history->joined)) return false;
    if (who_->spend && !who_->spend->contains(Money{history->spend})) return false;
    if (who_->purchases && !who_->purchases->contains(history->purchases)) return false;
    if (who_->last_purchase) {
      const bool never = history->last_purchase == engine::kNever;
      const auto ago = never ? engine::Duration::max() : now - history->last_purchase;
      if (!who_->last_purchase->contains(ago)) return false;
    }
    if (who_->open_complaint) {
      const bool open = history->open_complaints > 0;
      if (open != (*who_->open_complaint == OpenComplaint::open)) return false;
    }
  }
  if (who_->tier && !who_->tier->contains(context.tier())) return false;
  return !who_->share || context.campaign_mark(campaign_) < who_->share->share.value;
}

}  // namespace tenure::model
