// SPDX-License-Identifier: Apache-2.0
#include "analysis/response_curve.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <set>
#include <stdexcept>
#include <utility>

#include "analysis/addressed_random.h"

namespace tenure::analysis {

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kMostValues = 10;
constexpr std::size_t kPointsInAPart = 10;
constexpr std::size_t kMostBlocks = 20;
constexpr std::size_t kLeastPoints = 10;  // of a share

void expect_together(const Points& points, const Groups& groups, const Responses& responses) {
  if (groups.size() != points.size() || responses.points() != points.size()) {
    throw std::invalid_argument("response curve: groups or responses are not those of the points");
  }
}

/// The groups without the points that have no response.
Groups answered(const Groups& groups, const Responses& responses) {
  Groups left = groups;
  for (std::size_t i = 0; i < left.size(); ++i) {
    if (!responses.is_complete(i)) left[i] = kNoGroup;
  }
  return left;
}

/// Each group's mean in each part: a group counts once, however many of its points are there.
std::vector<CurvePoint> curve_through(const Cut& cut, const Groups& groups,
                                      const Responses& responses) {
  std::vector<CurvePoint> curve;
  for (std::size_t part = 0; part < cut.parts(); ++part) {
    std::vector<std::pair<std::size_t, double>> answers;
    for (std::size_t i = 0; i < groups.size(); ++i) {
      if (groups[i] == kNoGroup || cut.part_of[i] != part) continue;
      answers.emplace_back(groups[i], responses.mean(i));
    }
    std::stable_sort(answers.begin(), answers.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<double> means;
    for (std::size_t i = 0; i < answers.size();) {
      double sum = 0.0;
      std::size_t n = 0;
      for (const std::size_t group = answers[i].first;
           i < answers.size() && answers[i].first == group; ++i, ++n) {
        sum += answers[i].second;
      }
      means.push_back(sum / static_cast<double>(n));
    }
    curve.push_back({cut.position[part], bounded_mean(means), means.size()});
  }
  return curve;
}

/// Of the points `picked`, those of each part together: the share that the parts explain.
double share_of_parts(const std::vector<std::size_t>& picked, const Cut& cut,
                      const Responses& responses, double center) {
  const std::size_t replications = responses.replications();
  const auto n = static_cast<double>(picked.size());
  std::vector<double> sums(cut.parts(), 0.0);
  std::vector<double> counts(cut.parts(), 0.0);
  std::vector<double> by_replication(replications, 0.0);
  std::vector<double> centered(replications);
  double squares = 0.0;
  double products = 0.0;
  double sum = 0.0;
  for (const std::size_t i : picked) {
    double mean = 0.0;
    for (std::size_t r = 0; r < replications; ++r) {
      centered[r] = responses[i][r] - center;
      by_replication[r] += centered[r] / n;
      mean += centered[r] / static_cast<double>(replications);
    }
    products += product_of_expectations(centered, centered);
    squares += mean * mean;
    sum += mean;
    sums[cut.part_of[i]] += mean;
    counts[cut.part_of[i]] += 1.0;
  }
  double between = -sum * sum / n;
  double parts = 0.0;
  for (std::size_t part = 0; part < cut.parts(); ++part) {
    if (counts[part] == 0.0) continue;
    between += sums[part] * sums[part] / counts[part];
    parts += 1.0;
  }
  if (n <= parts) return kNaN;
  const double within = (squares - sum * sum / n - between) / (n - parts);
  const double variance =
      (products - n * product_of_expectations(by_replication, by_replication)) / (n - 1.0);
  if (!(variance > 0.0)) return kNaN;
  return (between - (parts - 1.0) * within) / (n - 1.0) / variance;
}

std::optional<Bounded> bounded_share(const Cut& cut, const Groups& groups,
                                     const Responses& responses, std::uint64_t seed) {
  std::vector<std::size_t> all;
  std::set<std::size_t> apart;
  double center = 0.0;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (groups[i] == kNoGroup) continue;
    if (!apart.insert(groups[i]).second) return std::nullopt;
    all.push_back(i);
    center += responses.mean(i);
  }
  if (all.size() < kLeastPoints) return std::nullopt;
  const std::size_t blocks = std::min(kMostBlocks, all.size() / 2);
  center /= static_cast<double>(all.size());
  const double share = share_of_parts(all, cut, responses, center);
  AddressedRandom random(seed, 0);
  std::vector<std::size_t> order(all.size());
  shuffle_indices(order, random);
  std::vector<double> shares;
  for (std::size_t block = 0; block < blocks; ++block) {
    std::vector<std::size_t> rest;
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (order[i] % blocks != block) rest.push_back(all[i]);
    }
    // A pseudo-value of the jackknife: their mean and its interval are those of the share.
    shares.push_back(share + (static_cast<double>(blocks) - 1.0) *
                                 (share - share_of_parts(rest, cut, responses, center)));
  }
  Bounded bounded = bounded_mean(shares);
  const double shift = share - bounded.value;
  return Bounded{share, bounded.low + shift, bounded.high + shift, bounded.standard_error};
}

}  // namespace

