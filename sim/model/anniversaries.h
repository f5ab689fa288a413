// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

#include "engine/time.h"

namespace tenure::model {

/// Dates that come back every year. A dated study has calendar years; in one without dates a year
/// is 365.25 days and the first begins at time 0.
class Anniversaries {
 public:
  /// A day of the year and a time of that day.
  struct Date {
    int day = 0;  ///< 0: the first of January; 365: the 29th of February
    engine::Duration time_of_day{};
  };

  /// `first_day`: the date of time 0 as days since 1970-01-01, if the study is dated.
  explicit Anniversaries(std::optional<std::int64_t> first_day) : first_day_(first_day) {}

  /// The date that lies a `share` of 365.25 days into a year, 0 <= share < 1: the last quarter of a
  /// day is the 29th of February's.
  static Date at_share(double share);
  /// The first return of a date after `after`. In a dated study the 29th of February is kept on the
  /// first of March in common years.
  engine::Time next(const Date& date, engine::Time after) const;
  /// The year that a time lies in: a number that no policy can shift.
  std::uint32_t year_of(engine::Time time) const;

 private:
  engine::Time in_year(const Date& date, std::int64_t year) const;
  std::int64_t year_number(engine::Time time) const;
  std::optional<std::int64_t> first_day_;
};

}  // namespace tenure::model
