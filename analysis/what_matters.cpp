// SPDX-License-Identifier: Apache-2.0
#include "analysis/what_matters.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <stdexcept>

namespace tenure::analysis {

namespace {

/// Two digits after the point.
std::string number(double x) {
  std::array<char, 64> text{};
  const auto end =
      std::to_chars(text.data(), text.data() + text.size(), x, std::chars_format::fixed, 2);
  std::string written(text.data(), end.ptr);
  return written == "-0.00" ? "0.00" : written;
}

std::string percent(double share) {
  return std::to_string(static_cast<int>(std::lround(100.0 * share))) + " %";
}

std::string between(const Bounded& bounded) {
  return number(bounded.low) + " and " + number(bounded.high);
}

void expect_names(std::size_t parameters, std::span<const std::string> names) {
  if (names.size() != parameters) throw std::invalid_argument("verdict: each parameter has a name");
}

Weight weight_of_share(const Bounded& share) {
  if (share.low >= kSmallShare) return Weight::matters;
  return share.high < kSmallShare ? Weight::hardly : Weight::unresolved;
}

void say_noise(const std::optional<double>& share, std::vector<std::string>& sentences) {
  if (!share) {
    sentences.push_back(
        "One replication: what luck makes cannot be told apart from what the parameters make. Two "
        "or "
        "more replications would tell.");
  } else if (*share > 0.5) {
    sentences.push_back("Luck makes " + percent(*share) +
                        " of the variance between points: more replications help more than more "
                        "points.");
  } else {
    sentences.push_back("Luck makes " + percent(*share) +
                        " of the variance between points; it is taken out.");
  }
}

void say_left_out(std::size_t left_out, const std::string& one, const std::string& several,
                  std::vector<std::string>& sentences) {
  if (left_out == 0) return;
  sentences.push_back(
      (left_out == 1 ? "1 " + one + " is" : std::to_string(left_out) + " " + several + " are") +
      " left out: the quantity does not exist at all points there.");
}

const std::string kConstant = "The same at every point: none of the parameters changes it.";
const std::string kOnlyLuck =
    "What differs between points is no more than luck: more replications, or wider ranges, before "
    "any parameter can be judged.";

}  // namespace

std::string to_string(Weight weight) {
  switch (weight) {
    case Weight::matters:
      return "matters";
    case Weight::hardly:
      return "hardly";
    case Weight::unresolved:
      break;
  }
  return "unresolved";
}

Verdict verdict(const SobolIndices& indices, std::span<const std::string> names) {
  expect_names(indices.total.size(), names);
  Verdict verdict;
  for (const Bounded& total : indices.total) verdict.weights.push_back(weight_of_share(total));
  say_left_out(indices.left_out, "base point", "base points", verdict.sentences);
  if (indices.used < 2) {
    verdict.sentences.emplace_back("Indices need two base points at least.");
    return verdict;
  }
  if (indices.variance == 0.0) {
    verdict.weights.assign(names.size(), Weight::hardly);
    verdict.sentences.push_back(kConstant);
    return verdict;
  }
  if (!(indices.variance > 0.0) || std::isnan(indices.total.front().low)) {
    verdict.weights.assign(names.size(), Weight::unresolved);
    verdict.sentences.push_back(kOnlyLuck);
    return verdict;
  }
  say_noise(indices.noise_share, verdict.sentences);
  double alone = 0.0;
  for (const Bounded& first : indices.first_order) alone += first.value;
  // Estimates of parameters that only add up sum to about 1, on either side of it.
  verdict.sentences.push_back(
      alone > 0.95 ? "The parameters add up: hardly any of the variance do they make together."
                   : "Each by itself, the parameters make " + percent(std::max(alone, 0.0)) +
                         " of the variance, and the rest together.");
  const std::string base = std::to_string(indices.used) + " base points";
  for (std::size_t i = 0; i < names.size(); ++i) {
    const Bounded& first = indices.first_order[i];
    const Bounded& total = indices.total[i];
    if (first.value < 0.0 || total.value < 0.0) {
      const Bounded& which = first.value < 0.0 ? first : total;
      verdict.sentences.push_back(names[i] + ": the " +
                                  (first.value < 0.0 ? "first-order" : "total") +
                                  " index came out at " + number(which.value) +
                                  ", below 0, where no share can be: it is too small for " + base +
                                  " to tell from 0 (95 % sure between " + between(which) + ").");
    }
    if (verdict.weights[i] == Weight::unresolved) {
      verdict.sentences.push_back(names[i] + ": unresolved, total index between " + between(total) +
                                  " with " + base + "; four times as many halve the interval.");
    }
  }
  return verdict;
}

Verdict verdict(const MorrisEffects& effects, std::span<const std::string> names) {
  expect_names(effects.effects.size(), names);
  Verdict verdict;
  say_left_out(effects.left_out, "trajectory", "trajectories", verdict.sentences);
  if (effects.used < 2) {
    verdict.weights.assign(names.size(), Weight::unresolved);
    verdict.sentences.emplace_back("Effects need two trajectories at least.");
    return verdict;
  }
  double strongest = 0.0;
  bool is_any_beyond = false;
  for (const MorrisEffect& effect : effects.effects) {
    strongest = std::max(strongest, effect.mu_star.value);
    is_any_beyond = is_any_beyond || effect.is_beyond_noise;
  }
  if (strongest == 0.0) {
    verdict.weights.assign(names.size(), Weight::hardly);
    verdict.sentences.push_back(kConstant);
    return verdict;
  }
  if (!is_any_beyond) {
    verdict.weights.assign(names.size(), Weight::unresolved);
    verdict.sentences.push_back(kOnlyLuck);
    return verdict;
  }
  if (!effects.effects.front().noise_share && !effects.effects.back().noise_share) {
    say_noise({}, verdict.sentences);
  }
  for (std::size_t i = 0; i < names.size(); ++i) {
    const MorrisEffect& effect = effects.effects[i];
    const Bounded& size = effect.mu_star;
    const double small = kSmallEffect * strongest;
    if (size.high < small || !effect.is_beyond_noise) {
      verdict.weights.push_back(Weight::hardly);
      if (size.high >= small) {
        verdict.sentences.push_back(names[i] +
                                    ": its effects are no larger than luck would make them.");
      }
    } else if (size.low >= small) {
      verdict.weights.push_back(Weight::matters);
    } else {
      verdict.weights.push_back(Weight::unresolved);
      verdict.sentences.push_back(
          names[i] + ": unresolved, between " + percent(size.low / strongest) + " and " +
          percent(size.high / strongest) + " of the strongest effect with " +
          std::to_string(effects.used) + " trajectories.");
    }
  }
  return verdict;
}

Verdict verdict(std::span<const ResponseCurve> curves, std::span<const std::string> names) {
  expect_names(curves.size(), names);
  Verdict verdict;
  bool is_any = false;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto& share = curves[i].share;
    const bool is_known = share && !std::isnan(share->low);
    is_any = is_any || is_known;
    verdict.weights.push_back(is_known ? weight_of_share(*share) : Weight::unresolved);
    if (is_known && verdict.weights.back() == Weight::unresolved) {
      verdict.sentences.push_back(names[i] + ": unresolved, a share between " + between(*share) +
                                  "; four times as many points halve the interval.");
    }
  }
  if (!is_any) {
    verdict.sentences.emplace_back(
        "Shares of the variance need ten points at least, that differ by more than luck.");
    return verdict;
  }
  verdict.sentences.emplace_back(
      "By curves alone: what parameters do only together with others is not seen, and quick ups "
      "and "
      "downs within a tenth of a range are not followed. A saltelli design tells.");
  return verdict;
}

}  // namespace tenure::analysis
