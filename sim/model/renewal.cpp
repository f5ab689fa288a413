// SPDX-License-Identifier: Apache-2.0
#include "model/renewal.h"

namespace tenure::model {

void Renewal::describe(Describer& d) {
  d({.name = "every", .meaning = "length of a term", .range = kPositive}, every);
  d({.name = "probability",
     .meaning = "of leaving at a renewal, the same for all",
     .range = kShare,
     .word = "none"},
    probability);
  d({.name = "alpha",
     .meaning = "alpha of the Beta distribution over customers",
     .range = {.low = 0.05, .high = 1000.0},
     .word = "none"},
    alpha);
  d({.name = "beta",
     .meaning = "beta of the Beta distribution over customers",
     .range = {.low = 0.05, .high = 1000.0},
     .word = "none"},
    beta);
  d({.name = "spending",
     .meaning = "or as good as money can make it: spent on each customer whose term ends",
     .word = "none",
     .shorthand = "amount"},
    spending);
}

void Renewal::check(const Renewal& p, Problems& problems) {
  const int kinds = (p.probability ? 1 : 0) + (p.alpha || p.beta ? 1 : 0) + (p.spending ? 1 : 0);
  if (kinds == 1 && p.alpha.has_value() == p.beta.has_value()) return;
  problems.add(
      "at_renewal",
      "needs either a probability or both parameters of the Beta distribution, or spending",
      "one says what all share, another how customers differ, the third what money does");
}

void Renewal::imply(const Renewal& p, Implications& implied) {
  if (p.alpha && p.beta) {
    implied.add("first renewal rate", *p.beta / (*p.alpha + *p.beta), "1", "beta / (alpha + beta)");
  }
  if (p.spending) {
    implied.add("renewal rate", p.spending->share(), "1", "most (1 - e^(-slope amount))");
  }
}

}  // namespace tenure::model
