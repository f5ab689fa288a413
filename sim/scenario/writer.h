// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/describe.h"
#include "scenario/node.h"

namespace tenure::scenario {

/// Whose values a Writer writes.
enum class Whose { everybody, customers, firm_and_market };

/// The way back from a described struct to the map that a scenario would hold: every value, in the
/// order of the description.
class Writer final : public model::Describer {
 public:
  Writer(std::string currency, Whose whose);

  /// Call once, after the visit.
  Node take() { return std::move(open_.front().node); }

 private:
  struct Frame {
    Node node;
    std::string_view name;
    model::Scope scope = model::Scope::customer;
    bool counts = true;  ///< is written even if nothing inside is
  };

  void value(const model::Field&, double&) override;
  void value(const model::Field&, std::int64_t&) override;
  void value(const model::Field&, engine::Duration&) override;
  void value(const model::Field&, model::Probability&) override;
  void value(const model::Field&, model::Rate&) override;
  void value(const model::Field&, model::Money&) override;
  void value(const model::Field&, model::MoneyRate&) override;
  void value(const model::Field&, model::PointsPerMoney&) override;
  void value(const model::Field&, model::Interval&) override;
  void value(const model::Field&, std::string&) override;
  void value(const model::Field&, std::vector<std::int64_t>&) override;
  void value(const model::Field&, std::vector<double>&) override;
  void value(const model::Field&, std::vector<std::string>&) override;
  void choice(const model::Field&, int& index, std::span<const std::string_view> names) override;
  bool present(const model::Field&, bool now) override;
  void enter(const model::Field&) override;
  std::size_t enter_list(const model::Field&, std::size_t size_now) override;
  void enter_item(std::size_t index) override;
  void leave() override;

  bool wanted(const model::Field& field) const;
  void put(const model::Field& field, Node value);
  void put(const model::Field& field, std::string text);
  template <class T>
  void put_list(const model::Field& field, const std::vector<T>& list);

  std::string currency_;
  Whose whose_;
  std::vector<Frame> open_;
};

/// All values of a described group, or only the customers' or only the others'.
template <class T>
Node written(T group, const std::string& currency, Whose whose = Whose::everybody) {
  Writer writer(currency, whose);
  group.describe(writer);
  return writer.take();
}

/// The tree as YAML that parse() reads back as the same tree. Ends with a line break.
std::string to_yaml(const Node& map);

}  // namespace tenure::scenario
