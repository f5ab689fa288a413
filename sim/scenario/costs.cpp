// SPDX-License-Identifier: Apache-2.0
#include "scenario/costs.h"

#include <algorithm>

#include "model/passing_describer.h"

namespace tenure::scenario {
namespace {

class LookForMoney final : public model::PassingDescriber {
 public:
  bool found() const { return found_; }

 private:
  using Field = model::Field;
  using PassingDescriber::value;
  void value(const Field&, model::Money& x) override { found_ = found_ || x.cents != 0; }
  void value(const Field&, model::MoneyRate& x) override {
    found_ = found_ || x.cents_per_day != 0.0;
  }
  /// An empty list may stand for one item with its defaults, as a catalogue of rewards does.
  std::size_t enter_list(const Field&, std::size_t size_now) override {
    return std::max<std::size_t>(size_now, 1);
  }

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
