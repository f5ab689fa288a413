// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "cli/report/account.h"

namespace tenure::cli {

/// A piece of a sentence; names of policies and how sure something is are set off.
struct Phrase {
  enum class Is { words, best, name, range };
  std::string text;
  Is is = Is::words;
};
using Sentence = std::vector<Phrase>;

/// What a strategist can act on: what to fund and why, how sure that is, what it costs, what comes
/// next.
struct Answer {
  Sentence headline;              ///< one sentence
  std::vector<Sentence> reasons;  ///< a few more
};
Answer answer_of(const Account& account);

std::string plain(const Sentence& sentence);

}  // namespace tenure::cli
