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
        victim, process = self.hold()
        os.kill(process, signal.SIGKILL)
        self.slurm.until(lambda: victim not in self.running(), "the killed task ends")
        lost = slurm.NODES[0]
        held, _ = self.hold(lost)  # on the node when it goes down, whatever the machine's speed
        self.slurm.run("scontrol", "update", f"nodename={lost}", "state=down", "reason=test")
        self.slurm.until(lambda: self.slurm.node_state(lost).startswith("DOWN"), "the node is down")
        self.slurm.until(lambda: held not in self.running(), "the task has lost its node")
        self.slurm.run("scontrol", "update", f"nodename={lost}", "state=resume")
        self.slurm.until(lambda: not self.slurm.node_state(lost).startswith("DOWN"), "the node is back")
        self.expect_the_same()
        print(f"the program of {victim} killed, {held} lost its node: the same")

    def test_a_task_asked_to_make_room(self):
        self.submit()
        asked, process = self.hold()
        # Slurm 22.05 sends the signal and says that it could not, as long as other tasks of the array are waiting; scancel
        # then repeats it every few seconds, to whatever bears the number by then.
        scancel = self.slurm.in_background("scancel", "--signal=USR1", "--batch", asked)
        self.addCleanup(scancel.wait)
        self.addCleanup(scancel.kill)
        self.slurm.until(lambda: waits_for(process, signal.SIGUSR1), "the script has passed it on")
        os.kill(process, signal.SIGCONT)
        log = pathlib.Path(f"{self.folder}-logs", f"task-{asked.split('_')[1]}.log")
        self.slurm.until(lambda: "Interrupted" in log.read_text(encoding="utf-8"), "the task makes room")
        scancel.kill()
        self.expect_the_same()
        print(f"{asked} asked by USR1 to make room: the same")

    def hold(self, node=None):
        """A running task (on a node) whose program stands still while it listens to signals, so that it can neither end
        nor get further before the test has done what it is about: the job and the process."""
        held = []

        def is_held():
            for job, process in self.programs().items():
                if self.slurm.node_of(job) != (node or self.slurm.node_of(job)):
                    continue
                try:
                    os.kill(process, signal.SIGSTOP)
                    if state_of(process) == "T" and job in self.running() and blocks(process, signal.SIGUSR1):
                        held[:] = [job, process]
                        return True
                    os.kill(process, signal.SIGCONT)
                except OSError:  # it has ended
                    continue
            return False

        self.slurm.until(is_held, f"a task runs on {node or 'any node'}")
        self.addCleanup(let_go, held[1])
        return held

    def programs(self):
        """Processes of tenure that tasks have started: {job: process}."""
        done = subprocess.run(["pgrep", "-a", "-f", f"^{PROGRAM} sweep .*{self.folder} .*--shard"], capture_output=True,
                              text=True, check=False)
        tasks = {}
        for line in done.stdout.splitlines():
            process, words = line.split(maxsplit=1)
            task = words.split("--shard ")[1].split("/")[0]
            tasks[task] = int(process)
        return {job: tasks[job.split("_")[1]] for job in self.running() if job.partition("_")[2] in tasks}


def status_of(process):
    text = pathlib.Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    return dict(line.split(":\t", 1) for line in text.splitlines() if ":\t" in line)


def state_of(process):
    """"T" once it stands still; the signal takes a moment."""
    for _ in range(100):
        state = status_of(process)["State"][0]
        if state == "T":
            break
        time.sleep(0.01)
    return state


def blocks(process, number):
    """It waits for the signal in a thread of its own, as the program does from the start of its work on."""
    return bool(int(status_of(process)["SigBlk"], 16) >> (number - 1) & 1)


def waits_for(process, number):
    """The signal has been sent, and waits until the process goes on."""
    return bool(int(status_of(process)["ShdPnd"], 16) >> (number - 1) & 1)


def let_go(process):
    try:
        os.kill(process, signal.SIGCONT)
    except ProcessLookupError:
        pass


if __name__ == "__main__":
    unittest.main(verbosity=2)
