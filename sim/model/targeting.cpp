// SPDX-License-Identifier: Apache-2.0
#include "model/targeting.h"

#include <algorithm>
#include <cstddef>
#include <limits>

#include "engine/philox.h"
#include "model/context.h"

namespace tenure::model {

namespace {

/// How long the customer has been silent, in his own mean intervals between purchases so far. Who
/// has not bought yet stands where somebody stands who bought at joining. An assumption: what a
/// firm sees without a model of its customers is how recently and how often they have bought.
double lateness(const Context& context) {
  const double tenure = engine::in_days(context.now() - context.joined());
  if (tenure <= 0.0) return 0.0;
  const engine::Time last = *context.last_purchase();
  if (last == engine::kNever) return 1.0;
  return engine::in_days(context.now() - last) * context.history()->purchases / tenure;
}

}  // namespace

Targeting::Targeting(const std::optional<Who>& who, const std::string& policy)
    : who_(who), campaign_(engine::hash_name("policy:" + policy)) {}

bool Targeting::addresses(Context& context) const {
  if (!who_) return true;
  if (ranks()) {
    const std::optional<Standing> place = standing(context);
    return place && !context.last_of_list().before(*place);
  }
  if (!meets_conditions(context)) return false;
  return !who_->share || context.campaign_mark(campaign_) < who_->share->share.value;
}

bool Targeting::meets_conditions(const Context& context) const {
  if (const History* history = context.history()) {
    const engine::Time now = context.now();
    if (who_->tenure && !who_->tenure->contains(now - context.joined())) return false;
    if (who_->spend && !who_->spend->contains(Money{history->spend})) return false;
    if (who_->purchases && !who_->purchases->contains(history->purchases)) return false;
    if (who_->last_purchase) {
      const engine::Time last = *context.last_purchase();
      const auto ago = last == engine::kNever ? engine::Duration::max() : now - last;
      if (!who_->last_purchase->contains(ago)) return false;
    }
    if (who_->open_complaint) {
      const bool open = history->open_complaints > 0;
      if (open != (*who_->open_complaint == OpenComplaint::open)) return false;
    }
  }
  return !who_->tier || who_->tier->contains(context.tier());
}

std::optional<Standing> Targeting::standing(Context& context) const {
  if (!meets_conditions(context)) return std::nullopt;
  return Standing{score(context), context.campaign_mark(campaign_)};
}

double Targeting::score(Context& context) const {
  constexpr engine::Duration kAhead = 90 * engine::kDay;  // assumption
  switch (who_->share->by) {
    case ChosenBy::random:
      return 0.0;
    case ChosenBy::risk:
      return who_->share->by_oracle() ? context.hazard_ahead(false, kAhead) : lateness(context);
    case ChosenBy::value:
      return static_cast<double>(context.history()->spend);
    case ChosenBy::sensitivity:
      return context.hazard_ahead(false, kAhead) - context.hazard_ahead(true, kAhead);
  }
  return 0.0;
}

Standing Targeting::last_of(std::vector<Standing>& all) const {
  const double share = who_->share->share.value;
  const auto chosen = static_cast<std::size_t>(share * static_cast<double>(all.size()) + 0.5);
  if (chosen == 0) return {std::numeric_limits<double>::infinity(), 0.0};
  const auto last = all.begin() + static_cast<std::ptrdiff_t>(chosen - 1);
  std::nth_element(all.begin(), last, all.end(),
                   [](const Standing& a, const Standing& b) { return a.before(b); });
  return *last;
}

}  // namespace tenure::model
