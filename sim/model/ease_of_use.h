// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string_view>

#include "engine/time.h"
#include "model/describe.h"

namespace tenure::model {

/// What a purchase asks of the customer, stage by stage. Effort is in any unit in which `weight`
/// and `annoyance` are meant; 0: none. Early stages decide whether the purchase comes about, with
/// probability logit^-1(a - b e), late ones what the customer thinks of it (Dixon, Freeman & Toman
/// 2010, Harvard Business Review 88(7): effort; the form is an assumption).
struct EaseOfUse {
  double find = 0.0;
  double check_out = 0.0;
  double unpack = 0.0;
  double assemble = 0.0;
  double give_back = 0.0;   ///< `return`
  double completion = 4.0;  ///< a
  double weight = 1.0;      ///< b
  double annoyance = 0.1;   ///< satisfaction lost per unit of late effort
  void describe(Describer& d);

  double chance_of_completion() const;  ///< of a purchase that is begun
  double chance_of_returning() const;   ///< of a return that is wanted
  double late() const { return unpack + assemble; }
};

enum class ReturnTerms { free, fee };
inline constexpr std::array<std::string_view, 2> kReturnTermsNames{"free", "fee"};
constexpr std::span<const std::string_view> choices(ReturnTerms) { return kReturnTermsNames; }

/// Purchases that go back, what that costs, and what customers who had to pay for it, or had not,
/// spend afterwards (Bower & Maxham 2012, J. Marketing 76(5): over two years 158 to 457 % of what
/// they spent before if returns were free, 75 to 100 % less if not; the defaults are milder).
struct Returns {
  Probability probability{0.1};
  ReturnTerms terms = ReturnTerms::free;
  Money fee{500};   ///< kept by the firm, under terms with a fee; at most what was paid
  Money cost{600};  ///< of one return to the firm
  double after_free = 1.5;
  double after_fee = 0.3;
  std::optional<engine::Duration> lasts = 104 * engine::kWeek;
  double effort = 0.5;  ///< log odds of wanting to return, per unit of late effort
  void describe(Describer& d);
  static void check(const Returns&, Problems&);

  /// Of wanting to give a purchase back, after so much effort in late stages.
  double chance(double late_effort) const;
  Money fee_for(Money purchase) const;
  /// What the customer spends afterwards, relative to the own mean.
  double spend_factor() const { return terms == ReturnTerms::free ? after_free : after_fee; }
};

}  // namespace tenure::model
