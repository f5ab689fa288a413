// SPDX-License-Identifier: Apache-2.0
#include "scenario/describe_format.h"

#include <type_traits>
#include <utility>

#include "model/specification.h"
#include "scenario/header.h"
#include "scenario/policy_terms.h"

namespace tenure::scenario {

Shape describe_sections() {
  Shape sections;
  engine::for_each_type(model::Mechanisms{}, [&]<class Mechanism>(std::type_identity<Mechanism>) {
    Shape section = shape_of(typename Mechanism::Parameters{});
    section.field.name = Mechanism::kSection;
    section.field.meaning = Mechanism::kAbout;
    section.optional = true;
    section.initial = "off";
    sections.fields.push_back(std::move(section));
  });
  return sections;
}

Format describe_format() {
  return {shape_of(Header{}), shape_of(SegmentHeader{}), shape_of(PolicyTerms{}),
          describe_sections()};
}

const Shape* shape_at(const Format& format, std::string_view path) {
  const auto next = [&] {
    const std::size_t dot = path.find('.');
    const std::string_view part = path.substr(0, dot);
    path = dot == std::string_view::npos ? std::string_view() : path.substr(dot + 1);
    return part;
  };
  std::string_view part = next();
  const Shape* own = &format.header;  // keys that belong to no mechanism, where the path leads
  for (const auto& [word, keys] :
       {std::pair("policies", &format.policy), std::pair("segments", &format.segment)}) {
    if (part != word) continue;
    next();  // its name
    own = keys;
    part = next();
  }
  const Shape* shape = format.sections.find(part);
  if (shape == nullptr) shape = own->find(part);
  while (shape != nullptr && !path.empty()) {
    part = next();
    // Items of a list are addressed by their names first; their shape is the list's.
    if (shape->kind == Shape::Kind::list && !path.empty()) part = next();
    shape = shape->find(part);
  }
  if (shape != nullptr && shape->kind == Shape::Kind::group && !shape->field.shorthand.empty())
    shape = shape->find(shape->field.shorthand);
  return shape;
}

}  // namespace tenure::scenario
