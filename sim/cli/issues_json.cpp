// SPDX-License-Identifier: Apache-2.0
#include "cli/issues_json.h"

namespace tenure::cli {

void write_issues(results::JsonWriter& json, const std::vector<scenario::Issue>& issues) {
  json.open_array();
  for (const scenario::Issue& issue : issues) {
    json.open_object()
        .field("file", issue.file)
        .field("line", issue.line)
        .field("column", issue.column)
        .field("path", issue.path)
        .field("problem", issue.problem)
        .field("why", issue.why)
        .field("suggestion", issue.suggestion)
        .close();
  }
  json.close();
}

std::string errors_as_json(const scenario::ScenarioError& error) {
  results::JsonWriter json;
  json.open_object().key("errors");
  write_issues(json, error.issues());
  json.close();
  return std::move(json).text() + '\n';
}

}  // namespace tenure::cli
