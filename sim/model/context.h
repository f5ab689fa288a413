// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

#include "engine/cell.h"
#include "engine/draws.h"
#include "engine/expect.h"
#include "engine/message.h"
#include "engine/philox.h"
#include "engine/record.h"
#include "engine/time.h"
#include "engine/wide.h"
#include "model/bond.h"
#include "model/composition.h"
#include "model/draws.h"
#include "model/layout.h"
#include "model/note.h"
#include "model/occurrences.h"
#include "model/worker.h"

namespace tenure::model {

class Model;

/// Everything a mechanism may see and do while something happens to one customer: the customer, the
/// time, the luck that belongs to the root of what happens, and the words to go on with.
///
/// `publish` is depth-first: what others do in answer has been done when it returns. So publish
/// last, or read again what you need.
class Context {
 public:
  Context(const Model& model, Worker& worker, engine::Cell& cell, engine::Cell::Slot slot,
          engine::Record record, engine::Time now)
      : model_(model), worker_(worker), cell_(cell), slot_(slot), record_(record), now_(now) {
    tallies_ = &worker.tally(0, segment());
    find_row();
  }
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;

  // --- Who and when ---
  engine::Time now() const { return now_; }
  engine::Identity identity() const { return record_.head().identity; }
  /// Of the parameters that hold for this customer now.
  std::size_t row() const { return row_; }
  std::size_t segment() const { return record_.head().row; }
  /// How often this customer has come back.
  unsigned tenure() const { return record_.head().tenure & ~unsigned{kOtherLuck}; }
  /// Whether active at time 0, as far as known: before time 0, whoever is there.
  bool is_of_initial_base() const { return record_.head().cohort == 0; }
  /// Whether the present occurrence is the customer's own joining.
  bool joins_now() const { return joins_now_; }
  bool treated() const { return (record_.head().flags & kTreated) != 0; }
  /// Whether active at time 0 and gone since, be it that he has come back.
  bool is_former() const { return (record_.head().flags & kFormer) != 0; }
  void mark_as_former() { record_.head().flags |= kFormer; }
  bool active() const { return record_.head().status == static_cast<std::uint8_t>(Status::active); }
  template <class Mechanism>
  auto& state() const {
    return record_.at<typename Mechanism::State>(layout().state[kIndexOf<Mechanism>]);
  }
  /// Whether a mechanism is on for this customer.
  template <class Mechanism>
  bool is_on() const {
    return (on_ >> kIndexOf<Mechanism>)&1U;
  }
  /// Whether customers carry this mechanism's state in this run.
  template <class Mechanism>
  bool remembers() const {
    return layout().state[kIndexOf<Mechanism>] != Layout::kAbsent;
  }

  // --- What is said ---
  template <class Occurrence>
  void publish(const Occurrence& occurrence);

  /// Sets the customer's clock for this word to now + wait.
  template <class Clock>
  void schedule(engine::Duration wait) {
    // While a customer is away, other clocks have no places (layout.h).
    TENURE_EXPECT(active() != engine::contains<Clock>(AwayClocks{}));
    clock<Clock>() = engine::later(now_, wait);
  }
  /// Sets the clock to ring when its varying rate has used up `exponential`; planned when the
  /// present occurrence has been dealt with.
  template <class Clock>
  void start(double exponential) {
    constexpr std::size_t kClock = engine::index_of<Clock>(Clocks{});
    record_.at<Plan>(layout().plan[kClock]) = Plan::begin(exponential, now_);
    to_plan_ |= 1U << kClock;
  }
  /// Whether the clock is to ring some day, be it that its rate is 0 for now.
  template <class Clock>
  bool runs() const {
    constexpr std::size_t kClock = engine::index_of<Clock>(Clocks{});
    if (varies<Clock>()) return record_.at<Plan>(layout().plan[kClock]).runs();
    return clock<Clock>() != engine::kNever;
  }
  /// The clock is not to ring.
  template <class Clock>
  void clear() {
    constexpr std::size_t kClock = engine::index_of<Clock>(Clocks{});
    clock<Clock>() = engine::kNever;
    if (varies<Clock>()) record_.at<Plan>(layout().plan[kClock]).left = 0.0;
    to_plan_ &= ~(1U << kClock);
    to_shift_ &= ~(1U << kClock);
  }
  /// When the clock will ring, or kNever. Of a clock that varies, as planned so far.
  template <class Clock>
  engine::Time due() const {
    return clock<Clock>();
  }
  /// Whether the clock's rate depends on anything that changes (then `start` it).
  template <class Clock>
  bool varies() const {
    return layout().plan[engine::index_of<Clock>(Clocks{})] != Layout::kAbsent;
  }

