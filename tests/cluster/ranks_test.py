# SPDX-License-Identifier: Apache-2.0
"""A sweep on MPI ranks: the same bytes for 1, 2 and 4 of them, and after the death of one.

With an argument: how many ranks to kill.
"""

import os
import pathlib
import random
import shutil
import subprocess
import sys
import time
import unittest

from sweeping import KILL, PROGRAM, SCRIPTS, TERM, Study, leftovers, results_in, temporary_folder

KILLS = 3
ENVIRONMENT = {**os.environ, "TENURE": PROGRAM, "OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1",
               "MPIRUN_OPTIONS": "--oversubscribe"}


def has_mpi():
    done = subprocess.run([PROGRAM, "doctor"], capture_output=True, text=True, check=False)
    return "Open MPI" in done.stdout and shutil.which("mpirun") is not None


def ranks_under(launcher):
    """Processes of the program that `launcher` has started, itself or through others."""
    below, found = {launcher}, []
    processes = {}
    for status in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            text = status.read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
        name, rest = text[text.index("(") + 1:text.rindex(")")], text[text.rindex(")") + 2:].split()
        processes[int(status.parent.name)] = (name, int(rest[1]))
    while True:
        more = {process for process, (_, parent) in processes.items() if parent in below} - below
        if not more:
            break
        below |= more
        found += [process for process in more if processes[process][0] == pathlib.Path(PROGRAM).name[:15]]
    return sorted(found)


@unittest.skipUnless(has_mpi(), "no Open MPI in this build, or no mpirun")
class Ranks(unittest.TestCase):
    def setUp(self):
        self.study = Study(temporary_folder(self))
        self.random = random.Random(20260101)

    def start(self, folder, ranks):
        return subprocess.Popen(["sh", str(SCRIPTS / "mpi_job.sh"), str(self.study.file), str(folder)],
                                env={**ENVIRONMENT, "RANKS": str(ranks)}, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, text=True)

    def end(self, folder, ranks):
        process = self.start(folder, ranks)
        out, err = process.communicate(timeout=300)
        self.assertEqual(process.returncode, 0, err)
        self.assertEqual(results_in(folder), self.study.results)
        self.assertEqual(leftovers(folder), [])
        return out

    def test_any_number_of_them_comes_to_the_same(self):
        for ranks in (1, 2, 4):
            with self.subTest(ranks=ranks):
                self.end(self.study.new_folder(), ranks)

    def test_death_of_a_rank_is_made_good(self):
        hit, ended = 0, 0
        folder = self.study.new_folder()
        while hit < KILLS:
            process = self.start(folder, 2)
            time.sleep(0.2)
            time.sleep(self.random.uniform(0.0, 1.5 * self.study.seconds))
            ranks = ranks_under(process.pid)
            if ranks:
                try:
                    os.kill(self.random.choice(ranks), KILL)
                    hit += 1
                except ProcessLookupError:
                    ranks = []
            process.communicate(timeout=120)
            there = results_in(folder)
            self.assertTrue(there is None or there == self.study.results, "results that are not whole")
            if there is not None:
                ended += 1
                self.assertEqual(leftovers(folder), [])
                folder = self.study.new_folder()
        self.end(folder, self.random.choice((1, 2, 4)))
        print(f"{hit} ranks killed, {ended + 1} sweeps ended: all the same")

    def test_term_ends_all_ranks_and_loses_nothing(self):
        folder = self.study.new_folder()
        process = self.start(folder, 2)
        while not ranks_under(process.pid) and process.poll() is None:
            time.sleep(0.02)
        time.sleep(0.5 * self.study.seconds)
        sent = time.monotonic()
        process.send_signal(TERM)
        _, err = process.communicate(timeout=60)
        took = time.monotonic() - sent
        self.assertEqual(ranks_under(process.pid), [])
        self.assertIn(process.returncode, (0, 5), err)  # 0: it had ended, or did not listen yet
        print(f"TERM: exit code {process.returncode} after {took:.2f} s")
        self.end(folder, 2)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        KILLS = int(sys.argv.pop(1))
    unittest.main(verbosity=2)
