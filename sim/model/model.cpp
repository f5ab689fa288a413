// SPDX-License-Identifier: Apache-2.0
#include "model/model.h"

#include <algorithm>
#include <optional>
#include <type_traits>
#include <utility>

#include "engine/expect.h"
#include "model/note.h"

namespace tenure::model {

namespace {

std::vector<const Sections*> rows_of(const Specification& specification) {
  std::vector<const Sections*> rows;
  const bool two = std::any_of(specification.segments.begin(), specification.segments.end(),
                               [](const Segment& s) { return s.without_policy.has_value(); });
  for (const Segment& segment : specification.segments) {
    TENURE_ENSURE(segment.without_policy.has_value() == two);
    rows.push_back(two ? &*segment.without_policy : &segment.sections);
  }
  if (!two) return rows;
  for (const Segment& segment : specification.segments) rows.push_back(&segment.sections);
  return rows;
}

Study study_of(const Specification& specification, const std::vector<const Sections*>& rows) {
  Study study;
  study.begin = engine::kStart - specification.warm_up;
  study.horizon = engine::kStart + specification.horizon;
  study.report_every = specification.report_every;
  study.first_day = specification.first_day;
  for (const Segment& segment : specification.segments) {
    study.segments.push_back(segment.name);
    study.customers.push_back(segment.customers);
  }
  study.end = study.horizon;
  for (const Sections* row : rows) {
    const auto& finance = std::get<kIndexOf<Finance>>(*row);
    if (finance && finance->run_off) {
      study.end = std::max(study.end, engine::later(study.horizon, *finance->run_off));
    }
    const auto& satisfaction = std::get<kIndexOf<Satisfaction>>(*row);
    study.satisfaction_is_standard.push_back(
        satisfaction && satisfaction->model == SatisfactionModel::disconfirmation);
    bool quality_is_heard = false;
    for_each_section(*row, [&]<class M>(std::type_identity<M>, const auto& given) {
      if constexpr (requires { M::add_causes(*given, study.causes); }) {
        if (given) M::add_causes(*given, study.causes);
      }
      if constexpr (requires { M::hears_quality(*given); }) {
        if (given && M::hears_quality(*given)) quality_is_heard = true;
      }
    });
    study.quality_is_heard.push_back(quality_is_heard);
  }
  return study;
}

template <class M>
std::vector<std::optional<typename M::Parameters>> parameters_of(
    const std::vector<const Sections*>& rows) {
  std::vector<std::optional<typename M::Parameters>> parameters;
  for (const Sections* row : rows) parameters.push_back(std::get<kIndexOf<M>>(*row));
  return parameters;
}

std::uint64_t used_by(const std::vector<const Sections*>& rows) {
  std::uint64_t used = 0;
  for (const Sections* row : rows) {
    for_each_section(*row, [&]<class M>(std::type_identity<M>, const auto& given) {
      if (given) used |= std::uint64_t{1} << kIndexOf<M>;
    });
  }
  return used;
}

template <class... M>
std::tuple<M...> build_all(engine::TypeList<M...>, const std::vector<const Sections*>& rows,
                           const Study& study) {
  return {M(Setting<M>{study, parameters_of<M>(rows)})...};
}

/// Whether a clock runs while a customer is away.
bool runs_away(std::size_t clock) {
  bool away = false;
  engine::for_each_type(AwayClocks{}, [&]<class Clock>(std::type_identity<Clock>) {
    away = away || clock == engine::index_of<Clock>(Clocks{});
  });
  return away;
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

Model::Model(const Specification& specification, Detail detail)
    : specification_(specification),
      row_sections_(rows_of(specification_)),
      study_(study_of(specification_, row_sections_)),
      used_(used_by(row_sections_)),
      mechanisms_(build_all(Mechanisms{}, row_sections_, study_)),
      targeting_(specification_.terms.who, specification_.policy) {
  if (has_rows_of_policy()) {
    const Terms& terms = specification_.terms;
    policy_starts_ = engine::kStart + terms.starts.value_or(engine::Duration{0});
    if (terms.ends) policy_ends_ = engine::kStart + *terms.ends;
  }
  lay_out(detail);
  derive_window();
}

bool Model::has_seasons() const {
  bool found = false;
  for (const Sections* row : row_sections_) {
    for_each_section(*row, [&]<class M>(std::type_identity<M>, const auto& given) {
      if constexpr (requires { M::brings_seasons(*given); }) {
        found = found || (given && M::brings_seasons(*given));
      }
    });
  }
  return found;
}

void Model::lay_out(Detail detail) {
  layout_.renews_luck = detail == Detail::fates_with_other_luck;
  layout_.segments = segments();
  layout_.has_rows_of_policy = has_rows_of_policy();
  const Terms& terms = specification_.terms;
  engine::for_each_type(Mechanisms{}, [&]<class M>(std::type_identity<M>) {
    const bool named = std::find(terms.sections.begin(), terms.sections.end(), M::kSection) !=
                       terms.sections.end();
    if (terms.budget && named) layout_.charged_to_policy |= std::uint64_t{1} << kIndexOf<M>;
  });
  layout_.on.assign(rows(), 0);
  for (std::size_t row = 0; row < rows(); ++row) {
    for_each_section(sections_of(row), [&]<class M>(std::type_identity<M>, const auto& given) {
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
  layout_.begun.fill(Layout::kAbsent);
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
  // By slot, of who is there and of who is away, whose clocks come last and in their order.
  std::vector<std::uint8_t>& own = layout_.clock_in_slot;
  std::vector<std::uint8_t> away;
  for (std::size_t clock = 0; clock < Clocks::size; ++clock) {
    if (needed[clock]) (runs_away(clock) ? away : own).push_back(static_cast<std::uint8_t>(clock));
  }
  while (own.size() < away.size()) own.push_back(away[own.size()]);
  const std::size_t slots = own.size();
  const std::size_t before = slots - away.size();
  for (std::size_t i = 0; i < slots; ++i) {
    places.take(sizeof(engine::Time), alignof(engine::Time));
    layout_.slot_of[own[i]] = static_cast<std::uint16_t>(i);
  }
  for (std::size_t i = 0; i < away.size(); ++i) {
    layout_.slot_of[away[i]] = static_cast<std::uint16_t>(before + i);
  }
  if (!away.empty()) {
    layout_.first_clock[static_cast<std::size_t>(Status::at_rival)] =
        static_cast<std::uint8_t>(slots);
    for (std::size_t i = 0; i < slots; ++i) own.push_back(i < before ? own[i] : away[i - before]);
  }
  own_clocks([&]<class M, class Clock>(std::type_identity<M>, std::type_identity<Clock> clock) {
    const std::size_t index = engine::index_of<Clock>(Clocks{});
    if (!needed[index]) return;
    if (own[layout_.slot_of[index]] == index) added[kIndexOf<M>] += sizeof(engine::Time);
    std::vector<Influences>& depends = layout_.depends[index];
    depends = influences_on(clock);
    const bool depends_on_something =
        std::any_of(depends.begin(), depends.end(), [](Influences i) { return i != kNothing; });
    // A policy that comes or goes may change any rate.
    const bool varies = depends_on_something || (has_rows_of_policy() && has_rate(clock));
    if (!varies) return;
    for (const Influences influences : depends) layout_.moves_clocks |= influences;
    layout_.rises[index] = rises_of(clock);
    layout_.plan[index] = places.take(sizeof(Plan), alignof(Plan));
    added[kIndexOf<M>] += sizeof(Plan);
  });
  layout_.record.clocks = slots;

  const auto is_kept = [&]<class M>(std::type_identity<M> m) {
    return in_any_row([&](std::size_t row) {
      if constexpr (requires { get<M>().remembers(row); }) {
        return on(m, row) && get<M>().remembers(row);
      } else {
        return on(m, row);
      }
    });
  };
  std::uint16_t away_place = Layout::kAbsent;  // free while a customer is away
  std::size_t away_bytes = 0;
  const auto place_states = [&](std::size_t alignment) {
    engine::for_each_type(Mechanisms{}, [&]<class M>(std::type_identity<M> m) {
      if constexpr (requires { typename M::State; }) {
        if (alignof(typename M::State) != alignment || !is_kept(m)) return;
        if constexpr (requires { M::kRemembersAway; }) {
          if (sizeof(typename M::State) <= away_bytes) {
            layout_.state[kIndexOf<M>] = away_place;
            return;
          }
        }
        layout_.state[kIndexOf<M>] = places.take(sizeof(typename M::State), alignment);
        added[kIndexOf<M>] += sizeof(typename M::State);
        if constexpr (requires { M::kForgetsAway; }) {
          away_place = layout_.state[kIndexOf<M>];
          away_bytes = sizeof(typename M::State);
        }
      }
    });
  };
  place_states(8);
  engine::for_each_type(Mechanisms{}, [&]<class M>(std::type_identity<M> m) {
    if constexpr (requires { M::kRemembersBeginning; }) {
      if (!is_kept(m)) return;
      bool may_begin_later = false;
      for (std::size_t row = segments(); row < rows(); ++row) {
        may_begin_later = may_begin_later || on(m, row) != on(m, row - segments());
      }
      std::uint16_t& place = may_begin_later ? layout_.begun[kIndexOf<M>] : layout_.joined;
      if (place == Layout::kAbsent) {
        place = places.take(sizeof(engine::Time), alignof(engine::Time));
        added[kIndexOf<M>] += sizeof(engine::Time);
      }
      layout_.begun[kIndexOf<M>] = place;
    }
  });
  const auto place_stocks = [&](const auto& place) {
    engine::for_each_type(Mechanisms{}, [&]<class M>(std::type_identity<M>) {
      if constexpr (requires { M::kStock; }) {
        if (uses<M>()) place(std::type_identity<M>{}, layout_.stocks[std::size_t(M::kStock)]);
      }
    });
  };
  place_stocks([&]<class M>(std::type_identity<M>, Layout::StockPlace& stock) {
    for (std::size_t row = 0; row < rows(); ++row) {
      stock.decay.push_back(get<M>().decay_per_day(row));
    }
    if (std::all_of(stock.decay.begin(), stock.decay.end(), [](double d) { return d == 0.0; })) {
      return;
    }
    stock.since = places.take(sizeof(engine::Time), alignof(engine::Time));
    added[kIndexOf<M>] += sizeof(engine::Time);
  });
  bool needs_history = terms.who && terms.who->needs_history();
  engine::for_each_type(Mechanisms{}, [&]<class M>(std::type_identity<M> m) {
    if constexpr (requires { get<M>().needs_history(std::size_t{}); }) {
      needs_history = needs_history || in_any_row([&](std::size_t row) {
                        return on(m, row) && get<M>().needs_history(row);
                      });
    }
  });
  std::size_t remembered = 0;  // for policies and offers
  const auto remember = [&](std::uint16_t& place, std::size_t bytes) {
    if (place != Layout::kAbsent) return;
    place = places.take(bytes, alignof(engine::Time));
    remembered += bytes;
  };
  if (needs_history) remember(layout_.history, sizeof(History));
  if (terms.who && terms.who->needs_dates()) {
    remember(layout_.joined, sizeof(engine::Time));
    remember(layout_.last_purchase, sizeof(engine::Time));
  }
  if (detail != Detail::counts) layout_.note = places.take(sizeof(Note), alignof(Note));
  place_states(4);
  place_stocks([&]<class M>(std::type_identity<M>, Layout::StockPlace& stock) {
    stock.value = places.take(sizeof(float), alignof(float));
    added[kIndexOf<M>] += sizeof(float);
  });
  layout_.record.bytes = (places.next() + 7) / 8 * 8;

  footprint_.push_back({"engine", sizeof(engine::Head)});
  if (layout_.history != Layout::kAbsent) footprint_.push_back({"policy", remembered});
  if (tells_fates()) footprint_.push_back({"fates", sizeof(Note)});
  engine::for_each_type(Mechanisms{}, [&]<class M>(std::type_identity<M>) {
    layout_.first_tally[kIndexOf<M>] = layout_.tallies;
    if (!uses<M>()) return;
    layout_.tallies += static_cast<std::uint32_t>(M::kMeasures.size());
    footprint_.push_back({std::string(M::kSection), added[kIndexOf<M>]});
  });
}

/// What the rate of a clock depends on, by row: stocks count only where their owner is on.
template <class Clock>
std::vector<Influences> Model::influences_on(std::type_identity<Clock> clock) const {
  std::vector<Influences> result(rows(), kNothing);
  for (std::size_t row = 0; row < rows(); ++row) {
    const auto on = [&]<class M>(std::type_identity<M>) {
      return ((layout_.on[row] >> kIndexOf<M>)&1U) != 0;
    };
    Influences absent = kNothing;
    engine::for_each_type(Mechanisms{}, [&]<class M>(std::type_identity<M> m) {
      if constexpr (requires { M::kStock; }) {
        if (!on(m)) absent |= influence_of(M::kStock);
      }
      if constexpr (requires { get<M>().influences(clock, row); }) {
        if (on(m)) result[row] |= get<M>().influences(clock, row);
      }
    });
    result[row] &= ~absent;
  }
  return result;
}

/// How far stocks can raise the rate of a clock, by row: mechanisms whose `influences` name a stock
/// and that do not tell may raise it by anything.
template <class Clock>
std::vector<std::array<Rise, kStocks>> Model::rises_of(std::type_identity<Clock> clock) const {
  std::vector<std::array<Rise, kStocks>> result(rows());
  for (std::size_t row = 0; row < rows(); ++row) {
    engine::for_each_type(Mechanisms{}, [&]<class M>(std::type_identity<M>) {
      if constexpr (requires { get<M>().influences(clock, row); }) {
        if (((layout_.on[row] >> kIndexOf<M>)&1U) == 0) return;
        const Influences moved_by = get<M>().influences(clock, row);
        for (std::size_t i = 0; i < kStocks; ++i) {
          const auto stock = static_cast<Stock>(i);
          if ((moved_by & influence_of(stock)) == 0) continue;
          if constexpr (requires { get<M>().rise(clock, stock, row); }) {
            result[row][i] = result[row][i] + get<M>().rise(clock, stock, row);
          } else {
            result[row][i] = Rise::unknown();
          }
        }
      }
    });
  }
  return result;
}

template <class Clock>
constexpr bool Model::has_rate(std::type_identity<Clock> clock) {
  bool has = false;
  engine::for_each_type(Mechanisms{}, [&]<class M>(std::type_identity<M>) {
    has = has || requires(const M& m, const Context& c) { m.rate_of(clock, c, engine::Time{}); };
  });
  return has;
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
    const engine::Duration since = time - engine::kStart;
    const std::int64_t whole = since / step - (since % step < engine::Duration{0} ? 1 : 0);
    return engine::kStart + (whole + 1) * step;
  };
  engine::Time edge = std::min(next_multiple(window_), study_.end);
  bool midnights = specification_.terms.budget.has_value();
  engine::for_each_type(Mechanisms{}, [&]<class M>(std::type_identity<M>) {
    if constexpr (requires { M::kLooksAtMidnight; }) midnights = midnights || uses<M>();
  });
  if (midnights) edge = std::min(edge, next_multiple(engine::kDay));
  if (time >= engine::kStart) edge = std::min(edge, next_multiple(specification_.report_every));
  for (const engine::Time date : {engine::kStart, study_.horizon, policy_starts_, policy_ends_}) {
    if (time < date) edge = std::min(edge, date);
  }
  return edge;
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
