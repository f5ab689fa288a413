// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/type_list.h"
#include "model/describe.h"
#include "model/influence.h"
#include "model/kpi.h"
#include "model/occurrences.h"
#include "model/setting.h"

namespace tenure::model {

class Context;

/// The stock of contact fatigue F: every contact that the firm makes of its own accord adds the
/// weight of its medium, and is slowly forgotten (Godfrey, Seiders & Voss 2011, J. Marketing 75(4):
/// contacts do good up to an ideal level, and harm beyond it).
///
/// Hears: ContactMade.
class Fatigue {
 public:
  static constexpr std::string_view kSection = "fatigue";
  static constexpr std::string_view kAbout =
      "how many contacts are remembered, each weighted by its channel and forgotten in time";
  static constexpr std::string_view kRemembers = "fatigue F";
  static constexpr Stock kStock = Stock::fatigue;
  using Hears = engine::TypeList<ContactMade>;

  struct Weights {
    double phone = 1.0;
    double email = 0.8;
    double mail = 0.3;
    void describe(Describer& d);
  };
  struct Parameters {
    Weights weights;
    std::optional<Rate> decay = Rate{0.25 / 7.0};  ///< delta
    void describe(Describer& d);
    static void check(const Parameters&, Problems&) {}
  };

  enum Tally : std::size_t { contacts, level_sum, level_count };
  static constexpr std::array kMeasures{
      Measure{"contacts_made", "1", "contacts that the firm made of its own accord, of any kind"},
      Measure{"_fatigue_sum", "1e-6", "sum over active customers at period end", Kind::stock},
      Measure{"_fatigue_count", "1", "active customers asked at period end", Kind::stock},
  };
  static constexpr std::array kRatios{
      Ratio{"fatigue_mean", "1", "contact fatigue at period end over active customers", level_sum,
            level_count, 1e-6},
  };

  explicit Fatigue(const Setting<Fatigue>& setting);

  void on(const ContactMade&, Context&) const;
  /// At a period's end, for each active customer.
  void observe(Context&) const;
  /// Decay of F [1/day], 0 if nothing is forgotten.
  double decay_per_day(std::size_t row) const { return rows_[row].decay_per_day; }

 private:
  struct Row {
    std::array<double, kMediumNames.size()> weights{};
    double decay_per_day = 0.0;
  };
  std::vector<Row> rows_;
};

}  // namespace tenure::model
