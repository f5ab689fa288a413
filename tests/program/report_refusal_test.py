#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`tenure report` and files that are no results of its own: refused with the reason and exit code 4, and no page is left.

Each file begins as a real one. What a stranger does to it he can also seal, since a seal protects against damage and
not against malice.
"""

import hashlib
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

try:
    import h5py
except ImportError:
    h5py = None

PROGRAM = os.environ["TENURE_PROGRAM"]
SOURCE = pathlib.Path(os.environ["TENURE_SOURCE_DIR"])
SEAL = 81  # bytes


def sealed(content):
    return content + b"\ntenure: sha256 " + hashlib.sha256(content).hexdigest().encode() + b"\n"


class Refusal(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        if h5py is None:
            print("skipped: python3-h5py is not installed", file=sys.stderr)
            raise unittest.SkipTest("python3-h5py is not installed")
        cls.folder = tempfile.TemporaryDirectory()
        cls.place = pathlib.Path(cls.folder.name)
        subprocess.run([PROGRAM, "compare", str(SOURCE / "scenarios" / "starter.yaml"), "--replications", "2", "-o",
                        str(cls.place / "R.h5"), "--quiet"], check=True, stdout=subprocess.DEVNULL)
        cls.whole = (cls.place / "R.h5").read_bytes()

    @classmethod
    def tearDownClass(cls):
        if hasattr(cls, "folder"):
            cls.folder.cleanup()

    def changed(self, change):
        """The file after `change(h5py.File)`, with a new seal."""
        path = self.place / "changing.h5"
        path.write_bytes(self.whole[:-SEAL])
        with h5py.File(path, "r+") as file:
            change(file)
        return sealed(path.read_bytes())

    def assert_refused(self, content, reason):
        for words in ([], ["--term"], ["--methods"]):
            path = self.place / "stranger.h5"
            path.write_bytes(content)
            done = subprocess.run([PROGRAM, "report", "stranger.h5", *words], cwd=self.place, capture_output=True,
                                  text=True, check=False)
            if not words and "cannot write pages" in done.stderr:
                continue  # a build without
            self.assertEqual(done.returncode, 4, done.stderr)
            self.assertIn("stranger.h5: ", done.stderr)
            self.assertIn(reason, done.stderr)
            self.assertEqual(done.stdout, "")
            self.assertFalse((self.place / "stranger.html").exists())

    def test_a_file_that_nobody_changed_is_accepted(self):
        (self.place / "copy.h5").write_bytes(sealed(self.whole[:-SEAL]))
        done = subprocess.run([PROGRAM, "report", "copy.h5", "--term"], cwd=self.place, capture_output=True, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_truncated_and_damaged(self):
        self.assert_refused(self.whole[:len(self.whole) // 2], "truncated, changed by another program")
        self.assert_refused(self.whole[:40], "too short to have a seal")
        self.assert_refused(b"", "too short to have a seal")
        middle = len(self.whole) // 2
        self.assert_refused(self.whole[:middle] + bytes([self.whole[middle] ^ 1]) + self.whole[middle + 1:], "damaged")

    def test_foreign(self):
        self.assert_refused(sealed(b"policy,profit\ntoday,1\n" * 20), "stranger.h5: cannot be read as results")
        path = self.place / "other.h5"
        with h5py.File(path, "w") as file:
            file["x"] = [1, 2, 3]
        self.assert_refused(sealed(path.read_bytes()), "an HDF5 file, but not one with results of tenure")

    def test_another_version(self):
        def later(file):
            file.attrs.modify("layout_version", [99, 0])
        self.assert_refused(self.changed(later), "its layout is version 99.0")

    def test_links(self):
        def external(file):
            file["extra"] = h5py.ExternalLink("/etc/passwd", "/")
        self.assert_refused(self.changed(external), "extra: a link to another file")

        def soft(file):
            file["extra"] = h5py.SoftLink("/policy")
        self.assert_refused(self.changed(soft), "extra: a link instead of a variable")

    def test_values_elsewhere(self):
        def stored_outside(file):
            file.create_dataset("extra", (16,), dtype="i1", external=[("/etc/passwd", 0, 16)])
        self.assert_refused(self.changed(stored_outside), "extra: its values are in another file")

        def virtual(file):
            layout = h5py.VirtualLayout(shape=(3,), dtype="i8")
            layout[:] = h5py.VirtualSource("other.h5", "x", shape=(3,))
            file.create_virtual_dataset("extra", layout)
        self.assert_refused(self.changed(virtual), "extra: a virtual dataset")

    def test_other_values_under_the_same_digest(self):
        def richer(file):
            file["profit_total"][...] = file["profit_total"][...] + 100
        self.assert_refused(self.changed(richer), "do not agree with its digest")


if __name__ == "__main__":
    unittest.main()
