// SPDX-License-Identifier: Apache-2.0
#include "model/mechanisms/word_of_mouth.h"

#include <algorithm>
#include <numeric>
#include <string>

#include "engine/elementary.h"
#include "engine/expect.h"
#include "engine/philox.h"
#include "model/audit.h"
#include "model/context.h"
#include "model/firm_context.h"
#include "model/post.h"

namespace tenure::model {

/// What customers report to their network: in the low bits of a message's detail, the member's
/// number above.
enum class WordOfMouth::Report : std::uint32_t { joined, praise, blame, telling, left };

/// A customer's posts about one thing are told apart by their occasion.
enum class WordOfMouth::Occasion : std::uint32_t { encounter, waiting, recovery };

namespace {

constexpr engine::Identity kNetworksLuck{engine::hash_name("network")};
constexpr std::uint32_t kReportBits = 3;
constexpr std::uint32_t kReportMask = (1U << kReportBits) - 1;

double faded(float value, Rate fading, engine::Duration age) {
  if (value == 0.0F) return 0.0;
  return static_cast<double>(value) * engine::exp(-fading.per_day * engine::in_days(age));
}

}  // namespace

void WordOfMouth::Posting::describe(Describer& d) {
  d({.name = "always",
     .meaning = "w_0, probability of a post whatever the experience; it moves nobody",
     .range = kShare},
    always);
  d({.name = "praise",
     .meaning = "w_+, added per unit by which satisfaction is above s_+",
     .range = kNotNegative},
    praise);
  d({.name = "blame",
     .meaning = "w_-, added per unit by which satisfaction is below s_-; more than w_+, by less "
                "than is commonly said",
     .range = kNotNegative},
    blame);
  d({.name = "pleased", .meaning = "s_+, satisfaction above which praise begins"}, pleased);
  d({.name = "displeased", .meaning = "s_-, satisfaction below which blame begins"}, displeased);
  d({.name = "passed_on",
     .meaning = "probability that who reads a post of praise or blame passes it on",
     .range = kShare},
    passed_on);
  d({.name = "waiting",
     .meaning = "rate at which who waits for an answer to a complaint says so in public",
     .range = kPositive,
     .word = "none"},
    waiting);
  d({.name = "recovery",
     .meaning = "probability that a complaint that was resolved with an apology is praised",
     .range = kShare},
    recovery);
}

void WordOfMouth::Hearing::describe(Describer& d) {
  d({.name = "value",
     .meaning = "nu, by how much a post just read moves the value of the firm's offer",
     .range = kNotNegative},
    value);
  d({.name = "fading", .meaning = "delta_w, at which posts are forgotten", .range = kNotNegative},
    fading);
  d({.name = "log_hazard",
     .meaning = "by how much a post just read moves the log hazard: praise lowers it",
     .range = kNotNegative},
    log_hazard);
}

void WordOfMouth::Exits::describe(Describer& d) {
  d({.name = "log_hazard",
     .meaning = "beta_N, added to the log hazard per recent exit of a neighbour",
     .source = "Nitzan & Libai 2011, Journal of Marketing 75(6): the hazard is 80 % higher"},
    log_hazard);
  d({.name = "hazard",
     .meaning = "added to the hazard itself per recent exit of a neighbour",
     .range = kNotNegative},
    hazard);
  d({.name = "cap", .meaning = "most recent exits that count", .range = kNotNegative}, cap);
  d({.name = "forgetting",
     .meaning = "delta_n, at which a neighbour's exit is forgotten",
     .range = kNotNegative},
    forgetting);
}

void WordOfMouth::Reply::describe(Describer& d) {
  d({.name = "share",
     .meaning = "of posts of blame that the firm replies to in public",
     .range = kShare,
     .scope = Scope::firm},
    share);
  d({.name = "delay",
     .meaning = "from the post to the reply",
     .range = kPositive,
     .scope = Scope::firm},
    delay);
  d({.name = "relief",
     .meaning = "share of what is left of the harm by then that a reply takes away, and of what "
                "would come later",
     .range = kShare,
     .scope = Scope::firm},
    relief);
  d({.name = "cost", .meaning = "of one reply", .range = kNotNegative, .scope = Scope::firm}, cost);
}

void WordOfMouth::Parameters::describe(Describer& d) {
  d({.name = "network",
     .meaning = "who reads whose posts, among the initial base",
     .shorthand = "form"},
    network);
  d({.name = "delay",
     .meaning = "until neighbours read a post, or hear that somebody has left",
     .range = kPositive,
     .scope = Scope::market},
    delay);
  d({.name = "posting",
     .meaning = "when a customer posts",
     .source = "form: Anderson 1998, Journal of Service Research 1(1)"},
    posting);
  d({.name = "hearing", .meaning = "what a neighbour's post does"}, hearing);
  d({.name = "exits", .meaning = "what a neighbour's leaving does"}, exits);
  d({.name = "reply", .meaning = "the firm's replies in public", .word = "none"}, reply);
}

void WordOfMouth::Parameters::check(const Parameters& p, Problems& problems) {
  Network::Parameters::check(p.network, "network", problems);
  if (p.posting.displeased > p.posting.pleased) {
    problems.add("posting.displeased", "is above `pleased`",
                 "nobody praises and blames at the same time");
  }
}

void WordOfMouth::Parameters::check_universe(const Parameters& p, std::int64_t customers,
                                             Problems& problems) {
  if (Network::Parameters::fits(p.network, customers)) return;
  if (customers > Network::kMostMembers) {
    problems.add("network", "is too large", "a network has at most 2^29 members");
    return;
  }
  const std::int64_t most = (customers - 1) / 2 * 2;  // even, as a ring wants it
  problems.add("network.degree", "is more neighbours than there are",
               "all segments together begin with " + std::to_string(customers) + " customers",
               most > 0 ? std::to_string(most) : "");
}

void WordOfMouth::Parameters::imply(const Parameters& p, Implications& implied) {
  const bool pairs = p.network.form == NetworkForm::pairs;
  const double degree = pairs ? 1.0 : p.network.degree;
  if (p.posting.passed_on.value > 0.0) {
    implied.add("reproduction of a post", degree * p.posting.passed_on.value, "1",
                "R = degree x passed_on; below 1 a post is told 1 / (1 - R) times on a tree");
  }
  implied.add("hazard after a neighbour's exit", 100.0 * engine::exp(p.exits.log_hazard), "%",
              "exp(beta_N), of what it was");
}

WordOfMouth::WordOfMouth(const Setting<WordOfMouth>& setting)
    : customers_(setting.study.customers) {
  bool known = false;
  for (const auto& given : setting.rows) {
    rows_.push_back(given.value_or(Parameters{}));
    if (!given) continue;
    // The network is fixed before the run: what a policy says of it counts only if nobody else
    // does.
    if (!known) network_ = given->network;
    known = true;
    shortest_delay_ = std::min(shortest_delay_, given->delay);
    if (given->reply) shortest_delay_ = std::min(shortest_delay_, given->reply->delay);
  }
  // Members are numbered by segments in an order that no file decides.
  std::vector<std::size_t> order(setting.study.segments.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (const std::string& name : setting.study.segments) {
    source_.push_back(std::uint64_t{engine::hash_name(name)} << 32U);
  }
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return source_[a] < source_[b]; });
  first_.resize(order.size());
  for (const std::size_t segment : order) {
    first_[segment] = static_cast<Network::Member>(members_);
    members_ += customers_[segment];
  }
}

