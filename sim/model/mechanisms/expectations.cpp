// SPDX-License-Identifier: Apache-2.0
#include "model/mechanisms/expectations.h"

#include "model/context.h"

namespace tenure::model {

void Expectations::Topic::describe(Describer& d) {
  d({.name = "share",
     .meaning = "share of encounters in which this is what matters",
     .range = kShare},
    share);
  d({.name = "clarity", .meaning = "how clear the firm is about it, 1: entirely", .range = kShare},
    clarity);
}

void Expectations::Clarity::describe(Describer& d) {
  d({.name = "vague",
     .meaning = "sigma, standard deviation of what is read into vague terms",
     .range = kNotNegative},
    vague);
  d({.name = "clear", .meaning = "sigma of clear terms", .range = kNotNegative}, clear);
  d({.name = "bias",
     .meaning = "by how much vague terms promise too much on average; clear ones do not"},
    bias);
  d({.name = "shipping", .meaning = "when and how goods come", .shorthand = "clarity"}, shipping);
  d({.name = "returns", .meaning = "what may go back", .shorthand = "clarity"}, returns);
  d({.name = "sale", .meaning = "what a sale is about", .shorthand = "clarity"}, sale);
  d({.name = "warranty", .meaning = "what is made good for, and how long", .shorthand = "clarity"},
    warranty);
  d({.name = "misunderstood",
     .meaning = "shortfall from which a customer may complain as about a failure",
     .range = kNotNegative,
     .word = "never"},
    misunderstood);
  d({.name = "severity",
     .meaning = "severity of what is complained about then",
     .range = kPositive},
    severity);
  d({.name = "cost",
     .meaning = "cost of being entirely clear, per encounter in which it matters",
     .range = kNotNegative},
    cost);
}

void Expectations::Parameters::describe(Describer& d) {
  d({.name = "start", .meaning = "what a newcomer expects, in standard deviations of quality"},
    start);
  d({.name = "promise", .meaning = "what the firm promises beyond what customers expect anyway"},
    promise);
  d({.name = "adaptation",
     .meaning = "kappa, share of the difference that expectation takes over",
     .range = kShare},
    adaptation);
  d({.name = "clarity", .meaning = "what customers read into the firm's terms", .word = "none"},
    clarity);
}

void Expectations::Parameters::check(const Parameters& p, Problems& problems) {
  if (!p.clarity) return;
  double sum = 0.0;
  for (const Topic& topic : p.clarity->topics()) sum += topic.share.value;
  constexpr double kRounding = 1e-12;
  if (sum > 1.0 + kRounding) {
    problems.add("clarity", "has shares of more than 100 %",
                 "at most one of shipping, returns, sale and warranty matters in an encounter");
  }
  if (p.clarity->clear > p.clarity->vague) {
    problems.add("clarity.clear", "is more than `vague`", "clarity narrows what can be expected");
  }
}

double Expectations::Clarity::deviation(const Topic& topic) const {
  return vague + topic.clarity.value * (clear - vague);
}

void Expectations::Parameters::imply(const Parameters& p, Implications& implied) {
  if (!p.clarity) return;
  const Row row = make_row(p);
  double sum = 0.0;
  double weighted = 0.0;
  std::size_t i = 0;
  for (const Topic& topic : p.clarity->topics()) {
    sum += topic.share.value;
    weighted += topic.share.value * row.deviation[i++];
  }
  if (sum > 0.0) {
    implied.add("sigma of what is read into terms", weighted / sum, "1", "mean over the topics");
  }
}

Expectations::Expectations(const Setting<Expectations>& setting)
    : normal_(engine::Quantile::normal()) {
  for (const auto& row : setting.rows) rows_.push_back(make_row(row.value_or(Parameters{})));
}

Expectations::Row Expectations::make_row(const Parameters& p) {
  Row row{.given = p};
  if (!p.clarity) return row;
  double sum = 0.0;
  std::size_t i = 0;
  for (const Topic& topic : p.clarity->topics()) {
    row.up_to[i] = sum += topic.share.value;
    row.deviation[i] = p.clarity->deviation(topic);
    row.bias[i] = p.clarity->bias * (1.0 - topic.clarity.value);
    ++i;
  }
  return row;
}

void Expectations::on(const ServiceDelivered& service, Context& context) const {
  const Row& row = rows_[context.row()];
  const Parameters& p = row.given;
  State& state = context.state<Expectations>();
  const double expected = p.start + static_cast<double>(state.expectation);
  const double surprise = service.quality - expected;
  state.expectation = static_cast<float>(expected + p.adaptation * surprise - p.start);

  if (const auto topic = topic_of(row, context)) {
    compare_with_terms(*topic, service.failed(), context);
  } else {
    feel(surprise - p.promise, context);
  }
}

/// Which of the firm's terms is what matters in this encounter, if any.
std::optional<std::size_t> Expectations::topic_of(const Row& row, Context& context) const {
  if (row.up_to.back() == 0.0) return std::nullopt;
  const double mark = context.uniform(draws::kTopic);
  for (std::size_t i = 0; i < row.up_to.size(); ++i) {
    if (mark < row.up_to[i]) return i;
  }
  return std::nullopt;
}

/// E ~ N(Q + bias, sigma^2) at the purchase: what Q is does not matter then.
void Expectations::compare_with_terms(std::size_t topic, bool failed, Context& context) const {
  const Row& row = rows_[context.row()];
  const Clarity& terms = *row.given.clarity;
  const double share = terms.topics()[topic].clarity.value;
  const auto cost = static_cast<std::int64_t>(static_cast<double>(terms.cost.cents) * share + 0.5);
  if (cost > 0) {
    context.tally<Expectations>(clarity_cost, cost);
    context.spend<Expectations>(Money{cost});
  }
  const double difference =
      -(row.bias[topic] + row.deviation[topic] * normal_(context.uniform(draws::kUnderstanding)));
  feel(difference, context);
  // One complaint per encounter: a failure is the greater matter.
  if (!failed && terms.misunderstood && difference < -*terms.misunderstood) {
    context.tally<Expectations>(misunderstandings);
    context.publish(PolicyMisunderstood{terms.severity});
  }
}

void Expectations::feel(double difference, Context& context) {
  context.tally<Expectations>(comparisons);
  context.tally_real<Expectations>(difference_sum, difference);
  context.tally_real<Expectations>(difference_square_sum, difference * difference);
  context.publish(ExpectationDisconfirmed{difference});
}

}  // namespace tenure::model
