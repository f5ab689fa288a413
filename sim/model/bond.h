// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include "engine/elementary.h"
#include "engine/record.h"
#include "engine/time.h"
#include "model/layout.h"

namespace tenure::model {

/// What ties a customer to the firm, shared by all mechanisms: the one that owns a stock writes it,
/// all may read it. Decay is evaluated when somebody looks, never by an event.
class Bond {
 public:
  Bond(engine::Record record, const Layout& layout, std::size_t row)
      : record_(record), layout_(layout), row_(row) {}

  /// As of `time`, not before the last change; 0 where the stock's owner is off.
  double at(Stock stock, engine::Time time) const {
    const Layout::StockPlace& place = layout_.stocks[static_cast<std::size_t>(stock)];
    if (place.value == Layout::kAbsent) return 0.0;
    const auto value = static_cast<double>(record_.at<float>(place.value));
    if (place.since == Layout::kAbsent) return value;
    const double decay = place.decay[row_];
    if (decay == 0.0 || value == 0.0) return value;
    const auto since = record_.at<engine::Time>(place.since);
    if (since == time) return value;
    return value * engine::exp(-decay * engine::in_days(time - since));
  }

  void set(Stock stock, double value, engine::Time now) {
    const Layout::StockPlace& place = layout_.stocks[static_cast<std::size_t>(stock)];
    record_.at<float>(place.value) = static_cast<float>(value);
    if (place.since != Layout::kAbsent) record_.at<engine::Time>(place.since) = now;
  }

 private:
  engine::Record record_;
  const Layout& layout_;
  std::size_t row_;
};

}  // namespace tenure::model
