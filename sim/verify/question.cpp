// SPDX-License-Identifier: Apache-2.0
#include "verify/question.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

#include "scenario/did_you_mean.h"
#include "scenario/number.h"
#include "verify/amount.h"
#include "verify/expression.h"

namespace tenure::verify {

using analysis::Estimate;
using scenario::in_quotes;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

}  // namespace

Question::Question(const Expectation& expectation, const Carried& carried,
                   const std::string& currency, const Trouble& trouble)
    : expectation_(expectation), carried_(carried) {
  const std::string& first = carried.policies.reference().specification().policy;
  subject_ = sum_of(expectation.policy.value_or(first), "policy", trouble);
  for (const auto& [policy, sign] : subject_.policies) bind(policy, trouble);
  const Amount amount = [&](std::string_view key, const std::string& text) {
    const auto parsed = parse_amount(text, unit(), currency);
    if (!parsed) trouble.add(key, parsed.fault());
    return parsed ? *parsed : 0.0;
  };
  read_form(trouble, amount);
  if (expectation.published) published_ = amount("published", *expectation.published);
}

std::string Question::unit() const {
  return gauges_.empty() || is_ratio() ? "1" : gauges_.begin()->second.unit();
}

Question::Sum Question::sum_of(const std::string& text, std::string_view key,
                               const Trouble& trouble) const {
  Sum sum{{}, text};
  const auto terms = parse_expression(text);
  if (!terms) {
    trouble.add(key, terms.fault());
    return sum;
  }
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i < carried_.policies.size(); ++i) {
    names.push_back(carried_.policies[i].specification().policy);
  }
  for (const Term& term : *terms) {
    const auto found = std::find(names.begin(), names.end(), term.name);
    if (found == names.end()) {
      trouble.add(key, {in_quotes(term.name) + " is no policy of this scenario", "",
                        scenario::closest(term.name, names)});
    } else {
      sum.policies.emplace_back(static_cast<std::size_t>(found - names.begin()), term.sign);
    }
  }
  return sum;
}

void Question::bind(std::size_t policy, const Trouble& trouble) {
  if (gauges_.contains(policy)) return;
  gauges_.emplace(std::piecewise_construct, std::forward_as_tuple(policy),
                  std::forward_as_tuple(expectation_.what, carried_.policies, policy,
                                        *carried_.kpis[policy], trouble));
}

void Question::refer_to(const std::string& text, std::string_view key, const Trouble& trouble) {
  reference_ = sum_of(text, key, trouble);
  for (const auto& [policy, sign] : reference_.policies) bind(policy, trouble);
}

void Question::read_form(const Trouble& trouble, const Amount& amount) {
  const Expectation& e = expectation_;
  const int forms =
      (e.above ? 1 : 0) + (e.below ? 1 : 0) + (e.between.empty() ? 0 : 1) + (e.same_as ? 1 : 0);
  says_ = (e.name.empty() ? "" : e.name + ": ") + e.what.kpi +
          (e.what.per ? " per " + *e.what.per : "") + " of " + subject_.text;
  if (forms != 1) {
    trouble.add("kpi", {"has " + std::to_string(forms) + " things to be held against",
                        "one of above, below, between, same_as", ""});
    return;
  }
  if (is_ratio()) {
    if (e.against) {
      refer_to(*e.against, "against", trouble);
    } else {
      trouble.add("as", {"has nothing below the line", "`against` names a policy", ""});
    }
    says_ += " / " + reference_.text;
  } else if (e.against) {
    trouble.add("against", {"goes with as: ratio", "", ""});
  }
  if (!e.between.empty()) {
    read_between(trouble, amount);
  } else if (e.same_as) {
    read_sameness(trouble, amount);
  } else {
    read_side(trouble, amount);
  }
}

void Question::read_between(const Trouble& trouble, const Amount& amount) {
  const std::vector<std::string>& ends = expectation_.between;
  if (ends.size() != 2) {
    trouble.add("between",
                {"has " + std::to_string(ends.size()) + " values", "two are needed", ""});
    return;
  }
  low_ = amount("between", ends[0]);
  high_ = amount("between", ends[1]);
  if (*low_ >= *high_) {
    trouble.add("between", {"ends before it starts", "the lower end comes first", ""});
  }
  says_ += " between " + ends[0] + " and " + ends[1];
}

void Question::read_sameness(const Trouble& trouble, const Amount& amount) {
  if (is_ratio()) {
    trouble.add("same_as", {"does not go with as: ratio", "between says what it may be", ""});
    return;
  }
  refer_to(*expectation_.same_as, "same_as", trouble);
  says_ += " as of " + reference_.text;
  if (is_exact()) {
    says_ += ", event for event";
    if (subject_.policies.size() != 1 || reference_.policies.size() != 1) {
      trouble.add("same_as",
                  {"compares differences event for event", "two policies are compared", ""});
    }
    return;
  }
  if (!expectation_.within) {
    trouble.add("same_as", {"says neither exactly nor within what", "", "exactly: true"});
    return;
  }
  high_ = amount("within", *expectation_.within);
  low_ = -*high_;
  says_ += " within " + *expectation_.within;
}

