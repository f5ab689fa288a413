// SPDX-License-Identifier: Apache-2.0
//
// Whatever a scenario may state: nothing is lost or made from nothing, and how a replication is
// carried out is not seen. 300 studies each, always the same; RC_PARAMS="seed=7 max_success=5000"
// runs others.
#include "model/simulation.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <numeric>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "engine/team.h"
#include "model/model.h"
#include "tests/property/random_study.h"
#include "tests/verification/study.h"

namespace tenure::property {
namespace {

using model::Record;
using model::Specification;

Record run(const Specification& specification, unsigned threads, model::Execution execution) {
  const model::Model model(specification);
  engine::Team team(threads);
  return model::Simulation(model, 0, team, std::move(execution)).run();
}

/// Parameters that `check` accepts; the generator should not draw others.
class NoProblems final : public model::Problems {
 public:
  void add(std::string_view path, std::string problem, std::string, std::string) override {
    RC_FAIL(std::string(path) + " " + problem);
  }
};

void check_parameters(const Specification& specification) {
  NoProblems problems;
  for (const model::Segment& segment : specification.segments) {
    model::for_each_section(segment.sections,
                            [&]<class M>(std::type_identity<M>, const auto& given) {
                              if (given) M::Parameters::check(*given, problems);
                            });
  }
}

auto counts(const Record& r) {
  return std::tie(r.tally, r.joined, r.active_at_start, r.active_at_end, r.left, r.left_from_start,
                  r.left_initial, r.initial, r.cohort_size, r.cohort_active, r.events);
}

template <class Property>
void check(const char* what, Property&& property) {
  setenv("RC_PARAMS", "seed=20260101 max_success=300", 0);
  EXPECT_TRUE(rc::check(what, std::forward<Property>(property)));
}

TEST(Simulation, LosesNobodyInAnyStudy) {
  check("conservation after every window", [] {
    const Specification specification = *random_study();
    check_parameters(specification);
    const Record record = run(specification, 2, {.cell_size = 64, .verify_every_window = true});
    std::vector<std::int64_t> active = record.initial;
    for (std::size_t p = 0; p < record.periods; ++p) {
      for (std::size_t row = 0; row < record.rows; ++row) {
        const std::size_t at = p * record.rows + row;
        RC_ASSERT(record.active_at_start[at] == active[row]);
        const auto first = record.left.begin() + static_cast<std::ptrdiff_t>(at * record.causes);
        const std::int64_t left = std::accumulate(
            first, first + static_cast<std::ptrdiff_t>(record.causes), std::int64_t{0});
        active[row] += record.joined[at] - left;
        RC_ASSERT(record.active_at_end[at] == active[row]);
        RC_ASSERT(active[row] >= 0);
        RC_ASSERT(record.left_from_start[at] <= left);
        RC_ASSERT(record.left_from_start[at] <= record.active_at_start[at]);
        RC_ASSERT(record.left_initial[at] <= record.left_from_start[at]);
      }
    }
    // The cohorts of the last period are all customers who are active at its end.
    std::int64_t in_cohorts = record.cohort_active[record.periods - 1];
    for (std::size_t cohort = 1; cohort < record.cohorts; ++cohort) {
      in_cohorts += record.cohort_active[cohort * record.periods + record.periods - cohort];
    }
    RC_ASSERT(in_cohorts == std::accumulate(active.begin(), active.end(), std::int64_t{0}));
  });
}

TEST(Simulation, CannotBeSeenInItsResults) {
  check("threads, cells and windows", [] {
    Specification specification = *random_study();
    const Record alone = run(specification, 1, {});
    const auto threads = *rc::gen::element(2U, 3U, 8U);
    const auto cell_size = *rc::gen::element<std::size_t>(64, 100, 4096);
    const int parts = *rc::gen::inRange(1, 6);
    specification.window =
        std::max(model::Model(specification).window() / parts, engine::Duration{60'000'000});
    const Record shared = run(specification, threads, {.cell_size = cell_size});
    RC_ASSERT(counts(shared) == counts(alone));
  });
}

TEST(Simulation, RepeatsItself) {
  check("the same study twice", [] {
    const Specification specification = *random_study();
    RC_ASSERT(counts(run(specification, 2, {})) == counts(run(specification, 2, {})));
  });
}

TEST(Simulation, DoesNotDependOnTheFuture) {
  check("a longer horizon leaves whole periods as they were", [] {
    Specification specification = *random_study();
    specification.horizon = 2 * specification.report_every;
    const Record brief = run(specification, 1, {});
    specification.horizon = 3 * specification.report_every;
    const Record longer = run(specification, 1, {});
    // The last moment of the shorter study is the first of a third period, so compare one period.
    for (std::size_t row = 0; row < brief.rows; ++row) {
      RC_ASSERT(brief.joined[row] == longer.joined[row]);
      RC_ASSERT(brief.active_at_end[row] == longer.active_at_end[row]);
      for (std::size_t tally = 0; tally < brief.tallies; ++tally) {
        RC_ASSERT(brief.tally[tally * 2 * brief.rows + row] ==
                  longer.tally[tally * 3 * brief.rows + row]);
      }
    }
  });
}

}  // namespace
}  // namespace tenure::property
