# SPDX-License-Identifier: Apache-2.0
"""Launchers that start a command with a number, by the lines of docs/guide/clusters.md: GNU parallel, and the index that
counts from 0. The same bytes as undisturbed."""

import os
import pathlib
import re
import shutil
import subprocess
import unittest

from sweeping import PROGRAM, SOURCE, Study, leftovers, results_in, temporary_folder

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


if __name__ == "__main__":
    unittest.main(verbosity=2)
