# SPDX-License-Identifier: Apache-2.0
"""A sweep whose process is killed, again and again, comes to the same bytes as one that nobody disturbs.

With an argument: how many kills of the sweep; of merges a quarter of that, and as many SIGTERMs.
"""

import random
import subprocess
import sys
import unittest

from sweeping import KILL, PROGRAM, TERM, Study, after, leftovers, results_in, temporary_folder

KILLS = 12


class Kills(unittest.TestCase):
    def setUp(self):
        self.study = Study(temporary_folder(self))
        self.random = random.Random(20260101)

    def moment(self, longest):
        return self.random.uniform(0.0, 1.05 * longest)

    def expect_the_same(self, folder):
        self.assertEqual(results_in(folder), self.study.results)
        self.assertEqual(leftovers(folder), [])

    def disturb(self, number, times, expected):
        """Starts the sweep and sends the signal, in the same folder until it comes to its end; then in a new one.
        How often it was hit, how many sweeps came to their end, the longest time that it took to go."""
        hit, ended, longest = 0, 0, 0.0
        folder = self.study.new_folder()
        while hit < times:
            threads = str(self.random.randint(1, 3))
            code, took, said = after(self.study.start(folder, "--threads", threads), self.moment(self.study.seconds),
                                     number)
            if code == 0:
                self.expect_the_same(folder)
                folder = self.study.new_folder()
                ended += 1
                continue
            self.assertIn(code, expected, said)
            hit += 1
            longest = max(longest, took)
            there = results_in(folder)
            self.assertTrue(there is None or there == self.study.results, "results that are not whole")
        done = self.study.finish(folder)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.expect_the_same(folder)
        return hit, ended + 1, longest

    def test_half_a_plan_is_no_stranger(self):
        """As a process leaves it that is killed while it writes the plan: found by killing 200 of them."""
        folder = self.study.new_folder()
        folder.mkdir()
        (folder / ".plan.json.tmp.999999999").write_text("half a pl", encoding="utf-8")
        done = self.study.finish(folder)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.expect_the_same(folder)

    def test_kill_of_the_sweep(self):
        hit, ended, _ = self.disturb(KILL, KILLS, (-KILL,))
        print(f"{hit} kills of a sweep of {self.study.seconds:.2f} s, {ended} sweeps ended: all the same")

    def test_term_of_the_sweep(self):
        # -TERM: before it listens, or after its end.
        hit, ended, longest = self.disturb(TERM, max(1, KILLS // 4), (5, -TERM))
        print(f"{hit} times TERM, {ended} sweeps ended: all the same; {longest:.3f} s at most until it went")
        self.assertLess(longest, 2.0)

    def test_kill_of_a_merge(self):
        folder = self.study.new_folder()
        self.assertEqual(self.study.finish(folder).returncode, 0)
        words = [PROGRAM, "merge", str(folder)]
        hit = 0
        seconds = self.study.seconds / 4
        while hit < max(1, KILLS // 4):
            (folder / "results.h5").unlink(missing_ok=True)
            merge = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
            code, _, said = after(merge, self.moment(seconds), KILL)
            if code == 0:
                seconds *= 0.8  # later than its end: aim better
            else:
                self.assertEqual(code, -KILL, said)
                hit += 1
            there = results_in(folder)
            self.assertTrue(there is None or there == self.study.results, "results that are not whole")
        (folder / "results.h5").unlink(missing_ok=True)
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.expect_the_same(folder)
        print(f"{hit} kills of a merge: all the same")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        KILLS = int(sys.argv.pop(1))
    unittest.main(verbosity=2)
