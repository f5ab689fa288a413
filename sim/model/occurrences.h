// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "engine/random.h"
#include "engine/time.h"
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
  returned,      ///< had left
  already_here,  ///< a mechanism is switched on for a customer who joined before
};

// --- Due: the moment for a customer's own clock to decide something -----------------------------

struct PurchaseDue {};
struct OfferDue {};          ///< a rival's offer reaches the customer
struct RenewalDue {};        ///< the end of a term: stay or go
struct CourtesyDue {};       ///< a call to be made, or booked if lines are scarce; a day to be kept
struct PointsExpireDue {};   ///< no purchase for so long that points expire
struct TierReviewDue {};     ///< a year of qualifying purchases ends
struct LeaveDue {};          ///< the hazard has run up to the customer's own measure
struct PriceChangeDue {};    ///< the firm's price changes
struct NoticeEndDue {};      ///< the notice that was given has run out
struct BillDue {};           ///< after leaving: who leaves at this instant is not billed any more
struct ProductDue {};        ///< the product in use fails; or works again, or another one does
struct PlanYearDue {};       ///< another year under a service plan begins
struct SpellDue {};          ///< a bad spell of the customer's own begins or ends
struct PromotionDue {};      ///< a wave of offers goes out
struct UpgradeDue {};        ///< a better version of what the customer has comes out
struct AdvanceDue {};        ///< the customer grows closer to the firm: ordinary, engaged, ...
struct RelapseDue {};        ///< ... and falls back
struct CommunicationDue {};  ///< a wave of messages goes out
struct ActionExpectedDue {};  ///< who has told the firm of something wants to see it done
struct PostDue {};  ///< who waits for an answer has waited long enough to say so in public

struct MoveDue {};     ///< who has left looks around once more
struct WinBackDue {};  ///< the firm turns to who has left

/// One clock per customer and word, in the order that breaks ties.
using Clocks =
    engine::TypeList<PurchaseDue, OfferDue, RenewalDue, CourtesyDue, PointsExpireDue, TierReviewDue,
                     LeaveDue, PriceChangeDue, NoticeEndDue, BillDue, ProductDue, PlanYearDue,
                     SpellDue, PromotionDue, UpgradeDue, AdvanceDue, RelapseDue, CommunicationDue,
                     ActionExpectedDue, PostDue, MoveDue, WinBackDue>;

/// Those that run while a customer is away, as no other does: so they need no places of their own.
using AwayClocks = engine::TypeList<MoveDue, WinBackDue>;

/// Those whose rate may vary; the others ring at set times.
using VaryingClocks = engine::TypeList<PurchaseDue, OfferDue, LeaveDue, AdvanceDue, RelapseDue>;

// --- Messages: what reaches a customer from elsewhere -------------------------------------------

struct CustomerJoined {
  Origin origin = Origin::initial;
};

/// The firm's answer to a complaint. `relief` [units of satisfaction] is what compensation and
/// waiting add up to; mechanisms with steps of their own look at `resolved` alone.
struct ComplaintAnswered {
  bool resolved = false;
  bool apologised = false;
  float relief = 0.0F;
};

/// The customer's patience ended before anybody attended to the complaint.
struct ComplaintAbandoned {};

/// What a customer's mechanism asked of the firm may be done now: a booked call gets through, money
/// is there for a greeting. The root says which.
struct RequestGranted {};

/// A neighbour's post about the firm is read. The root is the post.
struct PostSeen {
  engine::Identity post{};  ///< whose it is and of what occasion
  float weight = 0.0F;      ///< 1: praise, -1: blame, less where the firm has replied before
};

/// The firm's public reply to a post is read by who had read the post.
struct PostAnswered {
  float weight = 0.0F;  ///< of what it takes back
  engine::Time seen{};  ///< when the post was read
};

/// A neighbour has left the firm.
struct NeighbourLeft {};

using Messages = engine::TypeList<CustomerJoined, ComplaintAnswered, ComplaintAbandoned,
                                  RequestGranted, PostSeen, PostAnswered, NeighbourLeft>;

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

/// How much satisfaction a failure has taken, relationships and the like counted.
struct FailureFelt {
  double loss = 0.0;
};

/// Something was better or worse than it had to be: a change of satisfaction, in its units, that
/// does not come from an encounter's quality or failure.
struct ExperienceFelt {
  double change = 0.0;
};

/// A customer had read the firm's terms or descriptions in quite another way, and says so or not.
struct PolicyMisunderstood {
  double severity = 1.0;
};

/// What was bought has come back, and the money for it too, less the fee that the firm keeps.
struct PurchaseReturned {
  Money amount;
  Money fee;
};

/// Who spoke first.
enum class Filing : std::uint8_t {
  unasked,  ///< the customer
  invited,  ///< the firm: it called, and asked
  call,     ///< the firm, which wants to call; no complaint
};

struct ComplaintFiled {
  double severity = 1.0;
  Filing filing = Filing::unasked;
};

/// The firm has asked, and heard of something that the customer had kept to himself.
struct DissatisfactionFound {
  double severity = 1.0;
};

/// How the firm reaches a customer.
enum class Medium : std::uint8_t { phone, email, mail };
inline constexpr std::array<std::string_view, 3> kMediumNames{"phone", "email", "mail"};
constexpr std::span<const std::string_view> choices(Medium) { return kMediumNames; }

/// The firm has reached the customer of its own accord.
struct ContactMade {
  Medium medium = Medium::phone;
  double weight = 1.0;  ///< how tiring it was, relative to an ordinary one by this medium
};

/// The firm wants to call the customer as soon as the desk has nothing more urgent to do.
struct CallWanted {
  engine::Duration mean{};  ///< of the time that it will take, exponential
};

/// A call to ask how things are.
struct CourtesyCallMade {};

/// A courtesy call soon after an apology shows that it was meant: it gives back so much of what the
/// failure has taken from satisfaction [its units], and the same share of what it has taken from
/// anything else.
struct ApologyFollowedUp {
  double share = 0.0;
  double relief = 0.0;
};

/// A sign of care; negative: what should have been one and was felt as an intrusion.
struct CourtesyShown {
  double gain = 0.0;  ///< of relationship
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

/// Something that the customer was sold beside what he came for does not fit; 1 is as bad as an
/// ordinary failure.
struct AddOnMisfitted {
  double severity = 1.0;
};

/// Something done for this customer cost the firm money.
struct CostIncurred {
  Money amount;
};

/// A member's rank in the loyalty programme has changed. `relief` [units of satisfaction] is what
/// he feels about it.
struct TierChanged {
  int from = 0;
  int to = 0;
  double relief = 0.0;
};

using Consequences =
    engine::TypeList<PurchaseMade, ServiceDelivered, ExpectationDisconfirmed, ComplaintFiled,
                     DissatisfactionFound, ContactMade, CourtesyShown, TierChanged, LeavingDecided,
                     NoticeWithdrawn, CustomerLeft, FeePaid, PriceRiseResented, AddOnMisfitted,
                     CostIncurred, FailureFelt, ExperienceFelt, PolicyMisunderstood,
                     PurchaseReturned, CallWanted, CourtesyCallMade, ApologyFollowedUp>;

}  // namespace tenure::model
