// SPDX-License-Identifier: Apache-2.0
#include "verify/claim.h"

namespace tenure::verify {

void ClaimSource::describe(model::Describer& d) {
  d({.name = "cite", .meaning = "author, year, place"}, cite);
  d({.name = "read", .meaning = "what of it was read by whoever wrote the claim down"}, read);
}

void Expectation::describe(model::Describer& d) {
  d({.name = "name", .meaning = "how the table calls it; without it, the KPI"}, name);
  what.describe(d);
  d({.name = "policy",
     .meaning = "under which policy, or a difference of policies with blanks around the sign",
     .word = "the first"},
    policy);
  d({.name = "as",
     .meaning = "difference: paired by replication; ratio: mean over mean, with `against`"},
    as);
  d({.name = "against", .meaning = "of a ratio: the policy below the line", .word = "unset"},
    against);
  d({.name = "above",
     .meaning = "more than under this policy, or than a difference of policies, or than a value",
     .word = "unset"},
    above);
  d({.name = "below", .meaning = "less than that", .word = "unset"}, below);
  d({.name = "by", .meaning = "at least by how much, as 0.5 pp or 10 EUR"}, by);
  d({.name = "between", .meaning = "two values; the whole interval lies between them"}, between);
  d({.name = "same_as", .meaning = "like under this policy", .word = "unset"}, same_as);
  d({.name = "exactly",
     .meaning = "event for event: nobody's life differs, nor the KPI in any period"},
    exactly);
  d({.name = "within", .meaning = "or up to this difference", .word = "unset"}, within);
  d({.name = "published", .meaning = "what the source gives for it", .word = "unset"}, published);
}

void Claim::describe(model::Describer& d) {
  d({.name = "cards", .meaning = "of the model: M01 to M31, SF1 to SF5, E1 to E5"}, cards);
  d({.name = "says", .meaning = "the claim in a sentence", .required = true}, says);
  d({.name = "source", .meaning = "who says so"}, source);
  d({.name = "error_rate",
     .meaning = "probability of calling anything shown that is not so, for all expectations "
                "together (Holm 1979)",
     .range = {.low = 0.0, .high = 0.1, .low_excluded = true}},
    error_rate);
  d({.name = "expect", .meaning = "what must come out"}, expect);
  d({.name = "unreached",
     .meaning = "what the source says and plausible parameters do not reach",
     .word = "nothing"},
    unreached);
}

}  // namespace tenure::verify
