// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "scenario/issue.h"
#include "scenario/node.h"

namespace tenure::verify {

/// Reports what is wrong with one item of a block, at the key that is to blame.
class Trouble {
 public:
  Trouble(scenario::Issues& issues, const scenario::Node& item, std::string path)
      : issues_(issues), item_(item), path_(std::move(path)) {}

  void add(std::string_view key, scenario::Fault fault) const {
    const scenario::Node* node = item_.find(key);
    issues_.add(node != nullptr ? node->place : item_.place, path_ + '.' + std::string(key),
                std::move(fault));
  }
  /// Whether anything was reported since.
  std::size_t reports() const { return issues_.reports(); }

 private:
  scenario::Issues& issues_;
  const scenario::Node& item_;
  std::string path_;
};

}  // namespace tenure::verify
