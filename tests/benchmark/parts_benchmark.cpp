// SPDX-License-Identifier: Apache-2.0
//
// What the engine's parts cost, one by one (Google Benchmark). Nothing fails on these times; to
// judge a change, run old and new alternately:  parts_benchmark --benchmark_repetitions=5
// --benchmark_report_aggregates_only
#include <benchmark/benchmark.h>

#include "engine/agenda.h"
#include "engine/cell.h"
#include "engine/draws.h"
#include "engine/elementary.h"
#include "engine/mailbox.h"
#include "engine/philox.h"
#include "engine/varying_rate.h"

namespace tenure::engine {
namespace {

constexpr RoundKeys kKeys(make_key(1, 2, Role::life));

Time day(double number) { return kStart + from_days(number); }

/// A block per customer and purchase: the lowest price of any draw.
void a_block_of_random_numbers(benchmark::State& state) {
  std::uint32_t ordinal = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(philox(kKeys, Address{Identity{7}, ordinal++, 3, 0}));
  }
}
BENCHMARK(a_block_of_random_numbers);

void a_unit_exponential(benchmark::State& state) {
  std::uint32_t ordinal = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(Cause(kKeys, Address{Identity{7}, ordinal++, 3, 0}).exponential(0));
  }
}
BENCHMARK(a_unit_exponential);

void a_logarithm(benchmark::State& state) {
  double x = 0.3;
  for (auto _ : state) benchmark::DoNotOptimize(log(x += 1e-9));
}
BENCHMARK(a_logarithm);

void an_exponential_function(benchmark::State& state) {
  double x = 0.3;
  for (auto _ : state) benchmark::DoNotOptimize(exp(x += 1e-9));
}
BENCHMARK(an_exponential_function);

/// A window's agenda of one cell: who is due, and filing them again; per customer who was due.
void filing(benchmark::State& state) {
  constexpr std::size_t kCustomers = 32768;
  Agenda agenda(kStart, day(1e6), kCustomers);
  std::vector<double> wait(kCustomers);
  for (std::size_t i = 0; i < kCustomers; ++i) {
    agenda.add();
    wait[i] = 10.0 * Cause(kKeys, Address{Identity{i}, 0, 1, 0}).exponential(0);
    agenda.file(static_cast<Agenda::Slot>(i), day(wait[i]));
  }
  SlotList list;
  double today = 0.0;
  std::int64_t due = 0;
  for (auto _ : state) {
    today += 1.0;
    list.clear();
    agenda.collect(day(today), list);
    for (const Agenda::Slot slot : list) agenda.file(slot, day(today + wait[slot]));
    due += static_cast<std::int64_t>(list.size());
  }
  state.SetItemsProcessed(due);
}
BENCHMARK(filing);

/// The engine alone: customers with one clock that rings every ten days on average.
void events_of_the_engine_alone(benchmark::State& state) {
  struct Ring {
    void clock(Cell&, Cell::Slot, Record record, std::size_t number, Time now) {
      auto& rung = record.at<std::uint64_t>(sizeof(Head) + sizeof(Time));
      const Cause cause(kKeys,
                        Address{record.head().identity, static_cast<std::uint32_t>(++rung), 1, 0});
      record.clock(number) = later(now, from_days(10.0 * cause.exponential(0)));
    }
    void message(Cell&, Cell::Slot, Record, const Message&) {}
  };
  const auto customers = static_cast<std::size_t>(state.range(0));
  constexpr std::size_t kCell = 32768;
  constexpr RecordLayout kLayout{.clocks = 1, .bytes = 64};
  std::vector<std::unique_ptr<Cell>> cells;
  for (std::size_t i = 0; i < customers; ++i) {
    if (i % kCell == 0) {
      cells.push_back(std::make_unique<Cell>(static_cast<std::uint32_t>(cells.size()), kLayout,
                                             std::min(kCell, customers), day(1e6)));
    }
    const Cell::Slot slot = cells.back()->create(Identity{i});
    cells.back()->record(slot).clock(0) =
        day(10.0 * Cause(kKeys, Address{Identity{i}, 0, 1, 0}).exponential(0));
    cells.back()->settle(slot);
  }
  Ring ring;
  double today = 0.0;
  std::int64_t events = 0;
  for (auto _ : state) {
    today += 1.0;
    for (const auto& cell : cells)
      events += static_cast<std::int64_t>(cell->work(day(today), ring));
  }
  state.SetItemsProcessed(events);
}
BENCHMARK(events_of_the_engine_alone)->Arg(10'000)->Arg(1'000'000);

/// When a rate whose exponent decays in two terms, as satisfaction's and relationship's do, has
/// used up an exponential.
void reaching_an_exponential(benchmark::State& state) {
  const Baseline baseline = Baseline::constant(0.05);
  std::uint32_t ordinal = 0;
  for (auto _ : state) {
    VaryingRate rate(baseline, 1.0, kStart, kStart);
    rate.add_exponent(0.3, 0.007);
    if (state.range(0) > 1) rate.add_exponent(-0.2, 0.003);
    const double amount = Cause(kKeys, Address{Identity{7}, ordinal++, 3, 0}).exponential(0);
    benchmark::DoNotOptimize(rate.reach(kStart, amount, day(3650)));
  }
}
BENCHMARK(reaching_an_exponential)->ArgName("terms")->Arg(1)->Arg(2);

}  // namespace
}  // namespace tenure::engine

BENCHMARK_MAIN();