// --- Customers ----------------------------------------------------------------------------------

/// Of the initial base, whose identities count from their segment's name.
bool WordOfMouth::is_member(const Context& context) const {
  const std::uint64_t number =
      static_cast<std::uint64_t>(context.identity()) - source_[context.segment()];
  return number < static_cast<std::uint64_t>(customers_[context.segment()]);
}

Network::Member WordOfMouth::member_of(const Context& context) const {
  return first_[context.segment()] +
         static_cast<Network::Member>(static_cast<std::uint64_t>(context.identity()) -
                                      source_[context.segment()]);
}

engine::Message WordOfMouth::note(Report report, const Context& context) const {
  engine::Message note = context.request();
  note.detail = static_cast<std::uint32_t>(report) | member_of(context) << kReportBits;
  return note;
}

void WordOfMouth::on(const CustomerJoined&, Context& context) const {
  context.state<WordOfMouth>() = {.since = context.now()};
  if (is_member(context)) {
    context.send_to_firm<WordOfMouth>(note(Report::joined, context));
  }
}

void WordOfMouth::adopt(Context& context, std::size_t old_row) const {
  const Row& row = rows_[context.row()];
  const Row& old = rows_[old_row];
  // What fades differently goes on from where it is.
  if (row.hearing.fading != old.hearing.fading || row.exits.forgetting != old.exits.forgetting) {
    refreshed(old, context);
  }
  if (old.posting.waiting && !row.posting.waiting) context.clear<PostDue>();
}

