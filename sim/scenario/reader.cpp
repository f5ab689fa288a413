// SPDX-License-Identifier: Apache-2.0
#include "scenario/reader.h"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <type_traits>
#include <utility>

#include "scenario/did_you_mean.h"
#include "scenario/kinds.h"
#include "scenario/move.h"
#include "scenario/print_value.h"

namespace tenure::scenario {

using model::Field;
using model::Range;
using model::Scope;

namespace {

/// The word for "no value" where it, or another one that means nothing, was written; else empty.
std::string word_meant(std::string_view written, std::string_view word) {
  constexpr std::array<std::string_view, 6> kNothing{"none",     "off",   "never",
                                                     "infinite", "false", "unlimited"};
  if (std::find(kNothing.begin(), kNothing.end(), written) != kNothing.end()) {
    return std::string(word);
  }
  return closest(written, {word});
}

/// "must be more than 0 d and at most 1 week"
template <class Quantity>
std::string allowed(const Range& range, std::string_view currency) {
  const auto limit = [&](double measure) { return print_value(Quantity::at(measure), currency); };
  std::string text = "must be ";
  const bool low = range.low > -std::numeric_limits<double>::infinity();
  const bool high = range.high < std::numeric_limits<double>::infinity();
  if (low) text += (range.low_excluded ? "more than " : "at least ") + limit(range.low);
  if (low && high) text += " and ";
  if (high) text += (range.high_excluded ? "less than " : "at most ") + limit(range.high);
  return text;
}

std::string_view name_of(Scope scope) { return scope == Scope::firm ? "firm" : "market"; }

/// The text of a node for a message.
std::string shown(const Node& node) {
  switch (node.kind) {
    case Node::Kind::scalar:
      return in_quotes(node.text);
    case Node::Kind::list:
      return "a list";
    case Node::Kind::map:
      return "a map";
    case Node::Kind::deletion:
      return "~";
    case Node::Kind::relative:
      return "a change";
    case Node::Kind::empty:
      break;
  }
  return "nothing";
}

Fault unexpected(const Node& node, std::string_view expected) {
  if (node.is(Node::Kind::empty)) return {"has no value", std::string(expected) + " is needed", ""};
  if (node.is(Node::Kind::deletion)) return {"there is nothing here that ~ could delete", "", ""};
  return {"is " + shown(node), std::string(expected) + " is needed", ""};
}

std::string join(const std::vector<std::string_view>& words, std::size_t most) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i == most) return text + ", ...";
    if (i > 0) text += ", ";
    text += words[i];
  }
  return text;
}

bool all_digits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::string Reading::full_path(const Node& node, const std::string& path) const {
  if (node.layer == Layer::policy && !policy.empty()) return "policies." + policy + '.' + path;
  if (node.layer == Layer::policy_of_segment && !policy.empty())
    return "policies." + policy + ".segments." + segment + '.' + path;
  if (node.layer == Layer::segment && !segment.empty()) return "segments." + segment + '.' + path;
  return path;
}

Reader::Reader(Reading& reading, const Node* map, std::string path, Place place)
    : reading_(reading) {
  Frame frame;
  frame.node = map;
  frame.path = std::move(path);
  frame.place = std::move(place);
  frames_.push_back(std::move(frame));
}

std::string Reader::path_of(std::string_view name) const {
  const std::string& path = frames_.back().path;
  return path.empty() ? std::string(name) : path + '.' + std::string(name);
}

void Reader::report(const Node& node, const Field& field, Fault fault) {
  reading_.issues.add(node.place, reading_.full_path(node, path_of(field.name)), std::move(fault));
}

const Node* Reader::look_up(const Field& field) const {
  const Frame& frame = frames_.back();
  if (frame.abridged != nullptr && field.name == frame.shorthand) return frame.abridged;
  return frame.node != nullptr && frame.node->is(Node::Kind::map) ? frame.node->find(field.name)
                                                                  : nullptr;
}

