// SPDX-License-Identifier: Apache-2.0
#include "verify/gauge.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "scenario/did_you_mean.h"
#include "scenario/quantity.h"

namespace tenure::verify {

namespace {

using experiment::Kpi;
using experiment::Total;
using scenario::in_quotes;

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

template <class Names>
std::optional<std::size_t> position(const Names& names, std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<std::size_t>(found - names.begin());
}

std::string closest_of(std::string_view written, const std::vector<std::string>& names) {
  return scenario::closest(written, {names.begin(), names.end()});
}

bool is_money(const Kpi& kpi) { return kpi.description.type == results::Type::money; }

}  // namespace

Gauge::Gauge(const Observable& what, const experiment::Policies& policies, std::size_t policy,
             const experiment::Kpis& kpis, const Trouble& trouble)
    : model_(policies[policy]), kpis_(kpis) {
  above_ = bind("kpi", what.kpi, trouble);
  if (what.per) below_ = bind("per", *what.per, trouble);
  if (!above_.empty() && !what.per && above_.front().source == Source::kpi) {
    unit_ = kpis_.list()[above_.front().kpi].description.units;
  }
  if (!above_.empty() && above_.front().source == Source::time_active) unit_ = "d";
  if (what.segment) {
    segment_ = position(model_.study().segments, *what.segment);
    if (!segment_) {
      trouble.add("segment", {in_quotes(*what.segment) + " is no segment", "",
                              closest_of(*what.segment, model_.study().segments)});
    }
  }
  if (what.cause) find_cause(what, policies, trouble);
  choose_periods(what, trouble);
}

/// A cause that only another policy brings has taken nobody under this one.
void Gauge::find_cause(const Observable& what, const experiment::Policies& policies,
                       const Trouble& trouble) {
  cause_ = position(model_.study().causes, *what.cause);
  if (cause_) return;
  std::vector<std::string> known;
  for (std::size_t i = 0; i < policies.size(); ++i) {
    const auto& causes = policies[i].study().causes;
    takes_nobody_ = takes_nobody_ || position(causes, *what.cause);
    known.insert(known.end(), causes.begin(), causes.end());
  }
  if (takes_nobody_) return;
  trouble.add("cause", {in_quotes(*what.cause) + " is no cause of leaving under any policy", "",
                        closest_of(*what.cause, known)});
}

std::optional<Gauge::Part> Gauge::find(std::string_view name) const {
  if (name == "initial_customers") return Part{Source::initial_customers};
  if (name == "customers_left") return Part{Source::customers_left};
  if (name == "time_active") return Part{Source::time_active};
  for (std::size_t i = 0; i < kpis_.list().size(); ++i) {
    if (kpis_.list()[i].description.name == name) return Part{Source::kpi, i};
  }
  return std::nullopt;
}

Gauge::Parts Gauge::bind(std::string_view key, const std::string& text, const Trouble& trouble) {
  const auto terms = parse_expression(text);
  if (!terms) {
    trouble.add(key, terms.fault());
    return {};
  }
  Parts parts;
  for (const Term& term : *terms) {
    const std::optional<Part> part = find(term.name);
    if (!part) {
      std::vector<std::string_view> names;
      for (const Kpi& kpi : kpis_.list()) names.push_back(kpi.description.name);
      trouble.add(key, {in_quotes(term.name) + " is not a KPI under policy " +
                            in_quotes(model_.specification().policy),
                        "docs/formats/results.md lists them; each comes with its mechanism",
                        scenario::closest(term.name, names)});
      continue;
    }
    parts.push_back(*part);
    parts.back().sign = term.sign;
  }
  return parts;
}

std::optional<std::size_t> Gauge::period_ending(engine::Duration time) const {
  for (std::size_t period = 0; period < model_.periods(); ++period) {
    if (model_.period_end(period) - engine::kStart == time) return period;
  }
  return std::nullopt;
}

void Gauge::choose_periods(const Observable& what, const Trouble& trouble) {
  last_ = model_.periods() - 1;
  const auto end_of = [&](std::string_view key, engine::Duration time) -> std::size_t {
    if (const auto period = period_ending(time)) return *period;
    trouble.add(key, {in_quotes(scenario::print(time)) + " is not the end of a reporting period",
                      "periods last " + scenario::print(model_.specification().report_every), ""});
    return 0;
  };
  if (what.at) {
    if (what.from || what.until) {
      trouble.add("at", {"stands beside `from` or `until`", "one period, or several", ""});
    }
    first_ = last_ = end_of("at", *what.at);
  }
  if (what.from && *what.from != engine::Duration{0}) first_ = end_of("from", *what.from) + 1;
  if (what.until) last_ = end_of("until", *what.until);
  if (first_ > last_) {
    trouble.add("until", {"is before `from`, or no period is left between them", "", ""});
    first_ = last_;
  }
  whole_horizon_ = first_ == 0 && last_ == model_.periods() - 1;
}

Gauge::Rows Gauge::rows() const {
  if (segment_) return {*segment_, *segment_};
  return {0, model_.segments() - 1};
}

std::int64_t Gauge::whole(const std::vector<std::int64_t>& values, const Kpi& kpi,
                          const model::Record& record, Rows rows) const {
  const bool of_firm = kpi.level == model::Level::firm;
  const std::size_t width = of_firm ? 1 : record.rows;
  if (of_firm) rows = {0, 0};
  const std::size_t first = kpi.total == Total::last ? last_ : first_;
  std::int64_t sum = 0;
  for (std::size_t period = first; period <= last_; ++period) {
    for (std::size_t row = rows.first; row <= rows.last; ++row) {
      sum += values[period * width + row];
    }
  }
  return sum;
}

std::int64_t Gauge::left(const model::Record& record, Rows rows) const {
  if (takes_nobody_) return 0;
  std::int64_t sum = 0;
  for (std::size_t period = first_; period <= last_; ++period) {
    for (std::size_t row = rows.first; row <= rows.last; ++row) {
      for (std::size_t cause = 0; cause < record.causes; ++cause) {
        if (cause_ && cause != *cause_) continue;
        sum += record.left[(period * record.rows + row) * record.causes + cause];
      }
    }
  }
  return sum;
}

/// The integral of the number of active customers, by Simpson's rule over an even number of
/// periods of the same length. The initial base alone: nobody may join.
double Gauge::time_active(const model::Record& record, Rows rows) const {
  if (record.periods % 2 != 0) return kNaN;
  const auto active = [&](const std::vector<std::int64_t>& at, std::size_t period) {
    std::int64_t sum = 0;
    for (std::size_t row = rows.first; row <= rows.last; ++row) {
      sum += at[period * record.rows + row];
    }
    return static_cast<double>(sum);
  };
  double sum = active(record.initial, 0);
  for (std::size_t period = 0; period < record.periods; ++period) {
    const double weight = period + 1 == record.periods ? 1.0 : (period % 2 == 0 ? 4.0 : 2.0);
    sum += weight * active(record.active_at_end, period);
  }
  return sum * engine::in_days(model_.specification().report_every) / 3.0;
}

Gauge::Read Gauge::read(const Parts& parts, const model::Record& record) const {
  Read read;
  for (const Part& part : parts) {
    read.push_back(part.source == Source::kpi ? kpis_.series(part.kpi, record)
                                              : experiment::Series{});
  }
  return read;
}

double Gauge::value_of(const Part& part, const experiment::Series& series,
                       const model::Record& record, Rows rows) const {
  switch (part.source) {
    case Source::initial_customers: {
      std::int64_t sum = 0;
      for (std::size_t row = rows.first; row <= rows.last; ++row) sum += record.initial[row];
      return static_cast<double>(sum);
    }
    case Source::customers_left:
      return static_cast<double>(left(record, rows));
    case Source::time_active:
      return time_active(record, rows);
    case Source::kpi:
      break;
  }
  const Kpi& kpi = kpis_.list()[part.kpi];
  const double scale = is_money(kpi) ? 0.01 : 1.0;
  const bool everybody = rows.first == 0 && rows.last + 1 == record.rows;
  if (whole_horizon_ && everybody) return scale * kpis_.total(part.kpi, record);
  const auto above = static_cast<double>(whole(series.value, kpi, record, rows));
  if (!kpi.is_ratio) return scale * above;
  Kpi at_end = kpi;
  if (kpi.total == Total::per_head) at_end.total = Total::last;  // the same heads all the time
  const auto below = static_cast<double>(whole(series.denominator, at_end, record, rows));
  return below == 0.0 ? kNaN : above / below * kpi.scale;
}

double Gauge::sum_of(const Parts& parts, const Read& read, const model::Record& record,
                     Rows rows) const {
  double sum = 0.0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    sum += parts[i].sign * value_of(parts[i], read[i], record, rows);
  }
  return sum;
}

