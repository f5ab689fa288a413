// SPDX-License-Identifier: Apache-2.0
#include "model/model.h"

#include <algorithm>
#include <optional>
#include <type_traits>
#include <utility>

#include "engine/expect.h"

namespace tenure::model {

namespace {

Study study_of(const Specification& specification) {
  Study study;
  study.horizon = engine::kStart + specification.horizon;
  study.report_every = specification.report_every;
  study.first_day = specification.first_day;
  for (const Segment& segment : specification.segments) {
    study.segments.push_back(segment.name);
    const auto& satisfaction = std::get<kIndexOf<Satisfaction>>(segment.sections);
    study.satisfaction_is_standard.push_back(
        satisfaction && satisfaction->model == SatisfactionModel::disconfirmation);
  }
  for (const Segment& segment : specification.segments) {
    for_each_section(segment.sections, [&]<class M>(std::type_identity<M>, const auto& given) {
      if constexpr (requires { M::add_causes(*given, study.causes); }) {
        if (given) M::add_causes(*given, study.causes);
      }
    });
  }
  return study;
}

template <class M>
std::vector<std::optional<typename M::Parameters>> rows_of(const Specification& specification) {
  std::vector<std::optional<typename M::Parameters>> rows;
  for (const Segment& segment : specification.segments) {
    rows.push_back(std::get<kIndexOf<M>>(segment.sections));
  }
  return rows;
}

std::uint64_t used_by(const Specification& specification) {
  std::uint64_t used = 0;
  for (const Segment& segment : specification.segments) {
    for_each_section(segment.sections, [&]<class M>(std::type_identity<M>, const auto& given) {
      if (given) used |= std::uint64_t{1} << kIndexOf<M>;
    });
  }
  return used;
}

template <class... M>
std::tuple<M...> build_all(engine::TypeList<M...>, const Specification& specification,
                           const Study& study) {
  return {M(Setting<M>{study, rows_of<M>(specification)})...};
}

/// Hands out places in the record, each aligned to its own size.
class Places {
 public:
  explicit Places(std::size_t first) : next_(first) {}
  std::uint16_t take(std::size_t bytes, std::size_t alignment) {
    next_ = (next_ + alignment - 1) / alignment * alignment;
    const std::size_t place = next_;
    next_ += bytes;
    TENURE_ENSURE(next_ < Layout::kAbsent);
    return static_cast<std::uint16_t>(place);
  }
  std::size_t next() const { return next_; }

