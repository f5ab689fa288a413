// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <limits>
#include <utility>

#include "engine/elementary.h"
#include "engine/expect.h"
#include "engine/varying_rate.h"

namespace tenure::engine {

namespace {
constexpr double kInfinite = std::numeric_limits<double>::infinity();
}

Baseline Baseline::constant(double per_day) {
  Baseline baseline;
  baseline.per_day_ = per_day;
  return baseline;
}

Baseline Baseline::pieces(std::vector<double> until, std::vector<double> per_day) {
  TENURE_ENSURE(per_day.size() == until.size() + 1);
  Baseline baseline;
  baseline.form_ = Form::pieces;
  baseline.until_ = std::move(until);
  baseline.rates_ = std::move(per_day);
  double reached = 0.0;
  double begin = 0.0;
  for (std::size_t i = 0; i < baseline.until_.size(); ++i) {
    TENURE_ENSURE(baseline.until_[i] > begin);
    reached += baseline.rates_[i] * (baseline.until_[i] - begin);
    baseline.reached_.push_back(reached);
    begin = baseline.until_[i];
  }
  return baseline;
}

Baseline Baseline::weibull(double scale_days, double shape) {
  TENURE_ENSURE(scale_days > 0.0 && shape > 0.0);
  Baseline baseline;
  baseline.form_ = Form::weibull;
  baseline.scale_ = scale_days;
  baseline.shape_ = shape;
  return baseline;
}

double Baseline::rate(double age) const {
  switch (form_) {
    case Form::constant:
      return per_day_;
    case Form::pieces: {
      const auto piece = std::upper_bound(until_.begin(), until_.end(), age) - until_.begin();
      return rates_[static_cast<std::size_t>(piece)];
    }
    case Form::weibull:
      break;
  }
  if (age <= 0.0) return shape_ < 1.0 ? kInfinite : (shape_ > 1.0 ? 0.0 : 1.0 / scale_);
  return shape_ / scale_ * pow(age / scale_, shape_ - 1.0);
}

double Baseline::cumulative(double age) const {
  switch (form_) {
    case Form::constant:
      return per_day_ * age;
    case Form::pieces: {
      const auto piece = static_cast<std::size_t>(
          std::upper_bound(until_.begin(), until_.end(), age) - until_.begin());
      const double begin = piece == 0 ? 0.0 : until_[piece - 1];
      const double reached = piece == 0 ? 0.0 : reached_[piece - 1];
      return reached + rates_[piece] * (age - begin);
    }
    case Form::weibull:
      break;
  }
  return age <= 0.0 ? 0.0 : pow(age / scale_, shape_);
}

double Baseline::age_at(double cumulative) const {
  switch (form_) {
    case Form::constant:
      return per_day_ > 0.0 ? cumulative / per_day_ : kInfinite;
    case Form::pieces: {
      const auto piece = static_cast<std::size_t>(
          std::lower_bound(reached_.begin(), reached_.end(), cumulative) - reached_.begin());
      const double begin = piece == 0 ? 0.0 : until_[piece - 1];
      const double reached = piece == 0 ? 0.0 : reached_[piece - 1];
      return rates_[piece] > 0.0 ? begin + (cumulative - reached) / rates_[piece] : kInfinite;
    }
    case Form::weibull:
      break;
  }
  return cumulative <= 0.0 ? 0.0 : scale_ * pow(cumulative, 1.0 / shape_);
}

double Baseline::highest_from(double age) const {
  switch (form_) {
    case Form::constant:
      return per_day_;
    case Form::pieces: {
      const auto piece = std::upper_bound(until_.begin(), until_.end(), age) - until_.begin();
      return *std::max_element(rates_.begin() + piece, rates_.end());
    }
    case Form::weibull:
      break;
  }
  return shape_ > 1.0 ? kInfinite : rate(age);
}

double Baseline::next_break(double age) const {
  if (form_ != Form::pieces) return kInfinite;
  const auto next = std::upper_bound(until_.begin(), until_.end(), age);
  return next == until_.end() ? kInfinite : *next;
}

}  // namespace tenure::engine
