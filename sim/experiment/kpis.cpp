// SPDX-License-Identifier: Apache-2.0
#include "experiment/kpis.h"

#include <algorithm>
#include <limits>
#include <type_traits>
#include <utility>

#include "engine/elementary.h"
#include "engine/wide.h"
#include "model/books.h"
#include "model/run_off.h"

namespace tenure::experiment {

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

results::Kind kind_of(model::Kind kind) {
  return kind == model::Kind::flow ? results::Kind::flow : results::Kind::stock;
}

Kpi make(std::string name, std::string unit, std::string meaning, model::Kind kind,
         model::Level level, bool is_ratio) {
  Kpi kpi;
  kpi.description.name = std::move(name);
  kpi.description.dimensions = {"policy", "replication", "period"};
  if (level == model::Level::segment) kpi.description.dimensions.emplace_back("segment");
  kpi.description.units = std::move(unit);
  kpi.description.meaning = std::move(meaning);
  kpi.description.type = is_ratio ? results::Type::float64 : results::Type::int64;
  kpi.description.kind = is_ratio ? results::Kind::neither : kind_of(kind);
  kpi.level = level;
  kpi.is_ratio = is_ratio;
  kpi.total = kind == model::Kind::flow ? Total::sum : Total::last;
  return kpi;
}

Kpi make(const model::Measure& measure, const std::string& currency) {
  const bool money = measure.unit == model::kMoneyUnit;
  Kpi kpi = make(std::string(measure.name), money ? currency : std::string(measure.unit),
                 std::string(measure.meaning), measure.kind, measure.level, false);
  if (money) kpi.description.type = results::Type::money;
  return kpi;
}

}  // namespace

Kpis::Kpis(const model::Model& model)
    : currency_(model.specification().currency),
      years_(engine::in_days(model.specification().horizon) / engine::kDaysPerYear) {
  add_books(model);
  add_mechanisms(model);
  add_behaviour(model);
  add_money(model);
  add_budget(model);
}

void Kpis::add(Kpi kpi, Entry entry) {
  list_.push_back(std::move(kpi));
  entries_.push_back(std::move(entry));
}

/// What every study has, whatever mechanisms are on.
void Kpis::add_books(const model::Model& model) {
  using enum model::Kind;
  using enum model::Level;
  add(make("survival", "1", "share of the customers active at time 0 who have not left since",
           stock, segment, true),
      {{{}, Book::kept_initial}, {{}, Book::initial}});
  if (model.uses<model::WinBack>()) {
    const std::size_t back =
        model.layout().first_tally[model::kIndexOf<model::WinBack>] + model::WinBack::back;
    add(make("present_share", "1",
             "share of the customers active at time 0 who are active at the period's end, those "
             "won back included",
             stock, segment, true),
        {{{{back, 1}}, Book::kept_initial}, {{}, Book::initial}});
  }
  Kpi retention =
      make("retention_rate", "1",
           "share of the customers active at the period's start who are still active at "
           "its end; total: per year",
           flow, segment, true);
  retention.total = Total::per_year;
  add(retention, {{{}, Book::kept_from_start}, {{}, Book::active_at_start}});
  Kpi churn = make("churn_rate", "1",
                   "share of the customers active at the period's start who left in it; total: per "
                   "year",
                   flow, segment, true);
  churn.total = Total::per_year;
  add(churn, {{{}, Book::left_from_start}, {{}, Book::active_at_start}});
  add(make("customers_created", "1", "customers who joined in the period, without the initial base",
           flow, segment, false),
      {{{}, Book::joined}, {}});
  add(make("customers_active", "1", "customers active at the period's end", stock, segment, false),
      {{{}, Book::active}, {}});
}

void Kpis::add_mechanisms(const model::Model& model) {
  const std::vector<Part> revenue = revenue_of(model);
  model.for_each_measure([&](std::string_view, const model::Measure& measure, std::size_t tally) {
    if (!revenue.empty() && tally == revenue.front().tally) {
      constexpr model::Measure kRevenue{"revenue", model::kMoneyUnit, "spent by customers"};
      add(make(kRevenue, currency_), {{revenue, Book::none}, {}});
    }
    if (measure.name.starts_with('_')) return;
    add(make(measure, currency_), {{{{tally, 1}}, Book::none}, {}});
  });
  model.for_each_ratio([&](const model::Ratio& ratio, std::size_t numerator,
                           std::size_t denominator, const model::Measure& measure) {
    const bool money = ratio.unit == model::kMoneyUnit;
    Kpi kpi = make(std::string(ratio.name), money ? currency_ : std::string(ratio.unit),
                   std::string(ratio.meaning), measure.kind, measure.level, true);
    kpi.scale = ratio.scale;
    add(std::move(kpi), {{{{numerator, 1}}, Book::none}, {{{denominator, 1}}, Book::none}});
  });
}

