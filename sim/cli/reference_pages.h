// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace tenure::cli {

/// A page of docs/formats that is made from the descriptions the program itself uses.
struct ReferencePage {
  std::string file;  ///< in docs/formats
  std::string text;
};
std::vector<ReferencePage> reference_pages();

}  // namespace tenure::cli
