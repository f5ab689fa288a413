// SPDX-License-Identifier: Apache-2.0
#include "verify/observable.h"

namespace tenure::verify {

void Observable::describe(model::Describer& d) {
  d({.name = "kpi",
     .meaning = "what is looked at: a KPI or a signed sum of KPIs with blanks around the signs; "
                "also initial_customers, customers_left and time_active (days that the initial "
                "customers were active)",
     .required = true},
    kpi);
  d({.name = "per", .meaning = "what it is divided by, likewise", .word = "none"}, per);
  d({.name = "segment", .meaning = "whose", .word = "all"}, segment);
  d({.name = "cause", .meaning = "of customers_left: for which reason", .word = "all"}, cause);
  d({.name = "at",
     .meaning = "only the reporting period that ends then",
     .range = model::kPositive,
     .word = "always"},
    at);
  d({.name = "from",
     .meaning = "only reporting periods that begin then or later",
     .range = model::kNotNegative,
     .word = "the start"},
    from);
  d({.name = "until",
     .meaning = "only reporting periods that end then or earlier",
     .range = model::kPositive,
     .word = "the horizon"},
    until);
}

}  // namespace tenure::verify
