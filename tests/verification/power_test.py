# SPDX-License-Identifier: Apache-2.0
"""Whether `tenure verify` would notice: ten defects of kinds that simulators really have are planted in a copy of the
source, one at a time; of each program, `verify` or `verify --claims` must find at least nine.

The list was written before any of them was tried. Each is one line changed into one that compiles and looks right.
Takes half an hour on two cores.

    TENURE_SOURCE_DIR=. python3 tests/verification/power_test.py [number ...]
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

SOURCE = pathlib.Path(os.environ["TENURE_SOURCE_DIR"])
LEAST_CAUGHT = 9

MECHANISMS = "sim/model/mechanisms/"
# What goes wrong, file, what stands there, what stands there instead.
DEFECTS = [
    ("a sign: satisfaction raises the hazard", MECHANISMS + "leaving.cpp",
     "rate.add_exponent(-weight * satisfaction, decay);", "rate.add_exponent(weight * satisfaction, decay);"),
    ("a factor: shortfalls weigh no more than excesses", MECHANISMS + "satisfaction.cpp",
     "-p.loss_aversion * p.gain * value", "-p.gain * value"),
    ("a missed decay: relationships never fade", "sim/model/bond.h",
     "const double decay = place.decay[row_];",
     "const double decay = stock == Stock::relationship ? 0.0 : place.decay[row_];"),
    ("a shared draw: who buys often also leaves early", MECHANISMS + "leaving.cpp",
     "drawn(row.frailty, Trait::hazard, 1.0F)", "drawn(row.frailty, Trait::purchase_rate, 1.0F)"),
    ("off by one: the pull of a stamp too many", MECHANISMS + "loyalty_programme.cpp",
     "row.given.pull * progress(row, state)", "row.given.pull * (progress(row, state) + 0.1)"),
    ("the wrong order: the last class is served first", "sim/engine/station.cpp",
     "return {job.priority, job.request.time", "return {-job.priority, job.request.time"),
    ("the wrong branch: who was not helped leaves like who was", MECHANISMS + "complaint_desk.cpp",
     "answer.resolved ? p.exit.resolved : p.exit.unresolved,", "p.exit.resolved,"),
    ("a unit: discounted half as fast", MECHANISMS + "finance.cpp",
     "-row.log_discount_per_day * days", "-0.5 * row.log_discount_per_day * days"),
    ("a missed decay: neighbours' exits are never forgotten", MECHANISMS + "word_of_mouth.cpp",
     "const double forgetting = row.exits.forgetting.per_day;", "const double forgetting = 0.0;"),
    ("a factor: contacts are forgotten half as fast", MECHANISMS + "fatigue.cpp",
     "p.decay ? p.decay->per_day : 0.0", "p.decay ? 0.5 * p.decay->per_day : 0.0"),
]


def run(command, where):
    done = subprocess.run(command, cwd=where, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{command} ended with {done.returncode}:\n{done.stdout[-4000:]}\n{done.stderr[-4000:]}")


def found_by(program, both=False):
    """What does not hold, of exact cases; of claims, if all of these hold or both are wanted."""
    report = json.loads(subprocess.run([program, "verify", "--json", "--quiet"], capture_output=True, text=True).stdout)
    cases = sorted({case["case"] for case in report["cases"]
                    for figure in case["quantities"] if figure["verdict"] == "fails"})
    if cases and not both:
        return cases, []
    report = json.loads(subprocess.run([program, "verify", "--claims", "--json", "--quiet"], capture_output=True,
                                       text=True).stdout)
    claims = sorted(claim["name"] for claim in report["claims"] if claim["verdict"] != "shown")
    return cases, claims


def main(numbers):
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder) / "tenure"
        shutil.copytree(SOURCE, copy, ignore=shutil.ignore_patterns("build", ".git", "__pycache__"))
        # One unit per file, so that a planted line costs one file's time.
        run(["cmake", "-S", ".", "-B", "build/planted", "-G", "Ninja", "-DCMAKE_BUILD_TYPE=RelWithDebInfo",
             "-DCMAKE_CXX_FLAGS_RELWITHDEBINFO=-O2 -DNDEBUG", "-DTENURE_TESTS=OFF"], copy)
        program = copy / "build/planted/tenure"
        build = ["cmake", "--build", "build/planted", "--target", "tenure"]
        run(build, copy)
        if not numbers:
            cases, claims = found_by(program, both=True)
            if cases or claims:
                sys.exit(f"without any defect these do not hold: {cases} {claims}")
            print("without any defect all hold", flush=True)
        caught = 0
        tried = numbers or list(range(1, len(DEFECTS) + 1))
        for number in tried:
            what, file, right, wrong = DEFECTS[number - 1]
            path = copy / file
            text = path.read_text()
            assert text.count(right) == 1, f"{file}: {right!r} stands there {text.count(right)} times"
            path.write_text(text.replace(right, wrong))
            run(build, copy)
            cases, claims = found_by(program)
            path.write_text(text)
            caught += bool(cases or claims)
            print(f"{number:2} {what}: " + ("found by " + ", ".join(cases + claims) if cases or claims else "NOT FOUND"),
                  flush=True)
        print(f"{caught} of {len(tried)} defects found")
        return 0 if caught >= min(LEAST_CAUGHT, len(tried)) else 1


if __name__ == "__main__":
    sys.exit(main([int(word) for word in sys.argv[1:]]))
