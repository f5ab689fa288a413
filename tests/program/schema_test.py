#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What `tenure schema` accepts: every file of the repository, and of sweeps none that is broken. Skips where
python3-jsonschema is not installed."""

import copy
import json
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

import yaml

try:
    import jsonschema
except ImportError:
    jsonschema = None

PROGRAM = os.environ["TENURE_PROGRAM"]
SOURCE = pathlib.Path(os.environ["TENURE_SOURCE_DIR"])
SWEEPS = sorted((SOURCE / "scenarios" / "sweeps").glob("*.yaml"))


class PlainLoader(yaml.SafeLoader):
    """Without dates, which no schema knows."""


PlainLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def tenure(*words):
    return subprocess.run([PROGRAM, *words], capture_output=True, text=True, check=False)


def read(text):
    return yaml.load(text, PlainLoader)


@unittest.skipUnless(jsonschema, "python3-jsonschema is not installed")
class Schema(unittest.TestCase):
    def setUp(self):
        self.of_sweeps = jsonschema.Draft7Validator(json.loads(tenure("schema", "sweep").stdout))
        self.of_scenarios = jsonschema.Draft7Validator(json.loads(tenure("schema").stdout))
        for validator in (self.of_sweeps, self.of_scenarios):
            validator.check_schema(validator.schema)

    def test_every_sweep_of_the_repository_conforms(self):
        self.assertGreaterEqual(len(SWEEPS), 3)
        for path in SWEEPS:
            errors = list(self.of_sweeps.iter_errors(read(path.read_text(encoding="utf-8"))))
            self.assertEqual(errors, [], path)

    def test_every_sweep_of_the_guides_conforms(self):
        count = 0
        for page in sorted((SOURCE / "docs").rglob("*.md")):
            for text in re.findall(r"^```yaml file=.*?\n(.*?)^```", page.read_text(encoding="utf-8"), re.M | re.S):
                if re.search(r"^design:", text, re.M):
                    self.assertEqual(list(self.of_sweeps.iter_errors(read(text))), [], page)
                    count += 1
        self.assertGreaterEqual(count, 3)

    def test_every_scenario_of_the_repository_conforms(self):
        paths = [path for path in sorted((SOURCE / "scenarios").rglob("*.yaml")) if path not in SWEEPS]
        self.assertGreater(len(paths), 20)
        for path in paths:
            errors = list(self.of_scenarios.iter_errors(read(path.read_text(encoding="utf-8"))))
            self.assertEqual(errors, [], path)

    def test_no_broken_sweep_conforms_nor_is_read(self):
        """What the schema refuses the program refuses too: it is nowhere stricter."""
        whole = read(SWEEPS[0].read_text(encoding="utf-8"))

        def broken(change):
            sweep = copy.deepcopy(whole)
            change(sweep)
            return sweep

        wrong = {
            "no design": broken(lambda s: s.pop("design")),
            "no scenario": broken(lambda s: s.pop("scenario")),
            "no parameters": broken(lambda s: s.pop("parameters")),
            "an unknown key": broken(lambda s: s.update(replication=3)),
            "an unknown design": broken(lambda s: s["design"].update(kind="latin")),
            "a design without a kind": broken(lambda s: s["design"].pop("kind")),
            "a parameter without a path": broken(lambda s: s["parameters"][0].pop("path")),
            "an unknown key of a parameter": broken(lambda s: s["parameters"][0].update(rnage=[1, 2])),
            "an unknown scale": broken(lambda s: s["parameters"][0].update(scale="cubic")),
            "no replications": broken(lambda s: s.update(replications=0)),
            "half a replication": broken(lambda s: s.update(replications=1.5)),
            "a word for a number": broken(lambda s: s["design"].update(trajectories="many")),
            "nothing for a title": broken(lambda s: s.update(title=None)),
            "a list for a map": broken(lambda s: s.update(keep=["profit"])),
            "parameters as a map": broken(lambda s: s.update(parameters={"a": 1})),
        }
        for what, sweep in wrong.items():
            with self.subTest(what):
                self.assertNotEqual(list(self.of_sweeps.iter_errors(sweep)), [])
                self.assertEqual(self.read_by_program(yaml.safe_dump(sweep)).returncode, 3)
        self.assertEqual(self.read_by_program(yaml.safe_dump(whole)).returncode, 0)

    def read_by_program(self, text):
        with tempfile.TemporaryDirectory() as folder:
            sweeps = pathlib.Path(folder, "scenarios", "sweeps")
            sweeps.mkdir(parents=True)
            for path in (SOURCE / "scenarios").glob("*.yaml"):
                (sweeps.parent / path.name).write_bytes(path.read_bytes())
            (sweeps / "x.yaml").write_text(text, encoding="utf-8")
            return tenure("sweep", str(sweeps / "x.yaml"), "--dry-run")


if __name__ == "__main__":
    unittest.main(verbosity=2)
