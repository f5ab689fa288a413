// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "engine/time.h"
#include "model/quantities.h"

namespace tenure::model {

/// Whose value a parameter is: only customer values may differ between segments.
enum class Scope { customer, firm, market };

/// What a number may be; either end may be excluded. In the field's own unit: days for durations,
/// 1/day for rates, cents for money, plain numbers otherwise.
struct Range {
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
  bool low_excluded = false;
  bool high_excluded = false;
  constexpr bool contains(double x) const {
    return (low_excluded ? x > low : x >= low) && (high_excluded ? x < high : x <= high);
  }
};
inline constexpr Range kAnyNumber{};
inline constexpr Range kPositive{.low = 0.0, .low_excluded = true};
inline constexpr Range kNotNegative{.low = 0.0};
inline constexpr Range kShare{.low = 0.0, .high = 1.0};

/// Everything there is to say about one parameter, said once. From it come the reader of scenarios,
/// its error messages, `--set`, the JSON Schema, the documentation and the provenance in results.
/// All texts are literals.
struct Field {
  std::string_view name;     ///< snake_case, as in the scenario
  std::string_view meaning;  ///< one sentence, no full stop
  Range range = kAnyNumber;
  std::string_view source = {};  ///< author, year, place; empty: the default is an assumption
  Scope scope = Scope::customer;
  std::string_view word = {};  ///< for an optional: what a user writes for "no value", as `none`
  std::string_view shorthand = {};  ///< for a group: the field that a bare scalar stands for
  bool required = false;            ///< an error if it is absent
  bool yearly = false;              ///< a share per year: `/year` may be written behind it
  bool implies = false;             ///< for an optional: without a value one is used all the same
};

/// Visits the fields of parameters: the reader fills them, the schema and the documentation list
/// them, `explain` prints them. Never on the hot path, so virtual calls are fine here.
///
///   void describe(Describer& d, Parameters& p) { d({.name = "mean_interval", ...},
///   p.mean_interval); }
///
/// A type is describable if it is one of the values below, an enumeration with
/// `constexpr std::span<const std::string_view> choices(E)` found by argument-dependent lookup,
/// a struct with a member `void describe(Describer&)`, or an optional or a vector of these.
class Describer {
 public:
  Describer() = default;
  Describer(const Describer&) = delete;
  Describer& operator=(const Describer&) = delete;
  virtual ~Describer() = default;

  void operator()(const Field& field, double& x) { value(field, x); }
  void operator()(const Field& field, std::int64_t& x) { value(field, x); }
  void operator()(const Field& field, engine::Duration& x) { value(field, x); }
  void operator()(const Field& field, Probability& x) { value(field, x); }
  void operator()(const Field& field, Rate& x) { value(field, x); }
  void operator()(const Field& field, Money& x) { value(field, x); }
  void operator()(const Field& field, MoneyRate& x) { value(field, x); }
  void operator()(const Field& field, PointsPerMoney& x) { value(field, x); }
  void operator()(const Field& field, Interval& x) { value(field, x); }
  void operator()(const Field& field, std::string& x) { value(field, x); }
  void operator()(const Field& field, std::vector<std::int64_t>& x) { value(field, x); }
  void operator()(const Field& field, std::vector<double>& x) { value(field, x); }
  void operator()(const Field& field, std::vector<std::string>& x) { value(field, x); }

  template <class T>
  requires std::is_enum_v<T>
  void operator()(const Field& field, T& x) {
    int index = static_cast<int>(x);
    choice(field, index, choices(T{}));
    x = static_cast<T>(index);
  }

  template <class T>
  requires requires(T& group, Describer& d) { group.describe(d); }
  void operator()(const Field& field, T& group) {
    enter(field);
    group.describe(*this);
    leave();
  }

  template <class T>
  void operator()(const Field& field, std::optional<T>& x) {
    if (!present(field, x.has_value())) {
      x.reset();
      return;
    }
    if (!x) x = T{};  // emplace() would ask clang 14 of nested structs too early
    (*this)(field, *x);
  }

  template <class T>
  requires requires(T& item, Describer& d) { item.describe(d); }
  void operator()(const Field& field, std::vector<T>& items) {
    items.resize(enter_list(field, items.size()));
    for (std::size_t i = 0; i < items.size(); ++i) {
      enter_item(i);
      items[i].describe(*this);
      leave();
    }
    leave();
  }

 protected:
  virtual void value(const Field&, double&) = 0;            ///< a plain number
  virtual void value(const Field&, std::int64_t&) = 0;      ///< a whole number
  virtual void value(const Field&, engine::Duration&) = 0;  ///< "30 d"
  virtual void value(const Field&, Probability&) = 0;       ///< "6 %" or 0.06
  virtual void value(const Field&, Rate&) = 0;              ///< "3 per week"
  virtual void value(const Field&, Money&) = 0;             ///< "23.40 EUR"
  virtual void value(const Field&, MoneyRate&) = 0;         ///< "45000 EUR/year"
  virtual void value(const Field&, PointsPerMoney&) = 0;    ///< "1 point/EUR"
  virtual void value(const Field&, Interval&) = 0;          ///< [0, 1]
  virtual void value(const Field&, std::string&) = 0;
  virtual void value(const Field&, std::vector<std::int64_t>&) = 0;
  virtual void value(const Field&, std::vector<double>&) = 0;
  virtual void value(const Field&, std::vector<std::string>&) = 0;
  virtual void choice(const Field&, int& index, std::span<const std::string_view> names) = 0;

  /// Whether an optional has a value; `now`: whether it has one before the visit. A visitor that
  /// lists all there is answers true.
  virtual bool present(const Field&, bool now) = 0;
  virtual void enter(const Field&) = 0;  ///< a group opens; closed by leave()
  virtual std::size_t enter_list(const Field&, std::size_t size_now) = 0;  ///< returns the new size
  virtual void enter_item(std::size_t index) = 0;
  virtual void leave() = 0;
};

/// Collects what is wrong with parameters that are well-formed one by one but do not fit together.
/// Paths are relative to the mechanism's section: "patience", "handling_time.mean".
class Problems {
 public:
  Problems() = default;
  Problems(const Problems&) = delete;
  Problems& operator=(const Problems&) = delete;
  virtual ~Problems() = default;
  /// `problem (why). Did you mean suggestion?`
  virtual void add(std::string_view path, std::string problem, std::string why,
                   std::string suggestion = {}) = 0;
};

/// Collects the latent values that observables imply, for `explain`: what the model really uses.
class Implications {
 public:
  Implications() = default;
  Implications(const Implications&) = delete;
  Implications& operator=(const Implications&) = delete;
  virtual ~Implications() = default;
  virtual void add(std::string_view name, double value, std::string_view unit,
                   std::string_view how) = 0;
};

}  // namespace tenure::model
