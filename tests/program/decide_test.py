#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Studies that decide while they run: budgets and parts of a policy, and replications until it is precise enough."""

import json
import os
import pathlib
import signal
import subprocess
import tempfile
import time
import unittest

PROGRAM = os.environ["TENURE_PROGRAM"]
SCENARIOS = pathlib.Path(os.environ["TENURE_SOURCE_DIR"]) / "scenarios"
STARTER = str(SCENARIOS / "starter.yaml")
# More people at the desk and fewer failures, each worth less where the other is.
BOTH = ("--set", "policies.both={complaint_desk: {seats: 2}, service: {failure_probability: 3 %}}")


class Decide(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.path = pathlib.Path(self.folder.name)

    def ended(self, *words, folder=None):
        return subprocess.run([PROGRAM, *words], cwd=folder or self.path, capture_output=True, text=True, check=False)

    def parsed(self, *words):
        done = self.ended(*words, "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    def compared(self, *words):
        """Differences of profit from the first policy, by policy."""
        line = self.parsed("compare", STARTER, "--replications", "4", *words)
        return {one["policy"]: one for one in line["differences"]
                if one["kpi"] == "profit" and one["against"] == line["reference"]}

    def assert_same(self, a, b):
        self.assertAlmostEqual(a["mean"], b["mean"], delta=1e-6)
        self.assertAlmostEqual(a["half_width"], b["half_width"], delta=1e-6)


class Vary(Decide):
    def test_each_value_is_the_policy_with_that_value(self):
        vary = self.parsed("compare", STARTER, "--replications", "4", "--vary",
                           "policies.more-seats.complaint_desk.seats=[2, 3]")["vary"]
        self.assertEqual([one["value"] for one in vary["values"]], ["2", "3"])
        for one in vary["values"]:
            seats = f"policies.more-seats.complaint_desk.seats={one['value']}"
            self.assert_same(one["profit"], self.compared("--set", seats)["more-seats"])
        two, three = vary["values"]
        self.assertIsNone(two["step"]["profit"])
        self.assertAlmostEqual(three["step"]["profit"]["mean"], three["profit"]["mean"] - two["profit"]["mean"], delta=1e-6)
        self.assertAlmostEqual(three["step"]["return_on_policy"]["mean"],
                               three["step"]["profit"]["mean"] / three["step"]["policy_cost"]["mean"], delta=1e-9)

    def test_what_cannot_be_varied_is_said(self):
        for vary, why in (("policies.more-seats.complaint_desk.seats=[2]", "two"),
                          ("policies.today.complaint_desk.seats=[2, 3]", "first"),
                          ("complaint_desk.seats=[2, 3]", "polic"),
                          ("policies.more-seats.complaint_desk.seats", "=")):
            done = self.ended("compare", STARTER, "--vary", vary)
            self.assertEqual(done.returncode, 2, vary)
            self.assertIn(why, done.stderr)
        done = self.ended("compare", STARTER, "--vary", "policies.more-seats.complaint_desk.seats=[2, some]")
        self.assertEqual(done.returncode, 3, done.stderr)
        self.assertIn("seats", done.stderr)


class Ablate(Decide):
    def test_a_part_is_the_policy_with_that_part_only(self):
        line = self.parsed("compare", STARTER, "--replications", "4", *BOTH, "--ablate", "both")["ablation"]
        whole = self.compared(*BOTH)
        self.assert_same(line["whole"], whole["both"])
        parts = {one["part"]: one for one in line["parts"]}
        self.assertEqual(set(parts), {"complaint_desk", "service"})
        self.assert_same(parts["complaint_desk"]["alone"], whole["more-seats"])
        self.assert_same(parts["service"]["alone"], whole["better-service"])
        for one, other in (("service", "complaint_desk"), ("complaint_desk", "service")):
            self.assertAlmostEqual(parts[one]["added_to_the_rest"]["mean"],
                                   line["whole"]["mean"] - parts[other]["alone"]["mean"], delta=1e-6)
        alone = sum(one["alone"]["mean"] for one in parts.values())
        self.assertAlmostEqual(line["interaction"]["mean"], line["whole"]["mean"] - alone, delta=1e-6)
        self.assertGreater(abs(line["interaction"]["mean"]), 1.0, "these two depend on each other")

    def test_that_parts_do_not_add_up_is_said(self):
        text = " ".join(self.ended("compare", STARTER, "--replications", "4", *BOTH, "--ablate", "both").stdout.split())
        self.assertIn("Parts do not add up: what a part does depends on the others. Together they do ", text)
        self.assertIn("than the sum of what each does alone", text)

    def test_parts_that_do_add_up_are_not_talked_down(self):
        costs = ("--set", "policies.both={service: {failure_probability: 3 %}, finance: {fixed_cost: 1000 EUR/year}}")
        text = " ".join(self.ended("compare", STARTER, "--replications", "4", *costs, "--ablate", "both").stdout.split())
        self.assertIn("Parts need not add up, since what one does may depend on the others; these do.", text)

    def test_a_policy_of_one_part_has_none_to_take_away(self):
        done = self.ended("compare", STARTER, "--ablate", "better-service")
        self.assertEqual(done.returncode, 2)
        self.assertIn("has one part only", done.stderr)
        self.assertEqual(self.ended("compare", STARTER, "--ablate", "beter-service").returncode, 2)


class Until(Decide):
    # To 45 replications, by way of 20 and 30.
    STUDY = ("compare", STARTER, "--until", "profit +- 0.001 %", "--replications", "45", "--quiet", "-o", "R.h5",
             "--set", "segments.regulars.customers=4000")

    def interrupted(self, folder, parts):
        """Starts the study and ends it by a signal once so many parts are there; whether it was in time."""
        with subprocess.Popen([PROGRAM, *self.STUDY], cwd=folder, stdout=subprocess.DEVNULL,
                              stderr=subprocess.PIPE, text=True) as process:
            while process.poll() is None:
                if len(list(pathlib.Path(folder, "R.h5.parts").glob("*.part"))) >= parts:
                    process.send_signal(signal.SIGTERM)
                    break
                time.sleep(0.005)
            process.communicate()
            return process.returncode == 5

    def test_goes_on_after_interruptions_and_ends_the_same(self):
        whole = self.path / "whole"
        resumed = self.path / "resumed"
        whole.mkdir()
        resumed.mkdir()
        self.assertEqual(self.ended(*self.STUDY, folder=whole).returncode, 0)
        stops = [self.interrupted(resumed, parts) for parts in (1, 75, 110)]
        self.assertTrue(stops[0], "the first signal came in time")
        last = self.ended(*self.STUDY, folder=resumed)
        self.assertEqual(last.returncode, 0, last.stderr)
        self.assertIn("45 replications", last.stdout)
        self.assertEqual((resumed / "R.h5").read_bytes(), (whole / "R.h5").read_bytes())
        self.assertFalse((resumed / "R.h5.parts").exists())

    def test_is_told_on_the_page_and_among_the_methods(self):
        self.assertEqual(self.ended(*self.STUDY).returncode, 0)
        methods = self.ended("report", "R.h5", "--methods").stdout
        self.assertIn("known as well as asked (profit +- 0.001 %), which was looked at after 20, 30 and 45 of them. "
                      "It was not after 45 replications, the most that was allowed.", methods)
        self.assertIn("The widest margin is", methods)
        if self.ended("report", "R.h5").returncode == 0:
            page = (self.path / "R.html").read_text()
            self.assertIn("How many replications, and why", page)
            self.assertIn("looked at after 20, 30 and 45 of them", page)


class Select(Decide):
    def test_is_told_on_the_page_and_among_the_methods(self):
        line = self.parsed("compare", STARTER, "--select", "2000 EUR", "-o", "R.h5")
        methods = self.ended("report", "R.h5", "--methods").stdout
        self.assertIn("Kim-Nelson: the best by profit", methods)
        self.assertIn("if less than 2000 EUR does not matter", methods)
        self.assertTrue(line["selection"]["decided"])
        self.assertIn(f"together it took {line['selection']['replications_of_all']}, where as many of each would be "
                      f"{line['selection']['equal_allocation']}", methods)
        if self.ended("report", "R.h5").returncode == 0:
            self.assertIn("How many replications, and why", (self.path / "R.html").read_text())

    def test_a_number_that_was_given_is_no_rule(self):
        self.parsed("compare", STARTER, "--replications", "2", "-o", "R.h5")
        self.assertNotIn("Replications were added", self.ended("report", "R.h5", "--methods").stdout)


if __name__ == "__main__":
    unittest.main()
