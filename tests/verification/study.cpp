// SPDX-License-Identifier: Apache-2.0
#include "tests/verification/study.h"

#include <numeric>
#include <string>

#include "model/causes.h"

namespace tenure::verification {

model::Purchasing::Parameters steady_purchases(engine::Duration interval, model::Money value) {
  model::Purchasing::Parameters purchasing;
  purchasing.mean_interval = interval;
  purchasing.rate_shape.reset();
  purchasing.basket.distribution = model::BasketForm::fixed;
  purchasing.basket.mean = value;
  return purchasing;
}

Study::Study(engine::Duration horizon, engine::Duration report_every) {
  specification_.horizon = horizon;
  specification_.report_every = report_every;
  specification_.seed = 20'260'101;
}

Study& Study::segment(std::string name, std::int64_t customers) {
  specification_.segments.push_back({std::move(name), customers, {}});
  return *this;
}

Study& Study::seed(std::uint64_t seed) {
  specification_.seed = seed;
  return *this;
}

Study& Study::starts(std::int64_t first_day) {
  specification_.first_day = first_day;
  return *this;
}

Study& Study::window(engine::Duration window) {
  specification_.window = window;
  return *this;
}

Study& Study::warm_up(engine::Duration warm_up) {
  specification_.warm_up = warm_up;
  return *this;
}

Study& Study::policy(model::Terms terms) {
  specification_.terms = std::move(terms);
  for (model::Segment& segment : specification_.segments) {
    // One that was spoken of before has its policy already.
    if (!segment.without_policy) segment.without_policy = segment.sections;
  }
  return *this;
}

Study& Study::copies(std::size_t count, std::int64_t customers) {
  model::Segment original = std::move(specification_.segments.back());
  specification_.segments.pop_back();
  original.customers = customers;
  for (std::size_t i = 0; i < count; ++i) {
    specification_.segments.push_back(original);
    specification_.segments.back().name += " " + std::to_string(i);
  }
  return *this;
}

std::int64_t Reading::active(std::size_t period) const {
  std::int64_t sum = 0;
  for (std::size_t row = 0; row < rows(); ++row) sum += active(period, row);
  return sum;
}

std::int64_t Reading::initial() const {
  return std::accumulate(record_.initial.begin(), record_.initial.end(), std::int64_t{0});
}

std::int64_t Reading::left(std::size_t period, std::size_t row, std::string_view cause) const {
  const auto which = static_cast<std::size_t>(model::cause_named(cause, model_.study()));
  return record_.left[(period * record_.rows + row) * record_.causes + which];
}

std::int64_t Reading::left(std::string_view cause) const {
  std::int64_t sum = 0;
  for (std::size_t p = 0; p < periods(); ++p) {
    for (std::size_t row = 0; row < rows(); ++row) sum += left(p, row, cause);
  }
  return sum;
}

double Reading::mean_time_active() const {
  TENURE_ENSURE(periods() % 2 == 0);
  double sum = static_cast<double>(initial());
  for (std::size_t p = 0; p < periods(); ++p) {
    const double weight = p + 1 == periods() ? 1.0 : (p % 2 == 0 ? 4.0 : 2.0);
    sum += weight * static_cast<double>(active(p));
  }
  const double days = engine::in_days(model_.specification().report_every);
  return sum * days / 3.0 / static_cast<double>(initial());
}

}  // namespace tenure::verification
