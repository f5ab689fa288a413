#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""tenure and the plain program on the reference churn model, alternately: how many times as fast?

    compare_speed.py [--build FOLDER] [--customers N,N] [--pairs K] [--threads N] [--against one-thread] [--json FILE]

With --against one-thread, tenure with --threads N is held against tenure with one thread instead.

Only the ratio of a pair means something: machines differ, and a shared one differs from minute to minute. Pairs swap
the order (AB, BA, AB, ...), so that a drift cancels. A run lasts at least as long as a million customers' year of
tenure's: smaller populations get more replications. Each program measures itself, population set-up included and
writing of results excluded. Beside elapsed time stands the ratio by processor time (whole process), which other work on
the machine disturbs less; it says nothing about threads.
"""

import argparse
import json
import math
import os
import pathlib
import statistics
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCENARIO = ROOT / "scenarios" / "benchmark" / "reference_churn.yaml"
CUSTOMERS_PER_RUN = 1_000_000


def run(command):
    before = os.times()
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
    after = os.times()
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}\nended with {done.returncode}:\n{done.stderr}")
    result = json.loads(done.stdout)
    result["processor_seconds"] = (after.children_user + after.children_system
                                   - before.children_user - before.children_system)
    return result


def run_tenure(build, customers, seats, replications, threads):
    return run([build / "tenure", "run", SCENARIO, "--set", f"segments.all.customers={customers}",
                "--set", f"complaint_desk.seats={seats}", "--replications", replications,
                "--threads", threads, "--quiet", "--json"])


def run_plain(build, customers, seats, replications):
    return run([build / "plain_heap", "--customers", customers, "--seats", seats, "--replications", replications])


def check_same_work(results):
    """The seeds differ, so the events do, by some 0.05 % for a million customers."""
    events = {name: result["events"] for name, result in results.items()}
    if abs(events["tenure"] / events["other"] - 1) > 0.01:
        sys.exit(f"The programs do different work, so their speeds cannot be compared: {events} events")


def compare(build, customers, pairs, threads, against):
    seats = math.ceil(0.0008 * customers)
    replications = max(1, CUSTOMERS_PER_RUN // customers)
    programs = {"tenure": lambda: run_tenure(build, customers, seats, replications, threads),
                "other": {"plain": lambda: run_plain(build, customers, seats, replications),
                          "one-thread": lambda: run_tenure(build, customers, seats, replications, 1)}[against]}
    rows = []
    for pair in range(pairs):
        order = ["tenure", "other"] if pair % 2 == 0 else ["other", "tenure"]
        results = {name: programs[name]() for name in order}
        check_same_work(results)
        rates = {name: result["events_per_second"] for name, result in results.items()}
        cost = {name: result["processor_seconds"] / result["events"] for name, result in results.items()}
        row = {"tenure": rates["tenure"], against: rates["other"], "ratio": rates["tenure"] / rates["other"],
               "processor_ratio": cost["other"] / cost["tenure"],
               "tenure_events": results["tenure"]["events"], against + "_events": results["other"]["events"]}
        if "peak_rss_bytes" in results["tenure"]:
            row["tenure_bytes_per_customer"] = results["tenure"]["peak_rss_bytes"] / customers
        rows.append(row)
        print(f"  pair {pair + 1}: tenure {row['tenure'] / 1e6:7.2f} M events/s,"
              f" {against} {row[against] / 1e6:7.2f} M events/s, ratio {row['ratio']:6.2f},"
              f" by processor time {row['processor_ratio']:6.2f}", flush=True)
    summary = {"customers": customers, "seats": seats, "replications": replications, "threads": threads,
               "against": against, "pairs": rows}
    for name in ("ratio", "processor_ratio"):
        found = [row[name] for row in rows]
        summary[name] = {"median": statistics.median(found), "min": min(found), "max": max(found)}
    whom = "the plain program" if against == "plain" else "tenure with one thread"
    print("  {} pairs: {median:.2f} times {} (median; {min:.2f} to {max:.2f})".format(pairs, whom, **summary["ratio"])
          + "; by processor time {median:.2f} ({min:.2f} to {max:.2f})".format(**summary["processor_ratio"]))
    return summary


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build" / "release", metavar="FOLDER",
                        help="where tenure and plain_heap are (build/release)")
    parser.add_argument("--customers", default="10000,1000000", metavar="N,N", help="population sizes (10000,1000000)")
    parser.add_argument("--pairs", type=int, default=5, metavar="K", help="pairs of runs for each size (5)")
    parser.add_argument("--threads", type=int, default=1, metavar="N", help="tenure's threads (1)")
    parser.add_argument("--against", choices=("plain", "one-thread"), default="plain",
                        help="the plain program (default), or tenure with one thread")
    parser.add_argument("--json", type=pathlib.Path, metavar="FILE", help="write all figures there")
    options = parser.parse_args()

    summaries = []
    for customers in map(int, options.customers.split(",")):
        print(f"{customers:,} customers, tenure with {options.threads} thread(s)")
        summaries.append(compare(options.build, customers, options.pairs, options.threads, options.against))
    if options.json:
        options.json.write_text(json.dumps({"compare_speed": 1, "sizes": summaries}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
