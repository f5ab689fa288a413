// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "engine/type_list.h"
#include "model/quantities.h"

/// The words of the model. An occurrence is something that happens to one customer: it is published
/// (now) or scheduled (later), and every mechanism with an `on(const X&, Context&)` hears it.
namespace tenure::model {

/// Why a relationship ended: a position in the scenario's list of causes (model/causes.h).
enum class Cause : std::uint8_t {};

enum class Origin : std::uint8_t {
  initial,
  arrival,
  referral,
  already_here,  ///< a mechanism is switched on for a customer who joined before
};

// --- Due: the moment for a customer's own clock to decide something -----------------------------

struct PurchaseDue {};
struct OfferDue {};        ///< a rival's offer reaches the customer
struct RenewalDue {};      ///< the end of a term: stay or go
struct LeaveDue {};        ///< the hazard has run up to the customer's own measure
struct PriceChangeDue {};  ///< the firm's price changes
struct NoticeEndDue {};    ///< the notice that was given has run out
struct BillDue {};         ///< after leaving: who leaves at this instant is not billed any more

/// One clock per customer and word, in the order that breaks ties.
using Clocks = engine::TypeList<PurchaseDue, OfferDue, RenewalDue, LeaveDue, PriceChangeDue,
                                NoticeEndDue, BillDue>;

// --- Messages: what reaches a customer from elsewhere -------------------------------------------

struct CustomerJoined {
  Origin origin = Origin::initial;
};

/// The firm's answer to a complaint. `relief` [units of satisfaction] is what apology, compensation
/// and waiting add up to; mechanisms with steps of their own look at `resolved` alone.
struct ComplaintAnswered {
  bool resolved = false;
  float relief = 0.0F;
};

/// The customer's patience ended before anybody attended to the complaint.
struct ComplaintAbandoned {};

using Messages = engine::TypeList<CustomerJoined, ComplaintAnswered, ComplaintAbandoned>;

// --- Consequences, published at once ------------------------------------------------------------

struct PurchaseMade {
  Money amount;
};

/// One encounter with the service behind a purchase.
struct ServiceDelivered {
  double quality = 0.0;   ///< as perceived, in standard deviations of encounters; 0 is usual
  double severity = 0.0;  ///< of the failure, 1 is an ordinary one; 0: no failure
  bool failed() const { return severity > 0.0; }
};

/// What was delivered against what was expected, quality - expectation (Oliver 1980).
struct ExpectationDisconfirmed {
  double difference = 0.0;
};

struct ComplaintFiled {
  double severity = 1.0;
};

/// How firm a decision to leave is.
enum class Firmness : std::uint8_t {
  wish,     ///< the customer's own will: a contract may bind him, an offer change his mind
  settled,  ///< against his will, or after due notice: nobody holds him back
};

/// A customer has made up his mind; Leaving carries it out unless somebody holds him back.
struct LeavingDecided {
  Cause cause{};
  Firmness firmness = Firmness::wish;
};

/// Who wanted to leave stays after all: whatever made up his mind begins anew.
struct NoticeWithdrawn {};

struct CustomerLeft {
  Cause cause{};
};

enum class FeeKind : std::uint8_t {
  subscription,  ///< for a billing interval
  termination,   ///< for leaving before the minimum term is over: nothing is supplied for it
};

/// A bill under a contract was paid.
struct FeePaid {
  Money amount;
  FeeKind kind = FeeKind::subscription;
};

/// A customer finds a rise of the price unfair; 1 is as bad as an ordinary failure.
struct PriceRiseResented {
  double severity = 1.0;
};

/// Something done for this customer cost the firm money.
struct CostIncurred {
  Money amount;
};

using Consequences = engine::TypeList<PurchaseMade, ServiceDelivered, ExpectationDisconfirmed,
                                      ComplaintFiled, LeavingDecided, NoticeWithdrawn, CustomerLeft,
                                      FeePaid, PriceRiseResented, CostIncurred>;

}  // namespace tenure::model
