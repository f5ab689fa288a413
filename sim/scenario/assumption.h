// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string>
#include <vector>

namespace tenure::scenario {

/// An assumption that is tried with another value: its default times a factor, wherever the
/// scenario relies on that default.
struct Move {
  std::string path;  ///< "complaint_desk.exit.silent"
  double factor = 1.0;
};

/// By how much assumptions are moved to see what they carry: half down, half up.
inline constexpr std::array<double, 2> kHalfDownAndUp = {0.5, 1.5};

/// How far a value gets that is to be moved by a factor.
enum class Reach {
  whole,     ///< all the way
  bound,     ///< the end of its range, which lies before
  half_way,  ///< half way to the end of its range, which lies before and is excluded
  nowhere    ///< it stands at the end of its range already, or cannot be represented beyond
};

struct Moved {
  double factor = 1.0;
  std::string value;  ///< as a scenario would write it
  Reach reach = Reach::whole;
};

/// A default without a source that a scenario relies on. It is one number for all segments and
/// policies, so that its path bears neither.
struct Assumption {
  enum class Kind {
    number,
    zero,      ///< a number that no factor moves
    no_number  ///< a word, an interval or a list
  };
  std::string path;
  std::string value;  ///< as a scenario would write it
  std::string meaning;
  Kind kind = Kind::no_number;
  std::vector<Moved> moves;  ///< of a number: one for each of kHalfDownAndUp
};

}  // namespace tenure::scenario
