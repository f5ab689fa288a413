#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Scenarios that are shipped with a warm-up are long enough warmed up by the program's own check (decision 0025), and
the firms that say so win as many customers as they lose.
"""

import json
import os
import pathlib
import subprocess
import unittest

PROGRAM = os.environ["TENURE_PROGRAM"]
SCENARIOS = pathlib.Path(os.environ["TENURE_SOURCE_DIR"]) / "scenarios"
SHIPPED = sorted([*SCENARIOS.glob("*.yaml"), *SCENARIOS.glob("gallery/*.yaml")])


def told_of(path, *more):
    """What `run` says of a scenario as it stands."""
    done = subprocess.run([PROGRAM, "run", str(path), "--json", "--quiet", *more],
                          capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


class Shipped(unittest.TestCase):
    def test_none_needs_a_longer_warm_up(self):
        warmed_up = [path for path in SHIPPED if "\nwarm_up: " in path.read_text(encoding="utf-8")]
        self.assertGreater(len(warmed_up), 3)
        for path in warmed_up:
            with self.subTest(path.name):
                check = told_of(path)["warm_up_check"]
                self.assertIn(check["verdict"], ("settled", "unknown"), check["text"])

    def test_the_check_tells_the_flagship_of_a_short_one(self):
        check = told_of(SCENARIOS / "corner_shop.yaml", "--set", "warm_up=1 year")["warm_up_check"]
        self.assertIn(check["verdict"], ("settling", "moving"), check["text"])

    def test_as_many_come_as_leave(self):
        for name, customers in (("corner_shop", 3400), ("telecom", 5000)):
            with self.subTest(name):
                left = told_of(SCENARIOS / f"{name}.yaml")["kpis"]["customers_active"]["mean"]
                self.assertLess(abs(left - customers), 0.05 * customers)


if __name__ == "__main__":
    unittest.main()
