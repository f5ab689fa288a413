// SPDX-License-Identifier: Apache-2.0
#include "engine/mailbox.h"

#include <algorithm>
#include <random>
#include <tuple>
#include <vector>

#include <gtest/gtest.h>

namespace tenure::engine {
namespace {

Message message(std::int64_t time, std::uint64_t sender, std::uint32_t ordinal = 0,
                std::uint8_t kind = 0) {
  Message m;
  m.time = kStart + Duration{time};
  m.sender = Identity{sender};
  m.ordinal = ordinal;
  m.kind = kind;
  return m;
}

std::vector<Message> take_all(Mailbox& mailbox, std::uint32_t first) {
  std::vector<Message> taken;
  while (first != Mailbox::kEmpty) taken.push_back(mailbox.take(first));
  return taken;
}

TEST(Mailbox, OrdersByTimeThenKindThenSenderThenOrdinal) {
  const std::vector<Message> in_order{message(1, 9, 9, 9), message(2, 9, 9, 0), message(2, 3, 8, 1),
                                      message(2, 4, 1, 1), message(2, 4, 2, 1)};
  for (std::size_t i = 0; i + 1 < in_order.size(); ++i) {
    EXPECT_TRUE(ByContent{}(in_order[i], in_order[i + 1])) << i;
    EXPECT_FALSE(ByContent{}(in_order[i + 1], in_order[i])) << i;
  }
}

TEST(Mailbox, DeliversInTheOrderOfContentWhateverCameFirst) {
  std::vector<Message> letters;
  for (std::int64_t time = 0; time < 4; ++time) {
    for (std::uint64_t sender = 0; sender < 3; ++sender) letters.push_back(message(time, sender));
  }
  const std::vector<Message> in_order = letters;
  std::mt19937_64 random(3);
  for (int trial = 0; trial < 50; ++trial) {
    std::shuffle(letters.begin(), letters.end(), random);
    Mailbox mailbox;
    std::uint32_t first = Mailbox::kEmpty;
    for (const Message& letter : letters) mailbox.insert(first, letter);
    const std::vector<Message> taken = take_all(mailbox, first);
    ASSERT_EQ(taken.size(), in_order.size());
    for (std::size_t i = 0; i < taken.size(); ++i) EXPECT_EQ(taken[i].rank(), in_order[i].rank());
  }
}

TEST(Mailbox, DoesNotLookAtPlaces) {
  Message here = message(1, 1);
  Message there = here;
  there.place = {5, 5};
  EXPECT_FALSE(ByContent{}(here, there));
  EXPECT_FALSE(ByContent{}(there, here));
}

TEST(Mailbox, KeepsChainsApart) {
  Mailbox mailbox;
  std::uint32_t anna = Mailbox::kEmpty;
  std::uint32_t bert = Mailbox::kEmpty;
  for (std::int64_t time = 5; time > 0; --time) {
    mailbox.insert(anna, message(time, 1));
    mailbox.insert(bert, message(10 * time, 2));
  }
  EXPECT_EQ(mailbox.waiting(), 10U);
  for (const Message& m : take_all(mailbox, anna)) EXPECT_EQ(m.sender, Identity{1});
  for (const Message& m : take_all(mailbox, bert)) EXPECT_EQ(m.sender, Identity{2});
  EXPECT_EQ(mailbox.waiting(), 0U);
}

TEST(Mailbox, UsesItsPlacesAgain) {
  Mailbox mailbox;
  std::uint32_t first = Mailbox::kEmpty;
  for (std::int64_t time = 0; time < 8; ++time) mailbox.insert(first, message(time, 1));
  take_all(mailbox, first);
  first = Mailbox::kEmpty;
  const std::size_t bytes = mailbox.bytes();
  for (int round = 0; round < 1000; ++round) {
    for (std::int64_t time = 0; time < 8; ++time) mailbox.insert(first, message(-time, 1));
    take_all(mailbox, first);
    first = Mailbox::kEmpty;
  }
  EXPECT_EQ(mailbox.bytes(), bytes);
}

}  // namespace
}  // namespace tenure::engine
