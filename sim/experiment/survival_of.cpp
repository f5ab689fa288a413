// SPDX-License-Identifier: Apache-2.0
#include "experiment/survival_of.h"

#include <algorithm>
#include <span>
#include <utility>
#include <variant>

#include "analysis/jackknife.h"
#include "analysis/ratio.h"
#include "analysis/survival.h"
#include "engine/elementary.h"
#include "experiment/by_period.h"

namespace tenure::experiment {

namespace {

using analysis::Interval;
using Counts = std::vector<std::int64_t>;

/// The values of one period, by replication.
std::vector<double> at(const ByPeriod& values, std::size_t period) {
  std::vector<double> of_period;
  for (const std::vector<double>& replication : values) of_period.push_back(replication[period]);
  return of_period;
}

std::vector<double> minus(std::vector<double> a, const std::vector<double>& b) {
  for (std::size_t i = 0; i < a.size(); ++i) a[i] -= b[i];
  return a;
}

/// Customers kept, by time (0 and the ends of periods), and the days that they stay up to the
/// horizon; both by replication.
struct Kept {
  std::vector<std::vector<double>> customers;  // [time][replication]
  std::vector<double> days;
  std::vector<double> initial;
};

Kept kept_of(const results::Dataset& dataset, std::size_t policy,
             std::optional<std::size_t> segment) {
  const ByPeriod kept = counts_by_period(dataset, "survival_num", policy, segment);
  const ByPeriod initial = counts_by_period(dataset, "survival_den", policy, segment);
  const std::vector<double> time = edges_of_periods(dataset);
  Kept result{{at(initial, 0)}, std::vector<double>(kept.size(), 0.0), at(initial, 0)};
  for (std::size_t period = 0; period + 1 < time.size(); ++period) {
    result.customers.push_back(at(kept, period));
    const double half = 0.5 * (time[period + 1] - time[period]);
    for (std::size_t i = 0; i < kept.size(); ++i) {
      result.days[i] += half * (result.customers[period][i] + result.customers[period + 1][i]);
    }
  }
  return result;
}

double number(std::int64_t count) {
  return count == results::kMissing ? engine::kNaN : static_cast<double>(count);
}

const Counts* counts_of(const results::Dataset& dataset, const std::string& name) {
  const results::Variable* variable = dataset.find(name);
  return variable == nullptr ? nullptr : std::get_if<Counts>(&variable->values);
}

bool nobody_joined(const results::Dataset& dataset, std::size_t policy) {
  for (const std::vector<double>& replication :
       counts_by_period(dataset, "customers_created", policy)) {
    for (const double joined : replication) {
      if (joined > 0.0) return false;
    }
  }
  return true;
}

/// What the results say of the cohorts of one policy.
class CohortTable {
 public:
  CohortTable(const results::Dataset& dataset, std::size_t policy)
      : size_(counts_of(dataset, "cohort_size")), active_(counts_of(dataset, "cohort_active")) {
    if (size_ == nullptr || active_ == nullptr) return;
    cohorts_ = dataset.dimensions.at("cohort");
    ages_ = dataset.dimensions.at("age");
    replications_ = dataset.dimensions.at("replication");
    first_ = policy * replications_ * cohorts_ * ages_;
  }

  std::size_t cohorts() const { return cohorts_; }
  std::size_t ages() const { return ages_; }
  std::size_t replications() const { return replications_; }
  bool is_seen(std::size_t cohort, std::size_t age) const {
    return active(0, cohort, age) != results::kMissing;
  }
  std::int64_t size(std::size_t replication, std::size_t cohort) const {
    return (*size_)[place(replication, cohort, 0)];
  }
  std::int64_t active(std::size_t replication, std::size_t cohort, std::size_t age) const {
    return (*active_)[place(replication, cohort, age)];
  }

 private:
  std::size_t place(std::size_t replication, std::size_t cohort, std::size_t age) const {
    return first_ + (replication * cohorts_ + cohort) * ages_ + age;
  }

  const Counts* size_;
  const Counts* active_;
  std::size_t cohorts_ = 0;
  std::size_t ages_ = 0;
  std::size_t replications_ = 0;
  std::size_t first_ = 0;
};

/// Of one replication's newcomers, all cohorts together, by age.
struct Newcomers {
  std::int64_t size = 0;
  std::vector<analysis::PeriodCounts> periods;