  // --- Money ---
  /// Something done for this customer costs the firm: charged to the policy's budget if the policy
  /// has to do with it.
  template <class Mechanism>
  void spend(Money amount) {
    if (needs_grant<Mechanism>()) worker_.spent_unasked += amount.cents;
    spend_granted<Mechanism>(amount);
  }
  /// The same where the firm has granted the money (FirmContext::grant).
  template <class Mechanism>
  void spend_granted(Money amount) {
    if (needs_grant<Mechanism>()) worker_.charged[segment()] += amount.cents;
    publish(CostIncurred{amount});
  }
  /// Whether a mechanism may do something new that costs money at once. What was promised is kept
  /// in any case: a budget can be overdrawn, and then nothing new is done until the next one.
  template <class Mechanism>
  bool may_spend() const {
    return worker_.budget_is_left || !needs_grant<Mechanism>();
  }
  /// Whether what a mechanism spends on this customer is charged to a budget: what can be planned
  /// is asked of the firm beforehand then (model/treasury.h).
  template <class Mechanism>
  bool needs_grant() const {
    return is_charged<Mechanism>(layout(), row_);
  }

  /// The customer has bought, or paid a bill: what the firm sees of him.
  void book_purchase(Money amount) {
    worker_.book_purchase(record_.head(), now_);
    worker_.book_payment(record_.head(), amount.cents);
    if (worker_.tells_fates) [[unlikely]]
      note_purchase(amount);
  }
  void book_payment(Money amount) {
    worker_.book_payment(record_.head(), amount.cents);
    if (Note* own = note()) [[unlikely]]
      own->paid += amount.cents;
  }

  /// A newborn in the same window, whom what happens now brings, and who joins now.
  void bear(Origin origin);
  /// To be called before own state changes on which rates depend, other than stocks of the bond:
  /// clocks with such a rate are settled and, when the present occurrence has been dealt with,
  /// planned anew.
  void about_to_change(Influences what) {
    if ((layout().moves_clocks & what) != 0) settle_clocks(what);
  }
  /// The same where the change multiplies rates by at most 1 + rise, rise >= 0: most clocks need no
  /// look at their new rates then.
  void about_to_change(Influences what, double rise) {
    if ((layout().moves_clocks & what) != 0) settle_for_rise(what, rise);
  }

  // --- The firm ---
  /// A request that carries the present root; to be filled with its content.
  engine::Message request() const;
  /// Hands a request to the firm's side of a mechanism, which works through them at the window's
  /// end in the order of their content.
  template <class Mechanism>
  void send_to_firm(const engine::Message& request) {
    worker_.to_firm[kIndexOf<Mechanism>].push_back(request);
  }
  /// The last of those whom the policy addresses, where it ranks customers.
  const Standing& last_of_list() const { return worker_.last_of_list; }
  /// The hazard that the customer runs up in the time ahead if his state stays as it is, with the
  /// policy or without it: the truth, which only an oracle knows. 0 where nothing leads him to
  /// leave by a hazard.
  double hazard_ahead(bool treated, engine::Duration ahead);
  /// What the firm's side of a mechanism knows: as of the window's start.
  template <class Mechanism>
  const auto& firm() const {
    return *static_cast<const typename Mechanism::Firm*>(worker_.firms[kIndexOf<Mechanism>]);
  }

