// SPDX-License-Identifier: Apache-2.0
// Writes libFuzzer's dictionary for scenarios to stdout: every key and word that the descriptions
// know, so that it is never out of date, and the signs and units between them.
#include <iostream>
#include <set>
#include <string>

#include "scenario/describe_format.h"
#include "scenario/shape.h"

namespace {

using tenure::scenario::Shape;

void collect(const Shape& shape, std::set<std::string>& words) {
  words.emplace(shape.field.name);
  words.emplace(shape.field.word);
  words.insert(shape.choices.begin(), shape.choices.end());
  for (const Shape& field : shape.fields) collect(field, words);
}

}  // namespace

int main() {
  std::set<std::string> words{"segments",
                              "policies",
                              "label",
                              "extends",
                              "name: ",
                              "customers",
                              "off",
                              "~",
                              "{plus: ",
                              "{times: ",
                              "--set ",
                              "}",
                              "[",
                              "]",
                              ": ",
                              "\\x0A",
                              "- ",
                              ", ",
                              " %",
                              " pp",
                              " EUR",
                              " EUR/year",
                              " per week",
                              " us",
                              " ms",
                              " s",
                              " min",
                              " h",
                              " d",
                              " days",
                              " weeks",
                              " months",
                              " years",
                              "&a ",
                              "*a",
                              "<<: ",
                              "\\\"",
                              "'",
                              "|\\x0A",
                              "2026-01-31",
                              "1e308",
                              "-1",
                              "9223372036854775807",
                              "format: 1",
                              "horizon: 1 year"};
  const tenure::scenario::Format format = tenure::scenario::describe_format();
  for (const Shape* shape : {&format.header, &format.segment, &format.sections}) {
    collect(*shape, words);
  }
  words.erase("");
  for (const std::string& word : words) std::cout << '"' << word << "\"\n";
}
