// SPDX-License-Identifier: Apache-2.0
#include "tests/property/stretched.h"

#include <optional>

#include "model/passing_describer.h"

namespace tenure::property {

namespace {

using namespace tenure::model;

/// By the types of the described values; a loss per day is a plain number and known by its name.
class Stretcher final : public PassingDescriber {
 private:
  using PassingDescriber::value;
  void value(const Field& field, double& x) override {
    if (field.name == "wait_loss" || field.name == "downtime_loss") x /= 2.0;
  }
  void value(const Field&, engine::Duration& x) override { x *= 2; }
  void value(const Field&, Rate& x) override { x.per_day /= 2.0; }
  void value(const Field&, MoneyRate& x) override { x.cents_per_day /= 2.0; }
};

template <class Mechanism>
std::optional<typename Mechanism::Parameters>& section(Segment& segment) {
  return std::get<kIndexOf<Mechanism>>(segment.sections);
}

}  // namespace

Specification stretched(Specification specification) {
  specification.horizon *= 2;
  specification.warm_up *= 2;
  specification.report_every *= 2;
  Stretcher stretcher;
  for (Segment& segment : specification.segments) {
    for_each_section(segment.sections, [&]<class M>(std::type_identity<M>, auto& given) {
      if (given) given->describe(stretcher);
    });
  }
  return specification;
}

Specification without_dates(Specification specification) {
  specification.first_day.reset();
  for (Segment& segment : specification.segments) {
    section<Calendar>(segment).reset();
    section<Operations>(segment).reset();
    section<Courtesy>(segment).reset();
    section<LoyaltyProgramme>(segment).reset();
    section<Promotions>(segment).reset();
    section<Communication>(segment).reset();
    if (auto& given = section<Acquisition>(segment)) {
      given->daily.clear();
      given->prospects.reset();
      given->arrivals.reset();  // layers of candidates have rates of their own
    }
    if (auto& given = section<Purchasing>(segment); given && given->per_year) {
      given->mean_interval = engine::from_days(365.25 / *given->per_year);
      given->per_year.reset();
    }
    if (auto& given = section<Leaving>(segment)) {
      given->form = HazardForm::proportional;  // linear weights are plain numbers, per day
      if (given->yearly) given->hazard = Rate{0.01};
      given->yearly.reset();
    }
    if (auto& given = section<ServicePlan>(segment)) {  // cover is by the year
      if (!given->downtime) given->downtime = engine::kDay;
      given->share = {1.0};
      given->cost = {};
      given->price.reset();
    }
  }
  return specification;
}

}  // namespace tenure::property
