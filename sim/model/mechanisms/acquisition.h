// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/type_list.h"
#include "model/describe.h"
#include "model/kpi.h"
#include "model/occurrences.h"
#include "model/setting.h"
#include "model/spend_response.h"

namespace tenure::model {

class Context;
class FirmContext;

/// Where customers come from: the base at the start (`customers` of a segment), arrivals, a market
/// that fills up, prospects whom money wins, and referrals by customers who buy.
///
/// Arrivals are a Poisson process built from layers of candidates, one layer per doubling of the
/// rate: a candidate joins if its mark lies below the rate. So the same people arrive at the same
/// time under two policies, or not at all.
///
/// Hears: CustomerJoined, PurchaseMade.   Sends: CustomerJoined.
class Acquisition {
 public:
  static constexpr std::string_view kSection = "acquisition";
  static constexpr std::string_view kAbout =
      "newcomers: a Poisson stream, a list by day, prospects who adopt of themselves and because "
      "others have (Bass), prospects won by spending, and referrals";
  static constexpr std::string_view kRemembers = "";
  using Hears = engine::TypeList<CustomerJoined, PurchaseMade>;

  /// The diffusion of Bass 1969, as a pure birth process: of M prospects n have adopted, and the
  /// next one does at rate (M - n)(p + q n / M).
  struct Diffusion {
    std::int64_t size = 10'000;                    ///< M
    Rate innovation{0.03 / engine::kDaysPerYear};  ///< p
    Rate imitation{0.38 / engine::kDaysPerYear};   ///< q
    void describe(Describer& d);
  };
  /// People who could become customers, and what the firm spends on winning them.
  struct Prospects {
    Rate reached{10.0 / 7.0};  ///< of a Poisson process
    SpendResponse spending{{2000}, {0.4}, 0.02};
    void describe(Describer& d);
  };
  struct Parameters {
    std::optional<Rate> arrivals;     ///< newcomers per time, a Poisson process
    std::vector<std::int64_t> daily;  ///< newcomers at the start of day 0, 1, 2 ...
    std::optional<Diffusion> market;
    std::optional<Prospects> prospects;
    Probability referral{0.0};  ///< that a purchase brings a newcomer
    Money cost{0};              ///< paid by the firm per newcomer
    void describe(Describer& d);
    static void check(const Parameters&, Problems&) {}
  };

  /// Prospects of a market who adopt one by one, as Bass 1969 says.
  struct Market {
    std::uint16_t segment = 0;
    std::uint32_t source = 0;    ///< hashed name, part of the adopters' identity
    std::uint32_t adopters = 0;  ///< so far, those who have left included
    double residual = 0.0;       ///< of the unit exponential until the next one, as of `since`
    double rate = 0.0;           ///< of adoption since then [1/day]
    engine::Time since{};
    engine::Time next = engine::kNever;
  };

  enum Tally : std::size_t { referred, cost_of_acquisition, reached, prospecting_cost };
  static constexpr std::array kMeasures{
      Measure{"customers_referred", "1", "customers who joined because another told them"},
      Measure{"acquisition_cost", kMoneyUnit, "paid per newcomer who arrived"},
      Measure{"prospects_reached", "1", "people on whom money was spent to win them", Kind::flow,
              Level::firm},
      Measure{"prospecting_cost", kMoneyUnit, "spent on prospects, won or not", Kind::flow,
              Level::firm},
  };
  static constexpr std::size_t kFirmCost = prospecting_cost;

  /// How a candidate comes: by himself, or because money won him.
  enum class Coming { of_themselves, when_won };

  /// Candidates of one layer of one segment's arrivals, next one first.
  struct Layer {
    std::uint16_t segment = 0;
    Coming coming = Coming::of_themselves;
    std::uint32_t source = 0;  ///< hashed name of the source, part of the newcomers' identity
    double low = 0.0;          ///< marks of this layer lie between low and high [1/day]
    double high = 0.0;
    std::uint32_t candidate = 0;
    engine::Time next = engine::kNever;
  };
  /// What the firm's side remembers during one replication.
  struct Firm {
    std::vector<Layer> layers;
    std::vector<Market> markets;
    std::vector<std::size_t> next_day;        ///< by segment: position in `daily`
    std::vector<std::uint32_t> joined_daily;  ///< by segment: newcomers so far
  };

  explicit Acquisition(const Setting<Acquisition>& setting);

  void on(const CustomerJoined&, Context&) const;
  void on(const PurchaseMade&, Context&) const;

  Firm begin(FirmContext&) const;
  /// Sends CustomerJoined to everybody who arrives in [context.now(), context.edge()).
  void open(Firm&, FirmContext&) const;

 private:
  double candidates_in(const Layer&, std::size_t row) const;
  void add_layers(Firm&, std::size_t segment, Coming coming, FirmContext&) const;
  void consider(const Layer&, FirmContext&) const;
  void plan_candidate(Layer& layer, FirmContext&) const;
  double adoption_in(const Market&, const FirmContext&) const;
  void draw_next(Market&, engine::Time since, FirmContext&) const;
  void open_market(Market&, FirmContext&) const;
  void open_daily(Firm&, std::size_t segment, FirmContext&) const;
  struct Row {
    Parameters given;
    std::uint32_t arrivals_source = 0;
    std::uint32_t daily_source = 0;
    std::uint32_t market_source = 0;
    std::uint32_t prospects_source = 0;
  };
  std::vector<Row> rows_;
};

}  // namespace tenure::model