/// All that customers spend, on purchases and on fees, less what they get back.
std::vector<Kpis::Part> Kpis::revenue_of(const model::Model& model) {
  std::vector<Part> parts;
  const auto add_part = [&]<class M>(std::type_identity<M>, std::size_t which, int sign = 1) {
    if (!model.uses<M>()) return;
    parts.push_back({model.layout().first_tally[model::kIndexOf<M>] + which, sign});
  };
  add_part(std::type_identity<model::Purchasing>{}, model::Purchasing::revenue);
  add_part(std::type_identity<model::Contract>{}, model::Contract::fees);
  add_part(std::type_identity<model::Contract>{}, model::Contract::termination_fees);
  add_part(std::type_identity<model::ServicePlan>{}, model::ServicePlan::plan_fees);
  add_part(std::type_identity<model::Service>{}, model::Service::returned_money, -1);
  return parts;
}

/// What a firm without contracts can see of its customers.
void Kpis::add_behaviour(const model::Model& model) {
  using enum model::Kind;
  using enum model::Level;
  if (model.uses<model::Purchasing>()) {
    add(make("repeat_rate", "1",
             "share of the customers who bought in the period before who bought again in this one",
             flow, segment, true),
        {{{}, Book::repeaters}, {{}, Book::buyers, true}});
    if (model.periods() <= model::kMostPeriodsWithBehaviour) {
      add(make("active_last_quarter", "1",
               "customers who bought in the 13 weeks before the period's end, whether they have "
               "left since or not",
               stock, segment, false),
          {{{}, Book::seen}, {}});
    }
  }
  const std::vector<Part> revenue = revenue_of(model);
  if (revenue.empty()) return;
  add(make("revenue_retention", "1",
           "revenue from customers who were there when the period began, over all revenue of the "
           "period before",
           flow, segment, true),
      {{{}, Book::paid_again}, {revenue, Book::none, true}});
}

/// What the policy's budget paid for.
void Kpis::add_budget(const model::Model& model) {
  if (!model.specification().terms.budget) return;
  Kpi kpi = make("budget_spent", currency_, "charged to the policy's budget", model::Kind::flow,
                 model::Level::segment, false);
  kpi.description.type = results::Type::money;
  add(std::move(kpi), {{{}, Book::charged}, {}});
}

/// What is left of the margin after everything that mechanisms book as cost.
void Kpis::add_money(const model::Model& model) {
  if (!model.uses<model::Finance>()) return;
  using enum model::Kind;
  using enum model::Level;
  const auto tally_of = [&]<class M>(std::type_identity<M>, std::size_t which) {
    return model.layout().first_tally[model::kIndexOf<M>] + which;
  };
  constexpr std::type_identity<model::Finance> kFinance;
  Kpi value = make("value_to_horizon", currency_,
                   "discounted margin less cost to serve per customer active at time 0; total: up "
                   "to the horizon",
                   flow, segment, true);
  value.scale = 1e-6;
  value.total = Total::per_head;
  add(std::move(value), {{{{tally_of(kFinance, model::Finance::value_of_initial), 1}}, Book::none},
                         {{}, Book::initial}});
  if (model.study().end > model.study().horizon) {
    add_lifetime_value(tally_of(kFinance, model::Finance::value_of_initial));
  }
  std::vector<Part> costs{{tally_of(kFinance, model::Finance::cost_to_serve), 1},
                          {tally_of(kFinance, model::Finance::fixed_cost), 1}};
  engine::for_each_type(model::Mechanisms{}, [&]<class M>(std::type_identity<M> m) {
    if constexpr (requires { M::kFirmCost; }) {
      if (model.uses<M>()) costs.push_back({tally_of(m, M::kFirmCost), 1});
    }
  });
  std::vector<Part> profits{{tally_of(kFinance, model::Finance::margin_earned), 1}};
  for (const Part& cost : costs) profits.push_back({cost.tally, -1});
  const auto money = [&](std::string name, std::string meaning) {
    Kpi kpi = make(std::move(name), currency_, std::move(meaning), flow, firm, false);
    kpi.description.type = results::Type::money;
    return kpi;
  };
  add(money("cost", "cost of customers, desk and firm, without the cost of what was sold"),
      {{costs, Book::none}, {}});
  add(money("profit", "gross margin less cost"), {{profits, Book::none}, {}});
}

void Kpis::add_lifetime_value(std::size_t value_of_initial) {
  using enum model::Kind;
  using enum model::Level;
  Kpi value = make("customer_lifetime_value", currency_,
                   "discounted margin less cost to serve per customer active at time 0, followed "
                   "beyond the horizon until the rest is under 0.5 %",
                   flow, firm, true);
  value.scale = 1e-6;
  value.total = Total::lifetime;
  value.of_horizon_only = true;
  add(std::move(value), {{{{value_of_initial, 1}}, Book::none}, {{}, Book::initial}});
  Kpi rest = make("customer_lifetime_value_cut_off", "1",
                  "estimated share of customer_lifetime_value that lies beyond the run-off", flow,
                  firm, true);
  rest.total = Total::cut_off;
  rest.of_horizon_only = true;
  add(std::move(rest), {});
}

