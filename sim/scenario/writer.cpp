// SPDX-License-Identifier: Apache-2.0
#include "scenario/writer.h"

#include <utility>

#include "scenario/json.h"
#include "scenario/print_value.h"

namespace tenure::scenario {

using model::Field;
using model::Scope;

Writer::Writer(std::string currency, Whose whose) : currency_(std::move(currency)), whose_(whose) {
  open_.push_back({map_node(), {}, Scope::customer, true});
}

bool Writer::wanted(const Field& field) const {
  if (whose_ == Whose::everybody) return true;
  const Scope scope = field.scope != Scope::customer ? field.scope : open_.back().scope;
  return (scope == Scope::customer) == (whose_ == Whose::customers);
}

void Writer::put(const Field& field, Node value) {
  open_.back().node.entries.push_back({std::string(field.name), {}, std::move(value)});
}

void Writer::put(const Field& field, std::string text) {
  if (wanted(field)) put(field, scalar_node(std::move(text)));
}

void Writer::value(const Field& field, double& x) { put(field, print_value(x, currency_)); }
void Writer::value(const Field& field, std::int64_t& x) { put(field, print_value(x, currency_)); }
void Writer::value(const Field& field, engine::Duration& x) {
  put(field, print_value(x, currency_));
}
void Writer::value(const Field& field, model::Probability& x) {
  put(field, print_value(x, currency_));
}
void Writer::value(const Field& field, model::Rate& x) { put(field, print_value(x, currency_)); }
void Writer::value(const Field& field, model::Money& x) { put(field, print_value(x, currency_)); }
void Writer::value(const Field& field, model::MoneyRate& x) {
  put(field, print_value(x, currency_));
}

void Writer::value(const Field& field, model::PointsPerMoney& x) {
  put(field, print_value(x, currency_));
}

void Writer::value(const Field& field, std::string& x) {
  Node text = scalar_node(x);
  text.style = Node::Style::quoted;
  if (wanted(field)) put(field, std::move(text));
}

template <class T>
void Writer::put_list(const Field& field, const std::vector<T>& list) {
  Node node;
  node.kind = Node::Kind::list;
  for (const T& x : list) node.items.push_back(scalar_node(print_value(x, currency_)));
  if (wanted(field)) put(field, std::move(node));
}

void Writer::value(const Field& field, model::Interval& x) {
  put_list(field, std::vector<double>{x.low, x.high});
}
void Writer::value(const Field& field, std::vector<std::int64_t>& x) { put_list(field, x); }
void Writer::value(const Field& field, std::vector<double>& x) { put_list(field, x); }

void Writer::value(const Field& field, std::vector<std::string>& x) {
  Node node;
  node.kind = Node::Kind::list;
  for (const std::string& text : x) {
    node.items.push_back(scalar_node(text));
    node.items.back().style = Node::Style::quoted;
  }
  if (wanted(field)) put(field, std::move(node));
}

void Writer::choice(const Field& field, int& index, std::span<const std::string_view> names) {
  put(field, std::string(names[static_cast<std::size_t>(index)]));
}

bool Writer::present(const Field& field, bool now) {
  if (!now) put(field, std::string(field.word.empty() ? "off" : field.word));
  return now;
}

void Writer::enter(const Field& field) {
  Frame frame;
  frame.node = map_node();
  frame.name = field.name;
  frame.counts = wanted(field);
  frame.scope = field.scope != Scope::customer ? field.scope : open_.back().scope;
  open_.push_back(std::move(frame));
}

std::size_t Writer::enter_list(const Field& field, std::size_t size_now) {
  enter(field);
  open_.back().node.kind = Node::Kind::list;
  return size_now;
}

void Writer::enter_item(std::size_t) {
  open_.push_back({map_node(), {}, open_.back().scope, true});
}

void Writer::leave() {
  Frame closed = std::move(open_.back());
  open_.pop_back();
  Node& outer = open_.back().node;
  if (outer.is(Node::Kind::list)) {
    outer.items.push_back(std::move(closed.node));
    return;
  }
  const bool has_values = !closed.node.entries.empty();
  if (closed.counts || has_values)
    outer.entries.push_back({std::string(closed.name), {}, std::move(closed.node)});
}

namespace {

std::string in_line(const Node& node) {
  switch (node.kind) {
    case Node::Kind::scalar:  // a JSON string is a YAML string
      return node.style == Node::Style::quoted ? Json(node.text).dump() : node.text;
    case Node::Kind::list:
    case Node::Kind::relative: {
      std::string text;
      for (const Node& item : node.items) text += (text.empty() ? "" : ", ") + in_line(item);
      return '[' + text + ']';
    }
    case Node::Kind::map: {
      std::string text;
      for (const Entry& entry : node.entries)
        text += (text.empty() ? "" : ", ") + entry.key + ": " + in_line(entry.value);
      return '{' + text + '}';
    }
    case Node::Kind::deletion:
      return "~";
    case Node::Kind::empty:
      break;
  }
  return {};
}

/// Whether a value fits behind its key: no map or list of maps inside that has something in it.
bool fits_in_line(const Node& node) {
  if (node.is(Node::Kind::map)) return node.entries.empty();
  for (const Node& item : node.items)
    if (item.is(Node::Kind::map) || item.is(Node::Kind::list)) return false;
  return true;
}

void write_map(const Node& map, std::size_t indent, bool starts_in_line, std::string& text) {
  for (const Entry& entry : map.entries) {
    if (!std::exchange(starts_in_line, false)) text.append(indent, ' ');
    text += entry.key + ':';
    if (fits_in_line(entry.value)) {
      const std::string value = in_line(entry.value);
      text += (value.empty() ? "" : " ") + value + '\n';
    } else if (entry.value.is(Node::Kind::map)) {
      text += '\n';
      write_map(entry.value, indent + 2, false, text);
    } else {
      text += '\n';
      for (const Node& item : entry.value.items) {
        text.append(indent, ' ');
        text += "- ";
        if (item.is(Node::Kind::map) && !item.entries.empty())
          write_map(item, indent + 2, true, text);
        else
          text += in_line(item) + '\n';
      }
    }
  }
}

}  // namespace

std::string to_yaml(const Node& map) {
  std::string text;
  write_map(map, 0, false, text);
  return text.empty() ? "{}\n" : text;
}

}  // namespace tenure::scenario
