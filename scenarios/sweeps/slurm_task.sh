#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# One job of a sweep, as slurm_array.sh submits it: a task of an array works on its share, a job without an array on all
# that is missing, and merges. Arguments: the sweep, its folder, and for an array the number of tasks. A job whose time
# is up, or that was asked to make room, keeps what it finished (exit code 5) and puts itself back in the queue.
set -u
sweep=$1 folder=$2 tasks=${3:-}

set -- sweep "$sweep" -o "$folder" --quiet
if [ -n "$tasks" ]; then
  set -- "$@" --shard "$SLURM_ARRAY_TASK_ID/$tasks"
fi
if [ -n "${SLURM_CPUS_PER_TASK:-}" ]; then
  set -- "$@" --threads "$SLURM_CPUS_PER_TASK"
fi

trap '' USR1 # the program inherits that: while it is being loaded, the signal would end it
# In the background, because a shell hears signals only while it waits.
"${TENURE:-tenure}" "$@" &
program=$!
trap 'kill -USR1 "$program"' USR1
trap 'kill -TERM "$program"' TERM
wait "$program"
code=$?
while kill -0 "$program" 2>/dev/null; do # the trap interrupted the waiting
  wait "$program"
  code=$?
done

if [ "$code" -eq 5 ]; then
  job=$SLURM_JOB_ID
  [ -z "$tasks" ] || job=${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID
  scontrol requeue "$job"
fi
exit "$code"
