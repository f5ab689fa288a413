#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# A sweep on the ranks of one MPI job. Ranks claim packs one by one, so that none is idle; the first merges at the end.
#
#     sbatch --ntasks=64 --time=2:00:00 mpi_job.sh what_matters.yaml out       in Slurm
#     RANKS=4 sh mpi_job.sh what_matters.yaml out                              without
#
# The same command again, with any number of ranks, goes on where it was. TENURE names the program if it is not on the
# PATH, THREADS the threads of each rank (1).
#SBATCH --job-name=sweep
#SBATCH --requeue
#SBATCH --signal=B:USR1@60
#SBATCH --open-mode=append
set -u
if [ $# -ne 2 ]; then
  echo "usage: mpi_job.sh SWEEP.yaml DIR" >&2
  exit 2
fi

# mpirun asks Slurm where its ranks may run, and passes USR1 on to them; at TERM it would kill them.
# A rank ignores USR1 until it listens: while it is being loaded, the signal would end it.
# shellcheck disable=SC2086,SC2016  # one word per option; the rank's own words
mpirun -n "${RANKS:-${SLURM_NTASKS:-2}}" ${MPIRUN_OPTIONS:-} \
  sh -c 'trap "" USR1; exec "$@"' rank "${TENURE:-tenure}" sweep "$1" -o "$2" --threads "${THREADS:-1}" &
launcher=$!
trap 'kill -USR1 "$launcher"' USR1 TERM
wait "$launcher"
code=$?
while kill -0 "$launcher" 2>/dev/null; do # the trap interrupted the waiting
  wait "$launcher"
  code=$?
done

if [ "$code" -eq 5 ] && [ -n "${SLURM_JOB_ID:-}" ]; then
  scontrol requeue "$SLURM_JOB_ID"
fi
exit "$code"
