// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/describe.h"

namespace tenure::scenario {

/// A description as data: what the overlays, the JSON Schema and the reference look up.
struct Shape {
  enum class Kind {
    number,
    whole,
    duration,
    probability,
    rate,
    money,
    money_rate,
    points_per_money,
    interval,
    text,
    whole_numbers,
    numbers,
    texts,
    choice,
    group,
    list,  ///< of groups
  };

  model::Field field;
  Kind kind = Kind::group;
  bool optional = false;
  std::string initial;                    ///< the default as a scenario writes it; not for groups
  std::vector<std::string_view> choices;  ///< of a choice
  std::vector<Shape> fields;              ///< of a group, or of an item of a list

  const Shape* find(std::string_view name) const;
  /// What a user writes for "no value" of an optional.
  std::string_view word() const { return field.word.empty() ? "off" : field.word; }
};

/// Lists all there is to a described type, its default values included.
class ShapeFinder final : public model::Describer {
 public:
  /// Amounts of money among the defaults are printed in `currency`.
  explicit ShapeFinder(std::string currency) : currency_(std::move(currency)) {
    open_.push_back({});
  }

  /// A group of everything visited at the outermost level. Call once, at the end.
  Shape take() { return std::move(open_.front()); }

 private:
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
  void enter_item(std::size_t) override;
  void leave() override;

  Shape& add(const model::Field& field, Shape::Kind kind, std::string initial);

  std::string currency_;
  std::vector<Shape> open_;     ///< the groups being visited, outermost first
  bool next_optional_ = false;  ///< the next field was announced as an optional
  bool next_absent_ = false;    ///< and has no value by default
};

/// The shape of a describable group with the values that it has.
template <class T>
Shape shape_of(T group, std::string currency = "EUR") {
  ShapeFinder finder(std::move(currency));
  group.describe(finder);
  return finder.take();
}

}  // namespace tenure::scenario
