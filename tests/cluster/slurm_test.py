# SPDX-License-Identifier: Apache-2.0
"""The sweep as a Slurm array of 10 tasks with a dependent merge, by the script that is shipped, on a real slurmctld and
two nodes: undisturbed; with a task killed and a node set down and back. The same bytes as on a laptop.
"""

import os
import pathlib
import signal
import subprocess
import time
import unittest

import slurm
from sweeping import PROGRAM, SCRIPTS, Study, leftovers, results_in, temporary_folder

TASKS = 10


@unittest.skipIf(slurm.missing(), f"no Slurm: {slurm.missing()}")
class Array(unittest.TestCase):
    def setUp(self):
        self.study = Study(temporary_folder(self), trajectories=40)
        cluster = slurm.Slurm(temporary_folder(self))
        self.slurm = cluster.__enter__()
        self.addCleanup(cluster.stop)
        self.slurm.environment["TENURE"] = PROGRAM
        self.folder = self.study.new_folder()

    def submit(self):
        return self.slurm.run("sh", str(SCRIPTS / "slurm_array.sh"), str(self.study.file), str(self.folder), str(TASKS))

    def states(self):
        return self.slurm.jobs().items()

    def running(self):
        return [job for job, state in self.states() if state == "RUNNING"]

    def expect_the_same(self):
        def is_over():
            self.slurm.hasten()
            return not self.slurm.jobs()

        self.slurm.until(is_over, "all jobs end", 300)
        log = pathlib.Path(f"{self.folder}-logs", "merge.log").read_text(encoding="utf-8")
        self.assertEqual(results_in(self.folder), self.study.results, log)
        self.assertEqual(leftovers(self.folder), [])
        return log

    def test_undisturbed(self):
        began = time.monotonic()
        print(self.submit().strip())
        self.expect_the_same()
        print(f"{TASKS} tasks and a merge: {time.monotonic() - began:.0f} s, the same")

    def test_a_task_killed_and_a_node_lost(self):
        self.submit()
        self.slurm.until(self.running, "a task runs")
        victim = self.running()[0]
        os.kill(self.program_of(victim), signal.SIGKILL)
        self.slurm.until(lambda: victim not in self.running(), "the killed task ends")
        self.slurm.until(lambda: len(self.running()) == 2, "two tasks run")
        before = self.running()
        self.slurm.run("scontrol", "update", f"nodename={slurm.NODES[0]}", "state=down", "reason=test")
        self.slurm.until(lambda: self.slurm.node_state(slurm.NODES[0]).startswith("DOWN"), "the node is down")
        gone = [job for job in before if job not in self.running()]
        self.assertTrue(gone, "no task lost its node")
        self.slurm.run("scontrol", "update", f"nodename={slurm.NODES[0]}", "state=resume")
        self.slurm.until(lambda: not self.slurm.node_state(slurm.NODES[0]).startswith("DOWN"), "the node is back")
        self.expect_the_same()
        print(f"the program of {victim} killed, {gone} lost their node: the same")

    def test_a_task_asked_to_make_room(self):
        self.submit()
        asked = []

        def is_asked():
            for job in self.running():
                self.slurm.run("scancel", "--signal=USR1", "--batch", job, check=False)
                log = pathlib.Path(f"{self.folder}-logs", f"task-{job.split('_')[1]}.log")
                if log.exists() and "Interrupted" in log.read_text(encoding="utf-8"):
                    asked.append(job)
            return bool(asked)

        self.slurm.until(is_asked, "a task makes room")
        self.expect_the_same()
        print(f"{asked[0]} asked by USR1 to make room: the same")

    def program_of(self, job):
        """The process of tenure in a running task, waited for."""
        task = job.split("_")[1]
        found = []

        def is_there():
            done = subprocess.run(["pgrep", "-f", f"^{PROGRAM} sweep .*{self.folder} .*--shard {task}/{TASKS}"],
                                  capture_output=True, text=True, check=False)
            found[:] = [int(word) for word in done.stdout.split()]
            return bool(found)

        self.slurm.until(is_there, f"the program of {job} runs", 10)
        return found[0]


if __name__ == "__main__":
    unittest.main(verbosity=2)
