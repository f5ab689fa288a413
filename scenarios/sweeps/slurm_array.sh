#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# A sweep as a Slurm array, and a job after it that finishes what is missing and puts everything together:
#
#     sh slurm_array.sh what_matters.yaml out 10 --time=2:00:00 --partition=short
#
# Arguments: the sweep, the folder for its plan, packs and results, the number of tasks, options for sbatch. What the
# jobs say is in DIR-logs. Submit the same again whenever you like: what is complete is verified and kept. TENURE names
# the program if it is not on the PATH.
set -eu
if [ $# -lt 3 ]; then
  echo "usage: sh slurm_array.sh SWEEP.yaml DIR TASKS [options for sbatch]" >&2
  exit 2
fi
sweep=$1 folder=$2 tasks=$3
shift 3
here=$(cd "$(dirname "$0")" && pwd)
logs=$folder-logs
mkdir -p "$logs"

# USR1 comes a minute before the time limit: the task ends cleanly and is put back in the queue.
array=$(sbatch --parsable --job-name=sweep --array="1-$tasks" --requeue --signal=B:USR1@60 \
  --output="$logs/task-%a.log" --open-mode=append "$@" \
  "$here/slurm_task.sh" "$sweep" "$folder" "$tasks")

# afterany, not afterok: a task that failed, was cancelled or lost its node has left whole packs behind, and the last
# job simulates the rest by itself. Only when everything is there are there results.
last=$(sbatch --parsable --job-name=merge --dependency="afterany:$array" --requeue --signal=B:USR1@60 \
  --output="$logs/merge.log" --open-mode=append "$@" \
  "$here/slurm_task.sh" "$sweep" "$folder")
echo "array $array, then $last; how far it is: tenure status $folder"