const Node* Reader::take(const Field& field) {
  Frame& frame = frames_.back();
  frame.known.push_back(field.name);
  const Node* node = look_up(field);
  if (node == nullptr) {
    if (field.required)
      reading_.issues.add(frame.place, path_of(field.name),
                          {"is missing", std::string(field.meaning), ""});
    return nullptr;
  }
  const Scope scope = field.scope != Scope::customer ? field.scope : frame.scope;
  const bool of_segment = node->layer == Layer::segment || node->layer == Layer::policy_of_segment;
  if (scope != Scope::customer && of_segment)
    report(*node, field,
           {"is a " + std::string(name_of(scope)) + " value, which a segment cannot set",
            "it is one for all customers: set it outside the segments", ""});
  else if (scope != Scope::customer && reading_.targeted && node->layer == Layer::policy)
    report(*node, field,
           {"is a " + std::string(name_of(scope)) +
                " value, which a policy for some customers cannot set",
            "it is one for all customers: a policy without `who` may change it", ""});
  return node;
}

void Reader::record(const Field& field, std::string printed, const Node* node) {
  Resolved resolved;
  resolved.path = path_of(field.name);
  resolved.value = std::move(printed);
  resolved.meaning = field.meaning;
  resolved.source = field.source;
  if (node == nullptr) {
    resolved.assumption = field.source.empty();
  } else {
    const std::string line = (node->place.file ? *node->place.file : std::string()) + ':' +
                             std::to_string(node->place.line);
    const bool by_policy = node->layer == Layer::policy || node->layer == Layer::policy_of_segment;
    if (node->origin == Origin::set) {
      resolved.from = Resolved::From::set;
      resolved.where = "--set";
    } else if (by_policy) {
      resolved.from = Resolved::From::policy;
      resolved.where = "policy " + reading_.policy + " (" + line + ')';
    } else {
      resolved.from = Resolved::From::file;
      resolved.where = line;
    }
  }
  const bool lists = reading_.lists_assumptions && resolved.assumption;
  if (lists && resolved.value != "[]")  // an empty list assumes nothing
    reading_.inventory.assumptions.push_back(
        {resolved.path, resolved.value, resolved.meaning, Assumption::Kind::no_number, {}});
  reading_.inventory.values.push_back(std::move(resolved));
}

template <class Quantity>
bool Reader::parse(const Field& field, const Node& node, typename Quantity::Value& x) {
  if (!node.is(Node::Kind::scalar)) {
    report(node, field, unexpected(node, Quantity::kExpected));
    return false;
  }
  if (!Quantity::kHasUnit && node.style == Node::Style::quoted) {
    report(node, field, {in_quotes(node.text) + " is in quotes", "numbers have none", ""});
    return false;
  }
  std::string_view text = node.text;
  for (const std::string_view per_year : {"/year", " per year"}) {
    if (field.yearly && text.ends_with(per_year)) text.remove_suffix(per_year.size());
  }
  const auto parsed = Quantity::parse(text, reading_.currency);
  if (!parsed) {
    Fault fault = parsed.fault();
    const Frame& frame = frames_.back();
    if (fault.suggestion.empty() && !field.word.empty())
      fault.suggestion = word_meant(node.text, field.word);
    else if (fault.suggestion.empty() && !frame.word.empty() && field.name == frame.shorthand)
      fault.suggestion = word_meant(node.text, frame.word);
    if (fault.why.empty()) fault.why = std::string(Quantity::kExpected) + " is needed";
    report(node, field, std::move(fault));
    return false;
  }
  x = *parsed;
  return true;
}

template <class Quantity>
bool Reader::evaluate(const Field& field, const Node& node, typename Quantity::Value& x) {
  if (!node.is(Node::Kind::relative)) return parse<Quantity>(field, node, x);
  const Node& base = node.items.front();
  if (!base.is(Node::Kind::empty) && !parse<Quantity>(field, base, x)) return false;
  for (std::size_t i = 1; i < node.items.size(); ++i) {
    const Entry& change = node.items[i].entries.front();
    std::optional<typename Quantity::Value> changed;
    if (change.key == "plus") {
      typename Quantity::Value addend{};
      if (!parse<Quantity>(field, change.value, addend)) return false;
      changed = Quantity::plus(x, addend);
    } else {
      double factor = 0.0;
      if (!parse<kinds::Number>(field, change.value, factor)) return false;
      changed = Quantity::times(x, factor);
    }
    if (!changed) {
      report(node, field,
             {"the change of " + in_quotes(print_value(x, reading_.currency)) +
                  " cannot be represented",
              std::string(Quantity::kExpected) + " is needed", ""});
      return false;
    }
    x = *changed;
  }
  return true;
}

