// SPDX-License-Identifier: Apache-2.0
#include "verify/judge_claim.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <memory>
#include <utility>

#include "analysis/holm.h"
#include "experiment/policies.h"
#include "experiment/replicate.h"
#include "scenario/did_you_mean.h"
#include "scenario/number.h"
#include "verify/amount.h"
#include "verify/block.h"
#include "verify/gauge.h"

namespace tenure::verify {

namespace {

using analysis::Estimate;
using scenario::in_quotes;
using Values = std::vector<double>;  // by replication

/// The policies of a claim, carried out.
struct Carried {
  const experiment::Policies& policies;
  const std::vector<std::unique_ptr<experiment::Kpis>>& kpis;
  const experiment::Records* records = nullptr;
};

/// A difference of policies as it was written, understood.
struct Sum {
  std::vector<std::pair<std::size_t, int>> policies;
  std::string text;
};

/// One expectation, understood, and then judged.
class Question {
 public:
  Question(const Expectation& expectation, const Carried& carried, const std::string& currency,
           const Trouble& trouble)
      : expectation_(expectation), carried_(carried) {
    subject_ =
        sum_of(expectation.policy.value_or(carried.policies.reference().specification().policy),
               "policy", trouble);
    bind_gauges(trouble);
    const auto amount = [&](std::string_view key, const std::string& text) {
      const bool ratio = expectation.as == Comparing::ratio;
      const auto parsed = parse_amount(text, ratio ? "1" : unit(), currency);
      if (!parsed) trouble.add(key, parsed.fault());
      return parsed ? *parsed : 0.0;
    };
    read_form(trouble, amount);
    if (expectation.published) published_ = amount("published", *expectation.published);
  }

  std::string unit() const {
    return gauges_.empty() || expectation_.as == Comparing::ratio ? "1"
                                                                  : gauges_.begin()->second.unit();
  }

  /// After the policies were carried out.
  void estimate() {
    if (expectation_.exactly == Exactly::yes) return;
    if (expectation_.as == Comparing::ratio) {
      estimate_ = analysis::estimate_of_ratio(values_of(subject_), values_of(reference_));
      return;
    }
    Values values = values_of(subject_);
    const Values others = values_of(reference_);
    for (std::size_t i = 0; i < others.size(); ++i) values[i] -= others[i];
    estimate_ = analysis::estimate_of_mean(values);
  }

  /// Of the hypothesis that the expectation does not hold, and that it does.
  double p_not_so() const {
    if (expectation_.exactly == Exactly::yes) return lives_are_the_same() ? 0.0 : 1.0;
    double p = 0.0;
    if (low_) p = std::max(p, estimate_.p_of_more_than(*low_));
    if (high_) p = std::max(p, estimate_.p_of_less_than(*high_));
    return p;
  }
  double p_so() const {
    if (expectation_.exactly == Exactly::yes) return lives_are_the_same() ? 1.0 : 0.0;
    double p = 1.0;
    if (low_) p = std::min(p, estimate_.p_of_less_than(*low_));
    if (high_) p = std::min(p, estimate_.p_of_more_than(*high_));
    return low_ && high_ ? std::min(1.0, 2.0 * p) : p;
  }

  Judged told(bool shown, bool refuted, double error_rate) const {
    Judged judged{.name = expectation_.name.empty() ? expectation_.what.kpi : expectation_.name,
                  .says = says_,
                  .unit = unit(),
                  .estimate = estimate_,
                  .published = published_,
                  .exactly = expectation_.exactly == Exactly::yes};
    judged.verdict = shown     ? ClaimVerdict::shown
                     : refuted ? ClaimVerdict::refuted
                               : ClaimVerdict::undecided;
    if (judged.verdict == ClaimVerdict::undecided) judged.would_take = would_take(error_rate);
    return judged;
  }