  /// To be called by who hears LeavingDecided before Leaving: it is not to be carried out.
  void hold_back_leaving() { leaving_held_back_ = true; }
  /// Whether it was held back; asked by Leaving, once for each decision.
  bool take_held_back() { return std::exchange(leaving_held_back_, false); }
  /// Ends the relationship: clocks and mail are forgotten.
  void end(Cause cause);
  /// To be called by who hears CustomerLeft and knows a way back: the customer stays in the
  /// calendar, with the clocks that the caller sets.
  void keep_in_sight();
  /// The same person becomes a customer once more and begins anew, with other luck: all states are
  /// those of a newcomer. Throws engine::Defect the 128th time.
  void come_back();

  // --- Shared quantities (model/bond) ---
  /// 0 where the stock's owner is off.
  double stock(Stock stock) const { return stock_at(stock, now_); }
  /// Rank in the loyalty programme, 0 below its first tier and where it is off.
  int tier() const { return is_on<LoyaltyProgramme>() ? static_cast<int>(stock(Stock::tier)) : 0; }
  double stock_at(Stock stock, engine::Time time) const {
    const auto which = static_cast<std::size_t>(stock);
    if (layout().stocks[which].since == Layout::kAbsent) return bond().at(stock, time);
    const engine::Time::rep at = time.time_since_epoch().count();
    if (((known_ >> which) & 1U) != 0 && known_at_[which] == at) return known_stocks_[which];
    const double value = bond().at(stock, time);
    known_at_[which] = at;
    known_stocks_[which] = value;
    known_ |= 1U << which;
    return value;
  }
  /// Decay of a stock [1/day].
  double decay_of(Stock stock) const {
    const auto& decay = layout().stocks[static_cast<std::size_t>(stock)].decay;
    return decay.empty() ? 0.0 : decay[row_];
  }
  /// Written by its owner alone. Clocks whose rate depends on it are settled before and planned
  /// anew when the present occurrence has been dealt with.
  void set_stock(Stock which, double value) {
    if (static_cast<float>(value) == static_cast<float>(stock(which))) return;
    if ((layout().moves_clocks & influence_of(which)) != 0) settle_for_stock(which, value);
    write_stock(which, value);
  }
  /// How much of what a failure takes from satisfaction is felt: all mechanisms are asked, as they
  /// are for rates, and their factors multiplied. 1: the whole loss.
  double weight_of_loss(double severity) const;
  /// By what the state of the firm multiplies the probability that an encounter fails: a product.
  double failure_factor() const;
  /// How much of a gain of goodwill counts: all mechanisms are asked and their factors multiplied.
  /// 1: all of it. To be asked by whoever lets goodwill grow, not of what is lost.
  double weight_of_goodwill() const;
  /// Probability that a purchase that is begun is carried through: the product of what mechanisms
  /// make of it; 1 where nothing hinders it.
  double chance_of_completion() const;
  /// What the firm asks at present, relative to its usual price; 1 where nobody sets it. Amounts
  /// stated in a scenario are at price 1.
  double price() const;
  /// By what mechanisms multiply what this customer buys at once, at the same price.
  double basket_factor() const;
  /// What the firm's offer is worth to this customer beside satisfaction, in units of utility: the
  /// sum of what mechanisms make of it.
  double offer_value() const;
  /// Whether the customer still wants to hear of what the firm has to say or to ask: every
  /// mechanism may object. To be asked before contacts that are no part of the service.
  bool accepts_contacts() const;
  /// Absent unless a policy chooses customers by it or a mechanism needs it.
  History* history() const {
    return layout().history == Layout::kAbsent ? nullptr : &record_.at<History>(layout().history);
  }

  /// When the present tenure began; only where somebody asks for it (Layout::joined).
  engine::Time joined() const { return record_.at<engine::Time>(layout().joined); }
  /// Absent unless a policy chooses customers by it; kNever: none yet.
  engine::Time* last_purchase() const {
    const std::size_t place = layout().last_purchase;
    return place == Layout::kAbsent ? nullptr : &record_.at<engine::Time>(place);
  }
  /// When a mechanism began with this customer (kRemembersBeginning).
  template <class Mechanism>
  engine::Time& begun() const {
    return record_.at<engine::Time>(layout().begun[kIndexOf<Mechanism>]);
  }

