// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <type_traits>

namespace tenure::engine {

/// A list of types, complete or not: the compile-time index of what a program is composed of.
template <class... T>
struct TypeList {
  static constexpr std::size_t size = sizeof...(T);
};

/// The position of T in the list; a T that is not in it does not compile.
template <class T, class... Ts>
constexpr std::size_t index_of(TypeList<Ts...>) {
  static_assert((std::is_same_v<T, Ts> || ...), "this type is not in the list");
  constexpr std::array<bool, sizeof...(Ts)> kSame{std::is_same_v<T, Ts>...};
  std::size_t index = 0;
  while (!kSame[index]) ++index;
  return index;
}

template <class T, class... Ts>
constexpr bool contains(TypeList<Ts...>) {
  return (std::is_same_v<T, Ts> || ...);
}

template <template <class...> class Target, class List>
struct Rename;
template <template <class...> class Target, class... Ts>
struct Rename<Target, TypeList<Ts...>> {
  using type = Target<Ts...>;
};

/// `call(std::type_identity<T>{})` for each type, in order.
template <class... Ts, class Call>
constexpr void for_each_type(TypeList<Ts...>, Call&& call) {
  (call(std::type_identity<Ts>{}), ...);
}

/// `call(std::type_identity<T>{})` for the type at a position, at the price of a comparison for
/// each before it. False if there is none.
template <class... Ts, class Call>
constexpr bool at_type(TypeList<Ts...>, std::size_t index, Call&& call) {
  std::size_t i = 0;
  return ((index == i++ && (call(std::type_identity<Ts>{}), true)) || ...);
}

}  // namespace tenure::engine
