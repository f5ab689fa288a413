// SPDX-License-Identifier: Apache-2.0
#include "verify/exact_case.h"

namespace tenure::verify {

void Condition::describe(model::Describer& d) {
  d({.name = "equals", .meaning = "this value", .word = "none"}, equals);
  d({.name = "at_least", .meaning = "this or more", .word = "none"}, at_least);
  d({.name = "below", .meaning = "less than this", .word = "none"}, below);
}

bool Condition::holds(double value) const {
  return (!equals || value == *equals) && (!at_least || value >= *at_least) &&
         (!below || value < *below);
}

void Given::describe(model::Describer& d) {
  what.describe(d);
  condition.describe(d);
}

void Quantity::describe(model::Describer& d) {
  d({.name = "name", .meaning = "how the table calls the figure", .required = true}, name);
  what.describe(d);
  d({.name = "policy", .meaning = "under which policy", .word = "the first"}, policy);
  d({.name = "against",
     .meaning = "less what it is under this policy, for the same customers with the same luck",
     .word = "none"},
    against);
  d({.name = "as",
     .meaning =
         "what of the observations is exact; share: so many of so many; held_by_top: the share "
         "of the sum over customers that the largest hold, one observation per replication"},
    as);
  d({.name = "where", .meaning = "share of the observations with such a value", .word = "none"},
    where);
  d({.name = "given", .meaning = "only observations for which all of these hold"}, given);
  d({.name = "top",
     .meaning = "of held_by_top: which share of customers, the largest first",
     .range = {.low = 0.0, .high = 1.0, .low_excluded = true},
     .word = "none"},
    top);
  d({.name = "with",
     .meaning = "of a correlation: with the same KPI in the period that ends then",
     .range = model::kPositive,
     .word = "none"},
    with);
  d({.name = "times", .meaning = "factor on the simulated value"}, times);
  d({.name = "in",
     .meaning = "unit of time in which a KPI in days is told",
     .range = model::kPositive,
     .word = "days"},
    in);
  d({.name = "is", .meaning = "the exact value", .required = true}, is);
  d({.name = "deviation",
     .meaning = "standard deviation of one elementary observation, by which precision is judged",
     .range = model::kPositive,
     .word = "the sample's"},
    deviation);
  d({.name = "tolerance",
     .meaning = "what 3.29 standard errors may be at most if 0.5 % cannot be reached: a number, or "
                "a percentage of the exact value",
     .word = "none"},
    tolerance);
  d({.name = "exactly", .meaning = "every observation has this value (to a millionth)"}, exactly);
}

void ExactBlock::describe(model::Describer& d) {
  d({.name = "case", .meaning = "which case it is, as V01", .required = true}, id);
  d({.name = "says", .meaning = "what is known", .required = true}, says);
  d({.name = "formula", .meaning = "from which the exact values come"}, formula);
  d({.name = "source", .meaning = "author, year, place"}, source);
  d({.name = "each",
     .meaning = "what one observation is; customer: every customer is looked at alone"},
    each);
  d({.name = "quantities", .meaning = "figures with an exact value"}, quantities);
}

}  // namespace tenure::verify
