#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What a terminal shows: colour unless it is unwanted, and progress on one line that comes and goes."""

import os
import pathlib
import pty
import re
import signal
import subprocess
import time
import unittest

def has_terminals():
    """Whether this machine hands out pseudo-terminals: some containers do not."""
    try:
        for side in pty.openpty():
            os.close(side)
    except OSError:
        return False
    return True


PROGRAM = os.environ["TENURE_PROGRAM"]
STARTER = str(pathlib.Path(os.environ["TENURE_SOURCE_DIR"]) / "scenarios" / "starter.yaml")

LONG_RUN = ("run", STARTER, "--replications", "100000")
COLOUR = "\x1b[1m"
REWRITE = "\r\x1b[K"


def on_terminal(*words, stop_after=None, **environment):
    """What the program writes to a terminal, and its exit code; `stop_after` seconds it is interrupted."""
    ours, theirs = pty.openpty()
    variables = {**{k: v for k, v in os.environ.items() if k != "NO_COLOR"}, "TERM": "xterm", **environment}
    with subprocess.Popen([PROGRAM, *words], stdin=theirs, stdout=theirs, stderr=theirs, env=variables) as process:
        os.close(theirs)
        seen, start = b"", time.monotonic()
        os.set_blocking(ours, False)
        stopped = False
        while True:
            try:
                part = os.read(ours, 65536)
            except BlockingIOError:
                part = None
            except OSError:  # the other side is closed
                break
            if part == b"":
                break
            seen += part or b""
            if stop_after and not stopped and time.monotonic() - start > stop_after:
                process.send_signal(signal.SIGINT)
                stopped = True
            time.sleep(0.01)
        code = process.wait()
    os.close(ours)
    return seen.decode(), code


@unittest.skipUnless(has_terminals(), "this machine has no pseudo-terminals")
class Terminal(unittest.TestCase):
    def test_headings_stand_out(self):
        self.assertIn(COLOUR, on_terminal("examples")[0])

    def test_nobody_gets_colour_who_does_not_want_it(self):
        self.assertNotIn("\x1b", on_terminal("examples", NO_COLOR="1")[0])
        self.assertNotIn("\x1b", on_terminal("examples", TERM="dumb")[0])

    def test_bars_have_colour_unless_it_is_unwanted(self):
        words = ("compare", STARTER, "--replications", "3", "--term", "--quiet")
        coloured = on_terminal(*words)[0]
        self.assertRegex(coloured, "\x1b\\[3[12]m[^\x1b]*[\u2588\u2592]")
        plain = on_terminal(*words, NO_COLOR="1")[0]
        self.assertNotIn("\x1b", plain)
        self.assertIn("\u2592", plain)
        self.assertLessEqual(max(len(line) for line in plain.splitlines()), 100)

    def test_progress_is_one_line_rewritten_at_most_ten_times_a_second(self):
        seen, code = on_terminal(*LONG_RUN, stop_after=2.5)
        self.assertEqual(code, 5)
        lines = seen.split(REWRITE)[1:]
        shown = [line for line in lines if line.startswith("simulating [")]
        self.assertGreaterEqual(len(shown), 3, seen)
        self.assertLessEqual(len(shown), 26)
        self.assertRegex(shown[-1], r"^simulating \[#*\.*\] \d+ %, .* left$")
        self.assertTrue(lines[-1].startswith("Interrupted."), "the line is gone when the message comes")

    def test_progress_keeps_quiet_when_told_to(self):
        seen, _ = on_terminal(*LONG_RUN, "--quiet", stop_after=1.0)
        self.assertNotIn("simulating", seen)

    def test_a_dumb_terminal_gets_no_control_characters(self):
        seen, _ = on_terminal(*LONG_RUN, stop_after=1.0, TERM="dumb")
        self.assertFalse(re.search(r"\x1b|\r(?!\n)", seen), repr(seen))


if __name__ == "__main__":
    unittest.main()
