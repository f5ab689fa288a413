// SPDX-License-Identifier: Apache-2.0
#include "verify/check_case.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>

#include "analysis/concentration.h"
#include "experiment/policies.h"
#include "experiment/replicate.h"
#include "scenario/number.h"
#include "verify/block.h"
#include "verify/gauge.h"

namespace tenure::verify {

namespace {

using scenario::in_quotes;

/// What an exact value may be off by: sums of cents are no whole numbers of the currency.
constexpr double kExact = 1e-6;

/// Every customer as a segment of his own: segments know nothing of each other, so what is counted
/// is known customer by customer.
model::Specification one_by_one(model::Specification specification) {
  std::vector<model::Segment> segments = std::move(specification.segments);
  specification.segments.clear();
  for (const model::Segment& segment : segments) {
    for (std::int64_t i = 0; i < segment.customers; ++i) {
      specification.segments.push_back(segment);
      specification.segments.back().customers = 1;
      specification.segments.back().name += '-' + std::to_string(i);
    }
  }
  return specification;
}

std::optional<double> tolerance_of(const Quantity& quantity, const Trouble& trouble) {
  if (!quantity.tolerance) return 0.0;
  std::string_view text = *quantity.tolerance;
  const bool relative = text.ends_with('%');
  if (relative) text.remove_suffix(text.ends_with(" %") ? 2 : 1);
  const auto number = scenario::parse_number(text);
  if (!number) {
    trouble.add("tolerance", number.fault());
    return std::nullopt;
  }
  return relative ? *number / 100.0 * std::abs(quantity.is) : *number;
}

/// What is looked at for one quantity, and what was seen.
class Watch {
 public:
  Watch(const Quantity& quantity, Observation each, const experiment::Policies& policies,
        const std::vector<std::unique_ptr<experiment::Kpis>>& kpis, const Trouble& trouble)
      : quantity_(quantity), each_(each) {
    tolerance_ = tolerance_of(quantity, trouble).value_or(0.0);
    policy_ = policy_named(quantity.policy, "policy", policies, trouble);
    gauge_.emplace(quantity.what, policies, policy_, *kpis[policy_], trouble);
    if (quantity.against) {
      against_ = policy_named(quantity.against, "against", policies, trouble);
      other_.emplace(quantity.what, policies, *against_, *kpis[*against_], trouble);
    }
    if (quantity.with) {
      Observable later = quantity.what;
      later.at = quantity.with;
      with_.emplace(later, policies, policy_, *kpis[policy_], trouble);
    }
    for (const Given& given : quantity.given) {
      given_.emplace_back(given.what, policies, policy_, *kpis[policy_], trouble);
    }
    check_fit(trouble);
    const std::size_t replications = policies.replications();
    seen_.resize(replications);
    seen_against_.resize(replications);
    seen_with_.resize(replications);
    seen_given_.assign(given_.size(), Seen(replications));
    counts_.resize(replications);
  }

  /// By any thread, once for each unit.
  void look(const experiment::Unit& unit, const model::Record& record) {
    const std::size_t r = unit.replication;
    if (unit.policy == policy_) {
      if (counts_shares()) {
        counts_[r] = gauge_->count(record);
      } else {
        seen_[r] = read(*gauge_, record);
      }
      if (with_) seen_with_[r] = read(*with_, record);
      for (std::size_t g = 0; g < given_.size(); ++g) seen_given_[g][r] = read(given_[g], record);
    }
    if (against_ && unit.policy == *against_) seen_against_[r] = read(*other_, record);
  }

  Finding judge(const std::string& id) const {
    Finding finding{.id = id, .quantity = quantity_.name, .agreement = {}};
    const analysis::Allowing allowing{quantity_.deviation.value_or(0.0), tolerance_};
    if (counts_shares()) {
      Gauge::Count all;
      for (const Gauge::Count& count : counts_) {
        all.hits += count.hits;
        all.trials += count.trials;
      }
      finding.observations = static_cast<std::size_t>(all.trials);
      finding.agreement =
          analysis::agreement_of_share(all.hits, all.trials, quantity_.is, allowing);
      return finding;
    }
    analysis::Sample sample;
    analysis::Sample with;
    for (std::size_t r = 0; r < seen_.size(); ++r) collect(r, sample, with);
    finding.observations = sample.size();
    if (quantity_.exactly == Exactly::yes) {
      for (std::size_t i = 0; i < sample.size(); ++i) {
        if (!(std::abs(sample[i] - quantity_.is) <= kExact)) ++finding.deviating;
      }
      const double error = finding.deviating == 0 ? 0.0 : sample.standard_error();
      finding.agreement = analysis::agreement_of_figure(
          finding.deviating == 0 ? quantity_.is : sample.mean(), error, quantity_.is);
      if (finding.deviating > 0) finding.agreement.p_value = 0.0;
      return finding;
    }
    finding.agreement = agreement_of(sample, with, allowing);
    return finding;
  }

 private:
  using Seen = std::vector<std::vector<double>>;  // [replication][observation]

  static std::size_t policy_named(const std::optional<std::string>& name, std::string_view key,
                                  const experiment::Policies& policies, const Trouble& trouble) {
    if (!name) return 0;
    for (std::size_t i = 0; i < policies.size(); ++i) {
      if (policies[i].specification().policy == *name) return i;
    }
    trouble.add(key, {in_quotes(*name) + " is no policy of this scenario", "", ""});
    return 0;
  }

  bool counts_shares() const { return quantity_.as == Statistic::share && !quantity_.where; }

