// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "scenario/assumption.h"

namespace tenure::scenario {

/// One resolved value and where it comes from: what `explain` prints.
struct Resolved {
  enum class From { standard, file, set, policy };

  std::string path;   ///< "complaint_desk.handling_time.mean"
  std::string value;  ///< as a scenario would write it
  From from = From::standard;
  std::string where;  ///< "shop.yaml:12", "--set", "policy points (shop.yaml:30)"; empty: default
  std::string meaning;
  std::string source;       ///< of the default: author, year, place; empty: none
  bool unset = false;       ///< an optional without a value: its word stands for it
  bool assumption = false;  ///< a default without a source

  /// An optional that nobody gave has no value to show, and a list that nobody gave no items.
  bool is_shown() const { return (!unset && value != "[]") || from != From::standard; }

  friend bool operator==(const Resolved&, const Resolved&) = default;
};

/// Every value of one specification, in the order of the descriptions.
struct Inventory {
  std::vector<Resolved> values;
  std::vector<Assumption> assumptions;  ///< what `values` marks as such, each default once

  /// Of all values that are set, in [0, 1]; 0 if there are none.
  double share_of_assumptions() const;
};

}  // namespace tenure::scenario