template <class Quantity>
void Reader::quantity(const Field& field, typename Quantity::Value& x) {
  const Node* node = take(field);
  const auto standard = x;
  const Move* move = field.source.empty() && relies_on_default(node) ? reading_.move : nullptr;
  if (move != nullptr && move->path == path_of(field.name))
    x = moved<Quantity>(standard, move->factor, field.range).value;
  if (node != nullptr) {
    typename Quantity::Value given = x;
    if (evaluate<Quantity>(field, *node, given)) {
      const double measure = Quantity::measure(given);
      if (field.range.contains(measure)) {
        x = given;
      } else {
        std::string suggestion;
        if (std::is_same_v<Quantity, kinds::Share> && node->is(Node::Kind::scalar) &&
            measure > 1.0 && measure <= 100.0)
          suggestion = print_number(measure) + " %";
        report(*node, field,
               {in_quotes(node->is(Node::Kind::scalar) ? node->text
                                                       : print_value(given, reading_.currency)) +
                    " is out of range",
                allowed<Quantity>(field.range, reading_.currency), suggestion});
      }
    }
  }
  record(field, print_value(x, reading_.currency), node);
  if (reading_.lists_assumptions && node == nullptr && field.source.empty())
    note_moves<Quantity>(standard, field.range, reading_.currency,
                         reading_.inventory.assumptions.back());
}

void Reader::value(const Field& field, double& x) { quantity<kinds::Number>(field, x); }
void Reader::value(const Field& field, std::int64_t& x) { quantity<kinds::Whole>(field, x); }
void Reader::value(const Field& field, engine::Duration& x) { quantity<kinds::Span>(field, x); }
void Reader::value(const Field& field, model::Probability& x) { quantity<kinds::Share>(field, x); }
void Reader::value(const Field& field, model::Rate& x) { quantity<kinds::PerTime>(field, x); }
void Reader::value(const Field& field, model::Money& x) { quantity<kinds::Amount>(field, x); }
void Reader::value(const Field& field, model::MoneyRate& x) {
  quantity<kinds::AmountPerTime>(field, x);
}
void Reader::value(const Field& field, model::PointsPerMoney& x) {
  quantity<kinds::PointsPerAmount>(field, x);
}

void Reader::value(const Field& field, std::string& x) {
  const Node* node = take(field);
  if (node != nullptr) {
    if (node->is(Node::Kind::scalar))
      x = node->text;
    else
      report(*node, field, unexpected(*node, "a text"));
  }
  record(field, x, node);
}

template <class T, class Quantity>
void Reader::numbers(const Field& field, std::vector<T>& x) {
  const Node* node = take(field);
  if (node != nullptr && !node->is(Node::Kind::list)) {
    report(*node, field, unexpected(*node, "a list of numbers such as [1, 2]"));
  } else if (node != nullptr) {
    std::vector<T> given;
    for (const Node& item : node->items) {
      T number{};
      if (!parse<Quantity>(field, item, number)) continue;
      if (field.range.contains(Quantity::measure(number)))
        given.push_back(number);
      else
        report(item, field,
               {in_quotes(item.text) + " is out of range",
                allowed<Quantity>(field.range, reading_.currency), ""});
    }
    if (given.size() == node->items.size()) x = std::move(given);
  }
  record(field, print_value(x, reading_.currency), node);
}

void Reader::value(const Field& field, std::vector<std::int64_t>& x) {
  numbers<std::int64_t, kinds::Whole>(field, x);
}
void Reader::value(const Field& field, std::vector<double>& x) {
  numbers<double, kinds::Number>(field, x);
}

