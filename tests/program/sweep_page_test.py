#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The page of a sweep in a browser: it runs under its own content policy, asks for nothing, complains of nothing, shows a
curve for each parameter and maps of pairs, says the same numbers as the results file, and answers to the pointer; on a
wide screen and a phone, in light and dark. And the same in a terminal.

The sweep is scenarios/sweeps/a_quick.yaml.
"""

import math
import os
import subprocess
import unittest

import browsed_page
from browsed_page import PROGRAM, SOURCE

try:
    import h5py
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.by import By
except ImportError:
    pass  # the tests skip


class SweepPage(browsed_page.BrowsedPage):
    name = "sweep"

    @classmethod
    def make_results(cls):
        subprocess.run([PROGRAM, "sweep", str(SOURCE / "scenarios" / "sweeps" / "a_quick.yaml"), "-o",
                        str(cls.folder / "out"), "--quiet"], check=True, stdout=subprocess.DEVNULL)
        return cls.folder / "out" / "results.h5"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for browser in cls.browsers.values():
            browser.execute_script("for (const one of document.querySelectorAll('section > details')) one.open = true")

    def test_every_chart_has_marks_and_an_accessible_name(self):
        for (width, scheme), browser in self.browsers.items():
            where = f"{width} pixels, {scheme}"
            figures = browser.find_elements(By.CSS_SELECTOR, "figure[data-kind]")
            kinds = [figure.get_attribute("data-kind") for figure in figures]
            self.assertEqual(kinds.count("curves"), 9, where)  # 3 KPIs: 2 policies and their difference
            self.assertEqual(kinds.count("maps"), 3, where)    # of the differences
            self.assertEqual(browser.execute_script("return document.documentElement.dataset.drawn"), str(len(figures)))
            for figure, kind in zip(figures, kinds):
                name = f"{figure.get_attribute('id')}, {where}"
                pictures = figure.find_elements(By.CSS_SELECTOR, ".plot > svg")
                self.assertEqual(len(pictures), 1, name)
                self.assertEqual(pictures[0].get_attribute("role"), "img")
                self.assertGreater(len(pictures[0].get_attribute("aria-label")), 20, name)
                numbers = self.chart(browser, figure.get_attribute("id"))
                marks = browser.execute_script(
                    "return arguments[0].querySelectorAll(arguments[1]).length", pictures[0],
                    "[aria-label=dot] circle" if kind == "curves" else "[aria-label=rect] rect")
                of_panel = "points" if kind == "curves" else "cells"
                self.assertEqual(marks, sum(len(panel[of_panel]) for panel in numbers["panels"]), name)
                self.assertLessEqual(pictures[0].size["width"], width)
                self.assertTrue(figure.find_elements(By.TAG_NAME, "table"), f"{name} has no table")
                self.assertGreater(len(figure.find_element(By.CSS_SELECTOR, "figcaption .summary").text), 20)

    def test_texts_of_charts_do_not_run_over_each_other(self):
        for where, browser in self.browsers.items():
            hits = browser.execute_script("""
                const hits = [];
                for (const svg of document.querySelectorAll('#decides .plot > svg')) {
                  const texts = [...svg.querySelectorAll('text')].filter((t) => t.textContent.trim() &&
                    !t.closest('[aria-label=tip]') && t.getBoundingClientRect().width > 0);
                  const boxes = texts.map((t) => [t.textContent, t.getBoundingClientRect()]);
                  for (const [i, [one, a]] of boxes.entries()) for (const [other, b] of boxes.slice(i + 1)) {
                    const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
                    const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
                    if (across > 1 && down > 4) hits.push(one + ' | ' + other);
                  }
                }
                return hits;""")
            self.assertEqual(hits, [], where)

    def chart(self, browser, name):
        return browser.execute_script("return JSON.parse(document.getElementById('charts').textContent)[arguments[0]]", name)

    def test_agrees_with_the_results_file(self):
        with h5py.File(self.results) as file:
            texts = {name: [text.decode() for text in file[name]] for name in
                     ("quantity", "parameter", "pair_first", "pair_second")}
            weights = [[text.decode() for text in row] for row in file["weight"]]
            curves, cells = 0, 0
            for q, quantity in enumerate(texts["quantity"]):
                figure = self.wide.find_element(By.ID, f"curves-{q + 1}-chart")
                numbers = self.chart(self.wide, f"curves-{q + 1}-chart")
                self.assertIn(quantity, numbers["title"])
                rows = iter(self.rows(figure.find_element(By.TAG_NAME, "table")))
                shown = [panel["label"] for panel in numbers["panels"]]
                self.assertEqual(sorted(shown), sorted(texts["parameter"]))
                star = file["morris_mu_star"][q]
                sizes = [star[texts["parameter"].index(name)] for name in shown]
                self.assertEqual(sizes, sorted(sizes, reverse=True))
                for panel in numbers["panels"]:
                    p = texts["parameter"].index(panel["label"])
                    self.assertEqual(panel["weight"], weights[q][p])
                    exact = [(x, mean) for x, mean in zip(file["curve_at"][p], file["curve_mean"][q, p])
                             if math.isfinite(x) and math.isfinite(mean)]
                    self.assertEqual([(x, mean) for x, _, mean, _, _ in panel["points"]], exact)
                    for _, mean in exact:
                        row = next(rows)
                        self.assertTrue(row[0][0].startswith(panel["label"]))
                        self.assert_shown(row[1], mean, numbers["format"]["factor"])
                        curves += 1
                self.assertIsNone(next(rows, None))
                drawn = self.chart(self.wide, f"maps-{q + 1}-chart")
                if " less " not in quantity:
                    self.assertIsNone(drawn)
                    continue
                rows = iter(self.rows(self.wide.find_element(By.CSS_SELECTOR, f"#maps-{q + 1}-chart table")))
                strengths = []
                for panel in drawn["panels"]:
                    pair = list(zip(texts["pair_first"], texts["pair_second"])).index((panel["first"], panel["second"]))
                    for name in (panel["first"], panel["second"]):
                        self.assertNotEqual(weights[q][texts["parameter"].index(name)], "hardly")
                    excess, mean = file["map_excess"][q, pair], file["map_mean"][q, pair]
                    known = [(i, j) for i in range(len(panel["across"])) for j in range(len(panel["up"]))
                             if math.isfinite(excess[i, j])]
                    self.assertEqual(panel["cells"], [[i, j, mean[i, j], excess[i, j]] for i, j in known])
                    strengths.append(math.sqrt(sum(excess[i, j] ** 2 for i, j in known) / len(known)))
                    for i, j in known:
                        row = next(rows)
                        self.assert_shown(row[1], excess[i, j], drawn["format"]["factor"])
                        self.assert_shown(row[2], mean[i, j], drawn["format"]["factor"])
                        cells += 1
                self.assertIsNone(next(rows, None))
                self.assertEqual(strengths, sorted(strengths, reverse=True))
            self.assertGreater(curves, 150)
            self.assertGreater(cells, 30)

    def test_marks_stand_where_their_numbers_are(self):
        """The circles of a panel, in the order of their heights, are the means in that order; deeper cells are larger."""
        circles = self.wide.execute_script(
            "const svg = document.querySelector('#decides figure[data-kind=curves] .plot > svg');"
            "return [...svg.querySelectorAll('[aria-label=dot] circle')].map(c => c.getBoundingClientRect()).map(b => "
            "[b.x + b.width / 2, b.y + b.height / 2])")
        figure = self.wide.find_element(By.CSS_SELECTOR, "#decides figure[data-kind=curves]").get_attribute("id")
        panels = self.chart(self.wide, figure)["panels"]
        self.assertEqual(len(circles), sum(len(panel["points"]) for panel in panels))
        first = panels[0]["points"]
        heights = [y for _, y in circles[:len(first)]]
        by_height = sorted(range(len(first)), key=lambda i: -heights[i])
        by_mean = sorted(range(len(first)), key=lambda i: first[i][2])
        self.assertEqual(by_height, by_mean)
        depths = self.wide.execute_script(
            "const svg = document.querySelector('#decides figure[data-kind=maps] .plot > svg');"
            "return [...svg.querySelectorAll('[aria-label=rect] rect')].map(r => [r.getAttribute('fill'), "
            "Number(r.getAttribute('fill-opacity'))])")
        figure = self.wide.find_element(By.CSS_SELECTOR, "#decides figure[data-kind=maps]").get_attribute("id")
        excesses = [cell[3] for panel in self.chart(self.wide, figure)["panels"] for cell in panel["cells"]]
        self.assertEqual(len(depths), len(excesses))
        deepest = max(range(len(depths)), key=lambda i: depths[i][1])
        self.assertEqual(abs(excesses[deepest]), max(map(abs, excesses)))
        for (fill, _), excess in zip(depths, excesses):
            self.assertEqual(fill, "var(--bad)" if excess < 0 else "var(--good)")

    def test_answers_to_the_pointer(self):
        for kind in ("curves", "maps"):
            svg = self.wide.find_element(By.CSS_SELECTOR, f"#decides figure[data-kind={kind}] .plot > svg")
            mark = svg.find_element(By.CSS_SELECTOR, "[aria-label=dot] circle" if kind == "curves" else "[aria-label=rect] rect")
            self.wide.execute_script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", svg)
            ActionChains(self.wide).move_to_element(mark).perform()
            tips = self.wide.execute_script(
                "return [...arguments[0].querySelectorAll('[aria-label=tip] text')].map(t => t.textContent).join(' ')", svg)
            self.assertRegex(tips, r"\d", kind)

    def test_says_the_same_in_a_terminal(self):
        done = subprocess.run([PROGRAM, "report", str(self.results.parent), "--term"], capture_output=True, text=True,
                              check=True, env={**os.environ, "NO_COLOR": "1"})
        self.assertLessEqual(max(map(len, done.stdout.splitlines())), 100)
        with h5py.File(self.results) as file:
            names = [text.decode() for text in file["quantity"]]
            q = names.index("profit of better-service less today")
            p = [text.decode() for text in file["parameter"]].index("failure")
            means = [x for x in file["curve_mean"][q, p] if math.isfinite(x)]
        part = done.stdout[done.stdout.index(names[q]):]
        line = next(line for line in part.splitlines() if line.strip().startswith("failure"))
        shown = [float(word.replace(",", "").replace("\u2212", "-")) for word in line.split() if word[-1].isdigit()]
        self.assertIn(round(means[-1]), shown)
        bars = [word for word in line.split() if word[0] in "\u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588"]
        self.assertEqual(len(bars[0]), len(means))
        self.assertEqual([bars[0][i] for i in sorted(range(len(means)), key=lambda i: means[i])], sorted(bars[0]))
        self.assertIn("Together beyond each alone", part)



if __name__ == "__main__":
    unittest.main(verbosity=2)
