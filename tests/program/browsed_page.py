# SPDX-License-Identifier: Apache-2.0
"""What tests of pages share: a page, loaded in Chromium on a wide screen and a phone, in light and dark, and what must hold
for each of them. Tests skip where Chromium or Selenium is not installed; with TENURE_SCREENSHOTS=DIR they leave pictures
there, to be looked at.
"""

import base64
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

try:
    from selenium import webdriver
    from selenium.webdriver.common.by import By
except ImportError:
    webdriver = None
try:
    import h5py
except ImportError:
    h5py = None

PROGRAM = os.environ["TENURE_PROGRAM"]
SOURCE = pathlib.Path(os.environ["TENURE_SOURCE_DIR"])
BROWSER = shutil.which("chromium") or shutil.which("chromium-browser")
DRIVER = shutil.which("chromedriver")
WIDTHS = (1280, 400)
SCHEMES = ("light", "dark")


def why_not():
    if not BROWSER or not DRIVER or webdriver is None:
        return "Chromium, its driver or python3-selenium is not installed"
    if h5py is None:
        return "python3-h5py is not installed"
    findings = json.loads(subprocess.run([PROGRAM, "doctor", "--json"], capture_output=True, text=True,
                                         check=False).stdout)["findings"]
    pages = next(one for one in findings if one["name"] == "report_pages")["text"]
    return None if pages.startswith("can be written") else f"this build writes no pages: {pages}"


def start_browser(folder, width, scheme):
    options = webdriver.ChromeOptions()
    options.binary_location = BROWSER
    for word in ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-dev-shm-usage", "--no-first-run",
                 f"--user-data-dir={folder}/profile-{width}-{scheme}"):
        options.add_argument(word)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    service = webdriver.chrome.service.Service(executable_path=DRIVER)
    browser = webdriver.Chrome(options=options, service=service)
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride",
                            {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600})
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia",
                            {"features": [{"name": "prefers-color-scheme", "value": scheme}]})
    return browser


def shown_number(text):
    """The first number of a cell as it is read, and how much its last digit is worth."""
    found = re.search(r"\u2212?[\d,]+(\.\d+)?", text)
    digits = found.group().replace(",", "").replace("\u2212", "-")
    return float(digits), 10.0 ** -len((found.group(1) or ".")[1:])


class BrowsedPage(unittest.TestCase):
    """`make_results` writes results into `folder` and says where; the page of them is `page`, in `browsers`."""

    name = "page"  # of pictures

    @classmethod
    def make_results(cls):
        raise NotImplementedError

    @classmethod
    def setUpClass(cls):
        reason = why_not()
        if reason:
            print(f"skipped: {reason}", file=sys.stderr)
            raise unittest.SkipTest(reason)
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="tenure-page-"))
        cls.results, cls.page = cls.make_results(), cls.folder / "page.html"
        subprocess.run([PROGRAM, "report", str(cls.results), "-o", str(cls.page), "--quiet"], check=True)
        cls.browsers = {}
        for width in WIDTHS:
            for scheme in SCHEMES:
                browser = start_browser(cls.folder, width, scheme)
                cls.browsers[width, scheme] = browser
                browser.get("about:blank")
                browser.get_log("performance")  # of the browser's own first page
                browser.get(cls.page.as_uri())
        cls.wide = cls.browsers[1280, "light"]

    @classmethod
    def tearDownClass(cls):
        for browser in getattr(cls, "browsers", {}).values():
            browser.quit()
        shutil.rmtree(getattr(cls, "folder", ""), ignore_errors=True)

    where = ""

    def on_each(self):
        for (width, scheme), browser in self.browsers.items():
            self.where = f" [{width} pixels, {scheme}]"
            yield width, scheme, browser

    def _formatMessage(self, msg, standardMsg):
        return super()._formatMessage(msg, standardMsg) + self.where

    def figures(self, browser):
        return browser.find_elements(By.CSS_SELECTOR, "figure[data-kind]")

    def test_a_complains_of_nothing_and_asks_for_nothing(self):
        for _, _, browser in self.on_each():
            self.assertEqual([line["message"] for line in browser.get_log("browser")], [])
            asked = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
            urls = {one["params"]["request"]["url"] for one in asked if one["method"] == "Network.requestWillBeSent"}
            own = {url for url in urls if not url.startswith("chrome")}
            self.assertEqual(own, {self.page.as_uri()})

    def test_fits_its_screen(self):
        for width, _, browser in self.on_each():
            self.assertLessEqual(browser.execute_script("return document.documentElement.scrollWidth"), width)

    def test_is_built_for_screen_readers_and_keyboards(self):
        browser = self.wide
        self.assertEqual(browser.execute_script("return document.documentElement.lang"), "en")
        self.assertEqual(len(browser.find_elements(By.TAG_NAME, "main")), 1)
        self.assertEqual(len(browser.find_elements(By.TAG_NAME, "h1")), 1)
        for section in browser.find_elements(By.TAG_NAME, "section"):
            heading = browser.find_element(By.ID, section.get_attribute("aria-labelledby"))
            self.assertEqual(heading.tag_name, "h2")
        self.assertEqual(browser.execute_script(
            "return [...document.querySelectorAll('table')].filter(t => !t.caption || "
            "[...t.querySelectorAll('th')].some(h => !h.scope)).length"), 0)
        self.assertEqual(browser.execute_script(
            "const ids = [...document.querySelectorAll('[id]')].map(e => e.id); return ids.length - new Set(ids).size"), 0)

    def rows(self, table):
        """A table as lists of (text, value): the value is None where the cell is a text."""
        return self.wide.execute_script(
            "return [...arguments[0].tBodies[0].rows].map(row => [...row.cells].map(cell => "
            "[cell.firstChild ? cell.firstChild.textContent : '', "
            "cell.querySelector('data') ? Number(cell.querySelector('data').value) : null]))", table)

    def assert_shown(self, cell, exact, factor=1.0):
        text, value = cell
        self.assertAlmostEqual(value, exact, delta=1e-9 * max(1.0, abs(exact)))
        shown, step = shown_number(text)
        self.assertAlmostEqual(shown, exact * factor, delta=0.5000001 * step, msg=text)

    def test_pictures(self):
        place = os.environ.get("TENURE_SCREENSHOTS")
        if not place:
            self.skipTest("TENURE_SCREENSHOTS names no folder")
        for width, scheme, browser in self.on_each():
            browser.execute_script("scrollTo({top: 0, behavior: 'instant'})")
            height = browser.execute_script("return document.documentElement.scrollHeight")
            for part, top in enumerate(range(0, height, 2000)):
                clip = {"x": 0, "y": top, "width": width, "height": min(2000, height - top), "scale": 1}
                shot = browser.execute_cdp_cmd("Page.captureScreenshot", {"captureBeyondViewport": True, "clip": clip})
                pathlib.Path(place, f"{self.name}-{width}-{scheme}-{part}.png").write_bytes(base64.b64decode(shot["data"]))
