# SPDX-License-Identifier: Apache-2.0
"""docs/developer/add_a_mechanism.md, followed to the letter in a copy of the source: its code is
put where it says, the program is built, and its commands are run."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

SOURCE = pathlib.Path(os.environ["TENURE_SOURCE_DIR"])
PAGE = SOURCE / "docs/developer/add_a_mechanism.md"


def code_blocks(page):
    """{path: code} of the blocks that come after a line that names their file."""
    blocks = {}
    named = r"`(sim/model/mechanisms/\w+\.(?:h|cpp))`.*?```cpp\n(.*?)```"
    for path, code in re.findall(named, page, re.DOTALL):
        blocks[path] = code
    return blocks


def replace_once(path, old, new):
    text = path.read_text()
    assert text.count(old) == 1, f"{path}: {old!r} stands there {text.count(old)} times"
    path.write_text(text.replace(old, new))


def add(copy, blocks):
    for path, code in blocks.items():
        (copy / path).write_text(code)
    model = copy / "sim/model"
    replace_once(model / "composition.h", "class WinBack;\n", "class WinBack;\nclass Thanks;\n")
    composition = (model / "composition.h").read_text()
    before, rest = composition.split("TypeList<", 1)
    names, after = rest.split(">", 1)
    assert "Leaving" in names, "the list of mechanisms is somewhere else"
    # Leaving hears last.
    names = re.sub(r"\bLeaving\b", "Thanks, Leaving", names)
    (model / "composition.h").write_text(f"{before}TypeList<{names}>{after}")
    replace_once(model / "mechanisms.h", '#include "model/mechanisms/win_back.h"\n',
                 '#include "model/mechanisms/thanks.h"\n#include "model/mechanisms/win_back.h"\n')
    replace_once(model / "CMakeLists.txt", "  mechanisms/win_back.cpp\n",
                 "  mechanisms/thanks.cpp\n  mechanisms/win_back.cpp\n")


def run(command, where):
    print("$", *command, flush=True)
    done = subprocess.run(command, cwd=where, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"ended with {done.returncode}:\n{done.stdout[-4000:]}\n{done.stderr[-4000:]}")
    return done.stdout


def main():
    page = PAGE.read_text()
    blocks = code_blocks(page)
    assert sorted(blocks) == ["sim/model/mechanisms/thanks.cpp", "sim/model/mechanisms/thanks.h"]
    assert "--set 'thanks={every: 5}' --set relationship={}" in page
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder) / "tenure"
        shutil.copytree(SOURCE, copy, ignore=shutil.ignore_patterns("build", ".git", "*.h5*"))
        add(copy, blocks)
        run(["cmake", "--preset", "dev", "-DTENURE_TESTS=OFF"], copy)
        run(["cmake", "--build", "--preset", "dev", "--target", "tenure"], copy)
        command = ["build/dev/tenure", "run", "scenarios/corner_shop.yaml", "--set",
                   "thanks={every: 5}", "--set", "relationship={}", "--replications", "1", "--json"]
        kpis = json.loads(run(command, copy))["kpis"]
        notes = kpis["notes_of_thanks"]["mean"]
        purchases = kpis["purchases"]["mean"]
        print(f"{notes:.0f} notes of thanks for {purchases:.0f} purchases")
        # A note every fifth purchase of each customer.
        assert 0.5 * purchases / 5 < notes <= purchases / 5
        text = run(["build/dev/tenure", "explain", "scenarios/corner_shop.yaml", "--set",
                    "thanks={every: 5}"], copy)
        assert "thanks.gain" in text


if __name__ == "__main__":
    main()