std::vector<std::int64_t> Kpis::gather(const Origin& origin, model::Level level,
                                       const model::Record& record) const {
  const std::size_t cells = record.periods * record.rows;
  std::vector<std::int64_t> values(cells, 0);
  for (const Part& part : origin.parts) {
    for (std::size_t i = 0; i < cells; ++i) {
      values[i] += part.sign * record.tally[part.tally * cells + i];
    }
  }
  std::vector<std::int64_t> left(record.rows, 0);
  for (std::size_t i = 0; i < cells; ++i) {
    const std::size_t row = i % record.rows;
    left[row] += record.left_initial[i];
    switch (origin.book) {
      case Book::none:
        break;
      case Book::joined:
        values[i] = record.joined[i];
        break;
      case Book::active:
        values[i] = record.active_at_end[i];
        break;
      case Book::kept_from_start:
        values[i] = record.active_at_start[i] - record.left_from_start[i];
        break;
      case Book::left_from_start:
        values[i] = record.left_from_start[i];
        break;
      case Book::active_at_start:
        values[i] = record.active_at_start[i];
        break;
      case Book::kept_initial:
        values[i] += record.initial[row] - left[row];
        break;
      case Book::initial:
        values[i] = record.initial[row];
        break;
      case Book::charged:
        values[i] = record.charged[i];
        break;
      case Book::buyers:
        values[i] = record.buyers[i];
        break;
      case Book::repeaters:
        values[i] = record.repeaters[i];
        break;
      case Book::seen:
        values[i] = record.seen[i];
        break;
      case Book::paid_again:
        // Nothing is known of a period before the first.
        values[i] = i < record.rows ? 0 : record.paid_again[i];
        break;
    }
  }
  if (origin.of_period_before) {
    std::rotate(values.begin(), values.end() - static_cast<std::ptrdiff_t>(record.rows),
                values.end());
    std::fill_n(values.begin(), record.rows, 0);
  }
  if (level == model::Level::segment) return values;
  std::vector<std::int64_t> sums(record.periods, 0);
  for (std::size_t i = 0; i < cells; ++i) sums[i / record.rows] += values[i];
  return sums;
}

Series Kpis::series(std::size_t kpi, const model::Record& record) const {
  const Entry& entry = entries_[kpi];
  const model::Level level = list_[kpi].level;
  Series series{gather(entry.value, level, record), {}};
  if (list_[kpi].is_ratio) series.denominator = gather(entry.denominator, level, record);
  return series;
}

double Kpis::total(std::size_t kpi, const model::Record& record) const {
  const Kpi& which = list_[kpi];
  const Entry& entry = entries_[kpi];
  if (which.total == Total::cut_off) return 1e-6 * static_cast<double>(record.value_cut_off);
  const auto value = gather(entry.value, model::Level::firm, record);
  const auto sum = [&](const std::vector<std::int64_t>& parts) {
    if (which.total == Total::last) return static_cast<double>(parts.back());
    engine::Wide all = 0;
    for (const std::int64_t part : parts) all += part;
    return engine::to_double(all);
  };
  if (!which.is_ratio) return sum(value);
  const auto denominator = gather(entry.denominator, model::Level::firm, record);
  if (which.total == Total::per_head || which.total == Total::lifetime) {
    engine::Wide all = 0;
    for (const std::int64_t part : value) all += part;
    if (which.total == Total::lifetime) {
      if (record.value_cut_off >= model::RunOff::kMayCutOff) return kNaN;
      for (const std::int64_t part : record.run_off_value) all += part;
    }
    const auto heads = static_cast<double>(denominator.back());
    return heads == 0.0 ? kNaN : engine::to_double(all) / heads * which.scale;
  }
  if (which.total != Total::per_year) {
    const double below = sum(denominator);
    return below == 0.0 ? kNaN : sum(value) / below * which.scale;
  }
  // The shares of the periods, one after the other, put on a year. Churn is what retention leaves.
  const bool is_retention = entry.value.book == Book::kept_from_start;
  double kept = 1.0;
  for (std::size_t period = 0; period < value.size(); ++period) {
    if (denominator[period] == 0) return kNaN;
    const double share =
        static_cast<double>(value[period]) / static_cast<double>(denominator[period]);
    kept *= is_retention ? share : 1.0 - share;
  }
  const double yearly = kept > 0.0 ? engine::pow(kept, 1.0 / years_) : 0.0;
  return is_retention ? yearly : 1.0 - yearly;
}

std::vector<Kpi> all_kpis() {
  model::Specification everything;
  everything.currency = "EUR";
  everything.horizon = engine::kDay;
  everything.report_every = engine::kDay;
  model::Segment segment;
  segment.name = "all";
  model::for_each_section(segment.sections, [](auto, auto& parameters) {
    parameters = std::remove_cvref_t<decltype(*parameters)>{};
  });
  everything.segments.push_back(std::move(segment));
  const model::Model model(everything);
  return Kpis(model).list();
}

std::vector<results::Description> all_kpi_descriptions() {
  std::vector<results::Description> descriptions;
  for (const Kpi& kpi : all_kpis()) {
    descriptions.push_back(kpi.description);
    if (!kpi.of_horizon_only) continue;
    descriptions.back().name += "_total";
    descriptions.back().dimensions = {"policy", "replication"};
  }
  return descriptions;
}

}  // namespace tenure::experiment
