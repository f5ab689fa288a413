# SPDX-License-Identifier: Apache-2.0
"""The same numbers whatever runs them: one digest for each scenario.

    digests_test.py PROGRAM [OTHER_PROGRAM ...]

PROGRAM runs each scenario on 1, 2, 3 and 8 threads and with glibc's fused
multiply-add paths switched off. Each OTHER_PROGRAM (another compiler, other optimisations) runs it on 2
threads. All must print the digest that PROGRAM printed first.
"""
import json
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
# Scenario and options that make it short.
SCENARIOS = [
    ("scenarios/benchmark/reference_churn.yaml", ["--replications", "3"]),
    ("scenarios/cdnow_pareto_nbd.yaml", ["--replications", "9"]),
    ("scenarios/cdnow_bg_nbd.yaml", ["--replications", "9"]),
    ("scenarios/subscription_sbg.yaml", ["--replications", "2"]),
    ("scenarios/corner_shop.yaml", ["--replications", "2"]),
    ("tests/determinism/everything.yaml", ["--replications", "2"]),
]
WITHOUT_FMA = {"GLIBC_TUNABLES": "glibc.cpu.hwcaps=-FMA,-AVX2,-FMA4"}


def digest(program, scenario, options, environment=None):
    command = [program, "run", str(ROOT / scenario), "--json", "--quiet", *options]
    done = subprocess.run(command, capture_output=True, text=True,
                          env={**os.environ, **(environment or {})})
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}\nended with {done.returncode}:\n{done.stderr}")
    return json.loads(done.stdout)["digest"]


def main():
    program, others = sys.argv[1], sys.argv[2:]
    variants = [(f"{threads} threads", program, ["--threads", str(threads)], None)
                for threads in (1, 2, 3, 8)]
    variants += [("1 replication at a time, 3 threads", program,
                  ["--threads", "3", "--replications", "1"], None)]
    variants += [("without FMA", program, ["--threads", "2"], WITHOUT_FMA)]
    variants += [(other, other, ["--threads", "2"], None) for other in others]
    variants += [(other + " without FMA", other, ["--threads", "2"], WITHOUT_FMA)
                 for other in others]
    failures = 0
    for scenario, options in SCENARIOS:
        reference = {}
        for name, which, more, environment in variants:
            alone = "--replications" in more
            found = digest(which, scenario, (more if alone else options + more), environment)
            if alone:  # compared with one thread doing the same
                expected = digest(program, scenario, ["--threads", "1", "--replications", "1"])
            else:
                expected = reference.setdefault(scenario, found)
            if found != expected:
                failures += 1
                print(f"{scenario}: {name}: {found}, not {expected}")
        print(f"{scenario}: {reference[scenario]} in {len(variants)} ways")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
