// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <type_traits>
#include <vector>

#include "engine/type_list.h"
#include "engine/varying_rate.h"
#include "model/describe.h"
#include "model/influence.h"
#include "model/kpi.h"
#include "model/occurrences.h"
#include "model/setting.h"

namespace tenure::model {

class Context;

/// Days are not alike: factors on the rate of purchases by weekday and by month, common to all.
/// Customers look the calendar up; nobody is told.
///
/// Hears: nothing.   Adds to: the rate of purchases.
class Calendar {
 public:
  static constexpr std::string_view kSection = "calendar";
  static constexpr std::string_view kAbout =
      "seasons of the week and of the year, one for all customers";
  static constexpr std::string_view kRemembers = "";
  using Hears = engine::TypeList<>;

  struct Parameters {
    std::vector<double> weekdays;  ///< factor by weekday, Monday first; empty: all 1
    std::vector<double> months;    ///< factor by month, January first; empty: all 1
    void describe(Describer& d);
    static void check(const Parameters&, Problems&);
  };

  static constexpr std::array<Measure, 0> kMeasures{};

  static bool brings_seasons(const Parameters& p) {
    return !p.weekdays.empty() || !p.months.empty();
  }

  explicit Calendar(const Setting<Calendar>& setting);

  void add_to_rate(std::type_identity<PurchaseDue>, engine::VaryingRate& rate, const Context&,
                   engine::Time since) const;
  Influences influences(std::type_identity<PurchaseDue>, std::size_t row) const;

 private:
  static std::optional<engine::StepFactor> steps_of(const Parameters&, const Study&);
  std::vector<std::optional<engine::StepFactor>> rows_;  ///< none if every factor is 1
};

}  // namespace tenure::model
