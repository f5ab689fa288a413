// SPDX-License-Identifier: Apache-2.0
#include <vector>

#include "cli/errors.h"
#include "cli/gallery.h"
#include "cli/verbs.h"
#include "cli/words.h"
#include "results/json.h"
#include "scenario/did_you_mean.h"

namespace tenure::cli {
namespace {

std::string as_json() {
  results::JsonWriter json;
  json.open_object().field("tenure_json", 1).field("verb", "examples").key("examples").open_array();
  for (const Example& example : gallery()) {
    json.open_object()
        .field("name", example.name)
        .field("title", example.title())
        .field("question", example.question())
        .field("path", example.path)
        .close();
  }
  json.close().close();
  return std::move(json).text() + '\n';
}

std::string as_list(const Console& console) {
  constexpr std::size_t kWidth = 96;
  std::string text;
  for (const Example& example : gallery()) {
    text += console.on_stdout(Style::bold, example.name) + ": " + example.title() + '\n';
    if (const std::string question = example.question(); !question.empty()) {
      text += "    " + wrapped(question, kWidth, 4) + '\n';
    }
    text += "    " + std::string(example.path) + "\n";
  }
  return text;
}

const Example& find(const std::string& name) {
  if (const Example* example = find_example(name)) return *example;
  std::vector<std::string_view> known;
  for (const Example& example : gallery()) known.push_back(example.name);
  const std::string guess = scenario::closest(name, known);
  throw UsageError("tenure examples: there is no example '" + name + "'" +
                       (guess.empty() ? "" : ". Did you mean '" + guess + "'?"),
                   "tenure examples");
}

}  // namespace

ExitCode examples(const Options& options, Console& console) {
  if (!options.arguments.empty()) {
    console.print(find(options.arguments.front()).text);
  } else if (options.json) {
    console.print(as_json());
  } else {
    console.print(as_list(console));
    console.note("\ntenure examples NAME > my.yaml makes one yours.");
  }
  return ExitCode::done;
}

}  // namespace tenure::cli
