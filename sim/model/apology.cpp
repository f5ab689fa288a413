// SPDX-License-Identifier: Apache-2.0
#include "model/apology.h"

#include "engine/elementary.h"

namespace tenure::model {

void Apology::Call::describe(Describer& d) {
  d({.name = "within", .meaning = "longest time from the apology to the call", .range = kPositive},
    within);
  d({.name = "gives_back",
     .meaning = "share of what the failure has taken, and time not given back, that the call does",
     .range = kShare},
    gives_back);
}

void Apology::describe(Describer& d) {
  d({.name = "share", .meaning = "share of answers that apologise", .range = kShare}, share);
  d({.name = "gain", .meaning = "g_app, satisfaction gained by a sincere apology"}, gain);
  d({.name = "sincerity",
     .meaning = "how sincere apologies are; scales the gain, 1: all of it",
     .range = kShare},
    sincerity);
  d({.name = "insincere",
     .meaning = "sincerity at which an apology is worth nothing; below it, it does harm",
     .range = {.low = 0.0, .high = 1.0, .high_excluded = true}},
    insincere);
  d({.name = "wears_off",
     .meaning = "share of its worth that each earlier apology takes from the next; more than 0 for "
                "scripted ones",
     .range = kShare},
    wears_off);
  d({.name = "call",
     .meaning = "what a courtesy call soon after the apology adds",
     .word = "nothing",
     .shorthand = "gives_back"},
    call);
}

double Apology::worth() const {
  return gain * (sincerity.value - insincere.value) / (1.0 - insincere.value);
}

double Apology::freshness(std::uint16_t heard) const {
  if (wears_off.value == 0.0 || heard == 0) return 1.0;
  return wears_off.value == 1.0 ? 0.0 : engine::pow(1.0 - wears_off.value, heard);
}

}  // namespace tenure::model
