# SPDX-License-Identifier: Apache-2.0
"""tenure verify as a process: what it prints, its exit codes, files of the user, other luck."""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

PROGRAM = os.environ["TENURE_PROGRAM"]

STUDY = """format: 1
title: A test
horizon: 26 weeks
report_every: 26 weeks
seed: 1
replications: 60
segments: [{name: all, customers: 10000}]
leaving: {hazard: 0.05 per week}
"""
EXACT = """exact:
  case: T01
  says: with a constant hazard lifetimes are exponential
  quantities:
    - {name: S, kpi: survival, as: share, is: %s}
"""
CLAIM = """policies: {usual: {}, careful: {leaving: {hazard: 0.04 per week}}}
claim:
  cards: [M99]
  says: a lower hazard keeps customers
  expect:
    - {kpi: survival, policy: careful, above: usual, by: %s}
"""


def verify(*words):
    return subprocess.run([PROGRAM, "verify", *words], capture_output=True, text=True, timeout=300)


class Verify(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def file(self, text):
        path = pathlib.Path(self.folder.name) / "study.yaml"
        path.write_text(text)
        return str(path)

    def test_what_holds_ends_with_0_and_what_does_not_with_1(self):
        right = verify(self.file(STUDY + EXACT % "0.2725317930340126"))
        self.assertEqual(right.returncode, 0, right.stdout + right.stderr)
        self.assertIn("1 figure of 1 case in", right.stdout)
        wrong = verify(self.file(STUDY + EXACT % "0.28"))
        self.assertEqual(wrong.returncode, 1, wrong.stdout + wrong.stderr)
        self.assertIn("FAILS", wrong.stdout)

    def test_claims_end_likewise(self):
        self.assertEqual(verify("--claims", self.file(STUDY + CLAIM % "5 pp")).returncode, 0)
        refuted = verify("--claims", self.file(STUDY + CLAIM % "12 pp"))
        self.assertEqual(refuted.returncode, 1)
        self.assertIn("refuted", refuted.stdout)

    def test_only_some_as_json(self):
        done = verify("--only", "V49,v35_run_lengths", "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        report = json.loads(done.stdout)
        self.assertEqual([case["case"] for case in report["cases"]], ["V35", "V49"])
        self.assertIsNone(report["seed"])
        for case in report["cases"]:
            for figure in case["quantities"]:
                self.assertEqual(figure["verdict"], "holds", figure)

    def test_the_statistics_are_verified_as_well(self):
        done = verify("--only", "V41,V42,V43,V44", "--json")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        cases = json.loads(done.stdout)["cases"]
        self.assertEqual([(case["case"], len(case["quantities"])) for case in cases],
                         [("V41", 7), ("V42", 3), ("V43", 2), ("V44", 17)])

    def test_other_luck_is_named_so_that_it_can_be_repeated(self):
        file = self.file(STUDY + EXACT % "0.2725317930340126")
        one = json.loads(verify(file, "--seed", "random", "--json").stdout)
        again = json.loads(verify(file, "--seed", str(one["seed"]), "--json").stdout)
        self.assertEqual(one["cases"][0]["quantities"][0]["simulated"],
                         again["cases"][0]["quantities"][0]["simulated"])
        self.assertNotEqual(one["seed"], json.loads(verify(file, "--seed", "random", "--json").stdout)["seed"])

    def test_what_there_is_not(self):
        unknown = verify("--only", "V99")
        self.assertEqual(unknown.returncode, 2)
        self.assertIn("there is no 'V99'", unknown.stderr)
        without = verify(self.file(STUDY))
        self.assertEqual(without.returncode, 3)
        self.assertIn("exact: is missing", without.stderr)
        self.assertEqual(verify("no_such_file.yaml").returncode, 4)

    def test_every_claim_and_case_is_a_scenario_that_check_accepts(self):
        source = pathlib.Path(os.environ["TENURE_SOURCE_DIR"])
        files = [*source.glob("sim/verify/cases/*.yaml"), *source.glob("scenarios/claims/*.yaml"),
                 *source.glob("scenarios/gallery/*.yaml")]
        self.assertGreater(len(files), 40)
        for file in files:
            done = subprocess.run([PROGRAM, "check", "--quiet", str(file)], capture_output=True, text=True)
            self.assertEqual(done.returncode, 0, f"{file.name}: {done.stderr}")


if __name__ == "__main__":
    sys.exit(unittest.main())
