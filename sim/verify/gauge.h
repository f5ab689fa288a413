// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "experiment/kpis.h"
#include "experiment/policies.h"
#include "model/model.h"
#include "model/record.h"
#include "verify/expression.h"
#include "verify/observable.h"
#include "verify/trouble.h"

namespace tenure::verify {

/// Reads an observable off what a replication of one policy has counted.
class Gauge {
 public:
  /// Reports to `trouble` what the model does not know; the gauge is then of no use.
  Gauge(const Observable& what, const experiment::Policies& policies, std::size_t policy,
        const experiment::Kpis& kpis, const Trouble& trouble);

  /// Of all customers or those of the segment, in the KPI's unit: money in the currency, times in
  /// days. NaN where there is nothing to divide by.
  double value(const model::Record& record) const;
  /// Row by row: of every customer where each is a segment.
  std::vector<double> values_by_row(const model::Record& record) const;

  /// A share as so many of so many.
  struct Count {
    std::int64_t hits = 0;
    std::int64_t trials = 0;
  };
  Count count(const model::Record& record) const;
  bool is_share() const;

  /// "1", "d", the currency; "1" for what is divided by something else.
  const std::string& unit() const { return unit_; }

 private:
  enum class Source { kpi, initial_customers, customers_left, time_active };
  struct Part {
    Source source = Source::kpi;
    std::size_t kpi = 0;
    int sign = 1;
  };
  using Parts = std::vector<Part>;
  /// What the parts' KPIs were, period by period: read once for all rows.
  using Read = std::vector<experiment::Series>;
  /// Rows that count, and periods from `first` to `last`.
  struct Rows {
    std::size_t first = 0;
    std::size_t last = 0;
  };

  Parts bind(std::string_view key, const std::string& text, const Trouble& trouble);
  std::optional<Part> find(std::string_view name) const;
  void find_cause(const Observable& what, const experiment::Policies& policies,
                  const Trouble& trouble);
  void choose_periods(const Observable& what, const Trouble& trouble);
  std::optional<std::size_t> period_ending(engine::Duration time) const;

  Read read(const Parts& parts, const model::Record& record) const;
  double sum_of(const Parts& parts, const Read& read, const model::Record& record, Rows rows) const;
  double value_of(const Part& part, const experiment::Series& series, const model::Record& record,
                  Rows rows) const;
  std::int64_t whole(const std::vector<std::int64_t>& values, const experiment::Kpi& kpi,
                     const model::Record& record, Rows rows) const;
  std::int64_t left(const model::Record& record, Rows rows) const;
  double time_active(const model::Record& record, Rows rows) const;
  Rows rows() const;

  const model::Model& model_;
  const experiment::Kpis& kpis_;
  Parts above_;
  Parts below_;
  std::optional<std::size_t> segment_;
  std::optional<std::size_t> cause_;
  bool takes_nobody_ = false;  // a cause that other policies know
  std::size_t first_ = 0;
  std::size_t last_ = 0;
  bool whole_horizon_ = true;
  std::string unit_ = "1";
};

}  // namespace tenure::verify
