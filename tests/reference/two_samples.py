# SPDX-License-Identifier: Apache-2.0
"""Are two samples from the same distribution? Means, variances and whole distributions, and Holm over all questions."""

import math

import numpy


def normal_tail(z):
    """Probability that a standard normal is farther from 0 than z."""
    return math.erfc(abs(z) / math.sqrt(2.0))


def normal_quantile(tail):
    """The z of which normal_tail(z) = tail, by halving."""
    low, high = 0.0, 40.0
    for _ in range(80):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if normal_tail(middle) > tail else (low, middle)
    return low


def student_to_normal(t, freedom):
    """The normal score with the same tail as t of Student's distribution (Wallace 1959)."""
    score = math.sqrt(freedom * math.log1p(t * t / freedom)) * (8.0 * freedom + 1.0) / (8.0 * freedom + 3.0)
    return math.copysign(score, t)


def welch(first, second):
    """Normal score of the difference of means, and the standard error of that difference."""
    squares = [sample.var(ddof=1) / len(sample) for sample in (first, second)]
    error = math.sqrt(sum(squares))
    if error == 0.0:
        return (0.0 if first.mean() == second.mean() else math.inf), 0.0
    freedom = sum(squares) ** 2 / sum(s * s / (len(x) - 1) for s, x in zip(squares, (first, second)))
    return student_to_normal((first.mean() - second.mean()) / error, freedom), error


def variance_ratio(first, second):
    """Normal score of the ratio of variances: F with the degrees of freedom that the fourth moments leave.

    Both samples give one kurtosis (Bonett 2006), because under the null hypothesis they have the same, and that of a
    small sample alone is too uncertain. The score is Paulson's (1942), good in the tails of small samples.
    """
    variances = [sample.var(ddof=1) for sample in (first, second)]
    if min(variances) == 0.0:
        return 0.0 if max(variances) == 0.0 else math.inf
    fourth = sum(((x - x.mean()) ** 4 / v ** 2).sum() for x, v in zip((first, second), variances))
    kurtosis = max(fourth / (len(first) + len(second)), 1.5)
    parts = [2.0 / 9.0 * (kurtosis - (n - 3) / n) / (2.0 * (n - 1)) for n in (len(first), len(second))]
    root = (variances[0] / variances[1]) ** (1.0 / 3.0)
    return (root * (1.0 - parts[1]) - (1.0 - parts[0])) / math.sqrt(root * root * parts[1] + parts[0])


def kolmogorov_smirnov(first, second):
    """Tail probability of the largest distance of the two distribution functions."""
    both = numpy.sort(numpy.concatenate([first, second]))
    distance = numpy.abs(numpy.searchsorted(numpy.sort(first), both, side="right") / len(first)
                         - numpy.searchsorted(numpy.sort(second), both, side="right") / len(second)).max()
    root = math.sqrt(len(first) * len(second) / (len(first) + len(second)))
    scaled = (root + 0.12 + 0.11 / root) * distance  # Stephens 1970
    if scaled < 0.2:
        return 1.0
    return min(1.0, max(0.0, 2.0 * sum((-1) ** (k - 1) * math.exp(-2.0 * (k * scaled) ** 2) for k in range(1, 101))))


def holm(tails, error_rate):
    """Which of the hypotheses fall, so that with this probability at most any falls that is true."""
    fallen = set()
    for step, index in enumerate(sorted(range(len(tails)), key=lambda i: tails[i])):
        if tails[index] > error_rate / (len(tails) - step):
            break
        fallen.add(index)
    return fallen
