// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/describe.h"
#include "verify/exact_case.h"
#include "verify/observable.h"

namespace tenure::verify {

/// How well whoever wrote the claim down knows its source.
enum class SourceRead { text, abstract, second_hand, background, none };
inline constexpr std::array<std::string_view, 5> kSourceReadNames{"text", "abstract", "second-hand",
                                                                  "background", "none"};
constexpr std::span<const std::string_view> choices(SourceRead) { return kSourceReadNames; }

struct ClaimSource {
  std::string cite;
  SourceRead read = SourceRead::none;

  void describe(model::Describer& d);
};

enum class Comparing { difference, ratio };
inline constexpr std::array<std::string_view, 2> kComparingNames{"difference", "ratio"};
constexpr std::span<const std::string_view> choices(Comparing) { return kComparingNames; }

/// One thing that a claim says must come out, in a form that a machine can judge.
struct Expectation {
  std::string name;
  Observable what;
  std::optional<std::string> policy;
  Comparing as = Comparing::difference;
  std::optional<std::string> against;
  std::optional<std::string> above;
  std::optional<std::string> below;
  std::string by = "0";
  std::vector<std::string> between;
  std::optional<std::string> same_as;
  Exactly exactly = Exactly::no;
  std::optional<std::string> within;
  std::optional<std::string> published;

  void describe(model::Describer& d);
};

/// The block `claim` of a scenario: what the literature, or the model's own documentation, says,
/// and what has to come out if it is so.
struct Claim {
  std::vector<std::string> cards;
  std::string says;
  ClaimSource source;
  double error_rate = 1e-4;
  std::vector<Expectation> expect;
  std::optional<std::string> unreached;

  void describe(model::Describer& d);
};

}  // namespace tenure::verify