double Gauge::value(const model::Record& record) const {
  const double above = sum_of(above_, read(above_, record), record, rows());
  if (below_.empty()) return above;
  const double below = sum_of(below_, read(below_, record), record, rows());
  return below == 0.0 ? kNaN : above / below;
}

std::vector<double> Gauge::values_by_row(const model::Record& record) const {
  const Read above = read(above_, record);
  const Read below = read(below_, record);
  std::vector<double> values;
  for (std::size_t row = rows().first; row <= rows().last; ++row) {
    const double numerator = sum_of(above_, above, record, {row, row});
    const double denominator = below_.empty() ? 1.0 : sum_of(below_, below, record, {row, row});
    values.push_back(denominator == 0.0 ? kNaN : numerator / denominator);
  }
  return values;
}

bool Gauge::is_share() const {
  if (!below_.empty()) return true;
  return above_.size() == 1 && above_.front().source == Source::kpi &&
         kpis_.list()[above_.front().kpi].is_ratio;
}

Gauge::Count Gauge::count(const model::Record& record) const {
  if (!below_.empty()) {
    return {std::llround(sum_of(above_, read(above_, record), record, rows())),
            std::llround(sum_of(below_, read(below_, record), record, rows()))};
  }
  const Kpi& kpi = kpis_.list()[above_.front().kpi];
  const experiment::Series series = kpis_.series(above_.front().kpi, record);
  return {whole(series.value, kpi, record, rows()), whole(series.denominator, kpi, record, rows())};
}

}  // namespace tenure::verify