bool WordOfMouth::uses(std::type_identity<PostDue>, std::size_t row) const {
  return rows_[row].posting.waiting.has_value();
}

double WordOfMouth::heard(const State& state, const Row& row, engine::Time time) {
  return faded(state.heard, row.hearing.fading, time - state.since.time());
}

double WordOfMouth::exits(const State& state, const Row& row, engine::Time time) {
  return faded(state.exits, row.exits.forgetting, time - state.since.time());
}

WordOfMouth::State& WordOfMouth::refreshed(const Row& row, Context& context) const {
  State& state = context.state<WordOfMouth>();
  state.heard = static_cast<float>(heard(state, row, context.now()));
  state.exits = static_cast<float>(exits(state, row, context.now()));
  state.since = context.now();
  return state;
}

/// A post in the customer's own words about what has this ordinal.
void WordOfMouth::post(Occasion occasion, std::uint32_t about, Tally kind, Context& context) const {
  context.tally<WordOfMouth>(posts);
  if (kind == posts) return;  // moves nobody
  context.tally<WordOfMouth>(kind);
  engine::Message post = note(kind == praise_posts ? Report::praise : Report::blame, context);
  const std::uint64_t which = static_cast<std::uint64_t>(occasion) | std::uint64_t{context.tenure()}
                                                                         << 32U;
  post.sender =
      engine::Identity{engine::mix(static_cast<std::uint64_t>(context.identity()), which)};
  post.ordinal = about;
  post.root = static_cast<std::uint16_t>(Root::post);
  context.send_to_firm<WordOfMouth>(post);
}

void WordOfMouth::on(const ServiceDelivered&, Context& context) const {
  if (!is_member(context)) return;
  const Posting& p = rows_[context.row()].posting;
  const double satisfaction = context.stock(Stock::satisfaction);
  const double blame = p.blame * std::max(p.displeased - satisfaction, 0.0);
  const double praise = p.praise * std::max(satisfaction - p.pleased, 0.0);
  const double mark = context.uniform(draws::kPost);
  if (mark >= blame + praise + p.always.value) return;
  const Tally kind = mark < blame ? blame_posts : mark < blame + praise ? praise_posts : posts;
  post(Occasion::encounter, context.ordinal(), kind, context);
}

void WordOfMouth::on(const ComplaintFiled&, Context& context) const {
  const auto& waiting = rows_[context.row()].posting.waiting;
  if (!waiting || !is_member(context) || context.runs<PostDue>()) return;
  context.state<WordOfMouth>().complaint = context.ordinal();
  context.schedule<PostDue>(
      engine::from_days(context.exponential(draws::kPostWait) / waiting->per_day));
}

void WordOfMouth::on(const PostDue&, Context& context) const {
  context.tally<WordOfMouth>(posts_while_waiting);
  post(Occasion::waiting, context.state<WordOfMouth>().complaint, blame_posts, context);
}

void WordOfMouth::on(const ComplaintAnswered& answer, Context& context) const {
  const Posting& p = rows_[context.row()].posting;
  if (p.waiting) context.clear<PostDue>();
  if (!answer.resolved || !answer.apologised || !is_member(context)) return;
  if (!context.happens(draws::kRecoveryTold, p.recovery.value)) return;
  context.tally<WordOfMouth>(recoveries_told);
  post(Occasion::recovery, context.ordinal(), praise_posts, context);
}

void WordOfMouth::on(const ComplaintAbandoned&, Context& context) const {
  if (rows_[context.row()].posting.waiting) context.clear<PostDue>();
}

