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

}  // namespace tenure::scenario
