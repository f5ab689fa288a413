#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The guides tell the truth: their files are written, their commands run, and what these print is what the guides show.

    guide_test.py            compares
    guide_test.py --update   writes what the commands print into the guides

Fences: ```yaml file=NAME writes a file, append=NAME adds to it; ```console holds one command after "$ ", then all that
it prints, stdout before stderr. `scenarios` is the repository's. Times and speeds are the machine's and not compared.
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

PROGRAM = pathlib.Path(os.environ["TENURE_PROGRAM"])
SOURCE = pathlib.Path(os.environ["TENURE_SOURCE_DIR"]).resolve()
GUIDES = sorted((SOURCE / "docs" / "guide").glob("*.md"))
FENCE = re.compile(r"^```(yaml|console)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# What a run that takes long says of its progress, which depends on the machine.
PROGRESS = re.compile(r"^.* \d+ %(, .* left)?\n", re.MULTILINE)
EFFORT = re.compile(r"^(.* events) in .*$", re.MULTILINE)


def printed_by(command, folder):
    environment = {**os.environ, "PATH": f"{PROGRAM.parent}:{os.environ['PATH']}"}
    done = subprocess.run(command, shell=True, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    return done.stdout + PROGRESS.sub("", done.stderr)


def carried_out(text):
    """The guide with what its commands print today."""
    with tempfile.TemporaryDirectory() as folder:
        (pathlib.Path(folder) / "scenarios").symlink_to(SOURCE / "scenarios")

        def carry_out(fence):
            kind, label, body = fence.group(1), fence.group(2).strip(), fence.group(3)
            if kind == "yaml":
                action, _, name = label.partition("=")
                with open(pathlib.Path(folder) / name, {"file": "w", "append": "a"}[action], encoding="utf-8") as file:
                    file.write(body)
                return fence.group(0)
            command = body.splitlines()[0]
            return f"```console{fence.group(2)}\n{command}\n{printed_by(command.removeprefix('$ '), folder)}```"
        return FENCE.sub(carry_out, text)


class Guide(unittest.TestCase):
    maxDiff = None

    def test_shows_what_its_commands_print(self):
        self.assertGreater(len(GUIDES), 1)
        for guide in GUIDES:
            with self.subTest(guide.name):
                text = guide.read_text(encoding="utf-8")
                self.assertGreater(len(FENCE.findall(text)), 2)
                self.assertEqual(EFFORT.sub(r"\1", text), EFFORT.sub(r"\1", carried_out(text)),
                                 "run tests/program/guide_test.py --update and read the difference")


if __name__ == "__main__":
    if sys.argv[1:] == ["--update"]:
        for one in GUIDES:
            one.write_text(carried_out(one.read_text(encoding="utf-8")), encoding="utf-8")
    else:
        unittest.main()
