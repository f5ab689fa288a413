// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

/// What is fuzzed. Each target takes any bytes and returns; it throws Finding if the program broke
/// a promise, and lets every exception through that the code under test may not throw.
namespace tenure::fuzz {

class Finding : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

/// Reading and checking of a scenario. The bytes are its text; lines that begin with `--set ` are
/// taken out and given as options. What is accepted must read back from its resolved form.
void scenario(std::string_view bytes);

/// The reader of results. The first byte chooses among four kinds of files: the bytes themselves; a
/// sealed file, damaged; a sealed HDF5 file made by the library as the bytes command, with things
/// that results do not have; a dataset that is written and must read back.
///
/// Never: crafted bytes under a valid seal. libhdf5 1.10 crashes on some of those (11 of 2,000
/// mutated files), its code is not instrumented, and the seal protects against damage, not malice.
void results(std::string_view bytes);

/// Inputs to start `results` from: made, because they hold HDF5 files of the library at hand.
std::vector<std::string> results_seeds();

}  // namespace tenure::fuzz
