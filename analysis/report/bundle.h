// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

namespace tenure::analysis {

/// What draws the charts of the page that `tenure report` writes, made when the program was built
/// and part of it. Texts in pieces, to be written one after the other.
struct Bundle {
  std::span<const std::string_view> script;    ///< may stand in a <script> element as it is
  std::span<const std::string_view> style;     ///< likewise in <style>
  std::span<const std::string_view> licences;  ///< of the packages that are part of it
  std::string_view script_hash;                ///< as a content policy wants it: "sha256-..."
  std::string_view style_hash;
  std::string_view missing;  ///< why there is none; empty if there is one

  bool is_there() const { return missing.empty(); }
};

Bundle bundle();

}  // namespace tenure::analysis
