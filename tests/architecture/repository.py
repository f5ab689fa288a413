# SPDX-License-Identifier: Apache-2.0
"""The repository as the architecture tests see it: its own files, and C++ text without comments."""

import pathlib
import re
import shutil
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
CPP = (".h", ".cpp")


class Tree:
    """A folder of files; the repository by default, a made one in the tests of the rules themselves."""

    def __init__(self, root=ROOT, files=None):
        self.root = pathlib.Path(root)
        self.files = sorted(own_files(self.root) if files is None else files)

    def read(self, path):
        return (self.root / path).read_text(encoding="utf-8", errors="replace")

    def cpp(self, *folders):
        """C++ files below one of the folders."""
        return [f for f in self.files
                if f.endswith(CPP) and any(f.startswith(folder + "/") for folder in folders)]


def made_tree(root, contents):
    """Writes {path: text} below root and returns it as a Tree: a small repository that breaks a rule."""
    for path, text in contents.items():
        file = pathlib.Path(root) / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return Tree(root, contents)


def own_files(root):
    """Paths of the project's files, relative to root: what git tracks or would track, else all but builds."""
    if shutil.which("git") and (root / ".git").exists():
        listing = subprocess.run(
            ["git", "-c", f"safe.directory={root}", "-C", str(root), "ls-files", "-z",
             "--cached", "--others", "--exclude-standard"], capture_output=True, check=False)
        if listing.returncode == 0:
            paths = listing.stdout.decode().split("\0")
            return [p for p in paths if p and (root / p).is_file()]
    found = (p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file())
    return [p for p in found if not re.match(r"build/|\.git/|quickstart\.(h5|html)", p) and "__pycache__" not in p]


_NOISE = re.compile(
    r'//[^\n]*|/\*.*?\*/|R"(?P<tag>[^()\s\\]*)\(.*?\)(?P=tag)"|"(?:\\.|[^"\\\n])*"|(?<![0-9a-fA-F])\'(?:\\.|[^\'\\\n])+\'',
    re.DOTALL)


def code_only(text):
    """C++ text with comments, strings and characters blanked; lines keep their numbers. #include stays."""
    def blank(match):
        before = text[text.rfind("\n", 0, match.start()) + 1:match.start()]
        if re.fullmatch(r"\s*#\s*include\s*", before):
            return match.group()
        return re.sub(r"[^\n]", " ", match.group())
    return _NOISE.sub(blank, text)


_INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.MULTILINE)


def includes(text):
    """(line, system header or not, path) of every #include."""
    for match in _INCLUDE.finditer(text):
        yield line_of(text, match.start()), match.group(1) == "<", match.group(2)


def line_of(text, position):
    return text.count("\n", 0, position) + 1
