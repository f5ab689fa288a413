// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/kpi.h"
#include "model/model.h"
#include "model/record.h"
#include "results/layout.h"

namespace tenure::experiment {

/// How the total over the horizon comes from the periods.
enum class Total {
  sum,       ///< flows, and ratios of flows
  last,      ///< stocks, and ratios of stocks
  lifetime,  ///< value with a run-off, per customer active at time 0
  cut_off,   ///< what the run-off does not know
  per_year,  ///< shares per period, compounded and put on a year
  per_head   ///< a flow's sum over a number that stays the same
};

/// One KPI's definition in a model: what it is, independent of any run.
struct Kpi {
  results::Description description;  ///< dimensions policy, replication, period (, segment)
  model::Level level = model::Level::segment;
  bool is_ratio = false;
  bool of_horizon_only = false;  ///< has a total and no periods
  double scale = 1.0;            ///< of a ratio
  Total total = Total::sum;
};

/// One KPI of one replication: integers by period (and segment, row by row of periods).
struct Series {
  std::vector<std::int64_t> value;        ///< of a count; the numerator of a ratio
  std::vector<std::int64_t> denominator;  ///< of a ratio
};

/// All KPIs of a model, in the order of the results file (FORMATS section 5).
class Kpis {
 public:
  explicit Kpis(const model::Model& model);

  const std::vector<Kpi>& list() const { return list_; }
  Series series(std::size_t kpi, const model::Record& record) const;
  /// Over all segments and the horizon; in cents for money; NaN where empty.
  double total(std::size_t kpi, const model::Record& record) const;

 private:
  /// Signed sums of tallies make up a count; the record's own books make up the rest.
  struct Part {
    std::size_t tally;
    int sign;
  };
  enum class Book {
    none,
    joined,
    active,
    kept_from_start,
    left_from_start,
    active_at_start,
    kept_initial,
    initial,
    charged,
    buyers,
    repeaters,
    seen,
    paid_again
  };
  struct Origin {
    std::vector<Part> parts;
    Book book = Book::none;
    bool of_period_before = false;  ///< 0 in the first period
  };
  struct Entry {
    Origin value;
    Origin denominator;
  };
  void add(Kpi kpi, Entry entry);
  void add_books(const model::Model& model);
  void add_mechanisms(const model::Model& model);
  static std::vector<Part> revenue_of(const model::Model& model);
  void add_behaviour(const model::Model& model);
  void add_money(const model::Model& model);
  void add_lifetime_value(std::size_t value_of_initial);
  void add_budget(const model::Model& model);
  std::vector<std::int64_t> gather(const Origin& origin, model::Level level,
                                   const model::Record& record) const;
  double whole(const std::vector<std::int64_t>& values, std::size_t kpi,
               const model::Record& record) const;

  std::string currency_;
  double years_ = 1.0;
  std::vector<Kpi> list_;
  std::vector<Entry> entries_;
};

/// All KPIs that any scenario can have: those of a model with everything on, in its order.
std::vector<Kpi> all_kpis();

/// Their descriptions, for the documentation and for whoever is to name one.
std::vector<results::Description> all_kpi_descriptions();

}  // namespace tenure::experiment
