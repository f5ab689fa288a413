# SPDX-License-Identifier: Apache-2.0
"""What a sweep says of its parameters: on the terminal, in JSON, in the file; by each kind of design."""

import json
import os
import pathlib
import subprocess
import tempfile
import unittest

import numpy
import xarray

PROGRAM = os.environ["TENURE_PROGRAM"]

# The yearly loss decides survival alone; the margin moves money and nobody; a shape that hardly changes moves nothing.
SCENARIO = """format: 1
title: A small firm
currency: EUR
horizon: 1 year
report_every: 1 year
seed: 1
replications: 2
segments: [{name: all, customers: 2000}]
purchasing: {mean_interval: 30 days, basket: {mean: 20 EUR}}
leaving: {yearly: 20 %}
finance: {margin: 30 %}
policies: {usual: {}, dearer: {finance: {fixed_cost: 1000 EUR/year}}}
"""
SWEEP = """format: 1
scenario: firm.yaml
parameters:
  - {name: loss, path: leaving.yearly, range: [5 %%, 60 %%]}
  - {name: margin, path: finance.margin, range: [20 %%, 40 %%]}
  - {name: idle, path: purchasing.rate_shape, values: [2, 2.0000001]}
design: %s
keep: {kpis: [survival, profit]}
"""


class Sensitivity(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        (self.folder / "firm.yaml").write_text(SCENARIO, encoding="utf-8")

    def tenure(self, *words):
        done = subprocess.run([PROGRAM, *words], cwd=self.folder, capture_output=True, text=True, timeout=300,
                              check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def sweep(self, design):
        (self.folder / "x.yaml").write_text(SWEEP % design, encoding="utf-8")
        return json.loads(self.tenure("sweep", "x.yaml", "-o", "out", "--force", "--json"))["sensitivity"]

    def weights(self, found, quantity):
        one = next(one for one in found["quantities"] if one["quantity"] == quantity)
        return {parameter["parameter"]: parameter for parameter in one["parameters"]}, one["sentences"]

    def opened(self):
        with xarray.open_dataset(self.folder / "out" / "results.h5", engine="h5netcdf") as results:
            return results.load()

    def test_saltelli_tells_shares(self):
        found = self.sweep("{kind: saltelli, base: 64, second_order: true}")
        self.assertEqual(found["by"], "sobol_indices")
        survival, sentences = self.weights(found, "survival of usual")
        self.assertEqual([survival[name]["weight"] for name in ("loss", "margin", "idle")],
                         ["matters", "hardly", "hardly"])
        self.assertAlmostEqual(survival["loss"]["total_order"]["value"], 1.0, delta=0.1)
        self.assertTrue(any("Luck makes" in sentence for sentence in sentences), sentences)
        # The fixed cost is the same at all points: the difference depends on nothing.
        difference, sentences = self.weights(found, "survival of dearer less usual")
        self.assertEqual({one["weight"] for one in difference.values()}, {"hardly"})
        self.assertIn("The same at every point: none of the parameters changes it.", sentences)
        results = self.opened()
        self.assertEqual(list(results.parameter.values), ["loss", "margin", "idle"])
        self.assertEqual(results.second_order.shape, (6, 3))
        share = results.total_order.sel(quantity="survival of usual", parameter="loss")
        self.assertEqual(float(share), survival["loss"]["total_order"]["value"])
        for name, variable in results.data_vars.items():
            if variable.dtype.kind not in "OU":
                self.assertTrue(numpy.issubdtype(variable.dtype, numpy.number), name)

    def test_morris_screens(self):
        found = self.sweep("{kind: morris, trajectories: 12}")
        self.assertEqual(found["by"], "morris_effects")
        survival, _ = self.weights(found, "survival of usual")
        self.assertEqual([survival[name]["weight"] for name in ("loss", "margin", "idle")],
                         ["matters", "hardly", "hardly"])
        self.assertAlmostEqual(survival["loss"]["mu"]["value"], -0.55, delta=0.05)
        results = self.opened()
        self.assertEqual(results.curve_mean.shape, (6, 3, 4))
        curve = results.curve_mean.sel(quantity="survival of usual", parameter="loss")
        self.assertTrue((numpy.diff(curve.values) < 0).all(), curve.values)
        at = results.curve_at.sel(parameter="loss").values
        self.assertAlmostEqual(float(at[0]), 0.05)
        self.assertAlmostEqual(float(at[-1]), 0.60)

    def test_curves_of_plain_designs(self):
        for design in ("{kind: lhs, points: 80, maximin: true}", "{kind: sobol, points: 64}", "{kind: grid, levels: 4}"):
            with self.subTest(design):
                found = self.sweep(design)
                self.assertEqual(found["by"], "curves")
                survival, _ = self.weights(found, "survival of usual")
                self.assertEqual(survival["loss"]["weight"], "matters")
                self.assertNotEqual(survival["margin"]["weight"], "matters")
                self.assertGreater(survival["loss"]["share"]["value"], 0.8)

    def test_list_goes_by_rank(self):
        lines = "".join(f"{5 + 4 * i} %,{20 + (7 * i) % 20} %,2\n" for i in range(12))
        (self.folder / "points.csv").write_text("loss,margin,idle\n" + lines, encoding="utf-8")
        (self.folder / "x.yaml").write_text((SWEEP % "{kind: list, file: points.csv}"), encoding="utf-8")
        text = SWEEP % "{kind: list, file: points.csv}"
        for bounds in (", range: [5 %, 60 %]", ", range: [20 %, 40 %]", ", values: [2, 2.0000001]"):
            text = text.replace(bounds, "")
        (self.folder / "x.yaml").write_text(text, encoding="utf-8")
        found = json.loads(self.tenure("sweep", "x.yaml", "-o", "out", "--json"))["sensitivity"]
        self.assertEqual(found["by"], "curves")

    def test_terminal_puts_first_what_weighs_most(self):
        self.sweep("{kind: saltelli, base: 64}")
        text = self.tenure("merge", "out")
        self.assertIn("What decides", text)
        self.assertIn("profit of dearer less usual", text)
        self.assertIn("What else matters", text)
        self.assertLessEqual(max(map(len, text.splitlines())), 100)

    def test_merging_again_gives_the_same_bytes(self):
        self.sweep("{kind: saltelli, base: 16}")
        before = (self.folder / "out" / "results.h5").read_bytes()
        self.tenure("merge", "out", "--force")
        self.assertEqual((self.folder / "out" / "results.h5").read_bytes(), before)


if __name__ == "__main__":
    unittest.main()
