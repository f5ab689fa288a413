#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How many instructions an event takes, counted by valgrind: a regression of speed that no busy machine can hide.

    instructions_test.py TENURE

For each workload the difference between a run of two replications and a run of one, so that start and end of the
program do not count. A figure above its band is a regression; one below it is an improvement whose band belongs
adjusted (docs/developer/performance.md keeps the history). Skipped, with exit code 77, where valgrind is not installed.
"""

import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
SKIPPED = 77
WIDTH = 0.12  # of a band, to both sides: compilers and processors' variants of libc differ by a few per cent

# Workload: scenario, values to set, instructions per event.
WORKLOADS = {
    "reference churn model": ("scenarios/benchmark/reference_churn.yaml",
                              ["segments.all.customers=2000", "complaint_desk.seats=2"], 602),
    "corner shop": ("scenarios/corner_shop.yaml",
                    ["segments.regulars.customers=30", "segments.occasional.customers=70", "warm_up=2 years",
                     "segments.regulars.acquisition.arrivals=5/week", "segments.occasional.acquisition.arrivals=5/week"],
                    4_560),
    "every mechanism": ("tests/determinism/everything.yaml",
                        ["segments.regulars.customers=30", "segments.subscribers.customers=30",
                         "segments.occasional.customers=40"], 7_370),
}


def count(program, scenario, values, replications):
    """Instructions and events of one run."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder}/out", program, "run",
                   str(ROOT / scenario), "--replications", str(replications), "--threads", "1", "--quiet", "--json"]
        for value in values:
            command += ["--set", value]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = re.search(r"Collected : (\d+)", done.stderr)
    if done.returncode != 0 or not found:
        sys.exit(f"{' '.join(command)}\nended with {done.returncode}:\n{done.stderr}")
    return int(found[1]), json.loads(done.stdout)["events"]


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    if shutil.which("valgrind") is None:
        print("skipped: valgrind is not installed (Debian: valgrind)")
        sys.exit(SKIPPED)
    good = True
    for name, (scenario, values, expected) in WORKLOADS.items():
        one, two = (count(sys.argv[1], scenario, values, replications) for replications in (1, 2))
        found = (two[0] - one[0]) / (two[1] - one[1])
        low, high = expected * (1 - WIDTH), expected * (1 + WIDTH)
        inside = low <= found <= high
        good = good and inside
        verdict = "" if inside else "  REGRESSION" if found > high else "  improved: adjust the band"
        print(f"{name:24} {found:8.0f} instructions per event; expected {low:.0f} to {high:.0f}{verdict}", flush=True)
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
