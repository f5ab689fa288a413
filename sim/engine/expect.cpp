// SPDX-License-Identifier: Apache-2.0
#include "engine/expect.h"

namespace tenure::engine {

void report_defect(const char* condition, const char* file, int line) {
  throw Defect(std::string(file) + ":" + std::to_string(line) + ": expected " + condition);
}

}  // namespace tenure::engine
