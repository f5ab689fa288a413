// SPDX-License-Identifier: Apache-2.0
#include "experiment/first_difference.h"

#include <algorithm>
#include <cstddef>

namespace tenure::experiment {

namespace {

/// Goes through one list of steps, customer by customer.
class Walk {
 public:
  explicit Walk(const std::vector<model::Step>& steps) : steps_(steps) {}
  bool is_over() const { return next_ == steps_.size(); }
  const model::Step& step() const { return steps_[next_]; }
  bool is_at(engine::Identity who) const { return !is_over() && step().identity == who; }
  void go_on() { ++next_; }
  void skip(engine::Identity who) {
    while (is_at(who)) ++next_;
  }

 private:
  const std::vector<model::Step>& steps_;
  std::size_t next_ = 0;
};

}  // namespace

std::vector<FirstDifference> first_differences(const std::vector<model::Step>& first,
                                               const std::vector<model::Step>& here) {
  std::vector<FirstDifference> differences;
  Walk before(first);
  Walk under(here);
  while (!before.is_over() || !under.is_over()) {
    engine::Identity who{};
    if (before.is_over()) {
      who = under.step().identity;
    } else if (under.is_over()) {
      who = before.step().identity;
    } else {
      who = std::min(before.step().identity, under.step().identity);
    }
    while (before.is_at(who) && under.is_at(who) && before.step() == under.step()) {
      before.go_on();
      under.go_on();
    }
    const bool goes_on_here = under.is_at(who);
    if (goes_on_here || before.is_at(who)) {
      const bool under_policy =
          goes_on_here && (!before.is_at(who) || under.step().time <= before.step().time);
      const model::Step& step = under_policy ? under.step() : before.step();
      differences.push_back({who, step.time, step.word, under_policy});
    }
    before.skip(who);
    under.skip(who);
  }
  return differences;
}

}  // namespace tenure::experiment
