// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <tuple>
#include <type_traits>
#include <variant>

#include "engine/type_list.h"
#include "model/composition.h"
#include "model/mechanisms.h"
#include "model/model.h"

/// The firm's side of the mechanisms: what each remembers in one replication (its `Firm`), and the
/// moments at which it is called, in the order of the composition:
///
///   Firm begin(FirmContext&)            when the run begins
///   void turn(Firm&, FirmContext&)      when a policy begins or ends to hold
///   void open(Firm&, FirmContext&)      before customers live through a window
///   void close(Firm&, FirmContext&)     after they have
///   void begin_counting(Firm&)          at time 0, after a warm-up
///   void report(Firm&, FirmContext&)    at a period's end
///   void hand_in(Firm&, Record&)        at the end: what is not a tally
///
/// All but `begin` may be missing.
namespace tenure::model {

namespace detail {
template <class Mechanism>
struct FirmOf {
  using type = std::monostate;
};
template <class Mechanism>
requires requires { typename Mechanism::Firm; }
struct FirmOf<Mechanism> {
  using type = typename Mechanism::Firm;
};
template <class List>
struct FirmsOf;
template <class... Mechanism>
struct FirmsOf<engine::TypeList<Mechanism...>> {
  using type = std::tuple<typename FirmOf<Mechanism>::type...>;
};
}  // namespace detail

using Firms = detail::FirmsOf<Mechanisms>::type;

/// `call(mechanism, its Firm)` for those in use that have one.
template <class AnyFirms, class Call>
void for_each_firm(const Model& model, AnyFirms& firms, Call&& call) {
  engine::for_each_type(Mechanisms{}, [&]<class M>(std::type_identity<M>) {
    if constexpr (requires { typename M::Firm; }) {
      if (model.uses<M>()) call(model.get<M>(), std::get<kIndexOf<M>>(firms));
    }
  });
}

}  // namespace tenure::model
