#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The page of `tenure report` in a browser: it runs under its own content policy, asks for nothing, complains of nothing,
shows every chart, says the same numbers as the results file, and answers to the pointer; on a wide screen and a phone,
in light and dark.

The study is the flagship's, with fewer replications.
"""

import itertools
import math
import re
import subprocess
import unittest

import browsed_page
from browsed_page import PROGRAM, SOURCE

try:
    import h5py
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys
except ImportError:
    pass  # the tests skip


def luminance(colour):
    channels = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    """WCAG 2.1, from 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


CONES = {  # Machado et al. 2009, table 1, severity 1
    "all": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no red": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "no green": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "no blue": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def lab(colour, cones):
    """CIELAB (D65) of a colour as it is seen with these cones."""
    channels = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    red, green, blue = (min(1.0, max(0.0, sum(a * b for a, b in zip(row, linear)))) for row in CONES[cones])
    xyz = (0.4124 * red + 0.3576 * green + 0.1805 * blue, 0.2126 * red + 0.7152 * green + 0.0722 * blue,
           0.0193 * red + 0.1192 * green + 0.9505 * blue)
    x, y, z = ((t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116)
               for t in (xyz[0] / 0.95047, xyz[1], xyz[2] / 1.08883))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


class Page(browsed_page.BrowsedPage):
    @classmethod
    def make_results(cls):
        results = cls.folder / "R.h5"
        subprocess.run([PROGRAM, "compare", str(SOURCE / "scenarios" / "corner_shop.yaml"), "--replications", "3", "-o",
                        str(results), "--quiet"], check=True, stdout=subprocess.DEVNULL)
        return results

    def test_every_chart_has_marks_and_an_accessible_name(self):
        for width, _, browser in self.on_each():
            figures = self.figures(browser)
            self.assertGreaterEqual(len(figures), 8)
            self.assertEqual(browser.execute_script("return document.documentElement.dataset.drawn"), str(len(figures)))
            for figure in figures:
                name = figure.get_attribute("id")
                pictures = figure.find_elements(By.CSS_SELECTOR, ".plot > svg")
                self.assertEqual(len(pictures), 1, name)
                self.assertEqual(pictures[0].get_attribute("role"), "img")
                self.assertGreater(len(pictures[0].get_attribute("aria-label")), 20, name)
                marks = browser.execute_script(
                    "return arguments[0].querySelectorAll('[aria-label=dot] *, [aria-label=line] path, "
                    "[aria-label=bar] rect, [aria-label=rect] rect').length", pictures[0])
                self.assertGreater(marks, 0, name)
                self.assertLessEqual(pictures[0].size["width"], width)
                self.assertTrue(figure.find_elements(By.TAG_NAME, "table"), f"{name} has no table")
                self.assertGreater(len(figure.find_element(By.CSS_SELECTOR, "figcaption .summary").text), 20)

    def test_leads_the_keyboard(self):
        browser = self.wide
        browser.execute_script("document.activeElement.blur(); scrollTo({top: 0, behavior: 'instant'})")
        ActionChains(browser).send_keys(Keys.TAB).perform()
        self.assertEqual(browser.switch_to.active_element.get_attribute("class"), "skip")
        outline = browser.execute_script("return getComputedStyle(document.activeElement).outlineStyle")
        self.assertNotEqual(outline, "none", "the focus is seen")
        folded = browser.find_element(By.CSS_SELECTOR, "figure details")
        folded.find_element(By.TAG_NAME, "summary").send_keys(Keys.ENTER)
        self.assertEqual(folded.get_attribute("open"), "true")
        self.assertTrue(folded.find_element(By.TAG_NAME, "table").is_displayed())

    def test_has_contrast_in_light_and_dark(self):
        for _, scheme, browser in self.on_each():
            colour = lambda name: browser.execute_script(  # noqa: E731
                "return getComputedStyle(document.documentElement).getPropertyValue(arguments[0]).trim()", f"--{name}")
            paper = colour("paper")
            self.assertEqual(luminance(paper) > 0.5, scheme == "light")
            for name in ("ink", "muted", "accent", "good", "bad", "unsure", *(f"series-{i}" for i in range(9))):
                self.assertGreaterEqual(contrast(colour(name), paper), 4.5, f"{name}, a colour of texts")
            for i in range(8):
                self.assertGreaterEqual(contrast(colour(f"part-{i}"), paper), 2.4, f"part-{i}, a colour of areas")

    def test_colours_are_told_apart_by_the_colour_blind(self):
        for _, _, browser in self.on_each():
            colour = lambda name: browser.execute_script(  # noqa: E731
                "return getComputedStyle(document.documentElement).getPropertyValue(arguments[0]).trim()", f"--{name}")
            for family in ([f"series-{i}" for i in range(7)], [f"part-{i}" for i in range(6)], ["good", "bad"]):
                colours = {name: colour(name) for name in family}
                for cones in CONES:
                    for one, other in itertools.combinations(family, 2):
                        apart = math.dist(lab(colours[one], cones), lab(colours[other], cones))
                        self.assertGreaterEqual(apart, 17, f"{one} and {other}, {cones}")

    def test_runs_no_other_script(self):
        policy = self.wide.find_element(By.CSS_SELECTOR, "meta[http-equiv]").get_attribute("content")
        self.assertIn("default-src 'none'; script-src 'sha256-", policy)
        self.assertNotIn("unsafe-eval", policy)
        ran = self.wide.execute_script(
            "const s = document.createElement('script'); s.textContent = 'window.ran = true'; document.body.append(s);"
            "s.remove(); return window.ran === true")
        self.assertFalse(ran)
        self.wide.get_log("browser")  # Chromium complains of it, rightly

    def test_tables_agree_with_the_results_file(self):
        with h5py.File(self.results) as file:
            names = [name.decode() for name in file["policy"]]
            labels = {"today": "today", "more-agents": "Twice the agents", "points": "Points for purchases",
                      "courtesy-calls": "A call after each failure", "birthdays": "A gift on birthdays",
                      "better-service": "Half the failures"}
            numbers = {labels[name]: i for i, name in enumerate(names)}
            profit = file["profit_total"][:] * 0.01
            cost = file["policy_cost_total"][:] * 0.01
            kept = file["survival_num"][:, :, -1, :].sum(axis=2)
            initial = file["survival_den"][:, :, -1, :].sum(axis=2)
            by_period = file["profit"][:] * 0.01
            ranking = self.rows(self.wide.find_element(By.CSS_SELECTOR, "#ranking table"))
            self.assertEqual(len(ranking), len(names))
            order = [numbers[row[0][0]] for row in ranking]
            self.assertEqual(order, sorted(order, key=lambda i: -profit[i].mean()))
            for row in ranking:
                i = numbers[row[0][0]]
                self.assert_shown(row[1], (profit[i] - profit[0]).mean())
                self.assert_shown(row[3], 1000 * (kept[i] - kept[0]).sum() / initial[0].sum())
                if i > 0:
                    self.assert_shown(row[4], cost[i].mean())
            gains = self.rows(self.wide.find_element(By.CSS_SELECTOR, "#payback-chart table"))
            self.assertEqual(len(gains), by_period.shape[2] + 1)
            for column, i in enumerate([i for i in order if i > 0], start=1):
                so_far = (by_period[i] - by_period[0]).mean(axis=0).cumsum()
                for period, row in enumerate(gains[1:]):
                    self.assert_shown(row[column], so_far[period])
            curve = self.rows(self.wide.find_element(By.CSS_SELECTOR, "#survival-chart table"))
            for column, i in enumerate(order, start=1):
                self.assert_shown(curve[-1][column], kept[i].sum() / initial[i].sum(), 100.0)
            causes = self.rows(self.wide.find_element(By.CSS_SELECTOR, "#causes-chart table"))
            left = file["customers_left"][:].sum(axis=(2, 3)).mean(axis=1)
            for row, i in zip(causes, order):
                self.assertAlmostEqual(sum(value for _, value in row[1:]), left[i].sum(), places=6)

    def test_all_figures_are_those_of_the_results_file(self):
        table = self.wide.find_element(By.CSS_SELECTOR, "#figures table")
        order = self.wide.execute_script("return [...arguments[0].tHead.rows[0].cells].slice(1).map(c => c.textContent)", table)
        first = self.rows(self.wide.find_element(By.CSS_SELECTOR, "#ranking table"))
        self.assertEqual(order, [row[0][0] for row in first])
        compared = 0
        with h5py.File(self.results) as file:
            profit = file["profit_total"][:].mean(axis=1)
            order = sorted(range(len(order)), key=lambda i: -profit[i])
            for row in self.rows(table):
                kpi = row[0][0].split(",")[0].replace(" ", "_")
                total = file[f"{kpi}_total"]
                if total.dtype.kind != "i":
                    continue  # means of ratios are ratios of sums: unit_experiment
                scale = float(total.attrs.get("scale_factor", [1.0])[0])
                for column, i in enumerate(order, start=1):
                    values = total[i]
                    if values[0] == total.attrs["_FillValue"][0]:
                        self.assertEqual(row[column][0], "")
                        continue
                    self.assert_shown(row[column], values.mean() * scale)
                    compared += 1
        self.assertGreater(compared, 120)

    def test_answers_to_the_pointer_with_values(self):
        for _, _, browser in self.on_each():
            for figure in self.figures(browser):
                name = figure.get_attribute("id")
                picture = figure.find_element(By.CSS_SELECTOR, ".plot > svg")
                browser.execute_script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", picture)
                mark = browser.execute_script(
                    "const line = arguments[0].querySelector('[aria-label=line] path');"
                    "if (line) {"  # its last point, where the pointer is never far from
                    "  const p = line.getPointAtLength(line.getTotalLength()), box = arguments[0].getBoundingClientRect();"
                    "  return [box.x + p.x - 1, box.y + p.y];"
                    "}"
                    "const marks = [...arguments[0].querySelectorAll('[aria-label=dot] circle, [aria-label=bar] rect, "
                    "[aria-label=rect] rect')].map(e => e.getBoundingClientRect());"
                    "const one = marks.sort((a, b) => b.width * b.height - a.width * a.height)[0];"
                    "return [one.x + one.width / 2, one.y + one.height / 2]", picture)
                browser.execute_cdp_cmd("Input.dispatchMouseEvent",
                                        {"type": "mouseMoved", "x": mark[0], "y": mark[1], "pointerType": "mouse"})
                tip = browser.execute_script("return arguments[0].querySelector('[aria-label=tip]').textContent", picture)
                self.assertRegex(tip, r"\d", f"{name}: hovering shows no value")

    def test_a_tip_shows_the_value_of_its_mark(self):
        row = self.rows(self.wide.find_element(By.CSS_SELECTOR, "#ranking table"))[0]
        picture = self.wide.find_element(By.CSS_SELECTOR, "#ranking-chart .plot > svg")
        self.wide.execute_script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", picture)
        x, y = self.wide.execute_script(
            "const b = arguments[0].querySelector('[aria-label=dot] circle').getBoundingClientRect();"
            "return [b.x + b.width / 2, b.y + b.height / 2]", picture)
        self.wide.execute_cdp_cmd("Input.dispatchMouseEvent", {"type": "mouseMoved", "x": x, "y": y})
        tip = self.wide.execute_script("return arguments[0].querySelector('[aria-label=tip]').textContent", picture)
        self.assertIn(row[0][0], tip)
        self.assertIn(row[1][0], tip)

    def test_says_the_answer_without_a_script(self):
        text = re.sub(r"<script.*?</script>|<style.*?</style>", "", self.page.read_text(encoding="utf-8"), flags=re.DOTALL)
        self.assertRegex(text, r"<h1>Fund <strong>Half the failures</strong>: it earns [\d,]+\u00a0EUR more than ")
        self.assertIn("<caption>The policies, best first</caption>", text)

    def test_is_small(self):
        self.assertLess(self.page.stat().st_size, 1_500_000)


if __name__ == "__main__":
    unittest.main()
