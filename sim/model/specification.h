// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "engine/time.h"
#include "engine/type_list.h"
#include "model/composition.h"
#include "model/mechanisms.h"
#include "model/terms.h"

namespace tenure::model {

namespace detail {
template <class List>
struct SectionsOf;
template <class... Mechanism>
struct SectionsOf<engine::TypeList<Mechanism...>> {
  using type = std::tuple<std::optional<typename Mechanism::Parameters>...>;
};
}  // namespace detail

/// The parameters of all mechanisms for one group of customers; no value: off.
using Sections = detail::SectionsOf<Mechanisms>::type;

/// `call(std::type_identity<Mechanism>{}, optional parameters)` for each mechanism, in order. Its
/// name in a scenario is Mechanism::kSection.
template <class S, class Call>
void for_each_section(S& sections, Call&& call) {
  engine::for_each_type(Mechanisms{}, [&]<class Mechanism>(std::type_identity<Mechanism> which) {
    call(which, std::get<kIndexOf<Mechanism>>(sections));
  });
}

struct Segment {
  std::string name;
  std::int64_t customers = 0;  ///< active when the run begins
  Sections sections;           ///< the scenario's, with the segment's own and the policy's on top
  /// Without the policy: for the warm-up, before it starts, after it ends, and for customers whom
  /// it does not address. None in any segment: the policy applies to all, always.
  std::optional<Sections> without_policy;
};

/// Whether each replication has people of its own, with their traits, times of arrival and network,
/// or all have those of the first and only their lives differ.
enum class Persons { redrawn, fixed };
inline constexpr std::array<std::string_view, 2> kPersonsNames{"redrawn", "fixed"};
constexpr std::span<const std::string_view> choices(Persons) { return kPersonsNames; }

/// Everything that decides the numbers of one policy of a study: what the scenario layer makes of
/// a file, and all that the model asks for.
struct Specification {
  std::string title;
  std::string question;
  std::string currency = "EUR";
  std::string policy = "baseline";
  std::optional<std::int64_t> first_day;  ///< `starts` as days since 1970-01-01
  engine::Duration warm_up{};             ///< simulated before time 0, the same under all policies
  engine::Duration horizon{};             ///< from time 0
  engine::Duration report_every{};
  std::optional<engine::Duration> window;  ///< may only shorten the derived one
  std::uint64_t seed = 1;
  Persons population = Persons::redrawn;
  std::int64_t replications = 1;
  std::vector<Segment> segments;
  Terms terms;  ///< when the policy holds, for whom, within what budget
};

}  // namespace tenure::model
