#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""tenure and the plain program on the reference churn model, alternately: how many times as fast?

    compare_speed.py [--build FOLDER] [--customers N,N] [--pairs K] [--threads N] [--json FILE]

Only the ratio of a pair means something: machines differ, and a shared one differs from minute to minute. Pairs swap
the order (AB, BA, AB, ...), so that a drift cancels. A run lasts at least as long as a million customers' year of
tenure's: smaller populations get more replications. Each program measures itself, population set-up included and
writing of results excluded.
"""

import argparse
import json
import math
import pathlib
import statistics
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCENARIO = ROOT / "scenarios" / "benchmark" / "reference_churn.yaml"
CUSTOMERS_PER_RUN = 1_000_000


def run(command):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}\nended with {done.returncode}:\n{done.stderr}")
    return json.loads(done.stdout)


def run_tenure(build, customers, seats, replications, threads):
    return run([build / "tenure", "run", SCENARIO, "--set", f"segments.all.customers={customers}",
                "--set", f"complaint_desk.seats={seats}", "--replications", replications,
                "--threads", threads, "--quiet", "--json"])


def run_plain(build, customers, seats, replications):
    return run([build / "plain_heap", "--customers", customers, "--seats", seats, "--replications", replications])


def check_same_work(results):
    """The seeds differ, so the events do, by some 0.05 % for a million customers."""
    events = {name: result["events"] for name, result in results.items()}
    if abs(events["tenure"] / events["plain"] - 1) > 0.01:
        sys.exit(f"The programs do different work, so their speeds cannot be compared: {events} events")


def compare(build, customers, pairs, threads):
    seats = math.ceil(0.0008 * customers)
    replications = max(1, CUSTOMERS_PER_RUN // customers)
    rows = []
    for pair in range(pairs):
        programs = {"tenure": lambda: run_tenure(build, customers, seats, replications, threads),
                    "plain": lambda: run_plain(build, customers, seats, replications)}
        order = ["tenure", "plain"] if pair % 2 == 0 else ["plain", "tenure"]
        results = {name: programs[name]() for name in order}
        rates = {name: result["events_per_second"] for name, result in results.items()}
        check_same_work(results)
        row = {"tenure": rates["tenure"], "plain": rates["plain"], "ratio": rates["tenure"] / rates["plain"],
               "tenure_events": results["tenure"]["events"], "plain_events": results["plain"]["events"]}
        if "peak_rss_bytes" in results["tenure"]:
            row["tenure_bytes_per_customer"] = results["tenure"]["peak_rss_bytes"] / customers
        rows.append(row)
        print(f"  pair {pair + 1}: tenure {row['tenure'] / 1e6:7.2f} M events/s,"
              f" plain {row['plain'] / 1e6:7.2f} M events/s, ratio {row['ratio']:6.2f}", flush=True)
    ratios = [row["ratio"] for row in rows]
    summary = {"customers": customers, "seats": seats, "replications": replications, "threads": threads, "pairs": rows,
               "ratio": {"median": statistics.median(ratios), "min": min(ratios), "max": max(ratios)}}
    print(f"  {pairs} pairs: {summary['ratio']['median']:.2f} times the plain program"
          f" (median; {min(ratios):.2f} to {max(ratios):.2f})")
    return summary


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build" / "release", metavar="FOLDER",
                        help="where tenure and plain_heap are (build/release)")
    parser.add_argument("--customers", default="10000,1000000", metavar="N,N", help="population sizes (10000,1000000)")
    parser.add_argument("--pairs", type=int, default=5, metavar="K", help="pairs of runs for each size (5)")
    parser.add_argument("--threads", type=int, default=1, metavar="N", help="tenure's threads (1)")
    parser.add_argument("--json", type=pathlib.Path, metavar="FILE", help="write all figures there")
    options = parser.parse_args()

    summaries = []
    for customers in map(int, options.customers.split(",")):
        print(f"{customers:,} customers, tenure with {options.threads} thread(s)")
        summaries.append(compare(options.build, customers, options.pairs, options.threads))
    if options.json:
        options.json.write_text(json.dumps({"compare_speed": 1, "sizes": summaries}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
