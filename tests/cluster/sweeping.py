# SPDX-License-Identifier: Apache-2.0
"""A small sweep and the processes that work on it, for tests of what happens when they die."""

import os
import pathlib
import signal
import subprocess
import tempfile
import time

PROGRAM = os.environ["TENURE_PROGRAM"]
SOURCE = pathlib.Path(os.environ["TENURE_SOURCE_DIR"])
SCRIPTS = SOURCE / "scenarios" / "sweeps"

# 24 points of 2 replications under 2 policies: some 200 runs of 10 ms, in packs of a few.
SWEEP = """format: 1
title: A small sweep
scenario: {scenario}
policies: [today, more-seats]
replications: 2
seed: 20260101
parameters:
  - {{name: failure, path: service.failure_probability, range: [1 %, 12 %]}}
  - {{name: interval, path: segments.regulars.purchasing.mean_interval, range: [5 d, 30 d], scale: log}}
  - {{name: handling, path: complaint_desk.handling_time, range: [4 h, 20 h]}}
design: {{kind: morris, trajectories: {trajectories}, levels: 4}}
keep: {{kpis: [survival, profit], periods: total, segments: total}}
"""


class Study:
    """The sweep in a folder of its own, with the bytes that it comes to if nothing disturbs it."""

    def __init__(self, folder, trajectories=6):
        self.folder = pathlib.Path(folder)
        (self.folder / "starter.yaml").write_bytes((SOURCE / "scenarios" / "starter.yaml").read_bytes())
        self.file = self.folder / "sweep.yaml"
        self.file.write_text(SWEEP.format(scenario="starter.yaml", trajectories=trajectories), encoding="utf-8")
        began = time.monotonic()
        done = self.finish(self.folder / "undisturbed")
        self.seconds = time.monotonic() - began
        assert done.returncode == 0, done.stderr
        self.results = results_in(self.folder / "undisturbed")
        assert self.results is not None
        self.number = 0

    def words(self, folder, *more):
        return [PROGRAM, "sweep", str(self.file), "-o", str(folder), *more]

    def finish(self, folder, *more):
        return subprocess.run(self.words(folder, *more), capture_output=True, text=True, timeout=600, check=False)

    def start(self, folder, *more):
        return subprocess.Popen(self.words(folder, *more), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)

    def new_folder(self):
        self.number += 1
        return self.folder / f"out-{self.number}"


def results_in(folder):
    path = pathlib.Path(folder) / "results.h5"
    return path.read_bytes() if path.exists() else None


def leftovers(folder):
    """What nobody should find after success: temporaries, and packs that are no part of the plan."""
    return sorted(str(path.relative_to(folder)) for path in pathlib.Path(folder).rglob("*")
                  if ".tmp" in path.name or path.name.endswith(".some"))


def after(process, seconds, number):
    """Sends a signal after so long, unless the process has ended; its exit code, how long it took, what it said."""
    try:
        _, said = process.communicate(timeout=seconds)
        return process.returncode, 0.0, said
    except subprocess.TimeoutExpired:
        process.send_signal(number)
    sent = time.monotonic()
    _, said = process.communicate(timeout=60)
    return process.returncode, time.monotonic() - sent, said


def temporary_folder(test):
    folder = tempfile.TemporaryDirectory()  # pylint: disable=consider-using-with
    test.addCleanup(folder.cleanup)
    return folder.name


KILL, TERM, USR1 = signal.SIGKILL, signal.SIGTERM, signal.SIGUSR1
