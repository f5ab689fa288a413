# SPDX-License-Identifier: Apache-2.0
"""A Slurm cluster of two nodes on one machine, for a test: munge, slurmctld and slurmd of Debian with everything of their own in
one folder (keys, sockets, ports, logs), so that an installed cluster is neither needed nor touched. Needs root."""

import os
import pathlib
import shutil
import signal
import socket
import subprocess
import time

NEEDED = ("munged", "mungekey", "slurmctld", "slurmd", "sbatch", "squeue", "scontrol")
NODES = ("one", "two")


def missing():
    """Why Slurm cannot be had here, or an empty text."""
    path = os.environ.get("PATH", "") + os.pathsep + "/usr/sbin"
    for program in NEEDED:
        if not shutil.which(program, path=path):
            return f"{program} is not installed (Debian: apt-get install slurm-wlm munge)"
    if os.geteuid() != 0:
        return "only root can start slurmd"
    return ""


def free_port():
    with socket.socket() as taken:
        taken.bind(("localhost", 0))
        return taken.getsockname()[1]


CONFIGURATION = """
ClusterName=local
SlurmctldHost={host}({address})
SlurmUser=root
SlurmdUser=root
SlurmctldPort={ctld_port}
AuthType=auth/munge
AuthInfo=socket={folder}/munge.socket
CredType=cred/munge
MpiDefault=none
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
ReturnToService=1
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.%n.pid
SlurmdSpoolDir={folder}/spool.%n
StateSaveLocation={folder}/state
SlurmctldLogFile={folder}/slurmctld.log
SlurmdLogFile={folder}/slurmd.%n.log
SchedulerType=sched/backfill
SchedulerParameters=sched_min_interval=0,batch_sched_delay=0,requeue_delay=1
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
AccountingStorageType=accounting_storage/none
JobAcctGatherType=jobacct_gather/none
KillWait=5
{nodes}
PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP OverSubscribe=NO
"""


class Slurm:
    """with Slurm(folder) as slurm: slurm.run("sbatch", ...)"""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.conf = self.folder / "slurm.conf"
        self.environment = {**os.environ, "SLURM_CONF": str(self.conf),
                            "PATH": os.environ.get("PATH", "") + os.pathsep + "/usr/sbin"}
        self.daemons = []

    def __enter__(self):
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_):
        self.stop()

    def start(self):
        (self.folder / "state").mkdir()
        host, address = socket.gethostname().split(".")[0], socket.gethostbyname("localhost")
        nodes = "\n".join(f"NodeName={node} NodeHostname={host} NodeAddr={address} Port={free_port()} CPUs=1 State=UNKNOWN"
                          for node in NODES)
        self.conf.write_text(CONFIGURATION.format(folder=self.folder, host=host, address=address,
                                                  ctld_port=free_port(), nodes=nodes), encoding="utf-8")
        self.run("mungekey", "--create", f"--keyfile={self.folder}/munge.key")
        self.daemon("munged", "--foreground", "--force", f"--key-file={self.folder}/munge.key",
                    f"--socket={self.folder}/munge.socket", f"--pid-file={self.folder}/munge.pid",
                    f"--log-file={self.folder}/munge.log", f"--seed-file={self.folder}/munge.seed")
        self.until(lambda: (self.folder / "munge.socket").exists(), "munged listens")
        self.daemon("slurmctld", "-D")
        for node in NODES:
            self.daemon("slurmd", "-D", "-N", node)
        self.until(lambda: all(self.node_state(node) == "IDLE" for node in NODES), "the nodes are idle")

    def daemon(self, *words):
        with open(self.folder / f"{len(self.daemons)}.{words[0]}.out", "wb") as log:
            self.daemons.append(subprocess.Popen(words, env=self.environment, stdout=log, stderr=log))

    def stop(self):
        for daemon in reversed(self.daemons):
            if daemon.poll() is None:
                daemon.send_signal(signal.SIGTERM)
                try:
                    daemon.wait(20)
                except subprocess.TimeoutExpired:
                    daemon.kill()
                    daemon.wait()

    def run(self, *words, check=True, **more):
        done = subprocess.run(words, env=self.environment, capture_output=True, text=True, check=False, timeout=60, **more)
        if check and done.returncode != 0:
            raise RuntimeError(f"{words}: {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout

    def in_background(self, *words):
        return subprocess.Popen(words, env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def node_state(self, node):
        text = self.run("scontrol", "show", "node", node, "--oneliner", check=False)
        return next((word[6:] for word in text.split() if word.startswith("State=")), "")

    def jobs(self):
        """{job or job_task: state} of all that are not gone."""
        lines = self.run("squeue", "--noheader", "--array", "--format=%i %T").split("\n")
        return dict(line.split() for line in lines if line.strip())

    def node_of(self, job):
        return self.run("squeue", "--noheader", "--array", f"--jobs={job}", "--format=%N", check=False).strip()

    def hasten(self):
        """What was put back in the queue waits two minutes by itself."""
        for line in self.run("squeue", "--noheader", "--array", "--states=PENDING", "--format=%i %r").splitlines():
            job, reason = line.split(maxsplit=1)
            if reason == "BeginTime":
                self.run("scontrol", "update", f"jobid={job}", "starttime=now", check=False)

    def until(self, is_so, what, seconds=60):
        end = time.monotonic() + seconds
        while not is_so():
            if time.monotonic() > end:
                logs = "".join(f"--- {log.name}\n{log.read_text(errors='replace')[-2000:]}"
                               for log in self.folder.glob("*.log"))
                raise TimeoutError(f"{what}: not within {seconds} s\n{self.jobs()}\n{logs}")
            time.sleep(0.1)
