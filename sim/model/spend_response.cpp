// SPDX-License-Identifier: Apache-2.0
#include "model/spend_response.h"

#include "engine/elementary.h"

namespace tenure::model {

void SpendResponse::describe(Describer& d) {
  d({.name = "amount", .meaning = "A, spent on each", .range = kNotNegative}, amount);
  d({.name = "most", .meaning = "share that all the money in the world would get", .range = kShare},
    most);
  d({.name = "slope",
     .meaning = "k, how quickly money gets there: the share is most (1 - e^(-k A)), A in units of "
                "the currency",
     .range = kNotNegative,
     .source = "form: Blattberg & Deighton 1996, Harvard Business Review 74(4)"},
    slope);
}

double SpendResponse::share() const {
  return most.value * (1.0 - engine::exp(-slope * static_cast<double>(amount.cents) / 100.0));
}

}  // namespace tenure::model
