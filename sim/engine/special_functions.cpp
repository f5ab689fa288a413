// SPDX-License-Identifier: Apache-2.0
#include "engine/special_functions.h"

#include <array>
#include <cmath>
#include <cstddef>

#include "engine/elementary.h"
#include "engine/expect.h"

namespace tenure::engine {
namespace {

constexpr double kTwoPi = 6.283185307179586;
constexpr double kLogSqrtTwoPi = 0.9189385332046728;
constexpr double kLargestShape = 1e8;

/// From here on Stirling's series serves.
constexpr double kLarge = 10.0;

/// c[0] + c[1] x + c[2] x^2 + ...
template <std::size_t N>
constexpr double polynomial(const std::array<double, N>& coefficients, double x) {
  double sum = 0.0;
  for (std::size_t i = N; i-- > 0;) sum = sum * x + coefficients[i];
  return sum;
}

/// log Gamma(x) = (x - 1/2) log x - x + log sqrt(2 pi) + this, x >= 10 (the next term is < 3e-17).
double stirling_rest(double x) {
  constexpr std::array<double, 7> kTerms{// B_2k / (2k (2k - 1))
                                         1.0 / 12.0,    -1.0 / 360.0, 1.0 / 1260.0,
                                         -1.0 / 1680.0, 1.0 / 1188.0, -691.0 / 360360.0,
                                         1.0 / 156.0};
  return polynomial(kTerms, 1.0 / (x * x)) / x;
}

/// log Gamma(2 + e) for |e| <= 1/2: the series whose coefficients are (-1)^k (zeta(k) - 1) / k, and
/// 1 - Euler's constant for k = 1.
double log_gamma_beside_2(double e) {
  constexpr std::array<double, 27> kTerms{
      0.42278433509846713939,     0.32246703342411321824,    -0.067352301053198095133,
      0.020580808427784547879,    -0.0073855510286739852663, 0.0028905103307415232858,
      -0.0011927539117032609771,  0.00050966952474304242234, -0.00022315475845357937976,
      0.000099457512781808533715, -0.0000449262367381331417, 0.000020507212775670691553,
      -9.439488275268395904e-6,   4.3748667899074878042e-6,  -2.0392157538013662368e-6,
      9.5514121304074198329e-7,   -4.4924691987645660433e-7, 2.1207184805554665869e-7,
      -1.0043224823968099609e-7,  4.7698101693639805658e-8,  -2.271109460894316491e-8,
      1.0838659214896954091e-8,   -5.1834750419700466551e-9, 2.4836745438024783172e-9,
      -1.1921401405860912074e-9,  5.7313672416788620133e-10, -2.7595228851242331452e-10};
  return e * polynomial(kTerms, e);
}

/// x^shape e^-x / Gamma(shape).
double gamma_slope(double shape, double x, double log_x) {
  if (shape < kLarge) return exp(shape * log_x - x - log_gamma(shape));
  const double away = (x - shape) / shape;  // keeps the two large logarithms from cancelling
  return std::sqrt(shape / kTwoPi) * exp(shape * (log1p(away) - away) - stirling_rest(shape));
}

/// sum over n of x^n / ((shape + 1) ... (shape + n)).
double gamma_series(double shape, double x) {
  double term = 1.0;
  double sum = 1.0;
  for (double n = 1.0; term > sum * 0x1p-56; n += 1.0) {
    term *= x / (shape + n);
    sum += term;
  }
  return sum;
}

/// A continued fraction b0 + a1/(b1 + a2/(b2 + ...)), term by term (modified Lentz algorithm:
/// Thompson & Barnett 1986, doi:10.1016/0021-9991(86)90046-X).
class ContinuedFraction {
 public:
  explicit ContinuedFraction(double b0) : value_(away_from_zero(b0)), c_(value_) {}

  void add(double a, double b) {
    d_ = 1.0 / away_from_zero(b + a * d_);
    c_ = away_from_zero(b + a / c_);
    change_ = c_ * d_;
    value_ *= change_;
  }
  double value() const { return value_; }
  bool settled() const { return change_ > 1.0 - 0x1p-51 && change_ < 1.0 + 0x1p-51; }

 private:
  static double away_from_zero(double x) { return x < 1e-300 && x > -1e-300 ? 1e-300 : x; }

