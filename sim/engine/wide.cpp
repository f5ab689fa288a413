// SPDX-License-Identifier: Apache-2.0
#include "engine/wide.h"

#include <algorithm>
#include <stdexcept>

#include "engine/expect.h"

namespace tenure::engine {

void refuse_micro(double value) {
  if (value != value) throw Defect("a contribution to a tally is not a number");
  throw std::overflow_error("a contribution of " + std::to_string(value) +
                            " to a tally does not fit into 64 bits of millionths");
}

std::string to_string(Wide value) {
  const bool negative = value < 0;
  UnsignedWide rest = static_cast<UnsignedWide>(value);
  if (negative) rest = -rest;
  std::string digits;
  do {
    digits += static_cast<char>('0' + static_cast<int>(rest % 10));
    rest /= 10;
  } while (rest != 0);
  if (negative) digits += '-';
  std::reverse(digits.begin(), digits.end());
  return digits;
}

}  // namespace tenure::engine
