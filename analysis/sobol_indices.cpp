// SPDX-License-Identifier: Apache-2.0
#include "analysis/sobol_indices.h"

#include <algorithm>
#include <limits>
#include <span>
#include <stdexcept>
#include <utility>

#include "analysis/addressed_random.h"

namespace tenure::analysis {

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kResamples = 1000;

std::vector<double> minus(std::span<const double> x, std::span<const double> y) {
  std::vector<double> difference(x.begin(), x.end());
  for (std::size_t r = 0; r < x.size(); ++r) difference[r] -= y[r];
  return difference;
}

/// What a pair of A and B adds to each mean that the indices are made of. One row per pair, so that
/// resampling is adding rows.
class Terms {
 public:
  Terms(const SaltelliDesign& design, const Responses& responses)
      : design_(design),
        replications_(responses.replications()),
        pairs_of_two_(design.second_order ? design.dimensions * (design.dimensions - 1) / 2 : 0),
        width_(2 + replications_ + 2 * design.dimensions + pairs_of_two_) {
    for (std::size_t j = 0; j < design.base; ++j) {
      if (is_complete(responses, j)) used_.push_back(j);
    }
    if (used_.empty()) return;
    const double center = center_of(responses);
    for (const std::size_t j : used_) add(responses, j, center);
  }

  std::size_t rows() const { return used_.size(); }
  std::size_t width() const { return width_; }
  std::size_t pairs_of_two() const { return pairs_of_two_; }
  bool is_constant() const { return is_constant_; }
  std::span<const double> row(std::size_t i) const {
    return std::span(terms_).subspan(i * width_, width_);
  }

  /// All figures from the means of the rows: variance, variance with noise, then the indices of
  /// first order, total and of second order.
  std::vector<double> figures(std::span<const double> means) const {
    const double n = 2.0 * static_cast<double>(rows());
    const auto by_replication = means.subspan(2, replications_);
    double mean = 0.0;
    for (const double x : by_replication) mean += x / static_cast<double>(replications_);
    const double unbiased = n / (n - 1.0);
    const double variance =
        unbiased * (means[0] - product_of_expectations(by_replication, by_replication));
    std::vector<double> figures{variance, unbiased * (means[1] - mean * mean)};
    const std::size_t k = design_.dimensions;
    const auto terms = means.subspan(2 + replications_);
    for (std::size_t i = 0; i < terms.size(); ++i) {
      figures.push_back(variance > 0.0 ? terms[i] / variance : kNaN);
    }
    std::size_t pair = 2 + 2 * k;
    for (std::size_t i = 0; i + 1 < k && pairs_of_two_ > 0; ++i) {
      for (std::size_t l = i + 1; l < k; ++l) figures[pair++] -= figures[2 + i] + figures[2 + l];
    }
    return figures;
  }

 private:
  bool is_complete(const Responses& responses, std::size_t j) const {
    for (std::size_t p = 0; p < design_.points_of_each(); ++p) {
      if (!responses.is_complete(design_.a(j) + p)) return false;
    }
    return true;
  }

  /// The mean of A and B: the indices do not depend on it, their errors do.
  double center_of(const Responses& responses) {
    double sum = 0.0;
    double least = std::numeric_limits<double>::infinity();
    double most = -least;
    for (const std::size_t j : used_) {
      sum += responses.mean(design_.a(j)) + responses.mean(design_.b(j));
      for (std::size_t p = 0; p < design_.points_of_each(); ++p) {
        const double mean = responses.mean(design_.a(j) + p);
        least = std::min(least, mean);
        most = std::max(most, mean);
      }
    }
    is_constant_ = least == most;
    return sum / (2.0 * static_cast<double>(used_.size()));
  }

