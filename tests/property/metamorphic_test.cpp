// SPDX-License-Identifier: Apache-2.0
//
// Two ways of saying the same thing, for 200 random studies each: no right answer is known, but it
// must be the same.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "scenario/load.h"
#include "scenario/parse.h"
#include "scenario/resolved_yaml.h"
#include "scenario/writer.h"
#include "tests/determinism/comparison.h"
#include "tests/property/random_study.h"
#include "tests/property/stretched.h"
#include "tests/verification/study.h"

namespace tenure::property {
namespace {

using determinism::Counts;
using model::Specification;
using scenario::Node;

template <class Property>
void check(const char* what, Property&& property) {
  setenv("RC_PARAMS", "seed=20260101 max_success=200", 0);
  EXPECT_TRUE(rc::check(what, std::forward<Property>(property)));
}

void shuffle_keys(Node& tree, std::minstd_rand& order) {
  std::shuffle(tree.entries.begin(), tree.entries.end(), order);
  for (scenario::Entry& entry : tree.entries) shuffle_keys(entry.value, order);
  for (Node& item : tree.items) shuffle_keys(item, order);
}

Specification read(const std::string& text) {
  return scenario::load_text(text, "random.yaml").policies.front().specification;
}

void assert_same(const Counts& a, const Counts& b) {
  for (const auto& [name, count] : a) {
    const auto other = b.find(name);
    if (other == b.end()) RC_FAIL(name + " is missing");
    if (other->second != count) {
      RC_FAIL(name + " is " + std::to_string(count) + " and " + std::to_string(other->second));
    }
  }
  RC_ASSERT(a.size() == b.size());
}

TEST(Metamorphic, TheOrderOfTheFileDoesNotMatter) {
  check("keys and segments in another order", [] {
    const Specification specification = *random_study();
    const std::string text = scenario::resolved_yaml(specification, specification.policy);
    std::minstd_rand order(*rc::gen::arbitrary<std::uint32_t>());
    Node tree = scenario::parse(text, "random.yaml");
    shuffle_keys(tree, order);
    std::vector<Node>& segments = tree.find("segments")->items;
    std::shuffle(segments.begin(), segments.end(), order);
    RC_LOG(text);
    assert_same(determinism::counts(specification),
                determinism::counts(read(scenario::to_yaml(tree))));
  });
}

/// What a clock showed, added up, is no count; money that runs with time is rounded once a period.
bool is_time(const std::string& name) {
  for (const char* part : {"_sum/", "_time/", "time_", "_cost/", "_revenue/", "_fees/"}) {
    if (name.find(part) != std::string::npos) return true;
  }
  return false;
}

TEST(Metamorphic, TheUnitOfTimeDoesNotMatter) {
  check("everything takes twice as long", [] {
    const Specification usual = without_dates(*random_study());
    RC_LOG(scenario::resolved_yaml(usual, usual.policy));
    Counts once = determinism::counts(usual);
    Counts twice = determinism::counts(stretched(usual));
    std::erase_if(once, [](const auto& entry) { return is_time(entry.first); });
    std::erase_if(twice, [](const auto& entry) { return is_time(entry.first); });
    assert_same(once, twice);
  });
}

/// The first segment as two of half its size. What comes from outside is halved as well; a market
/// that fills up is left out: it is one of a segment's own.
Specification with_halves(Specification specification) {
  model::Segment& whole = specification.segments.front();
  model::Segment half = whole;
  half.name = "other";
  half.customers = whole.customers / 2;
  whole.customers -= half.customers;
  auto& given = std::get<model::kIndexOf<model::Acquisition>>(whole.sections);
  auto& others = std::get<model::kIndexOf<model::Acquisition>>(half.sections);
  if (given) {
    if (given->arrivals) given->arrivals->per_day /= 2.0;
    others->arrivals = given->arrivals;
    if (given->prospects) given->prospects->reached.per_day /= 2.0;
    others->prospects = given->prospects;
    for (std::size_t day = 0; day < given->daily.size(); ++day) {
      others->daily[day] = given->daily[day] / 2;
      given->daily[day] -= others->daily[day];
    }
  }
  specification.segments.insert(specification.segments.begin() + 1, half);
  return specification;
}

struct Totals {
  double purchases = 0.0;
  double active = 0.0;
  double events = 0.0;
};

std::vector<Totals> totals(const Specification& specification, std::size_t replications) {
  return verification::replicate(
      specification, replications, [](const verification::Reading& reading) {
        return Totals{static_cast<double>(
                          reading.tally_from<model::Purchasing>(0, model::Purchasing::purchases)),
                      static_cast<double>(reading.active(reading.periods() - 1)),
                      static_cast<double>(reading.record().events)};
      });
}

/// Student's t of the paired differences: both share the luck of the other segments and of those
/// customers who keep their names. 0 if nothing varies.
double t_of_difference(const std::vector<Totals>& a, const std::vector<Totals>& b,
                       double Totals::*what) {
  const auto n = static_cast<double>(a.size());
  double sum = 0.0;
  double squares = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const double difference = a[i].*what - b[i].*what;
    sum += difference;
    squares += difference * difference;
  }
  const double variance = (squares - sum * sum / n) / (n - 1.0);
  return variance > 0.0 ? sum / std::sqrt(n * variance) : 0.0;
}

TEST(Metamorphic, ASegmentSplitInTwoIsTheSameSegment) {
  constexpr std::size_t kReplications = 12;
  std::vector<double> all;
  check("a segment and its halves", [&] {
    Specification whole = *random_study();
    for (model::Segment& segment : whole.segments) {
      auto& given = std::get<model::kIndexOf<model::Acquisition>>(segment.sections);
      if (given) given->market.reset();
    }
    const auto of_whole = totals(whole, kReplications);
    const auto of_halves = totals(with_halves(whole), kReplications);
    for (const auto what : {&Totals::purchases, &Totals::active, &Totals::events}) {
      all.push_back(t_of_difference(of_whole, of_halves, what));
    }
  });
  ASSERT_EQ(all.size(), 600U);
  double sum = 0.0;
  double squares = 0.0;
  double largest = 0.0;
  for (const double t : all) {
    sum += t;
    squares += t * t;
    largest = std::max(largest, std::abs(t));
  }
  // With 11 degrees of freedom t^2 has the mean 11/9 and the variance 4.27. The three of a study
  // depend on each other: as if there were 200 values. 3.29 standard errors: 0.1 % of false alarms.
  EXPECT_LT(std::abs(sum) / 600.0, 3.29 * std::sqrt(11.0 / 9.0 / 200.0));
  EXPECT_LT(squares / 600.0, 11.0 / 9.0 + 3.29 * std::sqrt(4.27 / 200.0));
  EXPECT_LT(largest, 9.0);  // one of 600 as large by chance: 0.1 %
}

}  // namespace
}  // namespace tenure::property
