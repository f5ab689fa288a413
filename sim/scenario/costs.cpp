// SPDX-License-Identifier: Apache-2.0
#include "scenario/costs.h"

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "model/describe.h"

namespace tenure::scenario {
namespace {

class LookForMoney final : public model::Describer {
 public:
  bool found() const { return found_; }

 private:
  using Field = model::Field;
  void value(const Field&, double&) override {}
  void value(const Field&, std::int64_t&) override {}
  void value(const Field&, engine::Duration&) override {}
  void value(const Field&, model::Probability&) override {}
  void value(const Field&, model::Rate&) override {}
  void value(const Field&, model::Money& x) override { found_ = found_ || x.cents != 0; }
  void value(const Field&, model::MoneyRate& x) override {
    found_ = found_ || x.cents_per_day != 0.0;
  }
  void value(const Field&, model::PointsPerMoney&) override {}
  void value(const Field&, model::Interval&) override {}
  void value(const Field&, std::string&) override {}
  void value(const Field&, std::vector<std::int64_t>&) override {}
  void value(const Field&, std::vector<double>&) override {}
  void choice(const Field&, int&, std::span<const std::string_view>) override {}
  bool present(const Field&, bool now) override { return now; }
  void enter(const Field&) override {}
  /// An empty list may stand for one item with its defaults, as a catalogue of rewards does.
  std::size_t enter_list(const Field&, std::size_t size_now) override {
    return std::max<std::size_t>(size_now, 1);
  }
  void enter_item(std::size_t) override {}
  void leave() override {}

  bool found_ = false;
};

}  // namespace

bool has_money(const model::Specification& specification, std::string_view section) {
  LookForMoney look;
  for (const model::Segment& segment : specification.segments) {
    model::for_each_section(segment.sections,
                            [&]<class M>(std::type_identity<M>, const auto& given) {
                              if (!given || M::kSection != section) return;
                              auto parameters = *given;
                              parameters.describe(look);
                            });
  }
  return look.found();
}

}  // namespace tenure::scenario
