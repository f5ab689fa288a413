// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/describe.h"
#include "scenario/assumption.h"
#include "scenario/inventory.h"
#include "scenario/issue.h"
#include "scenario/node.h"

namespace tenure::scenario {

/// What reading needs to know besides the values, and where it reports.
struct Reading {
  std::string currency;
  std::string segment;  ///< whose values are read; empty: nobody's in particular
  std::string policy;   ///< under which policy
  Issues& issues;
  Inventory& inventory;
  bool targeted = false;       ///< the policy addresses some customers only
  std::int64_t customers = 0;  ///< that all segments begin with
  const Move* move = nullptr;  ///< the default that is to be another one, if any
  bool lists_assumptions = false;

  /// The path of a value as the user addresses it, given the layer that wrote it.
  std::string full_path(const Node& node, const std::string& path) const;
};

/// Fills a described struct from a map, one visit per struct. What the map does not mention keeps
/// the value that it has. Whatever is wrong is collected: bad values, values out of range, unknown
/// keys, missing required ones, firm or market values set by a segment.
class Reader final : public model::Describer {
 public:
  /// `map`: nullptr if the scenario does not mention it. `place`: where to point if something is
  /// missing.
  Reader(Reading& reading, const Node* map, std::string path, Place place);

  /// After the visit: reports the keys that nobody asked for. `also_known` are read elsewhere.
  void finish(std::span<const std::string_view> also_known = {});

 private:
  struct Frame {
    const Node* node = nullptr;      ///< a map, or for a list its items
    const Node* abridged = nullptr;  ///< the value that stands for the field `shorthand`
    std::string_view shorthand;      ///< of the group, if it has one
    std::string_view word;           ///< for no such group, if there is one
    std::string path;
    Place place;
    model::Scope scope = model::Scope::customer;
    std::vector<std::string_view> known;
    bool is_list = false;
  };

  void value(const model::Field&, double&) override;
  void value(const model::Field&, std::int64_t&) override;
  void value(const model::Field&, engine::Duration&) override;
  void value(const model::Field&, model::Probability&) override;
  void value(const model::Field&, model::Rate&) override;
  void value(const model::Field&, model::Money&) override;
  void value(const model::Field&, model::MoneyRate&) override;
  void value(const model::Field&, model::PointsPerMoney&) override;
  void value(const model::Field&, model::Interval&) override;
  void value(const model::Field&, std::string&) override;
  void value(const model::Field&, std::vector<std::int64_t>&) override;
  void value(const model::Field&, std::vector<double>&) override;
  void value(const model::Field&, std::vector<std::string>&) override;
  void choice(const model::Field&, int& index, std::span<const std::string_view> names) override;
  bool present(const model::Field&, bool now) override;
  void enter(const model::Field&) override;
  std::size_t enter_list(const model::Field&, std::size_t size_now) override;
  void enter_item(std::size_t index) override;
  void leave() override;

  template <class Quantity>
  void quantity(const model::Field& field, typename Quantity::Value& x);
  template <class Quantity>
  bool evaluate(const model::Field& field, const Node& node, typename Quantity::Value& x);
  template <class Quantity>
  bool parse(const model::Field& field, const Node& node, typename Quantity::Value& x);
  template <class T, class Quantity>
  void numbers(const model::Field& field, std::vector<T>& x);

  /// The value of a field, or nullptr; what is missing or out of scope is reported.
  const Node* take(const model::Field& field);
  const Node* look_up(const model::Field& field) const;
  void report(const Node& node, const model::Field& field, Fault fault);
  void report_unknown(const Frame& frame, std::span<const std::string_view> also_known);
  void record(const model::Field& field, std::string printed, const Node* node);
  std::string path_of(std::string_view name) const;

  Reading& reading_;
  std::vector<Frame> frames_;
};

/// Reads one group: everything at once.
template <class T>
void read_group(Reading& reading, const Node* map, const std::string& path, const Place& place,
                T& group, std::span<const std::string_view> also_known = {}) {
  Reader reader(reading, map, path, place);
  group.describe(reader);
  reader.finish(also_known);
}

/// Hands the problems that a mechanism finds to `reading`, at the nearest value that was written.
class SectionProblems final : public model::Problems {
 public:
  SectionProblems(Reading& reading, const Node& section, std::string name)
      : reading_(reading), section_(section), name_(std::move(name)) {}
  void add(std::string_view path, std::string problem, std::string why,
           std::string suggestion = {}) override;

 private:
  Reading& reading_;
  const Node& section_;
  std::string name_;
};

}  // namespace tenure::scenario
