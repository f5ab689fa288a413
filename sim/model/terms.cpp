// SPDX-License-Identifier: Apache-2.0
#include "model/terms.h"

namespace tenure::model {

void Who::Share::describe(Describer& d) {
  d({.name = "share", .meaning = "share of customers", .range = kShare}, share);
  d({.name = "by",
     .meaning = "how they are chosen. random: by one number per customer and policy, so that a "
                "larger share contains a smaller one. risk: who has not bought for the longest "
                "time, in his own mean intervals between purchases. value: who has spent most. "
                "sensitivity: whom the policy keeps best, which takes an oracle"},
    by);
  d({.name = "oracle",
     .meaning = "by the truth, which no firm knows. risk: the hazard of the next 90 days. "
                "sensitivity: by how much the policy lowers it"},
    oracle);
}

void Who::describe(Describer& d) {
  d({.name = "tenure", .meaning = "time since joining", .word = "any"}, tenure);
  d({.name = "spend", .meaning = "spent since joining", .word = "any"}, spend);
  d({.name = "purchases", .meaning = "purchases since joining", .word = "any"}, purchases);
  d({.name = "last_purchase",
     .meaning = "time since the last purchase; who has not bought yet counts as longest ago",
     .word = "any"},
    last_purchase);
  d({.name = "open_complaint", .meaning = "whether a complaint waits for an answer", .word = "any"},
    open_complaint);
  d({.name = "tier", .meaning = "rank in the loyalty programme, 0 for none", .word = "any"}, tier);
  d({.name = "share",
     .meaning = "of those who meet the conditions, a share",
     .word = "all",
     .shorthand = "share"},
    share);
}

bool Who::needs_dates() const {
  return tenure || last_purchase || (ranks() && !share->by_oracle());
}

bool Who::needs_history() const { return needs_dates() || spend || purchases || open_complaint; }

}  // namespace tenure::model