void Question::read_side(const Trouble& trouble, const Amount& amount) {
  const bool above = expectation_.above.has_value();
  const std::string& text = above ? *expectation_.above : *expectation_.below;
  const std::string_view key = above ? "above" : "below";
  double bound = 0.0;
  if (looks_like_amount(text)) {
    bound = amount(key, text);
  } else if (is_ratio()) {
    trouble.add(key, {in_quotes(text) + " is no number", "a ratio is held against one", ""});
  } else {
    refer_to(text, key, trouble);
  }
  const double by = amount("by", expectation_.by);
  says_ += (above ? " above " : " below ") + text;
  if (by != 0.0) says_ += " by " + expectation_.by;
  (above ? low_ : high_) = above ? bound + by : bound - by;
}

Question::Values Question::values_of(const Sum& sum) const {
  if (sum.policies.empty()) return {};
  Values values(carried_.policies.replications(), 0.0);
  for (const auto& [policy, sign] : sum.policies) {
    const Gauge& gauge = gauges_.at(policy);
    for (std::size_t r = 0; r < values.size(); ++r) {
      values[r] += sign * gauge.value((*carried_.records)[policy][r]);
    }
  }
  return values;
}

void Question::estimate() {
  if (is_exact()) {
    estimate_ = {kNaN, 0.0, 0};
    return;
  }
  if (is_ratio()) {
    estimate_ = analysis::estimate_of_ratio(values_of(subject_), values_of(reference_));
    return;
  }
  Values values = values_of(subject_);
  const Values others = values_of(reference_);
  for (std::size_t i = 0; i < others.size(); ++i) values[i] -= others[i];
  estimate_ = analysis::estimate_of_mean(values);
}

double Question::p_not_so() const {
  if (is_exact()) return lives_are_the_same() ? 0.0 : 1.0;
  const double below = low_ ? estimate_.p_of_more_than(*low_) : 0.0;
  const double beyond = high_ ? estimate_.p_of_less_than(*high_) : 0.0;
  // Written so that a NaN stays one.
  return below >= beyond ? below : (beyond > below ? beyond : kNaN);
}

double Question::p_so() const {
  if (is_exact()) return lives_are_the_same() ? 1.0 : 0.0;
  const double below = low_ ? estimate_.p_of_less_than(*low_) : 1.0;
  const double beyond = high_ ? estimate_.p_of_more_than(*high_) : 1.0;
  if (std::isnan(below) || std::isnan(beyond)) return kNaN;
  // Of two ends either may be the one that is missed.
  return low_ && high_ ? std::min(1.0, 2.0 * std::min(below, beyond)) : std::min(below, beyond);
}

bool Question::lives_are_the_same() const {
  const std::size_t one = subject_.policies.front().first;
  const std::size_t other = reference_.policies.front().first;
  for (std::size_t r = 0; r < carried_.policies.replications(); ++r) {
    const model::Record& a = (*carried_.records)[one][r];
    const model::Record& b = (*carried_.records)[other][r];
    if (a.joined != b.joined || a.active_at_end != b.active_at_end ||
        a.left_initial != b.left_initial || a.buyers != b.buyers || a.paid_again != b.paid_again) {
      return false;
    }
    const double x = gauges_.at(one).value(a);
    const double y = gauges_.at(other).value(b);
    if (x != y && !(std::isnan(x) && std::isnan(y))) return false;
  }
  return true;
}

std::size_t Question::would_take(double error_rate) const {
  if (is_exact() || std::isnan(estimate_.value)) return 0;
  std::size_t most = 0;
  const auto needs = [&](double sign, const std::optional<double>& bound) {
    if (!bound) return true;
    const Estimate turned{sign * estimate_.value, estimate_.standard_error, estimate_.replications};
    const std::size_t n =
        analysis::replications_to_show_more_than(turned, sign * *bound, error_rate);
    most = std::max(most, n);
    return n > 0;
  };
  return needs(1.0, low_) && needs(-1.0, high_) ? most : 0;
}

Judged Question::told(bool shown, bool refuted, double error_rate) const {
  Judged judged{.name = expectation_.name.empty() ? expectation_.what.kpi : expectation_.name,
                .says = says_,
                .unit = unit(),
                .estimate = estimate_,
                .published = published_,
                .exactly = is_exact()};
  judged.verdict = shown     ? ClaimVerdict::shown
                   : refuted ? ClaimVerdict::refuted
                             : ClaimVerdict::undecided;
  if (judged.verdict == ClaimVerdict::undecided) judged.would_take = would_take(error_rate);
  return judged;
}

}  // namespace tenure::verify
