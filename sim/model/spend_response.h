// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/describe.h"
#include "model/quantities.h"

namespace tenure::model {

/// What money buys, with diminishing returns: the share c (1 - e^{-k A}) of people of whom an
/// amount A is spent on each (Blattberg & Deighton 1996, Harvard Business Review 74(4)).
struct SpendResponse {
  Money amount{2000};     ///< A, on each
  Probability most{0.9};  ///< c, however much is spent
  double slope = 0.05;    ///< k, per unit of the currency
  void describe(Describer& d);

  double share() const;  ///< in [0, most]
};

}  // namespace tenure::model
