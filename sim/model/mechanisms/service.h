// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/quantile.h"
#include "engine/type_list.h"
#include "model/describe.h"
#include "model/kpi.h"
#include "model/occurrences.h"
#include "model/setting.h"

namespace tenure::model {

class Context;

/// The encounter behind each purchase: perceived quality Q = mean + sigma * eps, and now and then a
/// failure of given severity.
///
/// Hears: PurchaseMade.   Publishes: ServiceDelivered.
class Service {
 public:
  static constexpr std::string_view kSection = "service";
  using Hears = engine::TypeList<PurchaseMade>;

  struct Parameters {
    Probability failure_probability{0.05};
    double severity = 1.0;       ///< of a failure; 1 is an ordinary one
    double quality = 0.0;        ///< mean perceived quality
    double inconsistency = 0.5;  ///< sigma, standard deviation of perceived quality
    void describe(Describer& d);
    static void check(const Parameters&, Problems&) {}
  };

  enum Tally : std::size_t { encounters, failures };
  static constexpr std::array kMeasures{
      Measure{"encounters", "1", "service encounters"},
      Measure{"failures", "1", "service encounters that failed"},
  };

  explicit Service(const Setting<Service>& setting);
  void on(const PurchaseMade&, Context&) const;

 private:
  std::vector<Parameters> rows_;
  engine::Quantile normal_;
};

}  // namespace tenure::model
