#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# The whole test suite from a clone: installs what is missing (Debian 12, as root or with sudo), builds, tests, and
# ends with the test runner's summary. The first failure ends it, with an exit status other than 0.
#
#   sh tests/run.sh [STAGE...]
#
# A stage is a preset of CMakePresets.json, built and tested in build/STAGE:
#   dev       expectations on, quick to build
#   release   what users run; includes the tests of speed and of the machine code
#   asan      address and undefined-behaviour sanitizers
#   tsan      thread sanitizer
#   clang     the other compiler
#   digests   one digest of each scenario for g++, clang++ and g++ -O3 -march=native
# Without a name: release and digests. Tests labelled slow are left out; `ctest --test-dir build/release -L slow` runs them.
# Tests that need real data look for it in the folder TENURE_DATA, and say so when they skip.
set -eu
cd "$(dirname "$0")/.."

DEFAULT_STAGES="digests release"
ALL_STAGES="dev release asan tsan clang digests"

help() { sed -n '4,/^set -eu/{/^#/s/^# \{0,1\}//p}' tests/run.sh; }
step() { printf '\n== %s\n' "$*"; }

run_stage() {
  step "$1: configure and build"
  cmake --preset "$1" -DTENURE_TESTS=ON
  cmake --build --preset "$1"
  step "$1: test"
  ctest --preset "$1" --parallel "$(nproc)" --no-tests=error
}

# The program alone, by three builds.
run_digests() {
  for preset in release clang native; do
    step "digests: build with $preset"
    tests=OFF
    [ "$preset" = release ] && tests=ON
    cmake --preset "$preset" -DTENURE_TESTS="$tests"
    cmake --build --preset "$preset" --target tenure
  done
  step "digests: compare"
  python3 tests/determinism/digests_test.py build/release/tenure build/clang/tenure build/native/tenure
}

for stage in "$@"; do
  case " $ALL_STAGES " in
    *" $stage "*) ;;
    *)
      case $stage in -h | --help) help && exit 0 ;; esac
      echo "tests/run.sh: there is no stage \"$stage\" (stages: $ALL_STAGES)" >&2
      exit 2
      ;;
  esac
done
# shellcheck disable=SC2086  # a list of names
[ $# -gt 0 ] || set -- $DEFAULT_STAGES

step "Packages"
. scenarios/packages.sh
# shellcheck disable=SC2086
install_packages $BUILD_PACKAGES $TEST_PACKAGES
echo "All there."

for stage in "$@"; do
  if [ "$stage" = digests ]; then run_digests; else run_stage "$stage"; fi
done
