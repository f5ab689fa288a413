#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The statistics of the comparison: on samples that agree as rarely wrong as they say, on others not blind."""

import sys
import unittest

try:
    import numpy

    import two_samples
except ImportError as missing:
    print(f"skipped: {missing} (Debian: python3-numpy)")
    sys.exit(77)

TRIALS = 4000
DRAWS = {
    "normal": lambda rng, n: rng.standard_normal(n),
    "skewed": lambda rng, n: rng.gamma(8.0, 1.0, n),
    "counts": lambda rng, n: rng.poisson(12.0, n).astype(float),
}


def share_beyond(tails, level):
    return numpy.mean(numpy.array(tails) < level)


class TwoSamples(unittest.TestCase):
    def tails_of(self, draw, sizes=(20, 100)):
        """Sizes as in the fast comparison, which is the harder one."""
        rng = numpy.random.Generator(numpy.random.PCG64(7))
        found = {"mean": [], "variance": [], "distribution": []}
        for _ in range(TRIALS):
            first, second = (draw(rng, size) for size in sizes)
            found["mean"].append(two_samples.normal_tail(two_samples.welch(first, second)[0]))
            found["variance"].append(two_samples.normal_tail(two_samples.variance_ratio(first, second)))
            found["distribution"].append(two_samples.kolmogorov_smirnov(first, second))
        return found

    def test_false_alarms_are_as_rare_as_stated(self):
        for name, draw in DRAWS.items():
            for question, tails in self.tails_of(draw).items():
                for level in (0.05, 0.01, 0.001):
                    allowed = 1.7 * level * TRIALS + 3.3 * (1.7 * level * TRIALS) ** 0.5
                    with self.subTest(name, question=question, level=level):
                        self.assertLess(share_beyond(tails, level) * TRIALS, allowed)

    def test_means_variances_and_forms_that_differ_are_told_apart(self):
        rng = numpy.random.Generator(numpy.random.PCG64(8))
        usual = rng.standard_normal(400)
        self.assertGreater(abs(two_samples.welch(usual + 0.5, rng.standard_normal(400))[0]), 5.0)
        self.assertGreater(abs(two_samples.variance_ratio(2.0 * usual, rng.standard_normal(400))), 6.0)
        self.assertLess(two_samples.kolmogorov_smirnov(usual, rng.choice([-1.0, 1.0], 400)), 1e-9)

    def test_quantiles(self):
        self.assertAlmostEqual(two_samples.normal_quantile(0.05), 1.959964, places=5)
        self.assertAlmostEqual(two_samples.student_to_normal(3.8495, 20), 3.2905, places=2)  # both 0.001, two-sided

    def test_holm_stops_at_the_first_that_stands(self):
        self.assertEqual(two_samples.holm([0.2, 1e-9, 6e-4, 4e-4], 1e-3), {1})
        self.assertEqual(two_samples.holm([1e-4, 1e-9, 3e-4, 2e-4], 1e-3), {0, 1, 2, 3})


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])  # the program under test, which all tests here are given, is none of its concern
