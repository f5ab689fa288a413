#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every --json is one line of strict JSON with the keys that scripts rely on (docs/formats/command_line.md)."""

import json
import os
import pathlib
import subprocess
import tempfile
import unittest

PROGRAM = os.environ["TENURE_PROGRAM"]
SCENARIOS = pathlib.Path(os.environ["TENURE_SOURCE_DIR"]) / "scenarios"

RUN_KEYS = ["tenure_json", "verb", "policy", "replications", "events", "wall_seconds", "events_per_second",
            "peak_rss_bytes", "digest", "kpis",
            "warm_up_check"]
COMPARE_KEYS = ["tenure_json", "verb", "reference", "decide_by", "better", "replications", "events", "wall_seconds",
                "events_per_second", "peak_rss_bytes", "digest", "policies", "differences", "ranking",
                "together", "best", "twins", "concentration",
                "warm_up_check"]
ISSUE_KEYS = ["file", "line", "column", "path", "problem", "why", "suggestion"]


def refuse(constant):
    raise ValueError(f"{constant} is no JSON")


class Json(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def tenure(self, *words, code=0):
        done = subprocess.run([PROGRAM, *words], cwd=self.folder.name, capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, code, done.stderr)
        return done

    def parsed(self, *words, code=0):
        out = self.tenure(*words, "--json", code=code).stdout
        self.assertEqual(out.count("\n"), 1, "one line")
        self.assertTrue(out.endswith("\n"))
        return json.loads(out, parse_constant=refuse)

    def test_run(self):
        line = self.parsed("run", str(SCENARIOS / "starter.yaml"), "--replications", "3", "--policy", "more-seats")
        self.assertEqual(list(line), RUN_KEYS)
        self.assertEqual((line["tenure_json"], line["verb"], line["policy"], line["replications"]),
                         (1, "run", "more-seats", 3))
        self.assertGreater(line["events"], 1000)
        self.assertAlmostEqual(line["events_per_second"], line["events"] / line["wall_seconds"], delta=1)
        self.assertGreater(line["peak_rss_bytes"], 1_000_000)
        self.assertRegex(line["digest"], "^[0-9a-f]{64}$")
        for name, kpi in line["kpis"].items():
            self.assertRegex(name, "^[a-z][a-z0-9_]*$")
            self.assertEqual(list(kpi), ["mean", "half_width", "unit"], name)
        self.assertEqual(line["kpis"]["revenue"]["unit"], "EUR")
        self.assertTrue(0.3 < line["kpis"]["survival"]["mean"] < 0.8)
        self.assertGreater(line["kpis"]["survival"]["half_width"], 0)

    def test_what_does_not_exist_is_null(self):
        line = self.parsed("run", str(SCENARIOS / "starter.yaml"), "--replications", "1")
        self.assertTrue(all(kpi["half_width"] is None for kpi in line["kpis"].values()))
        self.assertIsNone(line["kpis"]["renewal_rate"]["mean"], "nothing was due")

    def test_a_reused_result_is_the_same_but_for_the_effort(self):
        command = ("run", str(SCENARIOS / "starter.yaml"), "--replications", "2", "-o", "R.h5")
        first, second = self.parsed(*command), self.parsed(*command)
        self.assertEqual((second["wall_seconds"], second["events_per_second"]), (0, None))
        for key in ("digest", "kpis", "events", "policy", "replications"):
            self.assertEqual(first[key], second[key], key)

    def test_the_side_file_knows_the_digest(self):
        line = self.parsed("run", str(SCENARIOS / "starter.yaml"), "--replications", "2", "-o", "R.h5")
        side = json.loads((pathlib.Path(self.folder.name) / "R.h5.run.json").read_text(), parse_constant=refuse)
        self.assertEqual(side["digest"], line["digest"])
        self.assertEqual(side["wall_seconds"], line["wall_seconds"])

    def test_compare(self):
        line = self.parsed("compare", str(SCENARIOS / "starter.yaml"), "--replications", "3")
        self.assertEqual(list(line), COMPARE_KEYS)
        self.assertEqual((line["verb"], line["reference"], line["decide_by"], line["better"], line["replications"]),
                         ("compare", "today", "profit", "highest", 3))
        names = [policy["policy"] for policy in line["policies"]]
        self.assertEqual(names, ["today", "more-seats", "better-service"])
        today, seats = line["policies"][:2]
        self.assertEqual(list(today), ["policy", "label", "kpis", "kept_per_1000", "policy_cost", "return_on_policy",
                                       "cost_per_saved_customer", "worth", "break_even_effect"])
        self.assertAlmostEqual(seats["worth"]["mean"], seats["policy_cost"]["mean"] * (1 + seats["return_on_policy"]["mean"]))
        self.assertEqual(today["policy_cost"], {"mean": 0, "half_width": 0})
        self.assertIsNone(today["return_on_policy"]["mean"], "nothing was spent")
        differences = {(d["policy"], d["against"], d["kpi"]): d for d in line["differences"]}
        profit = differences["more-seats", "today", "profit"]
        self.assertEqual(list(profit), ["policy", "against", "kpi", "mean", "half_width", "correlation",
                                        "variance_ratio"])
        for kpi in ("profit", "survival", "complaint_wait_mean"):
            means = [policy["kpis"][kpi]["mean"] for policy in (seats, today)]
            self.assertAlmostEqual(differences["more-seats", "today", kpi]["mean"], means[0] - means[1], delta=1e-6)
        self.assertAlmostEqual(seats["return_on_policy"]["mean"], profit["mean"] / seats["policy_cost"]["mean"])
        self.assertEqual({rank["policy"] for rank in line["ranking"]}, set(names))
        self.assertEqual([rank["wins"] for rank in line["ranking"]], [True, False, False])
        profits = {policy["policy"]: policy["kpis"]["profit"]["mean"] for policy in line["policies"]}
        self.assertEqual([rank["policy"] for rank in line["ranking"]], sorted(names, key=lambda n: -profits[n]))
        self.assertEqual(list(line["ranking"][0]), ["policy", "verdict", "wins", "p_value", "half_width_of_all",
                                                    "by_itself", "breaks"])
        self.assertEqual(line["together"], {"method": "holm", "policies": 2, "error_rate": 0.05})
        for rank in line["ranking"]:
            if rank["verdict"] == "reference":
                self.assertIsNone(rank["p_value"])
                continue
            self.assertEqual(rank["verdict"] in ("better", "worse"), rank["p_value"] <= 0.05)
            self.assertGreater(rank["half_width_of_all"], differences[rank["policy"], "today", "profit"]["half_width"])
        best = line["best"]
        self.assertEqual((best["policy"], best["rivals"]), (line["ranking"][0]["policy"], 2))
        self.assertEqual(best["sure"], best["p_value"] <= 0.05)
        self.assertEqual(best["sure"], best["may_be_as_good"] == [])

    def test_compare_agrees_with_the_runs_of_its_policies(self):
        how = (str(SCENARIOS / "starter.yaml"), "--replications", "2")
        for policy in self.parsed("compare", *how)["policies"]:
            run = self.parsed("run", *how, "--policy", policy["policy"])
            self.assertEqual(policy["kpis"], run["kpis"], policy["policy"])

    def test_compare_stress(self):
        how = ("compare", str(SCENARIOS / "starter.yaml"), "--replications", "2", "--policies", "today,better-service",
               "--set", "segments.regulars.customers=100", "--set", "horizon=1 year")
        plan = self.parsed(*how, "--stress", "--dry-run")["stress"]
        self.assertEqual(list(plan), ["runs", "moves", "not_moved"])
        plain, line = self.parsed(*how), self.parsed(*how, "--stress")
        self.assertEqual(list(line), COMPARE_KEYS + ["stress"])
        self.assertEqual(line["ranking"], plain["ranking"])
        stress = line["stress"]
        self.assertEqual(list(stress), ["winner", "moves_made", "winner_stays", "runs", "margin", "moves",
                                        "margin_reacts_to", "not_moved"])
        self.assertEqual((len(stress["moves"]), stress["runs"]), (len(plan["moves"]), plan["runs"]))
        self.assertEqual(stress["moves_made"], len(stress["moves"]))
        self.assertEqual(stress["not_moved"], plan["not_moved"])
        stays = [move for move in stress["moves"] if move["winner"] == stress["winner"]]
        self.assertEqual(stress["winner_stays"], len(stays))
        moved = {(move["path"], move["factor"]): move for move in stress["moves"]}
        up = moved["complaint_desk.complaint_probability", 1.5]
        self.assertEqual((up["value"], up["moved_to"], up["reach"]), ("40 %", "60 %", "whole"))
        by_hand = self.parsed(*how, "--set", "complaint_desk.complaint_probability=60 %")
        self.assertEqual(up["ranking"], [rank["policy"] for rank in by_hand["ranking"]])
        profits = {policy["policy"]: policy["kpis"]["profit"]["mean"] for policy in by_hand["policies"]}
        margin = up["margin"]
        self.assertAlmostEqual(margin["mean"], profits[margin["policy"]] - profits[margin["against"]], delta=1e-6)
        self.assertEqual(moved["complaint_desk.resolution.probability", 1.5]["reach"], "bound")
        why = {one["path"]: one["why"] for one in stress["not_moved"]}
        self.assertEqual((why["service.quality"], why["complaint_desk.order"],
                          why["complaint_desk.apology.sincerity"]), ("zero", "no_number", "end_of_range"))

    def test_compare_without_margins_has_nulls(self):
        line = self.parsed("compare", str(SCENARIOS / "starter.yaml"), "--replications", "1")
        for difference in line["differences"]:
            self.assertIsNone(difference["half_width"])
            self.assertIsNone(difference["correlation"])
            self.assertIsNone(difference["variance_ratio"])

    def test_errors(self):
        bad = pathlib.Path(self.folder.name) / "bad.yaml"
        bad.write_text('format: 1\ntitle: "q\\"uote"\nhorizn: 2 years\nsegments: [{name: a, customers: -1}]\n')
        for verb in ("run", "compare", "check", "explain"):
            errors = self.parsed(verb, "bad.yaml", code=3)["errors"]
            self.assertGreaterEqual(len(errors), 2)
            for error in errors:
                self.assertEqual(list(error), ISSUE_KEYS)
                self.assertEqual(error["file"], "bad.yaml")
            self.assertIn("horizon", [error["suggestion"] for error in errors])

    def test_check(self):
        self.assertEqual(self.parsed("check", str(SCENARIOS / "starter.yaml")), {"errors": [], "notes": []})

    def test_dry_run(self):
        plan = self.parsed("run", str(SCENARIOS / "starter.yaml"), "--dry-run")
        self.assertTrue(plan["dry_run"] and plan["would_run"])
        self.assertGreater(plan["estimated_memory_bytes"], 1_000_000)

    def test_explain(self):
        explained = self.parsed("explain", str(SCENARIOS / "starter.yaml"))
        values = {value["path"]: value for value in explained["values"]}
        self.assertEqual(values["leaving.yearly"]["value"], "18 %")
        self.assertEqual(values["leaving.yearly"]["from"], "file")
        self.assertTrue(values["complaint_desk.exit.silent"]["assumption"])
        self.assertTrue(0 < explained["share_of_assumptions"] < 1)

    def test_examples_and_doctor(self):
        names = [example["name"] for example in self.parsed("examples")["examples"]]
        self.assertIn("corner_shop", names)
        self.assertTrue(all(finding["good"] for finding in self.parsed("doctor")["findings"]))

    def test_schema_is_json_that_names_every_section(self):
        schema = json.loads(self.tenure("schema").stdout, parse_constant=refuse)
        self.assertIn("complaint_desk", schema["properties"])


if __name__ == "__main__":
    unittest.main()
