// SPDX-License-Identifier: Apache-2.0
#include "scenario/shape.h"

#include <utility>

#include "scenario/print_value.h"

namespace tenure::scenario {

using model::Field;

const Shape* Shape::find(std::string_view name) const {
  for (const Shape& shape : fields)
    if (shape.field.name == name) return &shape;
  return nullptr;
}

Shape& ShapeFinder::add(const Field& field, Shape::Kind kind, std::string initial) {
  Shape shape;
  shape.field = field;
  shape.kind = kind;
  shape.optional = std::exchange(next_optional_, false);
  shape.initial = std::move(initial);
  if (std::exchange(next_absent_, false)) shape.initial = shape.word();
  open_.back().fields.push_back(std::move(shape));
  return open_.back().fields.back();
}

void ShapeFinder::value(const Field& field, double& x) {
  add(field, Shape::Kind::number, print_value(x, currency_));
}
void ShapeFinder::value(const Field& field, std::int64_t& x) {
  add(field, Shape::Kind::whole, print_value(x, currency_));
}
void ShapeFinder::value(const Field& field, engine::Duration& x) {
  add(field, Shape::Kind::duration, print_value(x, currency_));
}
void ShapeFinder::value(const Field& field, model::Probability& x) {
  add(field, Shape::Kind::probability, print_value(x, currency_));
}
void ShapeFinder::value(const Field& field, model::Rate& x) {
  add(field, Shape::Kind::rate, print_value(x, currency_));
}
void ShapeFinder::value(const Field& field, model::Money& x) {
  add(field, Shape::Kind::money, print_value(x, currency_));
}
void ShapeFinder::value(const Field& field, model::MoneyRate& x) {
  add(field, Shape::Kind::money_rate, print_value(x, currency_));
}
void ShapeFinder::value(const Field& field, model::PointsPerMoney& x) {
  add(field, Shape::Kind::points_per_money, print_value(x, currency_));
}
void ShapeFinder::value(const Field& field, model::Interval& x) {
  add(field, Shape::Kind::interval, print_value(x, currency_));
}
void ShapeFinder::value(const Field& field, std::string& x) { add(field, Shape::Kind::text, x); }
void ShapeFinder::value(const Field& field, std::vector<std::int64_t>& x) {
  add(field, Shape::Kind::whole_numbers, print_value(x, currency_));
}
void ShapeFinder::value(const Field& field, std::vector<double>& x) {
  add(field, Shape::Kind::numbers, print_value(x, currency_));
}
void ShapeFinder::value(const Field& field, std::vector<std::string>& x) {
  add(field, Shape::Kind::texts, print_value(x, currency_));
}

void ShapeFinder::choice(const Field& field, int& index, std::span<const std::string_view> names) {
  Shape& shape = add(field, Shape::Kind::choice, {});
  shape.choices.assign(names.begin(), names.end());
  if (shape.initial.empty()) shape.initial = names[static_cast<std::size_t>(index)];
}

bool ShapeFinder::present(const Field&, bool now) {
  next_optional_ = true;
  next_absent_ = !now;
  return true;
}

void ShapeFinder::enter(const Field& field) {
  Shape group;
  group.field = field;
  group.kind = Shape::Kind::group;
  group.optional = std::exchange(next_optional_, false);
  if (std::exchange(next_absent_, false)) group.initial = group.word();
  open_.push_back(std::move(group));
}

std::size_t ShapeFinder::enter_list(const Field& field, std::size_t) {
  enter(field);
  open_.back().kind = Shape::Kind::list;
  return 1;
}

void ShapeFinder::enter_item(std::size_t) { open_.push_back({}); }

void ShapeFinder::leave() {
  Shape closed = std::move(open_.back());
  open_.pop_back();
  if (open_.back().kind == Shape::Kind::list && closed.field.name.empty())
    open_.back().fields = std::move(closed.fields);
  else
    open_.back().fields.push_back(std::move(closed));
}

}  // namespace tenure::scenario
