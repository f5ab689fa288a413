// SPDX-License-Identifier: Apache-2.0
#include "cli/warm_up_text.h"

#include <cmath>

#include "cli/words.h"
#include "experiment/warm_up_check.h"

namespace tenure::cli {

std::string warm_up_note(const results::Dataset& dataset, const model::Specification& specification,
                         std::size_t width) {
  const experiment::WarmUpCheck check = experiment::noted_warm_up(dataset);
  const bool is_asked_for = specification.warm_up > engine::Duration{0};
  if (check.text.empty() || (check.verdict == "unknown" && !is_asked_for)) return {};
  return '\n' + wrapped(check.text, width, 0) + '\n';
}

void write_warm_up_check(results::JsonWriter& json, const results::Dataset& dataset) {
  const experiment::WarmUpCheck check = experiment::noted_warm_up(dataset);
  json.key("warm_up_check");
  if (check.verdict.empty()) {
    json.value(NAN);  // null
    return;
  }
  json.open_object().field("verdict", check.verdict).field("text", check.text).close();
}

}  // namespace tenure::cli
