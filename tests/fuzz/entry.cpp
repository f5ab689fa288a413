// SPDX-License-Identifier: Apache-2.0
// libFuzzer's way in. TENURE_FUZZ_TARGET is one of the functions of targets.h.
#include "tests/fuzz/targets.h"

/// A library that asks for too much memory gets none, as without the sanitizer.
extern "C" const char* __asan_default_options() { return "allocator_may_return_null=1"; }

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  tenure::fuzz::TENURE_FUZZ_TARGET({reinterpret_cast<const char*>(data), size});
  return 0;
}
