// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "engine/time.h"
#include "engine/type_list.h"
#include "model/composition.h"
#include "model/kpi.h"
#include "model/layout.h"
#include "model/mechanisms.h"
#include "model/setting.h"
#include "model/specification.h"
#include "model/targeting.h"

namespace tenure::model {

/// What a model tells of each customer, beside what it counts; no count depends on it.
enum class Detail {
  counts,  ///< nothing
  fates,   ///< what becomes of them (model/fates.h)
  /// The same, and when the policy first applies to a customer, his luck is another one from then
  /// on: what is drawn later comes from other addresses, and what he waits for is drawn anew.
  fates_with_other_luck
};

/// One policy's model, ready to run: the mechanisms built from a specification, where they keep
/// what customers remember, and what they count. Read-only and shared by all replications.
class Model {
 public:
  explicit Model(const Specification& specification, Detail detail = Detail::counts);
  Model(const Model&) = delete;
  Model& operator=(const Model&) = delete;

  const Specification& specification() const { return specification_; }
  const Study& study() const { return study_; }
  const Layout& layout() const { return layout_; }
  bool tells_fates() const { return layout_.note != Layout::kAbsent; }
  /// Rows of parameters (model/layout.h).
  std::size_t rows() const { return row_sections_.size(); }
  std::size_t segments() const { return specification_.segments.size(); }
  /// Whether the policy holds for some customers at some times only.
  /// To whom the policy applies, where it has rows of its own.
  const Targeting& targeting() const { return targeting_; }
  bool has_rows_of_policy() const { return rows() > segments(); }
  const Sections& sections_of(std::size_t row) const { return *row_sections_[row]; }

  template <class Mechanism>
  const Mechanism& get() const {
    return std::get<Mechanism>(mechanisms_);
  }
  /// Whether any row uses the mechanism.
  template <class Mechanism>
  bool uses() const {
    return (used_ >> kIndexOf<Mechanism>)&1U;
  }

  /// Whether any row has a mechanism whose parameters move figures with the time of the year, of
  /// the week or of a period of their own (`static bool brings_seasons(const Parameters&)`).
  bool has_seasons() const;

  /// The regular window: the smallest delay of any channel to a customer, the reporting period
  /// where there is none, or the shorter one that the scenario asks for.
  engine::Duration window() const { return window_; }
  /// The first edge after `time` that is a window's end: regular, of a reporting period, the
  /// horizon.
  engine::Time next_edge(engine::Time time) const;
  /// When the run begins: before time 0 if there is a warm-up.
  engine::Time begin() const { return engine::kStart - specification_.warm_up; }
  /// When the policy begins and ends to hold for whom it addresses.
  engine::Time policy_starts() const { return policy_starts_; }
  engine::Time policy_ends() const { return policy_ends_; }
  std::size_t periods() const;
  engine::Time period_end(std::size_t period) const;

  /// Bytes that each mechanism adds to a customer's record.
  struct Footprint {
    std::string name;
    std::size_t bytes;
  };
  const std::vector<Footprint>& footprint() const { return footprint_; }

  /// `call(mechanism's name, measure, tally index)` for all mechanisms in use.
  template <class Call>
  void for_each_measure(Call&& call) const {
    engine::for_each_type(Mechanisms{}, [&]<class M>(std::type_identity<M>) {
      if (!uses<M>()) return;
      for (std::size_t i = 0; i < M::kMeasures.size(); ++i) {
        call(M::kSection, M::kMeasures[i], layout_.first_tally[kIndexOf<M>] + i);
      }
    });
  }
  /// `call(ratio, tally index of numerator, of denominator, level)`.
  template <class Call>
  void for_each_ratio(Call&& call) const {
    engine::for_each_type(Mechanisms{}, [&]<class M>(std::type_identity<M>) {
      if constexpr (requires { M::kRatios; }) {
        if (!uses<M>()) return;
        const std::size_t first = layout_.first_tally[kIndexOf<M>];
        for (const Ratio& ratio : M::kRatios) {
          call(ratio, first + ratio.numerator, first + ratio.denominator,
               M::kMeasures[ratio.numerator]);
        }
      }
    });
  }

 private:
  template <class Mechanism>
  Mechanism build();
  void lay_out(Detail detail);
  void derive_window();
  template <class Clock>
  std::vector<Influences> influences_on(std::type_identity<Clock> clock) const;
  template <class Clock>
  std::vector<std::array<Rise, kStocks>> rises_of(std::type_identity<Clock> clock) const;
  template <class Clock>
  static constexpr bool has_rate(std::type_identity<Clock> clock);

  Specification specification_;
  std::vector<const Sections*> row_sections_;
  engine::Time policy_starts_{};
  engine::Time policy_ends_ = engine::kNever;
  Study study_;
  std::uint64_t used_ = 0;
  engine::Rename<std::tuple, Mechanisms>::type mechanisms_;
  Targeting targeting_;
  Layout layout_;
  std::vector<Footprint> footprint_;
  engine::Duration window_{};
};

}  // namespace tenure::model