void WordOfMouth::on(const PostSeen& seen, Context& context) const {
  const Row& row = rows_[context.row()];
  context.tally<WordOfMouth>(posts_read);
  context.about_to_change(kTalk);
  refreshed(row, context).heard += seen.weight;
  const double mark =
      context.uniform_with(seen.post, Root::exposure, context.ordinal(), draws::kPassedOn);
  if (mark >= row.posting.passed_on.value) return;
  context.tally<WordOfMouth>(passed_on);
  engine::Message telling = note(Report::telling, context);
  telling.sender = seen.post;
  context.send_to_firm<WordOfMouth>(telling);
}

void WordOfMouth::on(const PostAnswered& answered, Context& context) const {
  const Row& row = rows_[context.row()];
  context.about_to_change(kTalk);
  refreshed(row, context).heard -=
      static_cast<float>(faded(answered.weight, row.hearing.fading, context.now() - answered.seen));
}

void WordOfMouth::on(const NeighbourLeft&, Context& context) const {
  context.tally<WordOfMouth>(exits_heard);
  context.about_to_change(kTalk);
  refreshed(rows_[context.row()], context).exits += 1.0F;
}

void WordOfMouth::on(const CustomerLeft&, Context& context) const {
  if (is_member(context)) context.send_to_firm<WordOfMouth>(note(Report::left, context));
}

double WordOfMouth::offer_value(const Context& context) const {
  const Row& row = rows_[context.row()];
  return row.hearing.value * heard(context.state<WordOfMouth>(), row, context.now());
}

Influences WordOfMouth::influences(std::type_identity<LeaveDue>, std::size_t row) const {
  const Row& p = rows_[row];
  const bool exits_count =
      p.exits.cap > 0.0 && (p.exits.log_hazard != 0.0 || p.exits.hazard.per_day > 0.0);
  return exits_count || p.hearing.log_hazard != 0.0 ? kTalk : kNothing;
}

void WordOfMouth::add_to_rate(std::type_identity<LeaveDue>, engine::VaryingRate& rate,
                              const Context& context, engine::Time since) const {
  const Row& row = rows_[context.row()];
  const State& state = context.state<WordOfMouth>();
  const double forgetting = row.exits.forgetting.per_day;
  const double recent = exits(state, row, since);
  const double most = row.exits.log_hazard * row.exits.cap;
  rate.add_exponent(-row.hearing.log_hazard * heard(state, row, since), row.hearing.fading.per_day);
  rate.add_bounded_exponent(row.exits.log_hazard * recent, forgetting, 0.0, std::min(most, 0.0),
                            std::max(most, 0.0));
  rate.add_bounded_linear(row.exits.hazard.per_day * recent, forgetting, 0.0, 0.0,
                          row.exits.hazard.per_day * row.exits.cap);
}

// --- Between customers --------------------------------------------------------------------------

WordOfMouth::Firm WordOfMouth::begin(FirmContext& context) const {
  Firm firm;
  firm.network = Network(network_, members_, [&](std::uint32_t number, std::uint16_t block) {
    return context.cause(kNetworksLuck, number, Root::network, block);
  });
  firm.members.resize(static_cast<std::size_t>(members_));
  return firm;
}

void WordOfMouth::close(Firm& firm, FirmContext& context) const {
  const auto inbox = context.inbox<WordOfMouth>();
  const auto report_of = [](const engine::Message& note) {
    return static_cast<Report>(note.detail & kReportMask);
  };
  const auto welcome = [&](const engine::Message& note) {
    firm.members[note.detail >> kReportBits] = {note.place, note.row, true};
  };
  // Who joined in the window can be told of whatever happened in it; who came back, of what
  // happened from then on.
  for (const engine::Message& note : inbox) {
    if (report_of(note) == Report::joined && tenure_of(note) == 0) welcome(note);
  }
  for (const engine::Message& note : inbox) {
    switch (report_of(note)) {
      case Report::joined:
        if (tenure_of(note) > 0) welcome(note);
        break;
      case Report::left:
        tell_of_exit(firm, note, context);
        firm.members[note.detail >> kReportBits].reachable = false;
        break;
      case Report::praise:
      case Report::blame:
      case Report::telling: {
        const auto [place, is_new] = firm.cascades.try_emplace({note.sender, note.ordinal});
        if (is_new) begin_cascade(place->second, note, context);
        tell(firm, place->second, note, context);
      }
    }
  }
  end_cascades(firm, context);
}

