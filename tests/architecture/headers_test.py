#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Each header compiles alone: whoever includes it first gets all that it needs.

The build proves that for a header whose own source includes it first, so only the others are compiled here. The model
is one unit of translation in optimised builds, where a header may lean on the one before it: its headers are all
compiled. The compiler is CXX from the environment, g++ without it.
"""

import concurrent.futures
import os
import subprocess
import tempfile
import unittest

from repository import Tree, code_only, includes, made_tree

FLAGS = ["-std=c++20", "-fsyntax-only", "-Wall", "-Wextra", "-Werror", "-x", "c++"]


def does_not_compile(tree, header):
    """What the compiler says of a file that includes nothing but this header; None if it is content."""
    run = subprocess.run(
        [os.environ.get("CXX", "g++"), *FLAGS, f"-I{tree.root / 'sim'}", f"-I{tree.root}", "-"],
        input=f'#include "{header}"\n#include "{header}"\n', capture_output=True, text=True, check=False)
    return None if run.returncode == 0 else f"{header} does not compile alone:\n{run.stderr.strip()}"


def is_proven_by_the_build(tree, header):
    """Whether a source of the same name includes the header before anything else."""
    source = header.removesuffix(".h") + ".cpp"
    if header.startswith("sim/model/") or source not in tree.files:
        return False
    first = next(iter(includes(code_only(tree.read(source)))), None)
    return first is not None and first[2] in (header.removeprefix("sim/"), header.rsplit("/", 1)[-1])


def dependent_headers(tree):
    headers = [f for f in tree.cpp("sim", "analysis", "tests")
               if f.endswith(".h") and not is_proven_by_the_build(tree, f)]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        return [found for found in pool.map(lambda h: does_not_compile(tree, h), headers) if found]


class Headers(unittest.TestCase):
    def test_every_header_compiles_alone(self):
        tree = Tree()
        self.assertTrue(tree.cpp("sim"), "found no sources: the test looks in the wrong place")
        found = dependent_headers(tree)
        self.assertFalse(found, "\n" + "\n\n".join(found))

    def test_a_header_that_needs_another_or_has_no_guard_is_found(self):
        with tempfile.TemporaryDirectory() as folder:
            tree = made_tree(folder, {
                "sim/engine/good.h": "#pragma once\n#include <cstdint>\nusing Count = std::int64_t;\n",
                "sim/engine/needy.h": "#pragma once\ninline Count f() { return 0; }\n",
                "sim/engine/bare.h": "struct A {};\n",
                "sim/engine/late.h": "#pragma once\ninline Count g() { return 0; }\n",
                "sim/engine/late.cpp": '#include "engine/good.h"\n#include "engine/late.h"\n',
                "sim/engine/first.h": "#pragma once\ninline Count h() { return 0; }\n",
                "sim/engine/first.cpp": '#include "engine/first.h"\n',
            })
            found = " ".join(dependent_headers(tree))
        self.assertIn("late.h does not", found)
        self.assertNotIn("first.h", found, "whoever builds it is told")
        self.assertIn("needy.h does not", found)
        self.assertIn("bare.h does not", found)
        self.assertNotIn("good.h does not", found)


if __name__ == "__main__":
    unittest.main()
