// SPDX-License-Identifier: Apache-2.0
#include "cli/help.h"

#include <algorithm>

#include "cli/table.h"
#include "cli/words.h"

namespace tenure::cli {
namespace {

constexpr std::size_t kWidth = 78;

std::string with_arguments(const Syntax& syntax) {
  std::string text(syntax.verb);
  if (!syntax.arguments.empty()) text += " " + std::string(syntax.arguments);
  return text;
}

/// Each line of `text` wrapped by itself.
std::string paragraphs(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    result += line.starts_with(' ') ? std::string(line) : wrapped(line, kWidth, 0);
    result += '\n';
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return result;
}

}  // namespace

std::string version() { return "tenure " TENURE_VERSION; }

std::string help() {
  Table verbs({Align::left, Align::left});
  for (const Verb& verb : all_verbs()) {
    if (verb.summary.empty()) continue;
    verbs.add({"tenure " + with_arguments(verb.syntax), std::string(verb.summary)});
  }
  return version() + ": simulates who stays with a firm, who leaves, and why\n" + verbs.text("  ") +
         "Try: tenure init shop && tenure compare shop.yaml  (more: tenure VERB --help)\n";
}

std::string help_on(const Verb& verb) {
  Table options({Align::left, Align::left});
  for (const OptionText& text : all_options()) {
    const auto& taken = verb.syntax.options;
    const bool takes = text.option == Option::help ||
                       std::find(taken.begin(), taken.end(), text.option) != taken.end();
    if (!takes) continue;
    std::string name = text.letter == 0 ? "    " : std::string("-") + text.letter + ", ";
    name += "--" + std::string(text.name);
    if (!text.value.empty()) name += " " + std::string(text.value);
    options.add({name, std::string(text.meaning)});
  }
  return "tenure " + with_arguments(verb.syntax) + " [OPTIONS]\n\n" + paragraphs(verb.about) +
         "\n" + options.text("  ") + "\nExample:  " + std::string(verb.example) + "\n";
}

}  // namespace tenure::cli