 private:
  std::size_t next_;
};

}  // namespace

Model::Model(const Specification& specification)
    : specification_(specification),
      study_(study_of(specification_)),
      used_(used_by(specification_)),
      mechanisms_(build_all(Mechanisms{}, specification_, study_)) {
  lay_out();
  derive_window();
}

void Model::lay_out() {
  layout_.on.assign(rows(), 0);
  layout_.satisfaction_decay.assign(rows(), 0.0);
  for (std::size_t row = 0; row < rows(); ++row) {
    for_each_section(specification_.segments[row].sections,
                     [&]<class M>(std::type_identity<M>, const auto& given) {
                       if (given) layout_.on[row] |= std::uint64_t{1} << kIndexOf<M>;
                     });
  }
  const auto on = [&]<class M>(std::type_identity<M>, std::size_t row) {
    return ((layout_.on[row] >> kIndexOf<M>)&1U) != 0;
  };
  const auto in_any_row = [&](const auto& holds) {
    for (std::size_t row = 0; row < rows(); ++row) {
      if (holds(row)) return true;
    }
    return false;
  };

  // Clocks first, right behind the head; then blocks of 8-byte alignment, then the rest, so that
  // no byte is lost between them.
  layout_.slot_of.fill(Layout::kAbsent);
  layout_.plan.fill(Layout::kAbsent);
  layout_.state.fill(Layout::kAbsent);
  Places places(sizeof(engine::Head));
  std::vector<std::size_t> added(Mechanisms::size, 0);
  const auto own_clocks = [&](const auto& visit) {
    engine::for_each_type(Mechanisms{}, [&]<class M>(std::type_identity<M> mechanism) {
      if constexpr (requires { typename M::OwnClocks; }) {
        engine::for_each_type(typename M::OwnClocks{},
                              [&](auto clock) { visit(mechanism, clock); });
      }
    });
  };
  std::array<bool, Clocks::size> needed{};
  own_clocks([&]<class M, class Clock>(std::type_identity<M> m, std::type_identity<Clock> clock) {
    needed[engine::index_of<Clock>(Clocks{})] = in_any_row([&](std::size_t row) {
      if constexpr (requires { get<M>().uses(clock, row); }) {
        return on(m, row) && get<M>().uses(clock, row);
      } else {
        return on(m, row);
      }
    });
  });
  for (std::size_t clock = 0; clock < Clocks::size; ++clock) {
    if (!needed[clock]) continue;
    places.take(sizeof(engine::Time), alignof(engine::Time));
    layout_.slot_of[clock] = static_cast<std::uint16_t>(layout_.clock_in_slot.size());
    layout_.clock_in_slot.push_back(static_cast<std::uint8_t>(clock));
  }
  own_clocks([&]<class M, class Clock>(std::type_identity<M>, std::type_identity<Clock> clock) {
    const std::size_t index = engine::index_of<Clock>(Clocks{});
    if (!needed[index]) return;
    added[kIndexOf<M>] += sizeof(engine::Time);
    const bool varies = in_any_row([&](std::size_t row) {
      bool any = false;
      engine::for_each_type(Mechanisms{}, [&]<class Other>(std::type_identity<Other> other) {
        if constexpr (requires { get<Other>().varies(clock, row, true); }) {
          any =
              any || (on(other, row) &&
                      get<Other>().varies(clock, row, on(std::type_identity<Satisfaction>{}, row)));
        }
      });
      return any;
    });
    if (!varies) return;
    layout_.plan[index] = places.take(sizeof(Plan), alignof(Plan));
    added[kIndexOf<M>] += sizeof(Plan);
  });
  layout_.record.clocks = layout_.clock_in_slot.size();

  const auto place_states = [&](std::size_t alignment) {
    engine::for_each_type(Mechanisms{}, [&]<class M>(std::type_identity<M> m) {
      if constexpr (requires { typename M::State; }) {
        if (alignof(typename M::State) != alignment) return;
        const bool kept = in_any_row([&](std::size_t row) {
          if constexpr (requires { get<M>().remembers(row); }) {
            return on(m, row) && get<M>().remembers(row);
          } else {
            return on(m, row);
          }
        });
        if (!kept) return;
        layout_.state[kIndexOf<M>] = places.take(sizeof(typename M::State), alignment);
        added[kIndexOf<M>] += sizeof(typename M::State);
      }
    });
  };
  place_states(8);
  if (uses<Satisfaction>()) {
    for (std::size_t row = 0; row < rows(); ++row) {
      layout_.satisfaction_decay[row] = get<Satisfaction>().decay_per_day(row);
    }
    if (in_any_row([&](std::size_t row) { return layout_.satisfaction_decay[row] > 0.0; })) {
      layout_.satisfaction_since = places.take(sizeof(engine::Time), alignof(engine::Time));
      added[kIndexOf<Satisfaction>] += sizeof(engine::Time);
    }
  }
  place_states(4);
  if (uses<Satisfaction>()) {
    layout_.satisfaction = places.take(sizeof(float), alignof(float));
    added[kIndexOf<Satisfaction>] += sizeof(float);
  }
  layout_.record.bytes = (places.next() + 7) / 8 * 8;

  footprint_.push_back({"engine", sizeof(engine::Head)});
  engine::for_each_type(Mechanisms{}, [&]<class M>(std::type_identity<M>) {
    layout_.first_tally[kIndexOf<M>] = layout_.tallies;
    if (!uses<M>()) return;
    layout_.tallies += static_cast<std::uint32_t>(M::kMeasures.size());
    footprint_.push_back({std::string(M::kSection), added[kIndexOf<M>]});
  });
}

void Model::derive_window() {
  window_ = specification_.report_every;
  engine::for_each_type(Mechanisms{}, [&]<class M>(std::type_identity<M>) {
    if constexpr (requires { get<M>().shortest_delay(); }) {
      if (uses<M>()) window_ = std::min(window_, get<M>().shortest_delay());
    }
  });
  if (specification_.window) window_ = std::min(window_, *specification_.window);
  TENURE_ENSURE(window_ > engine::Duration{0});
}

engine::Time Model::next_edge(engine::Time time) const {
  const auto next_multiple = [&](engine::Duration step) {
    return engine::kStart + ((time - engine::kStart) / step + 1) * step;
  };
  return std::min(
      {next_multiple(window_), next_multiple(specification_.report_every), study_.horizon});
}

std::size_t Model::periods() const {
  return static_cast<std::size_t>(
      (specification_.horizon + specification_.report_every - engine::Duration{1}) /
      specification_.report_every);
}

engine::Time Model::period_end(std::size_t period) const {
  return std::min(study_.horizon, engine::kStart + static_cast<std::int64_t>(period + 1) *
                                                       specification_.report_every);
}

}  // namespace tenure::model
