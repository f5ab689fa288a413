// SPDX-License-Identifier: Apache-2.0
#include "engine/varying_rate.h"

#include <algorithm>
#include <cmath>

#include "engine/elementary.h"
#include "engine/expect.h"

namespace tenure::engine {

namespace {

double days_between(Time from, Time to) { return in_days(to - from); }

}  // namespace

double SineFactor::at(Time time) const {
  const double turns = in_days(time - start) / in_days(period);
  return 1.0 + amplitude * sin_turns(turns);
}

StepFactor::StepFactor(std::vector<Time> from, std::vector<double> factor)
    : from_(std::move(from)), factor_(std::move(factor)) {
  TENURE_ENSURE(!from_.empty() && from_.size() == factor_.size());
  const std::size_t pieces = from_.size();
  const double span = in_days(from_.back() - from_.front());
  buckets_per_day_ = span > 0.0 ? 2.0 * static_cast<double>(pieces) / span : 0.0;
  first_.assign(bucket(from_.back()) + 1, 0);
  for (std::size_t i = 0; i < pieces; ++i) {
    const std::size_t b = bucket(from_[i]);
    if (b + 1 < first_.size()) first_[b + 1] = static_cast<std::uint32_t>(i);
  }
  for (std::size_t b = 1; b < first_.size(); ++b) first_[b] = std::max(first_[b], first_[b - 1]);
  reached_.assign(1, 0.0);
  for (std::size_t i = 0; i + 1 < pieces; ++i) {
    reached_.push_back(reached_.back() + factor_[i] * in_days(from_[i + 1] - from_[i]));
  }
  from_.push_back(kNever);
}

std::size_t StepFactor::piece_at(Time time) const {
  TENURE_EXPECT(time >= from_.front());
  // Far beyond the last change a time may lie outside all buckets.
  if (time >= from_[factor_.size() - 1]) return factor_.size() - 1;
  std::size_t piece = first_[bucket(time)];
  while (from_[piece + 1] <= time) ++piece;
  return piece;
}

Time StepFactor::reach(Time from, double days) const {
  const std::size_t begin = piece_at(from);
  const double amount = reached_[begin] + factor_[begin] * in_days(from - from_[begin]) + days;
  const auto next = std::upper_bound(reached_.begin() + static_cast<std::ptrdiff_t>(begin) + 1,
                                     reached_.end(), amount);
  const auto piece = static_cast<std::size_t>(next - reached_.begin()) - 1;
  if (!(factor_[piece] > 0.0)) return piece + 1 == factor_.size() ? kNever : from_[piece + 1];
  const double rest = std::max(0.0, amount - reached_[piece]) / factor_[piece];
  return std::max(from, later(from_[piece], from_days(rest)));
}

double VaryingRate::BoundedTerm::at(double days) const {
  const double moving = days == kUnbounded ? 0.0 : value * exp(-decay * days);
  return std::clamp(moving - offset, low, high);
}

void VaryingRate::BoundedTerm::find_kinks() {
  // value e^{-d t} = bound + offset happens at t = ln(value / (bound + offset)) / d, if at all.
  for (std::size_t i = 0; i < 2; ++i) {
    const double bound = i == 0 ? low : high;
    const double level = bound + offset;
    if (!(bound > -kUnbounded && bound < kUnbounded) || !(level / value > 0.0)) continue;
    kinks[i] = log(value / level) / decay;
  }
}

bool VaryingRate::BoundedTerm::rests(double days) const {
  const double moving = value * exp(-decay * days) - offset;
  // At a bound the direction decides: towards 0, that is down from above and up from below.
  return moving < low || moving > high || (moving == low && value > 0.0) ||
         (moving == high && value < 0.0);
}

double VaryingRate::sum_at(const Few<Decay>& terms, const Few<BoundedTerm>& bounded, double days) {
  double sum = 0.0;
  for (const Decay& term : terms) sum += term.value * exp(-term.decay * days);
  for (const BoundedTerm& term : bounded) sum += term.at(days);
  return sum;
}

void VaryingRate::refuse() { report_defect("terms <= kTerms", __FILE__, __LINE__); }

void VaryingRate::add_passing(double factor, Time end) {
  TENURE_ENSURE(passing_count_ < kPassingFactors);
  passing_[passing_count_++] = {factor, end};
}

/// What a bounded term comes down to where its bounds never, or always, hold.
VaryingRate::Bounds VaryingRate::bounds_of(double a, double offset, double low, double high) {
  const double first = a - offset;
  const double last = -offset;
  if (first >= low && first <= high && last >= low && last <= high) return Bounds::none;
  if (first <= low && last <= low) return Bounds::at_low;
  if (first >= high && last >= high) return Bounds::at_high;
  return Bounds::some;
}

void VaryingRate::add_bounded_exponent(double a, double decay_per_day, double offset, double low,
                                       double high) {
  TENURE_ENSURE(low <= high);
  if (a == 0.0 || decay_per_day == 0.0) {
    constant_exponent_ += std::clamp(a - offset, low, high);
    return;
  }
  switch (bounds_of(a, offset, low, high)) {
    case Bounds::none:
      constant_exponent_ -= offset;
      add(exponent_, {a, decay_per_day});
      return;
    case Bounds::at_low:
      constant_exponent_ += low;
      return;
    case Bounds::at_high:
      constant_exponent_ += high;
      return;
    case Bounds::some:
      break;
  }
  BoundedTerm bounded{a, decay_per_day, offset, low, high};
  bounded.find_kinks();
  bounded_exponent_.push(bounded);
}

void VaryingRate::add_linear(double b, double decay_per_day) {
  if (b == 0.0) return;
  may_be_negative_ = may_be_negative_ || b < 0.0;
  if (decay_per_day == 0.0) {
    constant_linear_ += b;
  } else {
    add(linear_, {b, decay_per_day});
  }
}

void VaryingRate::add_bounded_linear(double b, double decay_per_day, double offset, double low,
                                     double high) {
  TENURE_ENSURE(low <= high);
  if (b == 0.0 || decay_per_day == 0.0) {
    add_linear(std::clamp(b - offset, low, high), 0.0);
    return;
  }
  switch (bounds_of(b, offset, low, high)) {
    case Bounds::none:
      add_linear(-offset, 0.0);
      add_linear(b, decay_per_day);
      return;
    case Bounds::at_low:
      add_linear(low, 0.0);
      return;
    case Bounds::at_high:
      add_linear(high, 0.0);
      return;
    case Bounds::some:
      break;
  }
  may_be_negative_ = may_be_negative_ || std::clamp(b - offset, low, high) < 0.0 ||
                     std::clamp(-offset, low, high) < 0.0;
  BoundedTerm bounded{b, decay_per_day, offset, low, high};
  bounded.find_kinks();
  bounded_linear_.push(bounded);
}

bool VaryingRate::same_as(const VaryingRate& other) const {
  const auto same = [](const auto* a, const auto* b) {
    return a == b || (a != nullptr && b != nullptr && *a == *b);
  };
  return same(baseline_, other.baseline_) && same(season_, other.season_) &&
         same(steps_, other.steps_) && factor_ == other.factor_ && origin_ == other.origin_ &&
         since_ == other.since_ && constant_exponent_ == other.constant_exponent_ &&
         exponent_ == other.exponent_ && bounded_exponent_ == other.bounded_exponent_ &&
         linear_ == other.linear_ && bounded_linear_ == other.bounded_linear_ &&
         constant_linear_ == other.constant_linear_ &&
         std::equal(passing_.begin(), passing_.begin() + passing_count_, other.passing_.begin(),
                    other.passing_.begin() + other.passing_count_);
}

bool VaryingRate::is_baseline_alone() const {
  return exponent_.count == 0 && bounded_exponent_.count == 0 && linear_.count == 0 &&
         bounded_linear_.count == 0 && constant_linear_ == 0.0 && season_ == nullptr &&
         steps_ == nullptr && passing_count_ == 0;
}

double VaryingRate::modulation_at(Time time) const {
  return modulation_at(time, steps_ == nullptr ? 1.0 : steps_->at(time));
}

double VaryingRate::modulation_at(Time time, double step) const {
  double exponent = constant_exponent_;
  if (exponent_.count + bounded_exponent_.count > 0) {
    exponent += sum_at(exponent_, bounded_exponent_, days_between(since_, time));
  }
  double value = exponent == 0.0 ? factor_ : factor_ * exp(exponent);
  for (std::size_t i = 0; i < passing_count_; ++i) {
    if (time < passing_[i].end) value *= passing_[i].factor;
  }
  if (season_ != nullptr) value *= season_->at(time);
  return value * step;
}

double VaryingRate::linear_at(Time time) const {
  return constant_linear_ + sum_at(linear_, bounded_linear_, days_between(since_, time));
}

double VaryingRate::at(Time time) const {
  const double base = baseline_->rate(days_between(origin_, time));
  return std::max(0.0, base * modulation_at(time) + linear_at(time));
}

}  // namespace tenure::engine
