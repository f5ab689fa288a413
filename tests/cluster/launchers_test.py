# SPDX-License-Identifier: Apache-2.0
"""Launchers that start a command with a number, by the lines of docs/guide/clusters.md: GNU parallel, and the index that
counts from 0. The same bytes as undisturbed."""

import os
import pathlib
import re
import shutil
import subprocess
import time
import unittest

from sweeping import PROGRAM, SCRIPTS, SOURCE, USR1, Study, leftovers, results_in, temporary_folder

GUIDE = (SOURCE / "docs" / "guide" / "clusters.md").read_text(encoding="utf-8")


class Launchers(unittest.TestCase):
    def setUp(self):
        self.study = Study(temporary_folder(self))
        binaries = self.study.folder / "bin"
        binaries.mkdir()
        (binaries / "tenure").symlink_to(PROGRAM)
        self.environment = {**os.environ, "PATH": f"{binaries}{os.pathsep}{os.environ['PATH']}"}

    def run_line(self, line, **environment):
        line = line.replace("X.yaml", "sweep.yaml")
        done = subprocess.run(["sh", "-c", line], cwd=self.study.folder, env={**self.environment, **environment},
                              capture_output=True, text=True, timeout=120, check=False)
        self.assertEqual(done.returncode, 0, f"{line}\n{done.stdout}{done.stderr}")

    def expect_the_same(self, folder):
        self.assertEqual(results_in(folder), self.study.results)
        self.assertEqual(leftovers(folder), [])

    @unittest.skipUnless(shutil.which("parallel"), "parallel is not installed (Debian: apt-get install parallel)")
    def test_parallel(self):
        line = re.search(r"^seq 10 \| parallel .*$", GUIDE, re.M).group()
        self.run_line(line)
        self.expect_the_same(self.study.folder / "out")

    def test_an_index_that_counts_from_0(self):
        line = re.search(r"^(sh -c 'tenure sweep X.yaml .*JOB_COMPLETION_INDEX.*')", GUIDE, re.M).group(1)
        line = line.replace("/out", str(pathlib.Path(self.study.folder, "out")))
        for index in range(10):
            self.run_line(line, JOB_COMPLETION_INDEX=str(index))
        self.run_line("tenure merge out")
        self.expect_the_same(self.study.folder / "out")


    def test_usr1_in_the_first_moments_of_a_task_ends_no_program(self):
        (self.study.folder / "bin" / "scontrol").write_text("#!/bin/sh\n", encoding="utf-8")
        (self.study.folder / "bin" / "scontrol").chmod(0o755)
        environment = {**self.environment, "SLURM_JOB_ID": "1"}
        codes = []
        for moment in range(0, 36, 3):
            folder = self.study.new_folder()
            with subprocess.Popen(["sh", str(SCRIPTS / "slurm_task.sh"), str(self.study.file), str(folder)],
                                  env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as task:
                children = pathlib.Path(f"/proc/{task.pid}/task/{task.pid}/children")
                while not children.read_text(encoding="ascii").strip():
                    pass
                time.sleep(0.001 * moment)
                task.send_signal(USR1)
                codes.append(task.wait(timeout=120))
            self.assertIn(codes[-1], (0, 5), f"{moment} ms after the start")
        self.assertIn(5, codes, "asked while it worked")
        print(f"{codes.count(5)} of {len(codes)} tasks were asked when they listened already")


if __name__ == "__main__":
    unittest.main(verbosity=2)