  /// Absent unless fates are asked for. Nothing that happens may depend on it.
  Note* note() const { return worker_.tells_fates ? &record_.at<Note>(layout().note) : nullptr; }

  /// Writes a word down as a step of this customer's life, if it is wanted (model/steps.h).
  template <class Occurrence>
  void tell() {
    constexpr auto kWord = static_cast<std::uint8_t>(engine::index_of<Occurrence>(Telling{}));
    if (worker_.steps_below != 0) [[unlikely]]
      keep_step(kWord);
  }

  // --- Luck ---
  /// Says what the root of the present occurrence is; everything it causes draws from there.
  void begin_root(Root root, std::uint32_t ordinal) {
    root_ = root;
    ordinal_ = ordinal;
    forget_blocks();
  }
  Root root() const { return root_; }
  /// A root's number in addresses and messages: each tenure of a customer has luck of its own, and
  /// so has one whose luck was renewed.
  std::uint16_t number_of(Root root) const {
    return static_cast<std::uint16_t>(static_cast<unsigned>(root) | unsigned{record_.head().tenure}
                                                                        << 8U);
  }
  std::uint32_t ordinal() const { return ordinal_; }
  double uniform(LaneDraw draw) { return engine::uniform(block(draw.block).lanes[draw.lane]); }
  double uniform(PairDraw draw) { return engine::uniform(block(draw.block).pair(draw.pair)); }
  double exponential(PairDraw draw) {
    return engine::exponential(block(draw.block).pair(draw.pair), [&](std::uint64_t bits) {
      return engine::exponential_at_the_edge(worker_.life, address_of(draw.block), draw.pair, bits);
    });
  }
  bool happens(LaneDraw draw, double probability) { return uniform(draw) < probability; }
  /// The same from another root than the present one, which goes on afterwards.
  double uniform(Root root, std::uint32_t ordinal, LaneDraw draw) const {
    return aside(root, ordinal, draw.block).uniform_of_lane(draw.lane);
  }
  double exponential(Root root, std::uint32_t ordinal, PairDraw draw) const {
    return aside(root, ordinal, draw.block).exponential(draw.pair);
  }
  /// The same of this customer and somebody or something else together, whose identity it is.
  double uniform_with(engine::Identity other, Root root, std::uint32_t ordinal,
                      LaneDraw draw) const {
    const engine::Identity both{
        engine::mix(static_cast<std::uint64_t>(identity()), static_cast<std::uint64_t>(other))};
    const engine::Address address{both, ordinal, number_of(root), draw.block};
    return engine::Cause(worker_.life, address).uniform_of_lane(draw.lane);
  }
  /// 53-bit uniform of a trait, from the numbers of the population.
  double trait(Trait trait) const;
  /// 53-bit uniform of this customer in a campaign, from the numbers of the population.
  double campaign_mark(std::uint32_t campaign) const;
  /// The same of what the customer thinks of a brand.
  double taste(std::uint32_t brand) const;

  // --- Counting ---
  template <class Mechanism>
  void tally(std::size_t which, std::int64_t amount = 1) {
    tallies_[layout().first_tally[kIndexOf<Mechanism>] + which] += amount;
  }
  /// `amount` in millionths, rounded once. Throws engine::Defect if it does not fit.
  template <class Mechanism>
  void tally_real(std::size_t which, double amount) {
    tally<Mechanism>(which, engine::micro(amount));
  }

  // --- For the simulation ---
  const Layout& layout() const { return *worker_.layout; }
  const Model& model() const { return model_; }
  engine::Record record() const { return record_; }
  Worker& worker() { return worker_; }
  /// A clock whose rate varies has come to its second look (model/layout.h).
  template <class Clock>
  void look_again();
  /// From now on the policy applies to this customer, or no longer: settles what has run under the
  /// old parameters, and plans anew only what differs under the new ones.
  void turn(bool treated);
  /// The same for a customer of whom nothing has begun yet.
  void enter(bool treated);
  void begin_joining() { joins_now_ = true; }
  /// Nothing has been bought yet.
  void begin_tenure();
  /// Something else falls due at the same instant.
  void begin_another_event() {
    plan_clocks();
    ++worker_.events;
  }
  /// Plans anew the varying clocks that were started or whose rate has changed.
  void plan_clocks() {
    if ((to_plan_ | to_shift_) != 0) plan_changed_clocks();
  }