  double value_;
  double c_;
  double d_ = 0.0;
  double change_ = 0.0;
};

/// Q(shape, x) / slope, for x > shape + 1 (Legendre's continued fraction, DLMF 8.9.2 contracted).
double gamma_fraction(double shape, double x) {
  ContinuedFraction fraction(x + 1.0 - shape);
  for (double n = 1.0; !fraction.settled(); n += 1.0) {
    fraction.add(n * (shape - n), x + 2.0 * n + 1.0 - shape);
  }
  return 1.0 / fraction.value();
}

Tails gamma_tails(double shape, double x, double log_x) {
  TENURE_ENSURE(shape > 0.0 && shape <= kLargestShape && x >= 0.0);
  if (log_x == -kInfinity) return {0.0, 1.0, 0.0};
  if (x == kInfinity) return {1.0, 0.0, 0.0};
  Tails tails;
  tails.slope = gamma_slope(shape, x, log_x);
  if (x < shape + 1.0) {
    tails.lower = tails.slope / shape * gamma_series(shape, x);
    tails.upper = 1.0 - tails.lower;
  } else {
    tails.upper = tails.slope * gamma_fraction(shape, x);
    tails.lower = 1.0 - tails.upper;
  }
  return tails;
}

/// log B(a, b), unless both are large.
double log_beta(double a, double b) {
  const double small = a < b ? a : b;
  const double large = a < b ? b : a;
  if (large < kLarge) return log_gamma(a) + log_gamma(b) - log_gamma(a + b);
  const double sum = a + b;  // log Gamma(sum) - log Gamma(large), without cancellation:
  const double growth = (large - 0.5) * log1p(small / large) + small * log(sum) - small +
                        (stirling_rest(sum) - stirling_rest(large));
  return log_gamma(small) - growth;
}

/// A point of (0, 1), seen from both ends.
struct Share {
  double x = 0.0;
  double y = 0.0;  ///< 1 - x
  double log_x = 0.0;
  double log_y = 0.0;
};

/// x^a y^b / B(a, b).
double beta_slope(double a, double b, const Share& at) {
  if (a < kLarge || b < kLarge) return exp(a * at.log_x + b * at.log_y - log_beta(a, b));
  const double away = at.x * b - at.y * a;  // from the mean: x (a + b) = a + away
  const double by_x = away < -0.5 * a ? at.log_x + log1p(b / a) : log1p(away / a);
  const double by_y = away > 0.5 * b ? at.log_y + log1p(a / b) : log1p(-away / b);
  const double rest = stirling_rest(a + b) - stirling_rest(a) - stirling_rest(b);
  return std::sqrt(a / kTwoPi * (b / (a + b))) * exp(a * by_x + b * by_y + rest);
}

/// I_x(a, b) a / slope, for x below the mean or so (DLMF 8.17.22).
double beta_fraction(double a, double b, double x) {
  ContinuedFraction fraction(1.0);
  for (double m = 0.0; !fraction.settled(); m += 1.0) {
    fraction.add(-(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0)), 1.0);
    const double next = m + 1.0;
    fraction.add(next * (b - next) * x / ((a + 2.0 * next - 1.0) * (a + 2.0 * next)), 1.0);
  }
  return 1.0 / fraction.value();
}

Tails beta_tails(double a, double b, const Share& at) {
  TENURE_ENSURE(a > 0.0 && a <= kLargestShape && b > 0.0 && b <= kLargestShape && at.x >= 0.0);
  Tails tails;
  tails.slope = beta_slope(a, b, at);
  if (at.x * (a + b + 2.0) < a + 1.0) {
    tails.lower = tails.slope / a * beta_fraction(a, b, at.x);
    tails.upper = 1.0 - tails.lower;
  } else {
    tails.upper = tails.slope / b * beta_fraction(b, a, at.y);
    tails.lower = 1.0 - tails.upper;
  }
  return tails;
}

/// P(Z > z) for z >= 0: exp(-z^2/2) / (z + 4) times a Chebyshev series in (z - 4) / (z + 4), fitted
/// in 60-digit arithmetic; the terms left out are below 3e-17 together.
double normal_upper(double z) {
  constexpr std::array<double, 25> kSeries{
      0x1.f0defaf3f340fp-1,   -0x1.80dffa60e1b1dp-1,  0x1.c70d6a380ea91p-3,
      -0x1.8d751a70edad5p-5,  0x1.c5e5aa06abb51p-8,   -0x1.502bff672b0ecp-12,
      -0x1.a5b9f08f7db9dp-14, 0x1.3d255a0a93303p-16,  0x1.0f37324cef4cap-20,
      -0x1.49ecd6717db23p-21, -0x1.d0af11e7df528p-29, 0x1.6364397fe6cc4p-26,
      -0x1.f036d2e3bb17ap-34, -0x1.ab6189ab290c9p-31, -0x1.5dc863792f547p-37,
      0x1.173b004b64293p-35,  0x1.034e5cd2d6cebp-39,  -0x1.7189a6cce2779p-40,
      -0x1.8828bb063bbcep-43, 0x1.ba02090310982p-45,  0x1.d1e6f7f5a1787p-47,
      -0x1.5f156edc94ca6p-50, -0x1.d02cb8b1aece5p-51, -0x1.07d58223a74ecp-55,
      0x1.7632b9ac0e683p-55};
  if (z > 40.0) return 0.0;
  const double t = (z - 4.0) / (z + 4.0);
  double current = 0.0;
  double previous = 0.0;
  for (std::size_t i = kSeries.size() - 1; i > 0; --i) {  // Clenshaw 1955
    const double next = 2.0 * t * current - previous + kSeries[i];
    previous = current;
    current = next;
  }
  const double series = t * current - previous + kSeries[0];
  const DoubleDouble square = two_product(z, z);
  return elementary_detail::exp_of_sum(-0.5 * square.high, -0.5 * square.low) * series / (z + 4.0);
}

}  // namespace