void Reader::value(const Field& field, std::vector<std::string>& x) {
  const Node* node = take(field);
  if (node != nullptr && !node->is(Node::Kind::list)) {
    report(*node, field, unexpected(*node, "a list such as [a, b]"));
  } else if (node != nullptr) {
    x.clear();
    for (const Node& item : node->items) {
      if (item.is(Node::Kind::scalar))
        x.push_back(item.text);
      else
        report(item, field, unexpected(item, "a text"));
    }
  }
  record(field, print_value(x, reading_.currency), node);
}

void Reader::value(const Field& field, model::Interval& x) {
  const Node* node = take(field);
  if (node != nullptr) {
    model::Interval given;
    if (!node->is(Node::Kind::list) || node->items.size() != 2) {
      report(*node, field,
             node->is(Node::Kind::list)
                 ? Fault{"has " + std::to_string(node->items.size()) + " values",
                         "an interval has two: [low, high]", ""}
                 : unexpected(*node, "an interval such as [0, 1]"));
    } else if (parse<kinds::Number>(field, node->items[0], given.low) &&
               parse<kinds::Number>(field, node->items[1], given.high)) {
      if (given.low > given.high)
        report(*node, field,
               {print(given) + " ends before it starts", "the lower end comes first",
                print(model::Interval{given.high, given.low})});
      else if (!field.range.contains(given.low) || !field.range.contains(given.high))
        report(*node, field,
               {print(given) + " is out of range",
                allowed<kinds::Number>(field.range, reading_.currency), ""});
      else
        x = given;
    }
  }
  record(field, print(x), node);
}

void Reader::choice(const Field& field, int& index, std::span<const std::string_view> names) {
  const Node* node = take(field);
  if (node != nullptr && !node->is(Node::Kind::scalar)) {
    report(*node, field, unexpected(*node, "a word"));
  } else if (node != nullptr) {
    const auto found = std::find(names.begin(), names.end(), node->text);
    if (found != names.end()) {
      index = static_cast<int>(found - names.begin());
    } else {
      const std::vector<std::string_view> known(names.begin(), names.end());
      report(*node, field,
             {in_quotes(node->text) + " is not a choice",
              "choices are " + join(known, known.size()), closest(node->text, known)});
    }
  }
  record(field, std::string(names[static_cast<std::size_t>(index)]), node);
}

bool Reader::present(const Field& field, bool now) {
  const Node* node = look_up(field);
  const std::string_view word = field.word.empty() ? "off" : field.word;
  if (node == nullptr && now) return true;
  if (node != nullptr && !node->says(word)) {
    const bool relates_to_nothing =
        node->is(Node::Kind::relative) &&
        (node->items.front().says(word) || (node->items.front().is(Node::Kind::empty) && !now));
    if (!relates_to_nothing) return true;
    report(*node, field,
           {"has nothing to relate to", "there is no value that it could change", ""});
  }
  const bool required_but_absent = node == nullptr && field.required;
  if (node != nullptr || required_but_absent)
    take(field);
  else
    frames_.back().known.push_back(field.name);
  record(field, std::string(word), node);
  if (field.implies && node == nullptr) return false;  // it is an assumption like others
  Resolved& recorded = reading_.inventory.values.back();
  if (reading_.lists_assumptions && recorded.assumption) reading_.inventory.assumptions.pop_back();
  recorded.unset = true;
  recorded.assumption = false;  // nothing is used, so nothing is assumed
  return false;
}

void Reader::enter(const Field& field) {
  const Node* node = take(field);
  Frame frame;
  frame.shorthand = field.shorthand;
  frame.word = field.word;
  frame.path = path_of(field.name);
  frame.place = node != nullptr ? node->place : frames_.back().place;
  frame.scope = field.scope != Scope::customer ? field.scope : frames_.back().scope;
  if (node != nullptr) {
    if (node->is(Node::Kind::map)) {
      frame.node = node;
    } else if (!field.shorthand.empty() && !node->is(Node::Kind::empty) &&
               !node->is(Node::Kind::deletion)) {
      frame.abridged = node;
    } else if (node->is(Node::Kind::empty)) {
      report(*node, field, {"has no value", "to take every default write {}", ""});
    } else {
      Fault fault = unexpected(*node, "a map of its keys");
      if (node->is(Node::Kind::scalar) && !field.word.empty())
        fault.suggestion = closest(node->text, {field.word});
      report(*node, field, std::move(fault));
    }
  }
  frames_.push_back(std::move(frame));
}

