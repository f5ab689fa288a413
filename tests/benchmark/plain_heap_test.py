#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The plain program hits the reference values of the model: a yardstick that does other work measures nothing.

    plain_heap_test.py PLAIN_HEAP [REPLICATIONS]

Fixed seed, no retry. Null hypothesis for each of the five values: both means are equal; |z| <= 3.29 with the
standard errors of both sides, two-sided error rate 0.001 each. With 60 replications (the default) a wrong event count
of 0.45 % or a survival wrong by 0.0025 is found with a probability above 0.95.
"""

import json
import math
import subprocess
import sys

# 10,000 customers, 8 seats, 200 replications of an independent program: mean and standard error.
REFERENCE = {
    "events_per_replication": (373777, 155),
    "survivors_share": (0.88445, 0.00023),
    "mean_wait_days": (0.2221, 0.0049),
    "utilisation": (0.8381, 0.0013),
    "mean_satisfaction": (0.84521, 0.00013),
}


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    replications = sys.argv[2] if len(sys.argv) == 3 else "60"
    run = subprocess.run([sys.argv[1], "--customers", "10000", "--replications", replications],
                         check=True, capture_output=True, text=True)
    found = json.loads(run.stdout)
    good = True
    print(f"{'':24} {'reference':>11} {'mean':>11} {'z':>6}")
    for name, (mean, error) in REFERENCE.items():
        z = (found[name]["mean"] - mean) / math.hypot(error, found[name]["standard_error"])
        good = good and abs(z) <= 3.29
        print(f"{name:24} {mean:11.6g} {found[name]['mean']:11.6g} {z:6.2f}")
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
