#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# From a clone to a result: installs what is missing to build (Debian 12, as root or with sudo), builds the program,
# compares the policies of the corner shop, prints their table and writes quickstart.h5 and quickstart.html in the
# current folder.
#
#   sh scenarios/quickstart.sh [OPTIONS OF tenure compare]    for example --term, --seed 2, or --force
#
# Run it as often as you like: what is there already is not done again.
set -eu

here=$(pwd)
root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root"

step() { printf '\n== %s\n' "$*"; }
seconds_since() { date +%s.%N | awk -v start="$1" '{printf "%.1f", $1 - start}'; }

step "Packages"
. scenarios/packages.sh
# shellcheck disable=SC2086  # a list of names
install_packages $BUILD_PACKAGES
echo "All there."

step "Building build/release/tenure (the first time takes some minutes)"
# A folder that tests/run.sh has configured serves as it is.
# Pages need npm and its packages once; where that failed, it is tried again.
if [ ! -f build/release/build.ninja ]; then
  cmake --preset release -DTENURE_TESTS=OFF
elif [ -f build/release/analysis/report/missing.txt ]; then
  cmake build/release
fi
cmake --build --preset release --target tenure

step "Comparing the policies of scenarios/corner_shop.yaml"
cd "$here"
case "$here" in
  "$root") program=build/release/tenure scenario=scenarios/corner_shop.yaml ;;
  *) program=$root/build/release/tenure scenario=$root/scenarios/corner_shop.yaml ;;
esac
echo "$program compare $scenario -o quickstart.h5 $*"
start=$(date +%s.%N)
"$program" compare "$scenario" -o quickstart.h5 "$@"
printf '\nThe comparison took %s s. Its results are in quickstart.h5.\n' "$(seconds_since "$start")"

step "A page of it"
if "$program" report quickstart.h5 -o quickstart.html --quiet; then
  echo "Open $here/quickstart.html in a browser."
else
  echo "The page is missing; the table above and quickstart.h5 are complete."
fi
