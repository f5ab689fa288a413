# SPDX-License-Identifier: Apache-2.0
"""The reference churn model against its published values (docs/theory: the workload of all engines).

    reference_test.py PROGRAM small    10,000 customers, 200 replications
    reference_test.py PROGRAM large    100,000 customers, 30 replications

Reference values come from an independent plain program, with their own standard errors (in the table
below). Null hypothesis: both programs have the same mean; |z| <= 3.3 with both standard errors, so the
two-sided error rate is 0.001 for each of the five values. Fixed seed, no retry.
"""
import json
import math
import subprocess
import sys

# name of the KPI: (reference mean, its standard error); events stand outside the KPIs.
REFERENCE = {
    "small": (10_000, 8, 200, {
        "events": (373_777, 155),
        "survival": (0.88445, 0.00023),
        "complaint_wait_mean": (0.2221, 0.0049),
        "desk_utilisation": (0.8381, 0.0013),
        "satisfaction_mean": (0.84521, 0.00013),
    }),
    "large": (100_000, 80, 30, {
        "events": (3.73997e6, 0.00135e6),
        "survival": (0.88476, 0.00015),
        "complaint_wait_mean": (0.0046, 0.0003),
        "desk_utilisation": (0.8382, 0.0009),
        "satisfaction_mean": (0.84515, 0.00010),
    }),
}


def student_quantile(replications):
    """97.5 % quantile of Student's t, by which a half-width is divided to get its standard error."""
    return {200: 1.9719565, 30: 2.0452296}[replications]


def main():
    program, size = sys.argv[1], sys.argv[2]
    customers, seats, replications, reference = REFERENCE[size]
    scenario = __file__.rsplit("/tests/", 1)[0] + "/scenarios/benchmark/reference_churn.yaml"
    command = [program, "run", scenario, "--set", f"segments.all.customers={customers}",
               "--set", f"complaint_desk.seats={seats}", "--replications", str(replications),
               "--json", "--quiet"]
    result = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    measured = {name: (kpi["mean"], kpi["half_width"] / student_quantile(replications))
                for name, kpi in result["kpis"].items()
                if name in reference and kpi["half_width"] is not None}
    # The spread of the number of events is that of what they consist of; it is not in the output, so
    # the reference's own standard error stands for both (same workload, same number of replications).
    measured["events"] = (result["events"] / replications, reference["events"][1])

    print(f"{'':22}{'reference':>14}{'tenure':>14}{'z':>8}")
    worst = 0.0
    for name, (mean, error) in reference.items():
        value, own_error = measured[name]
        z = (value - mean) / math.hypot(error, own_error)
        worst = max(worst, abs(z))
        print(f"{name:22}{mean:14.6g}{value:14.6g}{z:8.2f}")
    return 0 if worst <= 3.3 else 1


if __name__ == "__main__":
    sys.exit(main())