  void add(const Newcomers& other, std::int64_t sign) {
    size += sign * other.size;
    for (std::size_t age = 0; age < periods.size(); ++age) {
      periods[age].left[0] += sign * other.periods[age].left[0];
      periods[age].censored += sign * other.periods[age].censored;
    }
  }
};

Newcomers newcomers_in(const CohortTable& table, std::size_t replication) {
  Newcomers all{0, std::vector<analysis::PeriodCounts>(table.ages(), {{0}, 0})};
  for (std::size_t cohort = 1; cohort < table.cohorts(); ++cohort) {
    std::int64_t followed = table.size(replication, cohort);
    if (followed == results::kMissing) continue;
    all.size += followed;
    for (std::size_t age = 0; age < table.ages() && table.is_seen(cohort, age); ++age) {
      const std::int64_t active = table.active(replication, cohort, age);
      all.periods[age].left[0] += followed - active;
      followed = active;
      const bool is_last = age + 1 == table.ages() || !table.is_seen(cohort, age + 1);
      if (is_last) all.periods[age].censored += followed;
    }
  }
  return all;
}

}  // namespace

Survival survival_of(const results::Dataset& dataset, std::size_t policy,
                     std::optional<std::size_t> segment) {
  const Kept kept = kept_of(dataset, policy, segment);
  Survival survival{edges_of_periods(dataset), {}, {}};
  for (const std::vector<double>& customers : kept.customers) {
    survival.kept.push_back(analysis::ratio_of_sums(customers, kept.initial));
  }
  survival.restricted_mean = analysis::ratio_of_sums(kept.days, kept.initial);
  return survival;
}

Survival survival_gain(const results::Dataset& dataset, std::size_t policy, std::size_t against,
                       std::optional<std::size_t> segment) {
  const Kept one = kept_of(dataset, policy, segment);
  const Kept other = kept_of(dataset, against, segment);
  Survival gain{edges_of_periods(dataset), {}, {}};
  // The initial base is the same persons under all policies.
  for (std::size_t i = 0; i < gain.time.size(); ++i) {
    gain.kept.push_back(
        analysis::ratio_of_sums(minus(one.customers[i], other.customers[i]), other.initial));
  }
  gain.restricted_mean = analysis::ratio_of_sums(minus(one.days, other.days), other.initial);
  return gain;
}

std::vector<LossByCause> losses_of(const results::Dataset& dataset, std::size_t policy) {
  const results::Variable* names = dataset.find("cause");
  const Counts* counts = counts_of(dataset, "customers_left");
  if (names == nullptr || counts == nullptr) return {};
  const auto& causes = std::get<std::vector<results::Text>>(names->values);
  const std::size_t replications = dataset.dimensions.at("replication");
  const std::size_t periods = dataset.dimensions.at("period");
  const std::size_t rows = dataset.dimensions.at("segment");
  // [cause][time][replication]: since time 0.
  std::vector<std::vector<std::vector<double>>> left(
      causes.size(),
      std::vector<std::vector<double>>(periods + 1, std::vector<double>(replications, 0.0)));
  std::vector<double> all(replications, 0.0);
  for (std::size_t i = 0; i < replications; ++i) {
    for (std::size_t period = 0; period < periods; ++period) {
      for (std::size_t cause = 0; cause < causes.size(); ++cause) {
        double sum = left[cause][period][i];
        for (std::size_t row = 0; row < rows; ++row) {
          const std::size_t unit = (policy * replications + i) * periods + period;
          const std::int64_t count = (*counts)[(unit * rows + row) * causes.size() + cause];
          sum += number(count);
          all[i] += number(count);
        }
        left[cause][period + 1][i] = sum;
      }
    }
  }
  const std::vector<double> initial = kept_of(dataset, policy, {}).initial;
  const bool are_initial = nobody_joined(dataset, policy);
  std::vector<LossByCause> losses;
  for (std::size_t cause = 0; cause < causes.size(); ++cause) {
    LossByCause loss{causes[cause], {}, analysis::ratio_of_sums(left[cause].back(), all), {}};
    for (const std::vector<double>& by_replication : left[cause]) {
      loss.left.push_back(analysis::mean_interval(by_replication));
      if (are_initial) loss.incidence.push_back(analysis::ratio_of_sums(by_replication, initial));
    }
    losses.push_back(std::move(loss));
  }
  return losses;
}

std::vector<Cohort> cohorts_of(const results::Dataset& dataset, std::size_t policy) {
  const CohortTable table(dataset, policy);
  std::vector<Cohort> cohorts;
  for (std::size_t which = 0; which < table.cohorts(); ++which) {
    if (!table.is_seen(which, 0)) continue;
    std::vector<double> sizes;
    for (std::size_t i = 0; i < table.replications(); ++i) {
      sizes.push_back(number(table.size(i, which)));
    }
    if (std::all_of(sizes.begin(), sizes.end(), [](double size) { return !(size > 0.0); }))
      continue;
    Cohort cohort{which, analysis::mean_interval(sizes), {}};
    for (std::size_t age = 0; age < table.ages() && table.is_seen(which, age); ++age) {
      std::vector<double> active;
      for (std::size_t i = 0; i < table.replications(); ++i) {
        active.push_back(number(table.active(i, which, age)));
      }
      cohort.active.push_back(analysis::ratio_of_sums(active, sizes));
    }
    cohorts.push_back(std::move(cohort));
  }
  return cohorts;
}

std::optional<NewcomerSurvival> newcomers_of(const results::Dataset& dataset, std::size_t policy) {
  const CohortTable table(dataset, policy);
  if (table.cohorts() < 2) return std::nullopt;
  std::vector<Newcomers> parts;
  std::vector<double> sizes;
  for (std::size_t i = 0; i < table.replications(); ++i) {
    if (table.size(i, 1) == results::kMissing) continue;  // the replication was not simulated
    parts.push_back(newcomers_in(table, i));
    sizes.push_back(static_cast<double>(parts.back().size));
  }
  if (parts.empty()) return std::nullopt;
  Newcomers sum = parts.front();
  for (std::size_t i = 1; i < parts.size(); ++i) sum.add(parts[i], 1);
  if (sum.size == 0) return std::nullopt;
  const analysis::SurvivalCurve whole(sum.size, sum.periods);
  std::vector<analysis::SurvivalCurve> without;
  for (const Newcomers& part : parts) {
    Newcomers rest = sum;
    rest.add(part, -1);
    without.emplace_back(rest.size, rest.periods);
  }
  NewcomerSurvival result{analysis::mean_interval(sizes), {}, {}};
  for (std::size_t age = 0; age <= whole.periods(); ++age) {
    std::vector<double> shares;
    for (const analysis::SurvivalCurve& one : without) shares.push_back(one.survival(age));
    result.kept.push_back(analysis::jackknife_interval(whole.survival(age), shares));
    if (age < whole.periods()) result.at_risk.push_back(whole.at_risk(age));
  }
  return result;
}

}  // namespace tenure::experiment