 private:
  Sum sum_of(const std::string& text, std::string_view key, const Trouble& trouble) {
    Sum sum{{}, text};
    const auto terms = parse_expression(text);
    if (!terms) {
      trouble.add(key, terms.fault());
      return sum;
    }
    for (const Term& term : *terms) {
      std::vector<std::string_view> names;
      for (std::size_t i = 0; i < carried_.policies.size(); ++i) {
        names.push_back(carried_.policies[i].specification().policy);
      }
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

  void bind_gauges(const Trouble& trouble) {
    for (const auto& [policy, sign] : subject_.policies) bind(policy, trouble);
  }
  void bind(std::size_t policy, const Trouble& trouble) {
    if (gauges_.contains(policy)) return;
    gauges_.emplace(std::piecewise_construct, std::forward_as_tuple(policy),
                    std::forward_as_tuple(expectation_.what, carried_.policies[policy],
                                          *carried_.kpis[policy], trouble));
  }
  void refer_to(const std::string& text, std::string_view key, const Trouble& trouble) {
    reference_ = sum_of(text, key, trouble);
    for (const auto& [policy, sign] : reference_.policies) bind(policy, trouble);
  }

  template <class Amount>
  void read_form(const Trouble& trouble, const Amount& amount) {
    const Expectation& e = expectation_;
    const int forms =
        (e.above ? 1 : 0) + (e.below ? 1 : 0) + (e.between.empty() ? 0 : 1) + (e.same_as ? 1 : 0);
    const std::string what = e.what.kpi + (e.what.per ? " per " + *e.what.per : "");
    says_ = (e.name.empty() ? "" : e.name + ": ") + what + " of " + subject_.text;
    if (forms != 1) {
      trouble.add("kpi", {"has " + std::to_string(forms) + " things to be held against",
                          "one of above, below, between, same_as", ""});
      return;
    }
    if (e.as == Comparing::ratio) {
      if (!e.against)
        trouble.add("as", {"has nothing below the line", "`against` names a policy", ""});
      if (e.against) refer_to(*e.against, "against", trouble);
      says_ += " / " + reference_.text;
    } else if (e.against) {
      trouble.add("against", {"goes with as: ratio", "", ""});
    }
    if (!e.between.empty()) {
      if (e.between.size() != 2) {
        trouble.add("between",
                    {"has " + std::to_string(e.between.size()) + " values", "two are needed", ""});
        return;
      }
      low_ = amount("between", e.between[0]);
      high_ = amount("between", e.between[1]);
      if (*low_ >= *high_)
        trouble.add("between", {"ends before it starts", "the lower end comes first", ""});
      says_ += " between " + e.between[0] + " and " + e.between[1];
    } else if (e.same_as) {
      read_sameness(trouble, amount);
    } else {
      read_side(trouble, amount);
    }
  }

  template <class Amount>
  void read_sameness(const Trouble& trouble, const Amount& amount) {
    refer_to(*expectation_.same_as, "same_as", trouble);
    says_ += " as of " + reference_.text;
    if (expectation_.exactly == Exactly::yes) {
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

  template <class Amount>
  void read_side(const Trouble& trouble, const Amount& amount) {
    const bool above = expectation_.above.has_value();
    const std::string& text = above ? *expectation_.above : *expectation_.below;
    const std::string_view key = above ? "above" : "below";
    double bound = 0.0;
    if (looks_like_amount(text)) {
      bound = amount(key, text);
    } else if (expectation_.as == Comparing::ratio) {
      trouble.add(key, {in_quotes(text) + " is no number", "a ratio is held against one", ""});
    } else {
      refer_to(text, key, trouble);
    }
    const double by = amount("by", expectation_.by);
    says_ += (above ? " above " : " below ") + text;
    if (by != 0.0) says_ += " by " + expectation_.by;
    (above ? low_ : high_) = above ? bound + by : bound - by;
  }

  Values values_of(const Sum& sum) const {
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

  bool lives_are_the_same() const {
    const std::size_t one = subject_.policies.front().first;
    const std::size_t other = reference_.policies.front().first;
    for (std::size_t r = 0; r < carried_.policies.replications(); ++r) {
      const model::Record& a = (*carried_.records)[one][r];
      const model::Record& b = (*carried_.records)[other][r];
      if (a.joined != b.joined || a.active_at_end != b.active_at_end ||
          a.left_initial != b.left_initial || a.buyers != b.buyers ||
          a.paid_again != b.paid_again) {
        return false;
      }
      const double x = gauges_.at(one).value(a);
      const double y = gauges_.at(other).value(b);
      if (x != y && !(std::isnan(x) && std::isnan(y))) return false;
    }
    return true;
  }

  std::size_t would_take(double error_rate) const {
    if (expectation_.exactly == Exactly::yes) return 0;
    std::size_t most = 0;
    const Estimate mirrored{-estimate_.value, estimate_.standard_error, estimate_.replications};
    if (low_) {
      const std::size_t n = analysis::replications_to_show_more_than(estimate_, *low_, error_rate);
      if (n == 0) return 0;
      most = std::max(most, n);
    }
    if (high_) {
      const std::size_t n = analysis::replications_to_show_more_than(mirrored, -*high_, error_rate);
      if (n == 0) return 0;
      most = std::max(most, n);
    }
    return most;
  }

  const Expectation& expectation_;
  const Carried& carried_;
  Sum subject_;
  Sum reference_;
  std::map<std::size_t, Gauge> gauges_;
  std::optional<double> low_;
  std::optional<double> high_;
  std::optional<double> published_;
  std::string says_;
  Estimate estimate_{std::numeric_limits<double>::quiet_NaN(), 0.0, 0};
};

std::vector<model::Specification> specifications_of(const scenario::Loaded& loaded) {
  std::vector<model::Specification> all;
  for (const scenario::LoadedPolicy& policy : loaded.policies) all.push_back(policy.specification);
  return all;
}

}  // namespace

std::string_view name_of(ClaimVerdict verdict) {
  switch (verdict) {
    case ClaimVerdict::shown:
      return "shown";
    case ClaimVerdict::refuted:
      return "refuted";
    case ClaimVerdict::undecided:
      break;
  }
  return "undecided";
}

ClaimVerdict ClaimOutcome::verdict() const {
  bool all_shown = true;
  for (const Judged& one : judged) {
    if (one.verdict == ClaimVerdict::refuted) return ClaimVerdict::refuted;
    all_shown = all_shown && one.verdict == ClaimVerdict::shown;
  }
  return all_shown && !judged.empty() ? ClaimVerdict::shown : ClaimVerdict::undecided;
}

ClaimOutcome judge_claim(const Source& source, const Changes& changes, unsigned threads,
                         const std::stop_token& stop) {
  ClaimOutcome outcome;
  scenario::Issues issues;
  const std::string currency = source.currency();
  const scenario::Node* block = read_block(source.chain, "claim", currency, outcome.claim, issues);
  if (block == nullptr) {
    issues.add(source.chain.trees.front().place, "claim",
               {"is missing", "a claim says what must come out", ""});
  } else if (outcome.claim.expect.empty() && issues.empty()) {
    issues.add(block->place, "claim.expect", {"is missing", "a claim says what must come out", ""});
  }
  issues.throw_if_any();
  const scenario::Loaded loaded = load(source, changes);
  const experiment::Policies policies(specifications_of(loaded));
  outcome.title = policies.shared().title;
  std::vector<std::unique_ptr<experiment::Kpis>> kpis;
  for (std::size_t i = 0; i < policies.size(); ++i) {
    kpis.push_back(std::make_unique<experiment::Kpis>(policies[i]));
  }
  Carried carried{policies, kpis};
  std::vector<Question> questions;
  questions.reserve(outcome.claim.expect.size());
  const scenario::Node* items = list_in(*block, "expect");
  for (std::size_t i = 0; i < outcome.claim.expect.size(); ++i) {
    const Trouble trouble(issues, items->items[i], "claim.expect[" + std::to_string(i + 1) + ']');
    questions.emplace_back(outcome.claim.expect[i], carried, currency, trouble);
  }
  if (policies.replications() < 2) {
    issues.add(source.chain.trees.front().place, "replications",
               {"is 1", "a claim is judged by how much replications differ", "20"});
  }
  issues.throw_if_any();
  experiment::RunOptions how;
  how.threads = threads;
  how.stop = stop;
  const experiment::Finished finished = experiment::replicate(policies, how);
  carried.records = &finished.records;
  outcome.replications = policies.replications();
  outcome.wall_seconds = finished.wall_seconds;
  Values not_so;
  Values so;
  for (Question& question : questions) {
    question.estimate();
    not_so.push_back(question.p_not_so());
    so.push_back(question.p_so());
  }
  const auto shown = analysis::rejected_by_holm(not_so, outcome.claim.error_rate);
  const auto refuted = analysis::rejected_by_holm(so, outcome.claim.error_rate);
  const double each = outcome.claim.error_rate / static_cast<double>(questions.size());
  for (std::size_t i = 0; i < questions.size(); ++i) {
    outcome.judged.push_back(questions[i].told(shown[i], refuted[i], each));
  }
  return outcome;
}

}  // namespace tenure::verify
