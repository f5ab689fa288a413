// SPDX-License-Identifier: Apache-2.0
#include "tests/determinism/comparison.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/team.h"

namespace tenure::determinism {

model::Record run(const model::Specification& specification, unsigned threads,
                  model::Execution execution, std::uint64_t replication) {
  const model::Model model(specification);
  engine::Team team(threads);
  return model::Simulation(model, replication, team, std::move(execution)).run();
}

testing::AssertionResult same(const model::Record& a, const model::Record& b) {
  const auto differ = [&](std::string_view name, const std::vector<std::int64_t>& x,
                          const std::vector<std::int64_t>& y) {
    const auto [p, q] = std::mismatch(x.begin(), x.end(), y.begin(), y.end());
    if (p == x.end() && q == y.end()) return false;
    ADD_FAILURE() << name << " differs at " << p - x.begin() << " of " << x.size() << ": "
                  << (p == x.end() ? 0 : *p) << " and " << (q == y.end() ? 0 : *q);
    return true;
  };
  const bool different =
      a.periods != b.periods || a.rows != b.rows || a.causes != b.causes ||
      a.tallies != b.tallies || a.events != b.events || differ("tally", a.tally, b.tally) ||
      differ("joined", a.joined, b.joined) ||
      differ("active_at_start", a.active_at_start, b.active_at_start) ||
      differ("active_at_end", a.active_at_end, b.active_at_end) || differ("left", a.left, b.left) ||
      differ("left_from_start", a.left_from_start, b.left_from_start) ||
      differ("left_initial", a.left_initial, b.left_initial) ||
      differ("initial", a.initial, b.initial) ||
      differ("cohort_size", a.cohort_size, b.cohort_size) ||
      differ("cohort_active", a.cohort_active, b.cohort_active);
  if (!different) return testing::AssertionSuccess();
  return testing::AssertionFailure()
         << "the records differ; events: " << a.events << " and " << b.events;
}

Counts counts(const model::Specification& specification, std::uint64_t replication) {
  const model::Model model(specification);
  engine::Team alone(1);
  const model::Record record = model::Simulation(model, replication, alone, {}).run();
  Counts counts;
  for (std::size_t p = 0; p < record.periods; ++p) {
    for (std::size_t row = 0; row < record.rows; ++row) {
      const std::string& segment = specification.segments[row].name;
      const std::string place = "/" + segment + "/" + std::to_string(p);
      const std::size_t cell = p * record.rows + row;
      model.for_each_measure(
          [&](std::string_view mechanism, const model::Measure& measure, std::size_t tally) {
            const bool of_firm = measure.level == model::Level::firm;
            counts[std::string(mechanism) + "." + std::string(measure.name) +
                   (of_firm ? "/firm/" + std::to_string(p) : place)] +=
                record.tally[tally * record.periods * record.rows + cell];
          });
      counts["joined" + place] = record.joined[cell];
      counts["active" + place] = record.active_at_end[cell];
      for (std::size_t cause = 0; cause < record.causes; ++cause) {
        counts["left." + model.study().causes[cause] + place] =
            record.left[cell * record.causes + cause];
      }
    }
  }
  return counts;
}

testing::AssertionResult contains(const Counts& all, const Counts& some) {
  for (const auto& [name, count] : some) {
    const auto found = all.find(name);
    if (found == all.end()) return testing::AssertionFailure() << name << " is missing";
    if (found->second != count) {
      return testing::AssertionFailure()
             << name << " is " << found->second << " instead of " << count;
    }
  }
  return testing::AssertionSuccess();
}

}  // namespace tenure::determinism
