// SPDX-License-Identifier: Apache-2.0
#include "scenario/overlay.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "scenario/did_you_mean.h"
#include "scenario/number.h"

namespace tenure::scenario {
namespace {

using Kind = Node::Kind;

std::string inside(const std::string& path, std::string_view key) {
  return path.empty() ? std::string(key) : path + '.' + std::string(key);
}

void note_overridden(const Node& before, const Node& overlay, const std::string& path,
                     MergeReport& report) {
  if (before.layer == Layer::segment && overlay.layer == Layer::policy)
    report.overridden.push_back({overlay.place, path});
}

/// `{times: 0.5}` over 6 %: both are kept, because only the reader knows what a value is.
Node changed(Node base, const Node& change) {
  if (base.is(Kind::relative)) {
    base.items.push_back(change);
  } else {
    Node relative;
    relative.kind = Kind::relative;
    relative.items.push_back(std::move(base));
    relative.items.push_back(change);
    base = std::move(relative);
  }
  base.origin = change.origin;
  base.layer = change.layer;
  base.place = change.place;
  return base;
}

class Merging {
 public:
  Merging(Deletions deletions, MergeReport& report) : deletions_(deletions), report_(report) {}

  void onto(Node& base, const Node& overlay, const std::string& path) {
    if (is_change(overlay) && !base.is(Kind::map)) {
      note_overridden(base, overlay, path, report_);
      base = changed(std::move(base), overlay);
    } else if (overlay.is(Kind::relative) && overlay.items.front().is(Kind::empty)) {
      for (std::size_t i = 1; i < overlay.items.size(); ++i) onto(base, overlay.items[i], path);
    } else if (overlay.is(Kind::map) && base.is(Kind::map)) {
      for (const Entry& entry : overlay.entries) key_onto(base, entry, inside(path, entry.key));
    } else if (is_named_list(overlay) && is_named_list(base)) {
      for (const Node& item : overlay.items) {
        Node* same = find_named(base, item.name());
        if (same != nullptr)
          onto(*same, item, inside(path, item.name()));
        else
          base.items.push_back(grafted(item, inside(path, item.name())));
      }
    } else {
      note_overridden(base, overlay, path, report_);
      base = grafted(overlay, path);
    }
  }

 private:
  bool waits(const Node& deletion) const {
    return deletions_ == Deletions::of_layers_later && deletion.layer != Layer::base;
  }

  void key_onto(Node& map, const Entry& entry, const std::string& path) {
    const auto found = std::find_if(map.entries.begin(), map.entries.end(),
                                    [&](const Entry& other) { return other.key == entry.key; });
    const bool there = found != map.entries.end();
    if (entry.value.is(Kind::deletion)) {
      if (!there && waits(entry.value)) map.entries.push_back(entry);
      if (!there && !waits(entry.value)) report_.not_there.push_back({entry.value.place, path});
      if (!there) return;
      note_overridden(found->value, entry.value, path, report_);
      map.entries.erase(found);
    } else if (there) {
      onto(found->value, entry.value, path);
    } else {
      map.entries.push_back({entry.key, entry.place, grafted(entry.value, path)});
    }
  }

  /// What an overlay brings where nothing was: itself, its own deletions and changes worked off.
  Node grafted(const Node& overlay, const std::string& path) {
    if (is_change(overlay)) return changed(Node(), overlay);
    if (overlay.is(Kind::map)) {
      Node map = overlay;
      map.entries.clear();
      for (const Entry& entry : overlay.entries) key_onto(map, entry, inside(path, entry.key));
      return map;
    }
    Node copy = overlay;
    if (overlay.is(Kind::list))
      for (Node& item : copy.items) item = grafted(item, path);
    return copy;
  }

  Deletions deletions_;
  MergeReport& report_;
};

[[noreturn]] void refuse(const Place& place, const std::string& path, Fault fault) {
  throw ScenarioError(issue_at(place, path, std::move(fault)));
}

/// The map that a path needs where there was nothing, or `off`.
Node opened_by_set(const Place& place, Layer layer) {
  Node map = map_node(place);
  map.origin = Origin::set;
  map.layer = layer;
  return map;
}

Node& named_item(Node& list, const std::string& name, const Place& place, const std::string& path) {
  if (!is_named_list(list))
    refuse(place, path, {"leads into a list without names", "its items cannot be addressed", ""});
  if (Node* item = find_named(list, name)) return *item;
  std::vector<std::string_view> names;
  for (const Node& item : list.items) names.push_back(item.name());
  refuse(place, path, {"there is nothing called " + in_quotes(name), "", closest(name, names)});
}

}  // namespace

bool is_change(const Node& node) {
  return node.is(Kind::map) && node.entries.size() == 1 &&
         (node.entries.front().key == "plus" || node.entries.front().key == "times");
}

void merge(Node& base, const Node& overlay, Deletions deletions, MergeReport& report) {
  Merging(deletions, report).onto(base, overlay, "");
}

void spell_out(Node& map, const Shape& group) {
  if (!map.is(Kind::map)) return;
  for (Entry& entry : map.entries) {
    const Shape* shape = group.find(entry.key);
    if (shape == nullptr) continue;
    Node& value = entry.value;
    if (shape->kind == Shape::Kind::list) {
      for (Node& item : value.items) spell_out(item, *shape);
      continue;
    }
    if (shape->kind != Shape::Kind::group) continue;
    const bool is_word = shape->optional && value.says(shape->word());
    const bool is_value = (value.is(Kind::scalar) && !is_word) || value.is(Kind::list) ||
                          (is_change(value) && shape->find(value.entries.front().key) == nullptr);
    if (is_value && !shape->field.shorthand.empty()) {
      Node full = map_node(value.place);
      full.origin = value.origin;
      full.layer = value.layer;
      full.entries.push_back({std::string(shape->field.shorthand), value.place, std::move(value)});
      value = std::move(full);
    }
    spell_out(value, *shape);
  }
}

void set_at(Node& root, const Shape& shape, const std::string& path, const Node& value,
            const Place& place, MergeReport& report) {
  Node* at = &root;
  const Shape* described = &shape;  // what describes `at`, or nullptr
  std::string_view rest = path;
  while (true) {
    const std::size_t dot = rest.find('.');
    const bool last = dot == std::string_view::npos;
    const std::string key(rest.substr(0, dot));
    if (key.empty())
      refuse(place, path, {"has an empty part", "a path is words with points between them", ""});
    if (at->is(Kind::list)) {
      at = &named_item(*at, key, place, path);  // the shape of a list is that of its items
      if (last) refuse(place, path, {"is a whole item of a list", "set its keys one by one", ""});
    } else {
      if (!at->is(Kind::map)) *at = opened_by_set(place, at->layer);
      if (last) {
        Node overlay = map_node(place);
        overlay.entries.push_back({key, place, value});
        if (described != nullptr) spell_out(overlay, *described);
        merge(*at, overlay, Deletions::of_layers_later, report);
        return;
      }
      described = described != nullptr ? described->find(key) : nullptr;
      if (at->find(key) == nullptr)
        at->entries.push_back({key, place, opened_by_set(place, at->layer)});
      at = at->find(key);
    }
    rest = rest.substr(dot + 1);
  }
}

}  // namespace tenure::scenario
