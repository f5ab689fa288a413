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
  const auto periods = static_cast<std::int64_t>(seen.size() / segments);
  const engine::Time until = engine::later(now, kQuarter);
  const std::int64_t ends = until < engine::kStart ? 0
                            : until >= horizon     ? periods
                                                   : (until - engine::kStart) / report_every;
  const std::int64_t here = cohort_now > 0 ? cohort_now - 1 : 0;
  for (std::int64_t i = std::max<std::int64_t>(head.seen_until, here); i < ends; ++i) {
    ++seen[static_cast<std::size_t>(i) * segments + head.row];
  }
  head.seen_until = static_cast<std::uint16_t>(std::max<std::int64_t>(head.seen_until, ends));
}

}  // namespace tenure::model
