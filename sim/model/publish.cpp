// SPDX-License-Identifier: Apache-2.0
#include "model/context.h"
#include "model/model.h"

namespace tenure::model {

namespace {

/// A mechanism hears exactly what it lists in `Hears`; a misspelt or private `on` does not compile.
template <class Mechanism, class Occurrence>
constexpr bool kHears = engine::contains<Occurrence>(typename Mechanism::Hears{});

template <class Mechanism>
constexpr bool hears_what_it_lists() {
  bool all = true;
  engine::for_each_type(typename Mechanism::Hears{}, [&]<class E>(std::type_identity<E>) {
    all = all && requires(const Mechanism& m, const E& e, Context& c) { m.on(e, c); };
  });
  return all;
}

}  // namespace

/// A step in the life of a customer whose life is written down, from time 0 on.
[[gnu::noinline, gnu::cold]] void Context::keep_step(std::uint8_t word) {
  if (now_ < engine::kStart) return;
  const auto number = static_cast<std::uint64_t>(identity());
  if (engine::mix(number, 0) < worker_.steps_below) {
    worker_.steps.push_back({identity(), now_, word});
  }
}

[[gnu::noinline, gnu::cold]] void Context::note_purchase(Money amount) {
  Note* own = note();
  ++own->purchases;
  own->paid += amount.cents;
  if (worker_.keeps_sales) worker_.sales.push_back({identity(), now_, amount.cents});
  tell<PurchaseMade>();
}

/// The whole dispatch: every mechanism that is on for this customer and hears the occurrence, in
/// the order of the composition.
template <class Occurrence>
void Context::publish(const Occurrence& occurrence) {
  if constexpr (kIsToldWherePublished<Occurrence>) tell<Occurrence>();
  engine::for_each_type(Mechanisms{}, [&]<class M>(std::type_identity<M>) {
    static_assert(hears_what_it_lists<M>(), "a word in Hears has no matching `on`");
    if constexpr (kHears<M, Occurrence>) {
      if (is_on<M>()) model_.get<M>().on(occurrence, *this);
    }
  });
}

// One line per word: also the index of the model.
template void Context::publish(const PurchaseDue&);
template void Context::publish(const OfferDue&);
template void Context::publish(const RenewalDue&);
template void Context::publish(const CourtesyDue&);
template void Context::publish(const LeaveDue&);
template void Context::publish(const PriceChangeDue&);
template void Context::publish(const NoticeEndDue&);
template void Context::publish(const BillDue&);
template void Context::publish(const PromotionDue&);
template void Context::publish(const UpgradeDue&);
template void Context::publish(const AdvanceDue&);
template void Context::publish(const RelapseDue&);
template void Context::publish(const CommunicationDue&);
template void Context::publish(const ActionExpectedDue&);
template void Context::publish(const CustomerJoined&);
template void Context::publish(const ComplaintAnswered&);
template void Context::publish(const ComplaintAbandoned&);
template void Context::publish(const RequestGranted&);
template void Context::publish(const PostDue&);
template void Context::publish(const MoveDue&);
template void Context::publish(const WinBackDue&);
template void Context::publish(const PostSeen&);
template void Context::publish(const PostAnswered&);
template void Context::publish(const NeighbourLeft&);
template void Context::publish(const PurchaseMade&);
template void Context::publish(const ServiceDelivered&);
template void Context::publish(const ExpectationDisconfirmed&);
template void Context::publish(const ComplaintFiled&);
template void Context::publish(const DissatisfactionFound&);
template void Context::publish(const ContactMade&);
template void Context::publish(const CallWanted&);
template void Context::publish(const CourtesyShown&);
template void Context::publish(const LeavingDecided&);
template void Context::publish(const NoticeWithdrawn&);
template void Context::publish(const CustomerLeft&);
template void Context::publish(const FeePaid&);
template void Context::publish(const PriceRiseResented&);
template void Context::publish(const AddOnMisfitted&);
template void Context::publish(const CostIncurred&);
template void Context::publish(const PointsExpireDue&);
template void Context::publish(const TierReviewDue&);
template void Context::publish(const TierChanged&);
template void Context::publish(const ProductDue&);
template void Context::publish(const PlanYearDue&);
template void Context::publish(const SpellDue&);
template void Context::publish(const FailureFelt&);
template void Context::publish(const ExperienceFelt&);
template void Context::publish(const PolicyMisunderstood&);
template void Context::publish(const PurchaseReturned&);
template void Context::publish(const CourtesyCallMade&);
template void Context::publish(const ApologyFollowedUp&);

}  // namespace tenure::model
