// SPDX-License-Identifier: Apache-2.0
#include "model/worker.h"

#include <algorithm>

namespace tenure::model {

void Worker::book_purchase(engine::Head& head, engine::Time now) {
  if (head.bought_in != cohort_now) {  // the first in this period
    ++buyers[head.row];
    if (head.bought_in > 0 && head.bought_in + 1 == cohort_now) ++repeaters[head.row];
    head.bought_in = cohort_now;
  }
  if (seen.empty()) return;
  if (now < sight_.from || now >= sight_.to) look_ahead(now);
  if (head.seen_until >= sight_.ends) return;  // as most of those do who buy often
  const std::int64_t here = cohort_now > 0 ? cohort_now - 1 : 0;
  for (std::int64_t i = std::max<std::int64_t>(head.seen_until, here); i < sight_.ends; ++i) {
    ++seen[static_cast<std::size_t>(i) * segments + head.row];
  }
  head.seen_until =
      static_cast<std::uint16_t>(std::max<std::int64_t>(head.seen_until, sight_.ends));
}

void Worker::look_ahead(engine::Time now) {
  const engine::Time until = engine::later(now, kQuarter);
  if (until < engine::kStart) {
    sight_ = {.from = engine::Time::min(), .to = engine::kStart - kQuarter, .ends = 0};
  } else if (until >= horizon) {
    const auto periods = static_cast<std::int64_t>(seen.size() / segments);
    sight_ = {.from = horizon - kQuarter, .to = engine::kNever, .ends = periods};
  } else {
    const std::int64_t ends = (until - engine::kStart) / report_every;
    const engine::Time from = engine::kStart + ends * report_every - kQuarter;
    sight_ = {.from = from, .to = std::min(from + report_every, horizon - kQuarter), .ends = ends};
  }
}

}  // namespace tenure::model
