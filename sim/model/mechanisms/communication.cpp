// SPDX-License-Identifier: Apache-2.0
#include "model/mechanisms/communication.h"

#include <algorithm>
#include <cmath>

#include "engine/elementary.h"
#include "engine/expect.h"
#include "model/audit.h"
#include "model/context.h"
#include "model/firm_context.h"

namespace tenure::model {

namespace {

/// What messages of a kind are like, unless a scenario says otherwise: assumptions.
struct Usual {
  double lift;
  engine::Duration lasts;
  double weight;
  double gain;
};

/// Sales are over soon; nobody minds to be warned.
constexpr std::array<Usual, kMessageKindNames.size()> kUsual{{
    {0.00, 1 * engine::kWeek, 0.0, 0.05},  // recall
    {0.06, 1 * engine::kWeek, 1.0, 0.00},  // sale
    {0.06, 2 * engine::kWeek, 1.0, 0.00},  // offer
    {0.03, 4 * engine::kWeek, 0.8, 0.00},  // product_news
    {0.00, 1 * engine::kWeek, 0.5, 0.05},  // education
}};

/// Of a recall that was not sent: felt as a betrayal where severities of 2 are.
constexpr double kSeverityOfSilence = 2.0;

double dot(const std::vector<double>& a, const std::vector<double>& b) {
  double sum = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}

bool points_nowhere(const std::vector<double>& vector) {
  return !vector.empty() && dot(vector, vector) == 0.0;
}

}  // namespace

void Communication::Message::describe(Describer& d) {
  d({.name = "name", .meaning = "the message's name", .required = true}, name);
  d({.name = "kind", .meaning = "what it is about: its usual value, urgency and weight"}, kind);
  d({.name = "first", .meaning = "when a wave goes out, from time 0", .range = kNotNegative},
    first);
  d({.name = "every",
     .meaning = "time between waves, before and after the first",
     .range = kPositive,
     .word = "once"},
    every);
  d({.name = "days",
     .meaning = "days of the year, 1 to 365, on which waves go out, instead of first and every",
     .range = {.low = 1.0, .high = 365.0}},
    days);
  d({.name = "share",
     .meaning = "share of customers to whom each wave goes; a recall below 100 % leaves the others "
                "with a failure",
     .range = kShare},
    share);
  d({.name = "medium", .meaning = "how customers are told, for contact fatigue"}, medium);
  d({.name = "cost", .meaning = "cost of telling one customer", .range = kNotNegative}, cost);
  d({.name = "about",
     .meaning = "m, how much of each need the message is about, one number per need; none: it fits "
                "everybody",
     .range = kNotNegative},
    about);
  d({.name = "fit",
     .meaning = "or the fit to these customers, instead of `about`",
     .range = kShare,
     .word = "by_needs"},
    fit);
  d({.name = "clarity",
     .meaning = "probability that who is no expert understands it",
     .range = kShare},
    clarity);
  d({.name = "lift",
     .meaning = "l_0, share by which the rate of purchases is higher after a message that is "
                "understood and fits; by default 6 % for sales and offers, 3 % for product news, 0 "
                "for others",
     .range = kNotNegative,
     .word = "default",
     .implies = true},
    lift);
  d({.name = "lasts",
     .meaning = "for how long; by default 1 week for sales, 2 for offers, 4 for product news",
     .range = kPositive,
     .word = "default",
     .implies = true},
    lasts);
  d({.name = "weight",
     .meaning = "how tiring it is, relative to an ordinary contact by its medium; by default 0 for "
                "recalls, 0.5 for education, 0.8 for product news, 1 for others",
     .range = kNotNegative,
     .word = "default",
     .implies = true},
    weight);
  d({.name = "gain",
     .meaning = "relationship gained by a message that is understood; by default 0.05 for recalls "
                "and education, 0 for others",
     .range = kNotNegative,
     .word = "default",
     .implies = true},
    gain);
}

void Communication::Education::describe(Describer& d) {
  d({.name = "step",
     .meaning = "e, what education that is understood adds to expertise X, which is 1 at most",
     .range = kNotNegative},
    step);
  d({.name = "misuse", .meaning = "share of failures that come from misuse", .range = kShare},
    misuse);
  d({.name = "avoided", .meaning = "xi, share of these that an expert avoids", .range = kShare},
    avoided);
  d({.name = "technical",
     .meaning = "by how much more of a failure's loss an expert feels: 1 + technical X",
     .range = kNotNegative},
    technical);
  d({.name = "functional",
     .meaning = "by how much less an expert's goodwill is won by the manner of service: "
                "1 - functional X",
     .range = kShare},
    functional);
}

void Communication::Parameters::describe(Describer& d) {
  d({.name = "messages", .meaning = "what is sent; none: nothing is"}, messages);
  d({.name = "needs",
     .meaning = "n, what customers need, one number per need; none: messages fit, whatever they "
                "are about",
     .range = kNotNegative},
    needs);
  d({.name = "benefit",
     .meaning = "b, relationship that messages bring, b ln(1 + F) of F contacts not yet forgotten; "
                "nothing where fatigue is off",
     .range = kNotNegative},
    benefit);
  d({.name = "opt_out",
     .meaning = "omega, a contact is one too many with probability 1 - e^{-omega F}; never where "
                "fatigue is off",
     .range = kNotNegative},
    opt_out);
  d({.name = "education", .meaning = "what expertise does", .shorthand = "step"}, education);
}

void Communication::Parameters::check(const Parameters& p, Problems& problems) {
  if (points_nowhere(p.needs)) {
    problems.add("needs", "are all 0", "customers need something, or `needs` are not given");
  }
  for (const Message& message : p.messages) {
    const std::string path = "messages." + message.name;
    if (!message.days.empty() && (message.every || message.first != engine::Duration{})) {
      problems.add(path + ".days", "states the waves a second time",
                   "waves go out on days of the year, or at `first` and `every`");
    }
    if (message.fit && !message.about.empty()) {
      problems.add(path + ".fit", "states the fit a second time",
                   "it follows from `about` and the needs");
    }
    if (points_nowhere(message.about)) {
      problems.add(path + ".about", "is all 0", "a message is about something");
    } else if (!message.about.empty() && !p.needs.empty() &&
               message.about.size() != p.needs.size()) {
      problems.add(path + ".about", "has " + std::to_string(message.about.size()) + " numbers",
                   "there are " + std::to_string(p.needs.size()) + " needs");
    }
  }
}

void Communication::Parameters::imply(const Parameters& p, Implications& implied) {
  for (const Message& message : p.messages) {
    implied.add("fit of " + message.name, message.fit_to(p.needs), "1", "cosine of m and n");
  }
}

double Communication::Message::fit_to(const std::vector<double>& needs) const {
  if (fit) return fit->value;
  if (about.empty() || needs.empty()) return 1.0;
  const double cosine = dot(about, needs) / std::sqrt(dot(about, about) * dot(needs, needs));
  return std::min(cosine, 1.0);  // but for rounding
}

Communication::Communication(const Setting<Communication>& setting)
    : year_(setting.study.first_day) {
  for (const auto& given : setting.rows) rows_.push_back(make_row(given.value_or(Parameters{})));
  // A lift goes on when a policy comes or goes.
  const std::size_t segments = setting.study.segments.size();
  for (std::size_t with = segments; with < rows_.size(); ++with) {
    const std::size_t without = with - segments;
    const bool moves = rows_[with].moves_rate || rows_[without].moves_rate;
    for (const std::size_t row : {with, without}) {
      rows_[row].moves_rate = moves && setting.rows[row].has_value();
    }
  }
}

Communication::Planned Communication::plan(const Message& message,
                                           const std::vector<double>& needs) {
  const Usual& usual = kUsual[static_cast<std::size_t>(message.kind)];
  const double fit = message.fit_to(needs);
  return {.waves = {message.name, message.first, message.every, message.days},
          .fit = fit,
          .lift = message.lift.value_or(usual.lift) * fit,
          .lasts = message.lasts.value_or(usual.lasts),
          .weight = message.weight.value_or(usual.weight),
          .gain = message.gain.value_or(usual.gain)};
}

Communication::Row Communication::make_row(const Parameters& p) {
  Row row{.given = p, .plans = {}};
  for (const Message& message : p.messages) {
    row.plans.push_back(plan(message, p.needs));
    row.moves_rate = row.moves_rate || row.plans.back().lift > 0.0;
  }
  return row;
}

bool Communication::uses(std::type_identity<CommunicationDue>, std::size_t row) const {
  return !rows_[row].plans.empty();
}

// --- Waves --------------------------------------------------------------------------------------

/// Plans for the first wave of any message at `from` or later.
void Communication::await_wave(const Row& row, engine::Time from, Context& context) const {
  engine::Time next = engine::kNever;
  for (const Planned& plan : row.plans) next = std::min(next, plan.waves.next(year_, from));
  if (next == engine::kNever) return;
  context.schedule<CommunicationDue>(next - money_ahead(context) - context.now());
}

/// How long before a wave the firm is asked for money. With a budget no window is longer.
engine::Duration Communication::money_ahead(const Context& context) {
  return context.needs_grant<Communication>() ? engine::kDay : engine::Duration{0};
}

/// What customers have learned and said they keep, if messages come back.
void Communication::on(const CustomerJoined&, Context& context) const {
  const Row& row = rows_[context.row()];
  if (!row.plans.empty()) await_wave(row, context.now() + money_ahead(context), context);
}

void Communication::adopt(Context& context, std::size_t old_row) const {
  const Row& row = rows_[context.row()];
  // A wave that is planned again comes when it would have, unless it is now asked for beforehand.
  if (!rows_[old_row].plans.empty()) context.clear<CommunicationDue>();
  if (!row.plans.empty()) await_wave(row, context.now() + money_ahead(context), context);
}

void Communication::on(const CommunicationDue&, Context& context) const {
  const Row& row = rows_[context.row()];
  const engine::Time wave = context.now() + money_ahead(context);
  await_wave(row, wave + engine::Duration{1}, context);
  for (std::size_t i = 0; i < row.plans.size(); ++i) {
    if (row.plans[i].waves.next(year_, wave) != wave) continue;
    if (!context.active()) return;
    const std::uint32_t ordinal = row.plans[i].waves.ordinal(wave);
    if (wave == context.now()) {
      context.begin_root(Root::communication, ordinal);
      deliver(row, i, context);
      continue;
    }
    const Message& message = row.given.messages[i];
    const bool addressed = is_addressed(message, ordinal, context);
    if (message.kind != MessageKind::recall && (!addressed || !context.accepts_contacts())) {
      continue;
    }
    engine::Message request = context.request();
    request.root = context.number_of(Root::communication);
    request.ordinal = ordinal;
    request.due = wave;
    request.detail = addressed ? 1 : 0;
    context.send_to_firm<Communication>(request);
  }
}

/// Which message's wave at this time has this ordinal; none if the policy sends it no more.
std::optional<std::size_t> Communication::message_of(const Row& row, engine::Time wave,
                                                     std::uint32_t ordinal) {
  for (std::size_t i = 0; i < row.plans.size(); ++i) {
    if (row.plans[i].waves.ordinal(wave) == ordinal) return i;
  }
  return std::nullopt;
}

/// Recalls are sent, money or no money; but what they cost counts.
void Communication::close(Firm&, FirmContext& context) const {
  for (const engine::Message& request : context.inbox<Communication>()) {
    const Row& row = rows_[request.row];
    const Message& message =
        row.given.messages[message_of(row, request.due, request.ordinal).value()];
    const bool granted = request.detail == 0 || context.grant<Communication>(request, message.cost);
    if (granted || message.kind == MessageKind::recall) {
      context.send(request, RequestGranted{}, request.due);
    } else {
      context.tally<Communication>(refused);
    }
  }
}

void Communication::on(const RequestGranted&, Context& context) const {
  if (context.root() != Root::communication) return;
  const Row& row = rows_[context.row()];
  const auto which = message_of(row, context.now(), context.ordinal());
  if (which) deliver(row, *which, context);
}

bool Communication::is_addressed(const Message& message, std::uint32_t ordinal,
                                 const Context& context) {
  return message.share.value == 1.0 ||
         context.uniform(Root::communication, ordinal, draws::kAddressed) < message.share.value;
}

// --- One message --------------------------------------------------------------------------------

void Communication::deliver(const Row& row, std::size_t which, Context& context) const {
  const Message& message = row.given.messages[which];
  const bool addressed = is_addressed(message, context.ordinal(), context);
  if (message.kind == MessageKind::recall) {
    if (addressed) {
      send(row, which, context);
    } else {
      context.tally<Communication>(recalls_missed);
      context.publish(ServiceDelivered{.severity = kSeverityOfSilence});
    }
  } else if (addressed && context.accepts_contacts()) {
    send(row, which, context);
  }
}

void Communication::send(const Row& row, std::size_t which, Context& context) const {
  const Message& message = row.given.messages[which];
  const Planned& plan = row.plans[which];
  const auto expertise = static_cast<double>(context.state<Communication>().expertise);
  const double clear = 1.0 - (1.0 - message.clarity.value) * (1.0 - expertise);
  const bool is_understood = clear == 1.0 || context.happens(draws::kUnderstood, clear);
  context.tally<Communication>(sent);
  if (message.cost.cents > 0) {
    context.tally<Communication>(communication_cost, message.cost.cents);
    context.spend_granted<Communication>(message.cost);
  }
  const double before = context.stock(Stock::fatigue);
  const double misfit = is_understood ? 1.0 - plan.fit : 0.0;
  context.publish(ContactMade{message.medium, plan.weight * (1.0 + misfit)});
  const double contacts = (1.0 + context.stock(Stock::fatigue)) / (1.0 + before);
  double gain = row.given.benefit * engine::log(contacts);
  if (is_understood) {
    gain += plan.gain;
    take_in(row, which, context);
  }
  if (gain != 0.0) context.publish(CourtesyShown{gain});
}

/// Its lift takes the place of an earlier one's.
void Communication::take_in(const Row& row, std::size_t which, Context& context) const {
  const Planned& plan = row.plans[which];
  State& state = context.state<Communication>();
  context.tally<Communication>(understood);
  if (plan.lift > 0.0) {
    context.about_to_change(kIncentive, plan.lift);
    state.lift = static_cast<float>(plan.lift);
    state.lifted_until = engine::later(context.now(), plan.lasts);
  }
  if (row.given.messages[which].kind == MessageKind::education) {
    const double expertise = static_cast<double>(state.expertise) + row.given.education.step;
    state.expertise = static_cast<float>(std::min(expertise, 1.0));
  }
}

/// Fatigue has heard of the contact before: F counts it.
void Communication::on(const ContactMade&, Context& context) const {
  const double omega = rows_[context.row()].given.opt_out;
  State& state = context.state<Communication>();
  if (omega == 0.0 || state.opted_out) return;
  const double probability = -engine::expm1(-omega * context.stock(Stock::fatigue));
  if (probability == 0.0 || !context.happens(draws::kOptOut, probability)) return;
  state.opted_out = true;
  context.tally<Communication>(opted_out);
}

bool Communication::accepts_contacts(const Context& context) const {
  return !context.state<Communication>().opted_out;
}

// --- What it changes ----------------------------------------------------------------------------

void Communication::add_to_rate(std::type_identity<PurchaseDue>, engine::VaryingRate& rate,
                                const Context& context, engine::Time) const {
  if (!rows_[context.row()].moves_rate) return;
  const State& state = context.state<Communication>();
  rate.multiply_until(1.0 + static_cast<double>(state.lift), state.lifted_until.time());
}

Influences Communication::influences(std::type_identity<PurchaseDue>, std::size_t row) const {
  return rows_[row].moves_rate ? kIncentive : kNothing;
}

double Communication::failure_factor(const Context& context) const {
  const Education& education = rows_[context.row()].given.education;
  const auto expertise = static_cast<double>(context.state<Communication>().expertise);
  return 1.0 - education.misuse.value * education.avoided.value * expertise;
}

double Communication::weight_of_loss(double, const Context& context) const {
  const auto expertise = static_cast<double>(context.state<Communication>().expertise);
  return 1.0 + rows_[context.row()].given.education.technical * expertise;
}

double Communication::weight_of_goodwill(const Context& context) const {
  const auto expertise = static_cast<double>(context.state<Communication>().expertise);
  return 1.0 - rows_[context.row()].given.education.functional.value * expertise;
}

void Communication::observe(Context& context) const {
  context.tally<Communication>(expertise_count);
  context.tally_real<Communication>(expertise_sum,
                                    static_cast<double>(context.state<Communication>().expertise));
}

void Communication::audit(const Audit& audit) const {
  TENURE_ENSURE(audit.counted<Communication>(opted_out) == audit.held<Communication>());
}

}  // namespace tenure::model
