// SPDX-License-Identifier: Apache-2.0
//
// PHOLD (Fujimoto 1990), the usual toy of parallel simulation, on cells, mailboxes and a team:
// entities wake up, now and then bear another one, and send a message to a random entity, which is
// delivered at its exact time, never sooner than one window after it was sent. What happens must
// not depend on threads, cells or windows.
#include <algorithm>
#include <cstdint>
#include <memory>
#include <tuple>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "engine/cell.h"
#include "engine/draws.h"
#include "engine/philox.h"
#include "engine/team.h"

namespace tenure::engine {
namespace {

struct State {
  std::uint64_t history = 0;  ///< of all that happened, in its order
  std::uint32_t wakings = 0;
  std::uint32_t messages = 0;
};
constexpr std::size_t kState = sizeof(Head) + sizeof(Time);
constexpr RecordLayout kLayout{.clocks = 1, .bytes = kState + sizeof(State)};
constexpr Duration kDelay = kDay;  ///< of the fastest message
constexpr Time kEnd = kStart + 40 * kDay + kDay / 3;
constexpr std::size_t kEntities = 600;  ///< at the start; these are written to

struct Division {
  unsigned threads = 1;
  std::size_t cell_size = 4096;
  Duration window = kDelay;
};

class Phold {
 public:
  explicit Phold(const Division& division) : division_(division), team_(division.threads) {
    outboxes_.resize(team_.size());
    for (std::size_t i = 0; i < kEntities; ++i) {
      if (i % division.cell_size == 0) {
        const auto number = static_cast<std::uint32_t>(cells_.size());
        cells_.push_back(std::make_unique<Cell>(number, kLayout, division.cell_size, kEnd));
      }
      const Cell::Slot slot = cells_.back()->create(Identity{i});
      addresses_.push_back(cells_.back()->place(slot));
      const Cause cause(kKey, Address{Identity{i}, 0, 1, 0});
      cells_.back()->record(slot).clock(0) = kStart + from_days(cause.exponential(0));
      cells_.back()->settle(slot);
    }
  }

  /// (identity, wakings, messages, history) of every entity, in the order of identities.
  using Result =
      std::vector<std::tuple<std::uint64_t, std::uint32_t, std::uint32_t, std::uint64_t>>;

  Result run() {
    for (Time begin = kStart; begin <= kEnd;) {
      const Time end = std::min(begin + division_.window, begin < kEnd ? kEnd : kEnd + Duration{1});
      team_.for_each(cells_.size(), [&](std::size_t i, unsigned worker) {
        Handler handler{*this, outboxes_[worker]};
        cells_[i]->work(end, handler);
      });
      exchange(end);
      begin = end;
    }
    Result result;
    for (const auto& cell : cells_) {
      cell->for_each([&](Cell::Slot, Record record) {
        const State& state = record.at<State>(kState);
        result.emplace_back(static_cast<std::uint64_t>(record.head().identity), state.wakings,
                            state.messages, state.history);
      });
    }
    std::sort(result.begin(), result.end());
    return result;
  }

 private:
  static constexpr Key kKey = make_key(90, 1, Role::life);

  struct Handler {
    const Phold& toy;
    std::vector<Message>& outbox;

    void clock(Cell& cell, Cell::Slot, Record record, std::size_t, Time now) {
      State& state = record.at<State>(kState);
      const Identity self = record.head().identity;
      ++state.wakings;
      state.history =
          mix(state.history, static_cast<std::uint64_t>(now.time_since_epoch().count()));
      const Cause cause(kKey, Address{self, state.wakings, 2, 0});
      record.clock(0) = now + from_days(0.5 + cause.exponential(0));
      Message message;
      message.time = now + kDelay + from_days(0.01 * cause.uniform_of_lane(2));
      // Some round to the hour, so that many messages arrive at the same time.
      if (cause.lane(3) % 4 == 0) {
        constexpr Duration kHour = std::chrono::hours{1};
        message.time = kStart + ((message.time - kStart) / kHour + 1) * kHour;
      }
      message.sender = self;
      message.ordinal = state.wakings;
      message.place = toy.addresses_[cause.lane(3) / 4 % kEntities];
      outbox.push_back(message);
      if (cause.lane(2) % 50 == 0) {
        const Identity child{mix(static_cast<std::uint64_t>(self), state.wakings)};
        Message birth;
        birth.time = now;
        birth.kind = 1;
        birth.sender = child;
        cell.deliver(cell.create(child), birth);
      }
    }

    void message(Cell&, Cell::Slot, Record record, const Message& message) {
      State& state = record.at<State>(kState);
      ++state.messages;
      state.history = mix(state.history,
                          static_cast<std::uint64_t>(message.sender) +
                              static_cast<std::uint64_t>(message.time.time_since_epoch().count()));
      const Time wakes = message.time + kDay / 7;
      record.clock(0) = message.kind == 1 ? wakes : std::min(record.clock(0), wakes);
    }
  };

  /// Serial, between two windows.
  void exchange(Time edge) {
    std::vector<Message> all;
    for (auto& outbox : outboxes_) {
      all.insert(all.end(), outbox.begin(), outbox.end());
      outbox.clear();
    }
    for (const Message& message : all) {
      ASSERT_GE(message.time, edge);
      cells_[message.place.cell]->deliver(message.place.slot, message);
    }
  }

  Division division_;
  Team team_;
  std::vector<std::unique_ptr<Cell>> cells_;
  std::vector<Place> addresses_;
  std::vector<std::vector<Message>> outboxes_;
};

TEST(Phold, IsBusy) {
  std::uint64_t wakings = 0;
  std::uint64_t messages = 0;
  const Phold::Result result = Phold(Division{}).run();
  for (const auto& [identity, woken, received, history] : result) {
    wakings += woken;
    messages += received;
  }
  EXPECT_GT(result.size(), kEntities + 100);  // some were born
  EXPECT_GT(wakings, 20'000U);
  EXPECT_GT(messages, 20'000U);
}

class PholdDivided : public testing::TestWithParam<Division> {};

TEST_P(PholdDivided, GoesAsItDoesUndivided) {
  const Phold::Result undivided = Phold(Division{}).run();
  EXPECT_EQ(Phold(GetParam()).run(), undivided);
}

INSTANTIATE_TEST_SUITE_P(Threads, PholdDivided,
                         testing::Values(Division{.threads = 1, .cell_size = 50},
                                         Division{.threads = 2, .cell_size = 50},
                                         Division{.threads = 3, .cell_size = 50},
                                         Division{.threads = 8, .cell_size = 50}));
INSTANTIATE_TEST_SUITE_P(Cells, PholdDivided,
                         testing::Values(Division{.threads = 2, .cell_size = 1},
                                         Division{.threads = 2, .cell_size = 7},
                                         Division{.threads = 2, .cell_size = 599}));
INSTANTIATE_TEST_SUITE_P(
    Windows, PholdDivided,
    testing::Values(Division{.threads = 2, .cell_size = 50, .window = kDelay / 2},
                    Division{.threads = 3, .cell_size = 64, .window = kDelay / 7},
                    Division{.threads = 1, .cell_size = 50, .window = Duration{12'345'678'901}}));

}  // namespace
}  // namespace tenure::engine
