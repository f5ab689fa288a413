# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh
#
# The Debian packages that tenure needs, and how to get them: the one list that quickstart.sh (beside this file) and
# tests/run.sh read. Not to be run by itself.

# To build the program and run scenarios.
# shellcheck disable=SC2034  # used by the scripts that read this file
BUILD_PACKAGES="g++ cmake ninja-build ccache
  libboost-dev libboost-program-options-dev libboost-random-dev
  libyaml-cpp-dev libhdf5-dev libssl-dev"

# To draw the charts of `tenure report` (npm fetches pinned packages while building): only where no npm is there, which
# may be another one than Debian's.
# shellcheck disable=SC2034
command -v npm >/dev/null || BUILD_PACKAGES="$BUILD_PACKAGES
  nodejs npm"

# To test it as well: test libraries, the other compiler, Python to read results as a researcher would, and a browser.
# shellcheck disable=SC2034
TEST_PACKAGES="libgtest-dev libgmock-dev librapidcheck-dev librandom123-dev libbenchmark-dev
  clang libclang-rt-14-dev clang-format binutils valgrind
  python3 python3-numpy python3-yaml python3-jsonschema python3-xarray python3-h5netcdf python3-netcdf4 python3-h5py
  chromium chromium-driver python3-selenium
  libopenmpi-dev openmpi-bin"

is_installed() {
  [ "$(dpkg-query --show --showformat='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# Prints those of its arguments that are not installed.
missing_packages() {
  for package in "$@"; do
    is_installed "$package" || printf '%s ' "$package"
  done
}

# install_packages NAME...: installs what is missing, and only then asks for the network or for rights.
# Returns 1, naming the packages, if something is still missing.
install_packages() {
  if ! command -v dpkg-query >/dev/null; then
    echo "This is not Debian: make sure that you have the equivalents of"
    echo "  $*" | tr -s ' \n' ' '
    echo
    return 0
  fi
  # shellcheck disable=SC2046  # one word per package
  set -- $(missing_packages "$@")
  [ $# -gt 0 ] || return 0

  if [ "$(id -u)" -eq 0 ]; then
    as_root="env"
  elif command -v sudo >/dev/null; then
    as_root="sudo env"
  else
    echo "Missing: $*" >&2
    echo "Only root can install them. As root: apt-get install $*" >&2
    return 1
  fi
  echo "Installing $*"
  $as_root DEBIAN_FRONTEND=noninteractive apt-get update -qq ||
    echo "The package lists could not be updated; trying with the ones at hand." >&2
  # One by one if all together fail, so that only what really cannot be had is named.
  $as_root DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$@" ||
    for package in "$@"; do
      $as_root DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$package" || true
    done

  # shellcheck disable=SC2046
  set -- $(missing_packages "$@")
  [ $# -gt 0 ] || return 0
  echo "Still missing: $*" >&2
  echo "They are Debian 12 packages; without them the build cannot go on." >&2
  return 1
}
