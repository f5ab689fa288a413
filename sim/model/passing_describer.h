// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/describe.h"

namespace tenure::model {

/// Visits everything that is there and does nothing: for visitors that care for a few kinds of
/// values only and override those.
class PassingDescriber : public Describer {
 protected:
  void value(const Field&, double&) override {}
  void value(const Field&, std::int64_t&) override {}
  void value(const Field&, engine::Duration&) override {}
  void value(const Field&, Probability&) override {}
  void value(const Field&, Rate&) override {}
  void value(const Field&, Money&) override {}
  void value(const Field&, MoneyRate&) override {}
  void value(const Field&, PointsPerMoney&) override {}
  void value(const Field&, Interval&) override {}
  void value(const Field&, std::string&) override {}
  void value(const Field&, std::vector<std::int64_t>&) override {}
  void value(const Field&, std::vector<double>&) override {}
  void value(const Field&, std::vector<std::string>&) override {}
  void choice(const Field&, int&, std::span<const std::string_view>) override {}
  bool present(const Field&, bool now) override { return now; }
  void enter(const Field&) override {}
  std::size_t enter_list(const Field&, std::size_t size_now) override { return size_now; }
  void enter_item(std::size_t) override {}
  void leave() override {}
};

}  // namespace tenure::model
