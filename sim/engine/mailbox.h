// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "engine/expect.h"
#include "engine/message.h"

namespace tenure::engine {

/// The messages that wait for the entities of one cell: a chain per entity, in content order, in
/// one pool. An entity keeps the number of its first message; few have any, so this stays small.
class Mailbox {
 public:
  static constexpr std::uint32_t kEmpty = UINT32_MAX;

  /// Puts `message` where it belongs in the chain that starts at `first`.
  void insert(std::uint32_t& first, const Message& message) {
    const std::uint32_t number = take_free();
    std::uint32_t* link = &first;
    while (*link != kEmpty && !ByContent{}(message, pool_[*link].message))
      link = &pool_[*link].next;
    pool_[number] = Letter{message, *link};
    *link = number;
  }

  const Message& at(std::uint32_t number) const { return pool_[number].message; }

  /// Takes the first message of a chain that is not empty.
  Message take(std::uint32_t& first) {
    TENURE_EXPECT(first != kEmpty);
    const std::uint32_t number = first;
    first = pool_[number].next;
    pool_[number].next = free_;
    free_ = number;
    --waiting_;
    return pool_[number].message;
  }

  std::size_t waiting() const { return waiting_; }
  std::size_t bytes() const { return pool_.capacity() * sizeof(Letter); }

 private:
  struct Letter {
    Message message;
    std::uint32_t next = kEmpty;
  };

  /// Grows the pool before anybody holds a reference into it.
  std::uint32_t take_free() {
    ++waiting_;
    if (free_ == kEmpty) {
      pool_.emplace_back();
      return static_cast<std::uint32_t>(pool_.size() - 1);
    }
    const std::uint32_t number = free_;
    free_ = pool_[number].next;
    return number;
  }

  std::vector<Letter> pool_;
  std::uint32_t free_ = kEmpty;
  std::size_t waiting_ = 0;
};

}  // namespace tenure::engine
