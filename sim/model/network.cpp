// SPDX-License-Identifier: Apache-2.0
#include "model/network.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "engine/elementary.h"
#include "engine/expect.h"
#include "model/draws.h"

namespace tenure::model {

namespace {

/// A number drawn by Poisson: how many unit exponentials fit, one after another, into the mean.
/// Exact; for small means, and more than 255 are never drawn.
std::uint32_t poisson(double mean, std::uint32_t number, const Network::Luck& luck) {
  constexpr std::uint16_t kMost = 255;
  double sum = 0.0;
  for (std::uint16_t count = 0; count < kMost; ++count) {
    sum += luck(number, count).exponential(draws::kEdgeSkip.pair);
    if (sum > mean) return count;
  }
  return kMost;
}

}  // namespace

void Network::Parameters::describe(Describer& d) {
  d({.name = "form",
     .meaning = "random: any pair is as likely as any other; small_world: a ring with some edges "
                "that lead elsewhere; pairs: the first and the second customer, the third and the "
                "fourth; tree: listeners only, none of whom speaks back",
     .source = "small_world: Watts & Strogatz 1998, Nature 393",
     .scope = Scope::market},
    form);
  d({.name = "degree",
     .meaning = "mean number of neighbours; even in a small world, below 1 in a tree, 1 in pairs "
                "whatever is said",
     .range = kPositive,
     .scope = Scope::market},
    degree);
  d({.name = "rewired",
     .meaning = "share of a small world's edges that lead to anybody",
     .range = kShare,
     .scope = Scope::market},
    rewired);
}

void Network::Parameters::check(const Parameters& p, std::string_view path, Problems& problems) {
  const std::string degree = std::string(path) + ".degree";
  if (p.form == NetworkForm::tree && p.degree >= 1.0) {
    problems.add(degree, "is too many listeners for a tree",
                 "members of a finite tree have less than one listener on average", "0.8");
  }
  if (p.form == NetworkForm::small_world && std::fmod(p.degree, 2.0) != 0.0) {
    problems.add(degree, "is not an even number",
                 "a ring has as many neighbours on one side as on the other",
                 std::to_string(std::max(2, 2 * static_cast<int>(p.degree / 2.0))));
  }
}

bool Network::Parameters::fits(const Parameters& p, std::int64_t members) {
  if (members > kMostMembers) return false;
  switch (p.form) {
    case NetworkForm::random:
    case NetworkForm::small_world:
      return members == 0 || p.degree <= static_cast<double>(members - 1);
    case NetworkForm::pairs:
    case NetworkForm::tree:
      return true;
  }
  return false;
}

Network::Network(const Parameters& p, std::int64_t members, const Luck& luck) {
  TENURE_ENSURE(Parameters::fits(p, members));
  const auto count = static_cast<Member>(members);
  Edges edges;
  switch (p.form) {
    case NetworkForm::random:
      edges = random(p.degree, count, luck);
      break;
    case NetworkForm::small_world:
      edges = small_world(p, count, luck);
      break;
    case NetworkForm::pairs:
      edges = pairs(count);
      break;
    case NetworkForm::tree:
      edges = tree(p.degree, count, luck);
      break;
  }
  edges_ = edges.size();
  const bool mutual = p.form != NetworkForm::tree;
  first_.assign(std::size_t{count} + 1, 0);
  for (const auto& [from, to] : edges) {
    ++first_[from + 1];
    if (mutual) ++first_[to + 1];
  }
  for (Member i = 0; i < count; ++i) first_[i + 1] += first_[i];
  listeners_.resize(first_.back());
  std::vector<std::size_t> next(first_.begin(), first_.end() - 1);
  for (const auto& [from, to] : edges) {
    listeners_[next[from]++] = to;
    if (mutual) listeners_[next[to]++] = from;
  }
  for (Member i = 0; i < count; ++i) {
    std::sort(listeners_.begin() + static_cast<std::ptrdiff_t>(first_[i]),
              listeners_.begin() + static_cast<std::ptrdiff_t>(first_[i + 1]));
  }
}

/// Walks through all pairs (i, j < i) in strides of geometric length (Batagelj & Brandes 2005,
/// doi:10.1103/PhysRevE.71.036113).
Network::Edges Network::random(double degree, Member members, const Luck& luck) {
  Edges edges;
  if (members < 2) return edges;
  const auto n = static_cast<double>(members);
  edges.reserve(static_cast<std::size_t>(0.5 * n * degree));
  const double log_of_none = -engine::log1p(-std::min(degree / (n - 1.0), 1.0));  // of an edge
  const double all_pairs = 0.5 * n * (n - 1.0);
  std::int64_t i = 1;
  std::int64_t j = -1;
  for (std::uint32_t number = 0;; ++number) {
    const double stride =
        1.0 + std::floor(luck(number, 0).exponential(draws::kEdgeSkip.pair) / log_of_none);
    if (stride > all_pairs) return edges;
    j += static_cast<std::int64_t>(stride);
    while (j >= i) {
      j -= i;
      if (++i == std::int64_t{members}) return edges;
    }
    edges.emplace_back(static_cast<Member>(i), static_cast<Member>(j));
  }
}

Network::Edges Network::small_world(const Parameters& p, Member members, const Luck& luck) {
  Edges edges;
  if (members < 2) return edges;
  const auto reach = static_cast<Member>(p.degree / 2.0);
  edges.reserve(std::size_t{members} * reach);
  std::uint32_t number = 0;
  for (Member i = 0; i < members; ++i) {
    for (Member step = 1; step <= reach; ++step, ++number) {
      Member end = (i + step) % members;
      if (luck(number, draws::kRewired.block).uniform_of_lane(draws::kRewired.lane) <
          p.rewired.value) {
        const double where = luck(number, 0).uniform_of_pair(draws::kEdgeEnd.pair);
        const auto other = static_cast<Member>(where * static_cast<double>(members - 1));
        end = other < i ? other : other + 1;
      }
      edges.emplace_back(std::max(i, end), std::min(i, end));
    }
  }
  std::sort(edges.begin(), edges.end());
  edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
  return edges;
}

Network::Edges Network::pairs(Member members) {
  Edges edges;
  for (Member i = 0; i + 1 < members; i += 2) edges.emplace_back(i, i + 1);
  return edges;
}

Network::Edges Network::tree(double degree, Member members, const Luck& luck) {
  Edges edges;
  Member next = 0;  // the first who is in no tree yet
  for (Member parent = 0; parent < members; ++parent) {
    if (parent == next) ++next;  // a tree has ended, and another one begins
    for (Member left = poisson(degree, parent, luck); left > 0 && next < members; --left) {
      edges.emplace_back(parent, next++);
    }
  }
  return edges;
}

}  // namespace tenure::model