 private:
  template <class Call>
  void ask(Call&& call) const;
  Bond bond() const { return {record_, layout(), row_}; }
  void write_stock(Stock which, double value) {
    bond().set(which, value, now_);
    known_ &= ~(1U << static_cast<unsigned>(which));
  }
  void find_row() {
    known_ = 0;
    row_ = row_of(record_.head(), *worker_.layout);
    on_ = worker_.layout->on[row_];
  }
  template <class Clock>
  engine::Time& clock() const {
    const std::size_t slot = layout().slot_of[engine::index_of<Clock>(Clocks{})];
    TENURE_EXPECT(slot != Layout::kAbsent);
    return record_.clock(slot);
  }
  /// Of the present root.
  engine::Address address_of(std::uint16_t block) const {
    return {identity(), ordinal_, number_of(root_), block};
  }
  const engine::Block& block(std::uint16_t number) {
    const std::size_t place = number == 0 ? 0 : 1;
    const std::uint32_t kept = number + std::uint32_t{1};
    if (kept_[place] != kept) {
      blocks_[place] = engine::philox(worker_.life, address_of(number));
      kept_[place] = kept;
    }
    return blocks_[place];
  }
  void forget_blocks() { kept_ = {}; }
  engine::Cause aside(Root root, std::uint32_t ordinal, std::uint16_t number) const {
    return {worker_.life, engine::Address{identity(), ordinal, number_of(root), number}};
  }
  double of_population(Root root, std::uint32_t ordinal) const;
  void put_in_row(bool treated);
  void meet_policy();
  void renew_waits();
  void note_purchase(Money amount);
  void keep_step(std::uint8_t word);
  void settle_clocks(Influences what);
  void settle_for_rise(Influences what, double rise);
  [[gnu::noinline]] void settle_for_stock(Stock which, double value);
  template <class Clock>
  void settle(Plan& plan);
  template <class Clock>
  void settle_and_raise(Influences what, double rise);
  void forget_plans() { to_plan_ = to_shift_ = 0; }
  void forget();
  void plan_changed_clocks();

  const Model& model_;
  Worker& worker_;
  engine::Cell& cell_;
  engine::Cell::Slot slot_;
  engine::Record record_;
  engine::Time now_;
  std::size_t row_ = 0;
  std::uint64_t on_ = 0;             ///< mechanisms that are on, a bit each
  std::int64_t* tallies_ = nullptr;  ///< of the segment

  // Side by side, for a few stores to begin an occurrence with.
  std::uint32_t ordinal_ = 0;
  std::uint32_t to_plan_ = 0;  ///< varying clocks, settled or just started, to plan; a bit each
  /// Of the others, which have been settled because stocks moved their rates, `rise_` at most.
  std::uint32_t to_shift_ = 0;
  mutable std::uint32_t known_ = 0;  ///< whether `known_stocks_` holds a stock, a bit each
  /// Of the present root, which blocks `blocks_` holds: the first, and the latest of the others
  /// that was asked for. Number + 1; 0: none.
  std::array<std::uint32_t, 2> kept_{};
  Root root_ = Root::life;
  bool joins_now_ = false;
  bool turning_ = false;  ///< between the parameters of two rows
  bool leaving_held_back_ = false;

  std::array<engine::Block, 2> blocks_;
  /// What decaying stocks were at some time [us since the start], so that decay is computed once
  /// for all who ask.
  mutable std::array<engine::Time::rep, kStocks> known_at_;
  mutable std::array<double, kStocks> known_stocks_;
  std::array<double, VaryingClocks::size> rise_;  ///< of logarithms of rates, for `to_shift_`
};

}  // namespace tenure::model