void WordOfMouth::begin_cascade(Cascade& cascade, const engine::Message& post,
                                FirmContext& context) const {
  const bool blame = static_cast<Report>(post.detail & kReportMask) == Report::blame;
  cascade.weight = blame ? -1.0F : 1.0F;
  cascade.readers.push_back(post.detail >> kReportBits);
  const auto& reply = rows_[post.row].reply;
  if (!blame || !reply) return;
  const engine::Cause luck = context.cause(post.sender, post.ordinal, Root::post);
  if (luck.uniform_of_lane(draws::kReplied.lane) >= reply->share.value) return;
  cascade.reply = engine::later(post.time, reply->delay);
  cascade.relief = static_cast<float>(reply->relief.value);
  context.tally<WordOfMouth>(replies);
  context.tally<WordOfMouth>(reply_cost, reply->cost.cents);
}

/// Sends a post to the listeners of who tells it, unless they know it, and the firm's reply after
/// it if it comes later.
void WordOfMouth::tell(const Firm& firm, Cascade& cascade, const engine::Message& telling,
                       FirmContext& context) const {
  ++cascade.tellings;
  const engine::Time when = engine::later(telling.time, rows_[telling.row].delay);
  cascade.last = std::max(cascade.last, when);
  const bool replied = cascade.reply <= when;
  for (const Network::Member reader : firm.network.listeners(telling.detail >> kReportBits)) {
    const Firm::Member& member = firm.members[reader];
    if (!member.reachable) continue;
    const auto known = std::lower_bound(cascade.readers.begin(), cascade.readers.end(), reader);
    if (known != cascade.readers.end() && *known == reader) continue;
    cascade.readers.insert(known, reader);
    engine::Message message = telling;
    message.place = member.place;
    message.row = member.row;
    const float weight = replied ? cascade.weight * (1.0F - cascade.relief) : cascade.weight;
    context.send(message, PostSeen{telling.sender, weight}, when);
    if (!replied && cascade.reply != engine::kNever) {
      context.send(message, PostAnswered{cascade.weight * cascade.relief, when}, cascade.reply);
    }
  }
}

void WordOfMouth::tell_of_exit(const Firm& firm, const engine::Message& exit,
                               FirmContext& context) const {
  const engine::Time when = engine::later(exit.time, rows_[exit.row].delay);
  for (const Network::Member reader : firm.network.listeners(exit.detail >> kReportBits)) {
    const Firm::Member& member = firm.members[reader];
    if (!member.reachable) continue;
    engine::Message message = exit;
    message.place = member.place;
    message.row = member.row;
    context.send(message, NeighbourLeft{}, when);
  }
}

/// A post is over when all who were to read it have done so without passing it on.
void WordOfMouth::end_cascades(Firm& firm, FirmContext& context) {
  for (auto it = firm.cascades.begin(); it != firm.cascades.end();) {
    if (it->second.last >= context.edge()) {
      ++it;
      continue;
    }
    const std::int64_t size = it->second.tellings;
    context.tally<WordOfMouth>(cascades);
    context.tally<WordOfMouth>(cascade_posts, size);
    context.tally<WordOfMouth>(cascade_squares, size * size);
    if (size == 1) context.tally<WordOfMouth>(cascades_of_one);
    if (size == 2) context.tally<WordOfMouth>(cascades_of_two);
    if (size == 3) context.tally<WordOfMouth>(cascades_of_three);
    it = firm.cascades.erase(it);
  }
}

/// Every telling is of a post that is over or on its way.
void WordOfMouth::audit(const Firm& firm, const Audit& audit) const {
  std::int64_t on_its_way = 0;
  for (const auto& [post, cascade] : firm.cascades) on_its_way += cascade.tellings;
  TENURE_ENSURE(audit.counted<WordOfMouth>(praise_posts) + audit.counted<WordOfMouth>(blame_posts) +
                    audit.counted<WordOfMouth>(passed_on) ==
                audit.counted<WordOfMouth>(cascade_posts) + on_its_way);
}

}  // namespace tenure::model
