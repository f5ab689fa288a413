#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`tenure` against the plain model, in distribution, on the scenarios of this folder.

    compare_test.py PROGRAM [fast|whole] [--scenario NAME]... [--plant PATH=VALUE]... [--replications N]

Both simulate the same scenarios with random numbers of their own. Each KPI is compared over replications: means
(Welch), variances (their ratio), distributions (Kolmogorov and Smirnov); and means along time, in three periods.
Null hypothesis: no difference anywhere. Holm over all of it at an error rate of 1e-3; fixed seeds, no retry.

A comparison of means counts if it sees an error of 2 % of the mean, or of a tenth of the standard deviation over
customers (`whole`; 6 % and three tenths in `fast`), with a probability of at least 90 %: its half width, at the
family's error rate, and 1.28 standard errors are together less than that. MUST_COUNT names what must count in
`whole`; what is too noisy is marked ~ and still may not differ.

--plant tells only the plain model that a value of the scenario is another one: the test must then fail.
Exits 77 (ctest: skipped), with the reason, where a library of Python is missing.
"""

import argparse
import json
import math
import pathlib
import subprocess
import sys
import tempfile

SKIPPED = 77
try:
    import h5py
    import numpy

    import two_samples
    from plain_model import replication
    from plain_scenario import KEYS, read_scenario, value_of
except ImportError as missing:
    print(f"skipped: {missing} (Debian: python3-numpy, python3-yaml, python3-h5py)")
    sys.exit(SKIPPED)

HERE = pathlib.Path(__file__).resolve().parent
ERROR_RATE = 1e-3
NINETY = 1.2816  # standard errors beyond the half width at which 90 % of such errors are seen
TIMES = 5  # replications of tenure per replication of the plain model: it is the quicker one
CURVES = ("survival", "purchases", "revenue", "failures", "complaints_filed", "complaints_answered",
          "complaints_abandoned", "satisfaction_mean", "relationship_mean", "fatigue_mean", "rewards_granted",
          "calls_made")
FAST = 32  # replications of the plain model, whatever the scenario says
SHARES = {"whole": (0.02, 0.1), "fast": (0.06, 0.3)}  # of the mean; of the standard deviation over customers
EVERYWHERE = {"survival", "purchases", "revenue", "repeat_rate"}
SERVED = {"failures", "satisfaction_mean", "disconfirmation_mean", "disconfirmation_square_mean",
          "satisfaction_change_mean"}
DESK = {"complaints_filed", "complaints_answered", "desk_utilisation"}
MUST_COUNT = {
    "1_purchases_and_dropout": {"customers_left: hazard", "customers_left: after_purchase",
                                "customers_left: not_renewed", "renewal_rate", "profit", "value_to_horizon"},
    "2_disconfirmation_and_hazards": SERVED | {"customers_left: hazard"},
    "3_failures_and_the_desk": SERVED | DESK | {"complaints_abandoned", "complaint_wait_mean", "apologies_made", "cost",
                                                "cost_to_serve", "profit", "customers_left: failure_silent"},
    "4_stamp_card": {"rewards_granted", "rewards_cost", "stamps_held", "first_reward_wait_mean", "profit"},
    "5_calls_relationship_fatigue": SERVED | DESK | {"calls_made", "dissatisfaction_found", "relationship_mean",
                                                     "fatigue_mean", "courtesy_cost"},
    "6_all_together": SERVED | DESK | {"calls_made", "relationship_mean", "fatigue_mean", "rewards_granted",
                                       "cost_to_serve", "renewal_rate"},
}

def replications_of(scenario, size):
    return int(scenario.replications) if size == "whole" else FAST


def plain_values(scenario, replications):
    """KPI: array over replications (and periods)."""
    runs = [replication(scenario, int(scenario.seed), number) for number in range(replications)]
    names = dict.fromkeys(name for run in runs for name in run)  # nobody may have left for a cause in the first one
    return {name: numpy.array([run.get(name, 0.0) for run in runs]) for name in names}


def tenure_values(program, path, replications):
    with tempfile.TemporaryDirectory() as folder:
        results = pathlib.Path(folder) / "results.h5"
        subprocess.run([program, "run", str(path), "-o", str(results), "--quiet", "--threads", "1",
                        "--replications", str(replications)], check=True, stdout=subprocess.DEVNULL)
        found = {}
        with h5py.File(results) as file:
            for name, data in file.items():
                if name.endswith("_total"):
                    found[name[:-len("_total")]] = data[0] * scale_of(data)
                elif name + "_total" in file:
                    values = data[0] * scale_of(data)
                    found[name + " by period"] = values[..., 0] if values.ndim == 3 else values
            for number, cause in enumerate(file["cause"].asstr()[:]):
                found["customers_left: " + cause] = file["customers_left"][0, :, :, 0, number].sum(axis=1)
        return {name: numpy.asarray(values, dtype=float) for name, values in found.items()}


def scale_of(data):
    return float(numpy.ravel(data.attrs.get("scale_factor", 1.0))[0])


def check_defaults(program, path):
    """Where the scenario is silent both programs must have the same in mind."""
    command = [program, "explain", "--json", str(path)]
    explained = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    for value in explained["values"]:
        key = value["path"]
        if value["from"] != "default" or key not in KEYS or key.split(".")[-1] in ("title", "question"):
            continue
        kind, default = KEYS[key]
        text = value["value"]
        if text == "default":
            continue  # a number of its own that explain does not know; the runs compare it
        if kind == "numbers":
            text = json.loads(text)
        if value_of(text, kind, "EUR") != value_of(default, kind, "EUR"):
            sys.exit(f"FAILED: {path.name}: {key} is {text} by default in tenure, {default} in the plain model")


class Comparison:
    """Two samples of one thing."""

    def __init__(self, scenario, name, plain, tenure, deviation, along_time=False):
        self.scenario, self.name, self.deviation = scenario, name, deviation
        self.means = plain.mean(), tenure.mean()
        self.z, self.error = two_samples.welch(plain, tenure)
        self.tails = {"mean": two_samples.normal_tail(self.z)}
        if not along_time:
            self.variance_z = two_samples.variance_ratio(plain, tenure)
            self.tails["variance"] = two_samples.normal_tail(self.variance_z)
            self.tails["distribution"] = two_samples.kolmogorov_smirnov(plain, tenure)
        if self.error < 1e-9 * abs(self.means[0]):  # the same in all replications: then money rounded per period
            same = math.isclose(*self.means, rel_tol=1e-4)
            self.z, self.tails = (0.0 if same else math.inf), {"mean": 1.0 if same else 0.0}

    def counts(self, critical, of_mean, of_deviation):
        return (critical + NINETY) * self.error <= max(of_mean * abs(self.means[1]), of_deviation * self.deviation)


def compare(scenario_name, plain, tenure):
    """All comparisons of one scenario, of what there is anything of."""
    found = []
    for name, values in plain.items():
        if name.endswith("_deviation") or " by period" in name or name not in tenure:
            continue
        if not values.any() and not tenure[name].any():
            continue
        found.append(Comparison(scenario_name, name, values, tenure[name], deviation_over_customers(name, plain)))
    for name in CURVES:
        mine, its = plain.get(name + " by period"), tenure.get(name + " by period")
        if mine is not None and its is not None and (mine.any() or its.any()):
            last = mine.shape[1] - 1
            for quarter in (1, 2, 3):
                period = last * quarter // 4
                found.append(Comparison(scenario_name, f"{name} in period {period + 1}", mine[:, period],
                                        its[:, period], deviation_over_customers(name, plain), along_time=True))
    return found


def deviation_over_customers(name, plain):
    """Of what the KPI is the mean of, or 0 if it is no such mean."""
    if name in ("disconfirmation_mean", "satisfaction_change_mean"):
        return math.sqrt(plain["disconfirmation_square_mean"].mean())
    key = name.removesuffix("_mean") + "_deviation"
    return plain[key].mean() if key in plain else 0.0


def fallen(comparisons):
    """(comparison, question) of all that differ."""
    questions = [(c, kind) for c in comparisons for kind in c.tails]
    return [questions[i] for i in two_samples.holm([c.tails[kind] for c, kind in questions], ERROR_RATE)]


def report(comparisons, size):
    """Prints every comparison; true if none fell and all count that must."""
    questions = sum(len(c.tails) for c in comparisons)
    critical = two_samples.normal_quantile(ERROR_RATE / questions)
    failed = fallen(comparisons)
    print(f"{questions} questions; a half width is {critical:.2f} standard errors")
    counted, missed = 0, []
    for scenario in dict.fromkeys(c.scenario for c in comparisons):
        print(f"\n{scenario}\n  {'':36}{'plain':>12}{'tenure':>12}{'half width':>11}{'z':>7}{'var. z':>8}{'KS tail':>9}")
        for c in (c for c in comparisons if c.scenario == scenario):
            counts = c.counts(critical, *SHARES[size])
            counted += counts
            needed = EVERYWHERE | MUST_COUNT[scenario] if size == "whole" else EVERYWHERE
            if not counts and c.name in needed:
                missed.append(f"{scenario}: {c.name}")
            relative = critical * c.error / abs(c.means[1]) if c.means[1] else math.inf
            more = f"{c.variance_z:8.2f}{c.tails['distribution']:9.1e}" if "distribution" in c.tails else ""
            wrong = [kind for kind in c.tails if (c, kind) in failed]
            print(f"{' ' if counts else '~'} {c.name:36}{c.means[0]:12.6g}{c.means[1]:12.6g}{relative:10.2%} "
                  f"{c.z:7.2f}{more}{'  DIFFERS: ' + ', '.join(wrong) if wrong else ''}")
    largest = max(comparisons, key=lambda c: abs(c.z))
    print(f"\n{counted} of {len(comparisons)} comparisons of means count; the largest |z| is {abs(largest.z):.2f} "
          f"({largest.scenario}, {largest.name}); {len(failed)} of {questions} questions fell")
    for name in missed:
        print(f"FAILED: too noisy to count: {name}")
    return not failed and not missed


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("size", nargs="?", choices=tuple(SHARES), default="whole")
    parser.add_argument("--scenario", action="append")
    parser.add_argument("--plant", action="append", default=[], metavar="PATH=VALUE")
    parser.add_argument("--replications", type=int)
    options = parser.parse_args()

    comparisons = []
    for path in sorted(HERE.glob("*.yaml")):
        if options.scenario and path.stem not in options.scenario:
            continue
        check_defaults(options.program, path)
        plants = dict(plant.split("=", 1) for plant in options.plant)
        scenario = read_scenario(path, instead=plants)
        replications = options.replications or replications_of(scenario, options.size)
        plain = plain_values(scenario, replications)
        tenure = tenure_values(options.program, path, TIMES * replications)
        comparisons += compare(path.stem, plain, tenure)
    return 0 if report(comparisons, options.size) else 1


if __name__ == "__main__":
    sys.exit(main())