  void check_fit(const Trouble& trouble) const {
    if (counts_shares() && (!gauge_->is_share() || each_ == Observation::customer)) {
      trouble.add("as", {"is a share of nothing",
                         "a share has a KPI that is a ratio, or `per`, or `where`", ""});
    }
    if (counts_shares() && quantity_.against) {
      trouble.add("against", {"does not go with a share", "differences have a mean", ""});
    }
    if ((quantity_.as == Statistic::held_by_top) != quantity_.top.has_value()) {
      trouble.add("top", {"goes with held_by_top, and held_by_top with it", "", "0.2"});
    }
    if ((quantity_.as == Statistic::correlation) != quantity_.with.has_value()) {
      trouble.add("with", {"goes with a correlation, and a correlation with it", "", ""});
    }
  }

  std::vector<double> read(const Gauge& gauge, const model::Record& record) const {
    return each_ == Observation::customer ? gauge.values_by_row(record)
                                          : std::vector<double>{gauge.value(record)};
  }

  double scaled(double value) const {
    return value * quantity_.times / (quantity_.in ? engine::in_days(*quantity_.in) : 1.0);
  }

  bool counts(std::size_t r, std::size_t i) const {
    for (std::size_t g = 0; g < given_.size(); ++g) {
      if (!quantity_.given[g].condition.holds(seen_given_[g][r][i])) return false;
    }
    return true;
  }

  double held_by_top(const std::vector<double>& values) const {
    const bool any = std::any_of(values.begin(), values.end(), [](double x) { return x > 0.0; });
    return any ? analysis::share_held_by_top(values, *quantity_.top) : std::nan("");
  }

  void collect(std::size_t r, analysis::Sample& sample, analysis::Sample& with) const {
    if (quantity_.as == Statistic::held_by_top) {
      sample.add(held_by_top(seen_[r]));
      return;
    }
    for (std::size_t i = 0; i < seen_[r].size(); ++i) {
      if (!counts(r, i)) continue;
      double value = scaled(seen_[r][i]);
      if (against_) value -= scaled(seen_against_[r][i]);
      if (quantity_.as == Statistic::share) value = quantity_.where->holds(value) ? 1.0 : 0.0;
      sample.add(value);
      if (with_) with.add(scaled(seen_with_[r][i]));
    }
  }

  analysis::Agreement agreement_of(const analysis::Sample& sample, const analysis::Sample& with,
                                   const analysis::Allowing& allowing) const {
    switch (quantity_.as) {
      case Statistic::mean:
      case Statistic::held_by_top:
        break;
      case Statistic::share: {
        std::int64_t hits = 0;
        for (std::size_t i = 0; i < sample.size(); ++i) hits += sample[i] > 0.5 ? 1 : 0;
        return analysis::agreement_of_share(hits, static_cast<std::int64_t>(sample.size()),
                                            quantity_.is, allowing);
      }
      case Statistic::variance:
        return analysis::agreement_of_variance(sample, quantity_.is, allowing);
      case Statistic::correlation:
        return analysis::agreement_of_correlation(sample, with, quantity_.is, allowing);
    }
    return analysis::agreement_of_mean(sample, quantity_.is, allowing);
  }

  const Quantity& quantity_;
  Observation each_;
  double tolerance_ = 0.0;
  std::size_t policy_ = 0;
  std::optional<std::size_t> against_;
  std::optional<Gauge> gauge_;
  std::optional<Gauge> other_;
  std::optional<Gauge> with_;
  std::vector<Gauge> given_;
  Seen seen_;
  Seen seen_against_;
  Seen seen_with_;
  std::vector<Seen> seen_given_;
  std::vector<Gauge::Count> counts_;
};

std::vector<model::Specification> specifications_of(scenario::Loaded& loaded, Observation each) {
  std::vector<model::Specification> all;
  for (scenario::LoadedPolicy& policy : loaded.policies) {
    all.push_back(each == Observation::customer ? one_by_one(std::move(policy.specification))
                                                : std::move(policy.specification));
  }
  return all;
}

}  // namespace

CaseOutcome check_case(const Source& source, const Changes& changes, unsigned threads,
                       const std::stop_token& stop) {
  CaseOutcome outcome;
  scenario::Issues issues;
  const scenario::Node* block =
      read_block(source.chain, "exact", source.currency(), outcome.block, issues);
  if (block == nullptr) {
    issues.add(source.chain.trees.front().place, "exact",
               {"is missing", "a case states what is known of it", ""});
  }
  issues.throw_if_any();
  scenario::Loaded loaded = load(source, changes);
  const experiment::Policies policies(specifications_of(loaded, outcome.block.each));
  std::vector<std::unique_ptr<experiment::Kpis>> kpis;
  for (std::size_t i = 0; i < policies.size(); ++i) {
    kpis.push_back(std::make_unique<experiment::Kpis>(policies[i]));
  }
  std::vector<Watch> watches;
  const scenario::Node* items = list_in(*block, "quantities");
  for (std::size_t i = 0; i < outcome.block.quantities.size(); ++i) {
    const Quantity& quantity = outcome.block.quantities[i];
    const Trouble trouble(issues, items->items[i], "exact.quantities." + quantity.name);
    watches.emplace_back(quantity, outcome.block.each, policies, kpis, trouble);
  }
  issues.throw_if_any();
  experiment::RunOptions how;
  how.threads = threads;
  how.stop = stop;
  outcome.wall_seconds =
      experiment::replicate(policies, how, [&](const experiment::Unit& unit, model::Record record) {
        for (Watch& watch : watches) watch.look(unit, record);
      });
  outcome.replications = policies.replications();
  for (const Watch& watch : watches) outcome.findings.push_back(watch.judge(outcome.block.id));
  return outcome;
}

}  // namespace tenure::verify