Groups single_points(std::size_t points) {
  Groups groups(points);
  std::iota(groups.begin(), groups.end(), std::size_t{0});
  return groups;
}

Cut cut(const Points& points, std::size_t dimension, const Groups& groups, std::size_t most) {
  Cut cut;
  std::set<double> values;
  std::size_t used = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (groups[i] == kNoGroup) continue;
    ++used;
    if (values.size() <= kMostValues) values.insert(points.at(i, dimension));
  }
  const bool has_few = values.size() <= std::min(kMostValues, most);
  const std::size_t parts =
      has_few ? values.size() : std::clamp<std::size_t>(used / kPointsInAPart, 2, most);
  cut.part_of.assign(points.size(), 0);
  cut.position.assign(parts, 0.0);
  std::vector<double> count(parts, 0.0);
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (groups[i] == kNoGroup) continue;
    const double x = points.at(i, dimension);
    const std::size_t part =
        has_few ? static_cast<std::size_t>(std::distance(values.begin(), values.find(x)))
                : std::min(parts - 1, static_cast<std::size_t>(x * static_cast<double>(parts)));
    cut.part_of[i] = part;
    cut.position[part] += x;
    count[part] += 1.0;
  }
  for (std::size_t part = 0; part < parts; ++part) {
    cut.position[part] = count[part] > 0.0
                             ? cut.position[part] / count[part]
                             : (static_cast<double>(part) + 0.5) / static_cast<double>(parts);
  }
  return cut;
}

ResponseCurve response_curve(const Points& points, std::size_t dimension, const Groups& groups,
                             const Responses& responses, std::uint64_t seed) {
  expect_together(points, groups, responses);
  const Cut parts = cut(points, dimension, groups);
  const Groups there = answered(groups, responses);
  return {curve_through(parts, there, responses), bounded_share(parts, there, responses, seed)};
}

InteractionMap interaction_map(const Points& points, std::size_t first, std::size_t second,
                               const Groups& groups, const Responses& responses) {
  expect_together(points, groups, responses);
  const Cut across = cut(points, first, groups, kMapParts);
  const Cut down = cut(points, second, groups, kMapParts);
  const std::size_t rows = across.parts();
  const std::size_t columns = down.parts();
  struct Sum {
    double sum = 0.0;
    double n = 0.0;
    void add(double x) { sum += x, n += 1.0; }
    double mean() const { return n > 0.0 ? sum / n : kNaN; }
  };
  std::vector<Sum> cells(rows * columns);
  std::vector<Sum> row(rows);
  std::vector<Sum> column(columns);
  Sum all;
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (groups[i] == kNoGroup || !responses.is_complete(i)) continue;
    const double mean = responses.mean(i);
    cells[across.part_of[i] * columns + down.part_of[i]].add(mean);
    row[across.part_of[i]].add(mean);
    column[down.part_of[i]].add(mean);
    all.add(mean);
  }
  InteractionMap map{across.position, down.position, {}, {}};
  for (std::size_t i = 0; i < rows; ++i) {
    for (std::size_t j = 0; j < columns; ++j) {
      const double mean = cells[i * columns + j].mean();
      map.mean.push_back(mean);
      map.excess.push_back(mean - row[i].mean() - column[j].mean() + all.mean());
    }
  }
  return map;
}

}  // namespace tenure::analysis
