// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/draws.h"
#include "model/describe.h"
#include "model/quantities.h"

namespace tenure::model {

enum class NetworkForm { random, small_world, pairs, tree };
inline constexpr std::array<std::string_view, 4> kNetworkFormNames{"random", "small_world", "pairs",
                                                                   "tree"};
constexpr std::span<const std::string_view> choices(NetworkForm) { return kNetworkFormNames; }

/// Who listens to whom among a fixed number of members, 0, 1, 2 ...: drawn once, before anything
/// happens to them.
class Network {
 public:
  using Member = std::uint32_t;
  static constexpr std::int64_t kMostMembers = std::int64_t{1} << 29;

  struct Parameters {
    NetworkForm form = NetworkForm::random;
    double degree = 8.0;        ///< mean number of neighbours; of listeners in a tree
    Probability rewired{0.05};  ///< in a small world: share of edges that lead anywhere
    void describe(Describer& d);
    static void check(const Parameters&, std::string_view path, Problems&);
    /// Whether so many members can have so many neighbours.
    static bool fits(const Parameters&, std::int64_t members);
  };

  /// The random numbers of an edge, or of a parent in a tree, by its number; `block` goes on.
  using Luck = std::function<engine::Cause(std::uint32_t number, std::uint16_t block)>;

  Network() = default;
  /// Random: each pair is an edge with the same probability (Gilbert 1959, "Random graphs").
  /// Small world: a ring of nearest neighbours, each edge turned elsewhere with a probability
  /// (Watts & Strogatz 1998, doi:10.1038/30918); one that is there already is not doubled.
  /// Pairs: 0 and 1, 2 and 3, and so on.
  /// Tree: Galton and Watson's, one after another as long as there are members: each member has a
  /// Poisson number of listeners, who do not listen to each other nor speak back.
  /// Throws engine::Defect if it does not fit.
  Network(const Parameters&, std::int64_t members, const Luck&);

  std::size_t members() const { return first_.empty() ? 0 : first_.size() - 1; }
  std::size_t edges() const { return edges_; }
  /// Whom a member's words reach, in rising order.
  std::span<const Member> listeners(Member member) const {
    return std::span(listeners_).subspan(first_[member], first_[member + 1] - first_[member]);
  }

 private:
  using Edges = std::vector<std::pair<Member, Member>>;
  static Edges random(double degree, Member members, const Luck&);
  static Edges small_world(const Parameters&, Member members, const Luck&);
  static Edges pairs(Member members);
  static Edges tree(double degree, Member members, const Luck&);

  std::vector<std::size_t> first_;  ///< by member, and one behind the last
  std::vector<Member> listeners_;
  std::size_t edges_ = 0;
};

}  // namespace tenure::model