std::size_t Reader::enter_list(const Field& field, std::size_t size_now) {
  const Node* node = take(field);
  Frame frame;
  frame.path = path_of(field.name);
  frame.place = node != nullptr ? node->place : frames_.back().place;
  frame.scope = field.scope != Scope::customer ? field.scope : frames_.back().scope;
  frame.is_list = true;
  if (node != nullptr && node->is(Node::Kind::list)) {
    frame.node = node;
    size_now = node->items.size();
  } else if (node != nullptr) {
    report(*node, field, unexpected(*node, "a list"));
  }
  frames_.push_back(std::move(frame));
  return size_now;
}

void Reader::enter_item(std::size_t index) {
  const Frame& list = frames_.back();
  Frame frame;
  frame.place = list.place;
  frame.scope = list.scope;
  frame.path = list.path + '[' + std::to_string(index + 1) + ']';
  if (list.node != nullptr) {
    const Node& item = list.node->items[index];
    frame.place = item.place;
    if (!item.name().empty()) frame.path = list.path + '.' + std::string(item.name());
    if (item.is(Node::Kind::map))
      frame.node = &item;
    else
      reading_.issues.add(item.place, reading_.full_path(item, frame.path),
                          unexpected(item, "a map of its keys"));
  }
  frames_.push_back(std::move(frame));
}

void Reader::leave() {
  const Frame frame = std::move(frames_.back());
  frames_.pop_back();
  report_unknown(frame, {});
}

void Reader::finish(std::span<const std::string_view> also_known) {
  report_unknown(frames_.front(), also_known);
}

void Reader::report_unknown(const Frame& frame, std::span<const std::string_view> also_known) {
  if (frame.is_list || frame.node == nullptr || !frame.node->is(Node::Kind::map)) return;
  std::vector<std::string_view> known = frame.known;
  known.insert(known.end(), also_known.begin(), also_known.end());
  const Entry* before = nullptr;
  for (const Entry& entry : frame.node->entries) {
    if (reading_.issues.enough()) return;
    const Entry* previous = std::exchange(before, &entry);
    if (std::find(known.begin(), known.end(), entry.key) != known.end()) continue;
    const std::string path = reading_.full_path(
        entry.value, frame.path.empty() ? entry.key : frame.path + '.' + entry.key);
    const bool comma = previous != nullptr && entry.value.is(Node::Kind::empty) &&
                       all_digits(previous->value.text) && all_digits(entry.key.substr(0, 1));
    if (comma) {
      const std::string meant = previous->value.text + '.' + entry.key;
      reading_.issues.add(
          previous->value.place,
          reading_.full_path(previous->value,
                             frame.path.empty() ? previous->key : frame.path + '.' + previous->key),
          {in_quotes(previous->value.text + ',' + entry.key) + " has a comma",
           "in braces it separates keys; the decimal sign is a point", meant});
      continue;
    }
    const std::string suggestion = closest(entry.key, known);
    reading_.issues.add(
        entry.place, path,
        {"is not a known key",
         known.empty() ? "there are none here" : "keys here are " + join(known, 40), suggestion});
  }
}

void SectionProblems::add(std::string_view path, std::string problem, std::string why,
                          std::string suggestion) {
  const Node* nearest = &section_;
  std::string_view rest = path;
  while (!rest.empty() && nearest->is(Node::Kind::map)) {
    const std::size_t dot = rest.find('.');
    const Node* next = nearest->find(rest.substr(0, dot));
    if (next == nullptr) break;
    nearest = next;
    rest = dot == std::string_view::npos ? std::string_view() : rest.substr(dot + 1);
  }
  const std::string full = path.empty() ? name_ : name_ + '.' + std::string(path);
  reading_.issues.add(nearest->place, reading_.full_path(*nearest, full),
                      {std::move(problem), std::move(why), std::move(suggestion)});
}

}  // namespace tenure::scenario
