// SPDX-License-Identifier: Apache-2.0
#include "experiment/twins.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <utility>

#include "engine/expect.h"
#include "engine/philox.h"

namespace tenure::experiment {

namespace {

constexpr std::size_t kTwins = kTwinNames.size();
constexpr std::size_t kFates = kFateNames.size();

template <class Any, class Visit>
void for_each_table(Any& twins, Visit&& visit) {
  visit(twins.count);
  visit(twins.value);
  visit(twins.unaddressed);
  visit(twins.newcomers);
  visit(twins.only_here);
  visit(twins.only_first);
  visit(twins.by_decile);
  visit(twins.value_by_decile);
  visit(twins.by_tenure);
  visit(twins.paid);
  visit(twins.paid_first);
}
static_assert(sizeof(Twins) == 11 * sizeof(std::vector<std::int64_t>),
              "a new table belongs into for_each_table, and raises the number of parts (kMagic)");

std::size_t tenure_class_of(engine::Duration tenure) {
  const double days = engine::in_days(tenure);
  const auto above = std::upper_bound(kTenureEdges.begin(), kTenureEdges.end(), days);
  return above == kTenureEdges.begin()
             ? 0
             : static_cast<std::size_t>(std::distance(kTenureEdges.begin(), above)) - 1;
}

/// `both(i, fate)`, `only_first(fate)`, `only_other(fate)` for everybody; i: the place among the
/// first's.
template <class Both, class OnlyFirst, class OnlyOther>
void walk(const model::Fates& first, const model::Fates& other, Both&& both, OnlyFirst&& only_first,
          OnlyOther&& only_other) {
  std::size_t i = 0;
  for (const model::Fate& fate : other) {
    while (i < first.size() && first[i].identity < fate.identity) only_first(first[i++]);
    if (i < first.size() && first[i].identity == fate.identity) {
      both(i++, fate);
    } else {
      only_other(fate);
    }
  }
  while (i < first.size()) only_first(first[i++]);
}

}  // namespace

Twin twin_of(const model::Fate& first, const model::Fate& here) {
  if (first.stayed()) return here.stayed() ? Twin::kept_anyway : Twin::lost;
  return here.stayed() ? Twin::saved : Twin::left_anyway;
}

Twins::Twins(std::size_t segments)
    : count(segments * kTwins),
      value(segments * kTwins),
      unaddressed(segments * kTwins),
      newcomers(segments * kTwins),
      only_here(segments * kFates),
      only_first(segments * kFates),
      by_decile(kDeciles * kTwins),
      value_by_decile(kDeciles * kTwins),
      by_tenure(kTenureEdges.size() * kTwins),
      paid(kDeciles),
      paid_first(kDeciles) {}

std::vector<std::int64_t> packed(const Twins& twins) {
  std::vector<std::int64_t> numbers;
  for_each_table(
      twins, [&](const auto& table) { numbers.insert(numbers.end(), table.begin(), table.end()); });
  return numbers;
}

Twins unpacked(const std::vector<std::int64_t>& numbers, std::size_t segments) {
  Twins twins(segments);
  std::size_t next = 0;
  for_each_table(twins, [&](auto& table) {
    TENURE_ENSURE(next + table.size() <= numbers.size());
    std::copy_n(numbers.begin() + static_cast<std::ptrdiff_t>(next), table.size(), table.begin());
    next += table.size();
  });
  TENURE_ENSURE(next == numbers.size());
  return twins;
}

std::vector<std::int64_t> paid_by_tenth(const model::Fates& fates) {
  std::vector<std::int64_t> all;
  for (const model::Fate& fate : fates) {
    if (fate.is_initial) all.push_back(fate.paid);
  }
  std::sort(all.begin(), all.end(), std::greater<>());
  std::vector<std::int64_t> sums(kDeciles);
  for (std::size_t i = 0; i < all.size(); ++i) sums[i * kDeciles / all.size()] += all[i];
  return sums;
}

FirstFates::FirstFates(model::Fates of_first, bool by_value)
    : fates(std::move(of_first)), decile(fates.size()), paid(paid_by_tenth(fates)) {
  struct Place {
    std::int64_t worth;
    std::uint64_t lot;
    std::size_t number;
  };
  std::vector<Place> order;
  for (std::size_t i = 0; i < fates.size(); ++i) {
    const model::Fate& fate = fates[i];
    if (!fate.is_initial) continue;
    // One-to-one, so that no two draw the same lot.
    const std::uint64_t lot = engine::mix(static_cast<std::uint64_t>(fate.identity), 0);
    order.push_back({by_value ? fate.value : fate.paid, lot, i});
  }
  std::sort(order.begin(), order.end(), [](const Place& a, const Place& b) {
    return a.worth != b.worth ? a.worth > b.worth : a.lot < b.lot;
  });
  for (std::size_t i = 0; i < order.size(); ++i) {
    decile[order[i].number] = static_cast<std::uint8_t>(i * kDeciles / order.size() + 1);
  }
}

Twins join(const FirstFates& first, const model::Fates& here, std::size_t segments,
           engine::Time starts) {
  Twins twins(segments);
  twins.paid = paid_by_tenth(here);
  twins.paid_first = first.paid;
  const auto of_base = [&](std::size_t i, const model::Fate& under) {
    const model::Fate& before = first.fates[i];
    const auto twin = static_cast<std::size_t>(twin_of(before, under));
    const std::size_t at = under.segment * kTwins + twin;
    const std::int64_t more = under.value - before.value;
    const std::size_t decile = (first.decile[i] - std::size_t{1}) * kTwins + twin;
    ++twins.count[at];
    twins.value[at] += more;
    if (!under.is_addressed) ++twins.unaddressed[at];
    ++twins.by_decile[decile];
    twins.value_by_decile[decile] += more;
    ++twins.by_tenure[tenure_class_of(starts - under.joined) * kTwins + twin];
  };
  const auto alone = [](std::vector<std::int64_t>& table, const model::Fate& fate) {
    ++table[fate.segment * kFates + (fate.stayed() ? 0 : 1)];
  };
  walk(
      first.fates, here,
      [&](std::size_t i, const model::Fate& under) {
        if (under.is_initial && first.fates[i].is_initial) return of_base(i, under);
        const auto twin = static_cast<std::size_t>(twin_of(first.fates[i], under));
        ++twins.newcomers[under.segment * kTwins + twin];
      },
      [&](const model::Fate& fate) { alone(twins.only_first, fate); },
      [&](const model::Fate& fate) { alone(twins.only_here, fate); });
  return twins;
}

std::vector<std::int64_t> join_luck(const FirstFates& first, const model::Fates& other,
                                    std::size_t segments) {
  std::vector<std::int64_t> counts(segments * kTwins);
  const auto ignore = [](const model::Fate&) {};
  walk(
      first.fates, other,
      [&](std::size_t i, const model::Fate& fate) {
        if (!first.fates[i].is_initial || !fate.is_initial || !fate.is_addressed) return;
        const auto twin = static_cast<std::size_t>(twin_of(first.fates[i], fate));
        ++counts[fate.segment * kTwins + twin];
      },
      ignore, ignore);
  return counts;
}

}  // namespace tenure::experiment
