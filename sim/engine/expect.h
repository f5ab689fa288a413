// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdexcept>
#include <string>

namespace tenure::engine {

/// A defect of the program itself (exit code 70): a broken expectation, never a user's mistake.
class Defect : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

[[noreturn]] void report_defect(const char* condition, const char* file, int line);

}  // namespace tenure::engine

/// States what must hold if the program is right. Checked where TENURE_EXPECTATIONS is defined
/// (dev, asan, tsan), free of cost elsewhere. Throws Defect.
#ifdef TENURE_EXPECTATIONS
#define TENURE_EXPECT(condition)                                                       \
  do {                                                                                 \
    if (!(condition)) ::tenure::engine::report_defect(#condition, __FILE__, __LINE__); \
  } while (false)
#else
#define TENURE_EXPECT(condition) \
  do {                           \
  } while (false)
#endif

/// As TENURE_EXPECT, but checked in every build: for rare places that guard the results.
#define TENURE_ENSURE(condition)                                                       \
  do {                                                                                 \
    if (!(condition)) ::tenure::engine::report_defect(#condition, __FILE__, __LINE__); \
  } while (false)
