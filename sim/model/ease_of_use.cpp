// SPDX-License-Identifier: Apache-2.0
#include "model/ease_of_use.h"

#include <algorithm>

#include "engine/elementary.h"

namespace tenure::model {

void EaseOfUse::describe(Describer& d) {
  d({.name = "find", .meaning = "effort of finding what is wanted", .range = kNotNegative}, find);
  d({.name = "check_out", .meaning = "effort of ordering and paying", .range = kNotNegative},
    check_out);
  d({.name = "unpack", .meaning = "effort of unpacking", .range = kNotNegative}, unpack);
  d({.name = "assemble", .meaning = "effort of putting together and to use", .range = kNotNegative},
    assemble);
  d({.name = "return", .meaning = "effort of giving back", .range = kNotNegative}, give_back);
  d({.name = "completion",
     .meaning =
         "a, log odds that a purchase, or a return, that is begun is carried through without "
         "effort; from 40 on: certain"},
    completion);
  d({.name = "weight",
     .meaning = "b, log odds lost per unit of effort in finding and checking out, or in returning",
     .range = kNotNegative},
    weight);
  d({.name = "annoyance",
     .meaning = "satisfaction lost per unit of effort in unpacking, assembling and returning",
     .range = kNotNegative},
    annoyance);
}

double EaseOfUse::chance_of_completion() const {
  return engine::logistic(completion - weight * (find + check_out));
}

double EaseOfUse::chance_of_returning() const {
  return engine::logistic(completion - weight * give_back);
}

void Returns::describe(Describer& d) {
  d({.name = "probability",
     .meaning =
         "ret, probability that a purchase is to go back, if it was no trouble to put to use",
     .range = kShare},
    probability);
  d({.name = "terms", .meaning = "whether customers pay for a return"}, terms);
  d({.name = "fee",
     .meaning = "what they pay, at most what the purchase was",
     .range = kNotNegative},
    fee);
  d({.name = "cost", .meaning = "cost of one return to the firm", .range = kNotNegative}, cost);
  d({.name = "after_free",
     .meaning = "what a customer spends per purchase after a free return, relative to before; "
                "milder than Bower & Maxham 2012, who saw 1.58 to 4.57",
     .range = kNotNegative},
    after_free);
  d({.name = "after_fee",
     .meaning = "the same after a return with a fee; milder than Bower & Maxham 2012, who saw 0 to "
                "0.25",
     .range = kNotNegative},
    after_fee);
  d({.name = "lasts",
     .meaning = "for how long; the study looked at two years",
     .range = kPositive,
     .word = "ever"},
    lasts);
  d({.name = "effort",
     .meaning = "log odds of wanting to return, per unit of effort in unpacking and assembling"},
    effort);
}

void Returns::check(const Returns& returns, Problems& problems) {
  if (returns.terms == ReturnTerms::fee && returns.fee.cents == 0) {
    problems.add("returns.fee", "is nothing", "`returns.terms` says that customers pay", "free");
  }
}

double Returns::chance(double late_effort) const {
  const double base = probability.value;
  if (late_effort == 0.0 || base == 0.0 || base == 1.0) return base;
  return engine::logistic(engine::log(base / (1.0 - base)) + effort * late_effort);
}

Money Returns::fee_for(Money purchase) const {
  return terms == ReturnTerms::fee ? std::min(fee, purchase) : Money{0};
}

}  // namespace tenure::model
