#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Layers are folders: who may include what, and what engine and model may never use.

    cli -> verify -> experiment -> {scenario, results} -> model -> engine
    analysis is used by experiment, verify and cli, and depends on the standard library and Boost only

Each rule returns what breaks it as "file:line: why". Each is tried on the repository, where it must find nothing,
and on a small made repository, where it must find something.
"""

import re
import tempfile
import unittest

from repository import Tree, code_only, includes, line_of, made_tree

# What a folder may include of ours.
MAY_INCLUDE = {
    "sim/engine": {"engine"},
    "sim/model": {"model", "engine"},
    "sim/scenario": {"scenario", "model", "engine"},
    "sim/results": {"results", "model", "engine"},
    "sim/experiment": {"experiment", "scenario", "results", "analysis", "model", "engine"},
    "sim/verify": {"verify", "experiment", "scenario", "results", "analysis", "model", "engine"},
    "sim/cli": {"cli", "verify", "experiment", "scenario", "results", "analysis", "model", "engine"},
    "analysis": {"analysis"},
}

# Headers with a home: nobody else may include them.
HOMES = {
    r"mpi\.h": r"sim/experiment/work_queue\.cpp",
    r"hdf5(_hl)?\.h|H5\w+\.h": r"sim/results/\w+\.cpp",
    r"yaml-cpp/.*": r"sim/scenario/\w+\.cpp",
    r"thread|mutex|shared_mutex|condition_variable|barrier|latch|semaphore|future|pthread\.h":
        # Replications and customers are worked by the engine's team, replications report their progress under a
        # lock and keep what they finished, packs of a sweep are handed out and filled under one, one thread waits for
        # signals, one lets MPI answer others.
        r"sim/(engine/team|experiment/(replicate|part_store|sweep_run|work_queue)|cli/interruption)\.(h|cpp)",
}

# Files outside sim/ and analysis/ are tests and may use what they need.
SIM = ("sim", "analysis")
CORE = ("sim/engine", "sim/model")

CORE_NEVER_INCLUDES = (r"iostream|ostream|istream|fstream|iomanip|random|ctime|sys/time\.h|time\.h")
CORE_NEVER_SAYS = {
    r"\b(system_clock|steady_clock|high_resolution_clock|clock_gettime|gettimeofday)\b": "reads a clock of the machine",
    r"\bstd::\w+_distribution\b": "draws from a distribution that the standard leaves open",
    r"\b(random_device|mt19937(_64)?|default_random_engine)\b|(?<![\w.:>])s?rand\s*\(": "has a generator of its own",
    r"\bgetenv\b": "reads the environment",
}
# glibc picks variants of these by processor, and their last bits differ.
LIBM = re.compile(r"\bstd::(exp|exp2|expm1|log|log2|log10|log1p|pow|cbrt|hypot|sin|cos|tan|asin|acos|atan|atan2|sinh|cosh"
                  r"|tanh|erf|erfc|lgamma|tgamma)\s*\(")
MUTABLE_STATIC = re.compile(r"\b(?:static|thread_local)\s+(?!(?:inline\s+)?(?:constexpr|consteval|const)\b)[^;{}()=]*[;={]")


def folder_of(path):
    return next((folder for folder in MAY_INCLUDE if path.startswith(folder + "/")), None)


def wrong_layer(tree):
    """Includes against the order of the layers; also ours in <>, and non-standard headers in analysis."""
    for path in tree.cpp(*SIM):
        allowed = MAY_INCLUDE.get(folder_of(path))
        if allowed is None:
            yield f"{path}:1: belongs to no layer"
            continue
        for line, system, header in includes(code_only(tree.read(path))):
            layer = header.split("/")[0]
            if not system and layer not in allowed:
                yield f"{path}:{line}: {folder_of(path)} may not include {header}"
            if system and folder_of(path) == "analysis" and not re.fullmatch(r"[a-z0-9_]+|boost/.*", header):
                yield f"{path}:{line}: analysis depends on the standard library and Boost only, not on {header}"


def away_from_home(tree):
    """mpi.h, hdf5.h, yaml-cpp and threads outside the one place that each has."""
    for path in tree.cpp(*SIM):
        for line, _, header in includes(code_only(tree.read(path))):
            for pattern, home in HOMES.items():
                if re.fullmatch(pattern, header) and not re.fullmatch(home, path):
                    yield f"{path}:{line}: {header} may be included in {home} only"


def mechanism_knows_mechanism(tree):
    """A mechanism hears occurrences; it never includes another mechanism."""
    for path in tree.cpp("sim/model/mechanisms"):
        own = re.sub(r"\.(h|cpp)$", ".h", path).removeprefix("sim/")
        for line, _, header in includes(code_only(tree.read(path))):
            if header.startswith("model/mechanisms/") and header != own:
                yield f"{path}:{line}: a mechanism may not include another ({header})"


def core_reaches_out(tree):
    """Engine and model know no stream, no clock, no global generator and nothing that the machine decides."""
    for path in tree.cpp(*CORE):
        code = code_only(tree.read(path))
        for line, _, header in includes(code):
            if re.fullmatch(CORE_NEVER_INCLUDES, header):
                yield f"{path}:{line}: engine and model may not include {header}"
        for pattern, why in CORE_NEVER_SAYS.items():
            for match in re.finditer(pattern, code):
                yield f"{path}:{line_of(code, match.start())}: {match.group().strip()} {why}"
        for match in LIBM.finditer(code):
            yield (f"{path}:{line_of(code, match.start())}: {match.group()}...) differs between processors; "
                   "take the function of engine/elementary.h")


def core_has_mutable_static(tree):
    """No variable outlives or is shared between simulations. (machine_code_test.py looks for what this misses.)"""
    for path in tree.cpp(*CORE):
        code = code_only(tree.read(path))
        for match in MUTABLE_STATIC.finditer(code):
            yield f"{path}:{line_of(code, match.start())}: {' '.join(match.group().split())} is mutable and static"


# A small repository for each rule, with the number of lines that break it.
BROKEN = {
    wrong_layer: (7, {
        "sim/engine/time.h": '#include "model/quantities.h"\n#include "engine/time.h"\n',
        "sim/model/bond.cpp": '#include "scenario/read.h"\n// #include "cli/main.h"\n',
        "sim/results/write.cpp": '#include "scenario/read.h"\n',
        "sim/scenario/read.cpp": '  #  include "results/write.h"\n#include "model/quantities.h"\n',
        "sim/experiment/run.cpp": '#include "cli/table.h"\n#include "analysis/interval.h"\n',
        "analysis/interval.cpp": '#include "engine/time.h"\n#include <yaml-cpp/yaml.h>\n#include <boost/math/tools.hpp>\n',
    }),
    away_from_home: (6, {
        "sim/experiment/run.cpp": "#include <mpi.h>\n",
        "sim/experiment/work_queue.cpp": "#include <mpi.h>\n",
        "sim/results/write.h": "#include <hdf5.h>\n",
        "sim/results/write.cpp": "#include <hdf5.h>\n#include <hdf5_hl.h>\n",
        "sim/scenario/node.h": "#include <yaml-cpp/yaml.h>\n",
        "sim/scenario/node.cpp": "#include <yaml-cpp/yaml.h>\n",
        "sim/engine/cell.h": "#include <mutex>\n",
        "sim/engine/team.h": "#include <thread>\n#include <barrier>\n",
        "sim/cli/run.cpp": "#include <hdf5.h>\n#include <thread>\n",
    }),
    mechanism_knows_mechanism: (1, {
        "sim/model/mechanisms/finance.cpp":
            '#include "model/mechanisms/finance.h"\n#include "model/mechanisms/purchasing.h"\n#include "model/bond.h"\n',
        "sim/model/composition.h": '#include "model/mechanisms/purchasing.h"\n',
    }),
    core_reaches_out: (8, {
        "sim/engine/a.h": "#include <iostream>\n#include <random>\nauto t = std::chrono::steady_clock::now();\n",
        "sim/model/b.cpp":
            'std::exponential_distribution<double> d;\nint r = rand();\nconst char* e = std::getenv("HOME");\n'
            'double x = std::exp(1.0);  // std::log(2.0)\nstd::mt19937_64 g;\nauto s = "steady_clock";\n'
            "auto ok = std::sqrt(2.0) + engine::exp(1.0) + operand(3);\n",
    }),
    core_has_mutable_static: (4, {
        "sim/engine/a.cpp":
            "static int counter = 0;\nstatic constexpr int kOne = 1;\nstatic const int two = 2;\nstatic int f();\n"
            "static_assert(true);\nauto x = static_cast<int>(y);\nthread_local std::vector<int> scratch;\n"
            "static inline constexpr int kThree{3};\n",
        "sim/model/b.h": "struct A {\n  static void describe(Describer& d);\n  static std::map<int, int>\n      cache;\n};\n"
                         "inline void g() { static A a{}; }\n",
    }),
}


class Layers(unittest.TestCase):
    def test_the_repository_keeps_every_rule(self):
        tree = Tree()
        self.assertGreater(len(tree.cpp(*CORE)), 3, "found no sources: the test looks in the wrong place")
        for rule in BROKEN:
            with self.subTest(rule.__name__):
                found = list(rule(tree))
                self.assertFalse(found, "\n" + "\n".join(found))

    def test_every_rule_finds_what_breaks_it(self):
        for rule, (count, contents) in BROKEN.items():
            with self.subTest(rule.__name__), tempfile.TemporaryDirectory() as folder:
                found = list(rule(made_tree(folder, contents)))
                self.assertEqual(len(found), count, "\n" + "\n".join(found))


if __name__ == "__main__":
    unittest.main()
