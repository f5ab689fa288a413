#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The order of the house: where things stand, how long files are, and what no file may say.

Each rule returns what breaks it as "file:line: why". Each is tried on the repository, where it must find nothing,
and on a small made repository, where it must find something.
"""

import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

from repository import CPP, Tree, code_only, line_of, made_tree

TOP_LEVEL = {"CMakeLists.txt", "CMakePresets.json", "sim", "scenarios", "analysis", "tests", "docs",
             "README.md", "LICENSE", "CHANGELOG.md"}
LONG, TOO_LONG = 500, 600  # lines: worth a look, an error

# Folders of one person's machine. Programs ask for a place (mktemp, TMPDIR), documents name none.
MACHINE_PATH = re.compile(r"(?<![\w.}~)>-])/(?:home|root|Users|work|tmp|farm|mnt|media|scratch)(?=/\w)")
LOCAL_HOST = re.compile(r"https?://(?:localhost|\d+\.\d+\.\d+\.\d+|[\w.-]+\.(?:internal|local|lan|corp|intra))\b")

VAGUE_TYPE = re.compile(r"\b(?:class|struct)\s+(\w*(?:Manager|Helper|Util|Utils|Utility|Impl))\b")
FORBIDDEN_CODE = {
    r"\busing\s+namespace\s+std\s*;": "names come with their namespace",
    r"\b[Cc]hurned\b|\b_?is_churned\b": "a customer has left",
}
UNOWNED_TASK = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b(?!\s*\(?#\d+)")


def stranger_at_top_level(tree):
    for entry in sorted({path.split("/")[0] for path in tree.files}):
        if entry not in TOP_LEVEL and not entry.startswith("."):
            yield f"{entry}:1: does not belong at the top level"


def too_long(tree):
    for path in tree.files:
        if path.endswith((*CPP, ".py", ".sh")):
            lines = tree.read(path).count("\n")
            if lines > TOO_LONG:
                yield f"{path}:{lines}: longer than {TOO_LONG} lines; does it hold one thing?"


def unlicensed_or_unguarded(tree):
    """SPDX in the first line (the second, after #!); #pragma once in headers."""
    for path in tree.files:
        if not path.endswith((*CPP, ".py", ".sh")):
            continue
        text = tree.read(path)
        if "SPDX-License-Identifier: Apache-2.0" not in "\n".join(text.split("\n", 2)[:2]):
            yield f"{path}:1: has no SPDX line"
        if path.endswith(".h") and not re.search(r"^#pragma once$", text, re.MULTILINE):
            yield f"{path}:1: has no #pragma once"


def names_a_machine(tree):
    for path in tree.files:
        text = tree.read(path)
        for pattern in (MACHINE_PATH, LOCAL_HOST):
            for match in pattern.finditer(text):
                yield f"{path}:{line_of(text, match.start())}: {match.group()} is a place on one machine"


def vague_or_unfinished(tree):
    """Type names that say nothing, words against the glossary, tasks without an issue number."""
    for path in tree.cpp("sim", "analysis", "tests"):
        text = tree.read(path)
        code = code_only(text)
        for match in VAGUE_TYPE.finditer(code):
            yield f"{path}:{line_of(code, match.start())}: {match.group(1)} does not say what it is"
        for pattern, why in FORBIDDEN_CODE.items():
            for match in re.finditer(pattern, code):
                yield f"{path}:{line_of(code, match.start())}: {match.group()} ({why})"
        for match in UNOWNED_TASK.finditer(text):
            yield f"{path}:{line_of(text, match.start())}: {match.group()} without the number of an issue"


BROKEN = {
    stranger_at_top_level: (2, {"cmake/a.cmake": "", "notes.txt": "", ".gitignore": "", "sim/a.h": ""}),
    too_long: (1, {"sim/a.cpp": "\n" * (TOO_LONG + 1), "sim/b.cpp": "\n" * TOO_LONG}),
    unlicensed_or_unguarded: (3, {
        "sim/a.h": "// SPDX-License-Identifier: Apache-2.0\n",
        "sim/b.cpp": "int x;\n",
        "tests/c.py": "import os\n",
        "tests/d.sh": "#!/bin/sh\n# SPDX-License-Identifier: Apache-2.0\n",
    }),
    names_a_machine: (4, {
        "README.md": "see " + "/home" + "/me/x, and/or `/customers`, a/home/b, https://doi.org/10.1287/mnsc.33.1.1\n",
        "tests/a.sh": "cd " + "/work" + "/x; ls \"$HOME/work/x\" > '" + "/tmp" + "/y'\n",
        "docs/b.md": "http://" + "127.0.0.1:80/\n",
    }),
    vague_or_unfinished: (4, {
        "sim/a.h": "class EventManager {};\nclass Manages {};\nusing namespace std;\nbool churned;\n"
                   "// TO" + "DO later\n// TO" + "DO(#12) now\n",
    }),
}


class House(unittest.TestCase):
    def test_the_repository_keeps_every_rule(self):
        tree = Tree()
        for rule in BROKEN:
            with self.subTest(rule.__name__):
                found = list(rule(tree))
                self.assertFalse(found, "\n" + "\n".join(found))
        for path in tree.files:
            lines = tree.read(path).count("\n") if path.endswith((*CPP, ".py", ".sh")) else 0
            if lines > LONG:
                print(f"{path}: {lines} lines; does it still hold one thing?")

    def test_every_rule_finds_what_breaks_it(self):
        for rule, (count, contents) in BROKEN.items():
            with self.subTest(rule.__name__), tempfile.TemporaryDirectory() as folder:
                found = list(rule(made_tree(folder, contents)))
                self.assertEqual(len(found), count, "\n" + "\n".join(found))

    @unittest.skipUnless(shutil.which("clang-format"), "clang-format is not installed")
    def test_every_cpp_file_is_formatted(self):
        tree = Tree()
        files = [str(pathlib.Path(tree.root, f)) for f in tree.cpp("sim", "analysis", "tests")]
        check = subprocess.run(["clang-format", "--dry-run", "-Werror", *files],
                               capture_output=True, text=True, check=False)
        badly = sorted(set(re.findall(r"^(\S+?):\d+:\d+: error", check.stderr, re.MULTILINE)))
        self.assertFalse(badly, "\nclang-format -i " + " ".join(badly))
        self.assertEqual(check.returncode, 0, check.stderr)

    @unittest.skipUnless(shutil.which("shellcheck"), "shellcheck is not installed (Debian: shellcheck)")
    def test_every_shell_script_passes_shellcheck(self):
        tree = Tree()
        files = [path for path in tree.files if path.endswith(".sh")]
        self.assertGreaterEqual(len(files), 5)
        check = subprocess.run(["shellcheck", "-x", *files], cwd=tree.root, capture_output=True, text=True,
                               check=False)
        self.assertEqual(check.returncode, 0, check.stdout + check.stderr)


if __name__ == "__main__":
    unittest.main()