  void add(const Responses& responses, std::size_t j, double center) {
    const auto centered = [&](std::size_t point) {
      const auto all = responses[point];
      std::vector<double> values(all.begin(), all.end());
      for (double& x : values) x -= center;
      return values;
    };
    const auto square_of_mean = [](std::span<const double> x) {
      double mean = 0.0;
      for (const double value : x) mean += value / static_cast<double>(x.size());
      return mean * mean;
    };
    const std::vector<double> a = centered(design_.a(j));
    const std::vector<double> b = centered(design_.b(j));
    terms_.push_back(0.5 * (product_of_expectations(a, a) + product_of_expectations(b, b)));
    terms_.push_back(0.5 * (square_of_mean(a) + square_of_mean(b)));
    for (std::size_t r = 0; r < replications_; ++r) terms_.push_back(0.5 * (a[r] + b[r]));

    const std::size_t k = design_.dimensions;
    std::vector<std::vector<double>> a_with_b;
    std::vector<std::vector<double>> b_with_a;
    for (std::size_t d = 0; d < k; ++d) {
      a_with_b.push_back(centered(design_.a_with_b(j, d)));
      if (design_.second_order) b_with_a.push_back(centered(design_.b_with_a(j, d)));
    }
    const auto add_mean = [&](double one, auto&& other) {
      terms_.push_back(design_.second_order ? 0.5 * (one + other()) : one);
    };
    for (std::size_t d = 0; d < k; ++d) {
      add_mean(product_of_expectations(b, minus(a_with_b[d], a)),
               [&] { return product_of_expectations(a, minus(b_with_a[d], b)); });
    }
    const auto half_square = [](const std::vector<double>& difference) {
      return 0.5 * product_of_expectations(difference, difference);
    };
    for (std::size_t d = 0; d < k; ++d) {
      add_mean(half_square(minus(a_with_b[d], a)),
               [&] { return half_square(minus(b_with_a[d], b)); });
    }
    if (!design_.second_order) return;
    const double none = product_of_expectations(a, b);
    for (std::size_t i = 0; i + 1 < k; ++i) {
      for (std::size_t l = i + 1; l < k; ++l) {
        terms_.push_back(0.5 * (product_of_expectations(b_with_a[i], a_with_b[l]) +
                                product_of_expectations(b_with_a[l], a_with_b[i])) -
                         none);
      }
    }
  }

  const SaltelliDesign& design_;
  std::size_t replications_;
  std::size_t pairs_of_two_;
  std::size_t width_;
  std::vector<std::size_t> used_;
  std::vector<double> terms_;
  bool is_constant_ = false;
};

/// The means of the rows that `pick(i)` names.
template <class Pick>
std::vector<double> means_of(const Terms& terms, const Pick& pick) {
  std::vector<double> means(terms.width(), 0.0);
  for (std::size_t i = 0; i < terms.rows(); ++i) {
    const auto row = terms.row(pick(i));
    for (std::size_t t = 0; t < means.size(); ++t) means[t] += row[t];
  }
  for (double& mean : means) mean /= static_cast<double>(terms.rows());
  return means;
}

}  // namespace

SobolIndices sobol_indices(const SaltelliDesign& design, const Responses& responses,
                           std::uint64_t seed) {
  if (responses.points() != design.points()) {
    throw std::invalid_argument("Sobol indices: the responses are not those of the design");
  }
  const Terms terms(design, responses);
  const std::size_t k = design.dimensions;
  SobolIndices indices;
  indices.used = terms.rows();
  indices.left_out = design.base - terms.rows();
  indices.first_order.assign(k, {kNaN, kNaN, kNaN, kNaN});
  indices.total = indices.first_order;
  indices.second_order.assign(terms.pairs_of_two(), {kNaN, kNaN, kNaN, kNaN});
  if (terms.rows() < 2 || terms.is_constant()) return indices;

  const std::vector<double> figures =
      terms.figures(means_of(terms, [](std::size_t i) { return i; }));
  indices.variance = figures[0];
  if (responses.replications() > 1) {
    indices.noise_share = std::clamp(1.0 - figures[0] / figures[1], 0.0, 1.0);
  }
  std::vector<std::vector<double>> resampled(figures.size());
  for (std::size_t s = 0; s < kResamples; ++s) {
    AddressedRandom random(seed, s);
    const std::vector<double> again = terms.figures(means_of(
        terms, [&](std::size_t) { return static_cast<std::size_t>(random.below(terms.rows())); }));
    for (std::size_t f = 0; f < figures.size(); ++f) resampled[f].push_back(again[f]);
  }
  const auto fill = [&](std::vector<Bounded>& some, std::size_t first) {
    for (std::size_t i = 0; i < some.size(); ++i) {
      some[i] = bounded_by_resampling(figures[first + i], std::move(resampled[first + i]));
    }
  };
  fill(indices.first_order, 2);
  fill(indices.total, 2 + k);
  fill(indices.second_order, 2 + 2 * k);
  return indices;
}

}  // namespace tenure::analysis