double log_gamma(double x) {
  TENURE_ENSURE(x > 0.0);
  if (x >= kLarge) return (x - 0.5) * log(x) - x + kLogSqrtTwoPi + stirling_rest(x);
  if (x < 0.5) return log_gamma(x + 1.0) - log(x);
  if (x < 1.5) return log_gamma_beside_2(x - 1.0) - log1p(x - 1.0);
  double product = 1.0;
  while (x > 2.5) {
    x -= 1.0;
    product *= x;
  }
  return log_gamma_beside_2(x - 2.0) + log(product);
}

Tails gamma_tails(double shape, double x) { return gamma_tails(shape, x, log(x)); }

Tails gamma_tails_at_log(double shape, double log_x) {
  return gamma_tails(shape, exp(log_x), log_x);
}

Tails beta_tails(double a, double b, double x) {
  TENURE_ENSURE(x >= 0.0 && x <= 1.0);
  if (x == 0.0) return {0.0, 1.0, 0.0};
  if (x == 1.0) return {1.0, 0.0, 0.0};
  return beta_tails(a, b, Share{x, 1.0 - x, log(x), log1p(-x)});
}

Tails beta_tails_at_logit(double a, double b, double logit_x) {
  return beta_tails(a, b,
                    Share{logistic(logit_x), logistic(-logit_x),
                          logit_x < 0.0 ? logit_x - log1p(exp(logit_x)) : -log1p(exp(-logit_x)),
                          logit_x < 0.0 ? -log1p(exp(logit_x)) : -logit_x - log1p(exp(-logit_x))});
}

double normal_cdf(double z) {
  if (z != z) return z;
  return z < 0.0 ? normal_upper(-z) : 1.0 - normal_upper(z);
}

double normal_quantile(double u) {
  TENURE_ENSURE(u > 0.0 && u < 1.0);
  const double q = u - 0.5;
  if (q >= -0.425 && q <= 0.425) {
    constexpr std::array<double, 8> kAbove{
        3.387132872796366608,  133.14166789178437745, 1971.5909503065514427, 13731.693765509461125,
        45921.953931549871457, 67265.770927008700853, 33430.575583588128105, 2509.0809287301226727};
    constexpr std::array<double, 8> kBelow{1.0,
                                           42.313330701600911252,
                                           687.1870074920579083,
                                           5394.1960214247511077,
                                           21213.794301586595867,
                                           39307.89580009271061,
                                           28729.085735721942674,
                                           5226.495278852854561};
    const double r = 0.180625 - q * q;
    return q * polynomial(kAbove, r) / polynomial(kBelow, r);
  }
  const double r = std::sqrt(-log(q < 0.0 ? u : 1.0 - u));
  double z = 0.0;
  if (r <= 5.0) {
    constexpr std::array<double, 8> kAbove{1.42343711074968357734,   4.6303378461565452959,
                                           5.7694972214606914055,    3.64784832476320460504,
                                           1.27045825245236838258,   0.24178072517745061177,
                                           0.0227238449892691845833, 7.7454501427834140764e-4};
    constexpr std::array<double, 8> kBelow{1.0,
                                           2.05319162663775882187,
                                           1.6763848301838038494,
                                           0.68976733498510000455,
                                           0.14810397642748007459,
                                           0.0151986665636164571966,
                                           5.475938084995344946e-4,
                                           1.05075007164441684324e-9};
    z = polynomial(kAbove, r - 1.6) / polynomial(kBelow, r - 1.6);
  } else {
    constexpr std::array<double, 8> kAbove{6.6579046435011037772,     5.4637849111641143699,
                                           1.7848265399172913358,     0.29656057182850489123,
                                           0.026532189526576123093,   0.0012426609473880784386,
                                           2.71155556874348757815e-5, 2.01033439929228813265e-7};
    constexpr std::array<double, 8> kBelow{1.0,
                                           0.59983220655588793769,
                                           0.13692988092273580531,
                                           0.0148753612908506148525,
                                           7.868691311456132591e-4,
                                           1.8463183175100546818e-5,
                                           1.4215117583164458887e-7,
                                           2.04426310338993978564e-15};
    z = polynomial(kAbove, r - 5.0) / polynomial(kBelow, r - 5.0);
  }
  return q < 0.0 ? -z : z;
}

}  // namespace tenure::engine
