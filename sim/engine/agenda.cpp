// SPDX-License-Identifier: Apache-2.0
#include "engine/agenda.h"

#include <bit>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace tenure::engine {

namespace {

/// 2^20 us is about a second: shorter ticks would tell nothing that matters, because who is due
/// just after an edge is looked at once too often, no more.
constexpr std::uint32_t kLeastShift = 20;

/// The shortest tick of which a run has fewer than 2^31 - 1.
std::uint32_t shift_for(std::uint64_t span) {
  std::uint32_t shift = kLeastShift;
  while ((span >> shift) >= 0x7fffffffU) ++shift;
  return shift;
}

std::uint64_t count_of(Time time) {
  return static_cast<std::uint64_t>(time.time_since_epoch().count());
}

}  // namespace

Agenda::Agenda(Time begin, Time end, std::size_t expected)
    : end_(end), begin_(count_of(begin)), shift_(shift_for(count_of(end) - count_of(begin))) {
  ticks_.reserve((expected + kBlock - 1) / kBlock * kBlock);
  soonest_.reserve((expected + kBlock - 1) / kBlock);
}

/// A bit for each entity of a block whose tick is `last` or earlier.
std::uint64_t Agenda::due_by(std::int32_t last, std::size_t block) const {
  const std::int32_t* ticks = ticks_.data() + block * kBlock;
  std::uint64_t due = 0;
#if defined(__SSE2__)
  const __m128i edge = _mm_set1_epi32(last);
  const auto later = [&](std::size_t i) {  // four times all ones or zero
    return _mm_cmpgt_epi32(_mm_loadu_si128(reinterpret_cast<const __m128i*>(ticks + i)), edge);
  };
  for (std::size_t i = 0; i < kBlock; i += 16) {  // a byte each of sixteen
    const __m128i bytes = _mm_packs_epi16(_mm_packs_epi32(later(i), later(i + 4)),
                                          _mm_packs_epi32(later(i + 8), later(i + 12)));
    due |= static_cast<std::uint64_t>(~_mm_movemask_epi8(bytes) & 0xffff) << i;
  }
#else
  for (std::size_t i = 0; i < kBlock; ++i) due |= std::uint64_t{ticks[i] <= last} << i;
#endif
  return due;
}

void Agenda::collect(Time edge, SlotList& list) {
  const std::int32_t last = tick_of(std::min(edge - Duration{1}, end_));
  for (std::size_t block = 0; block < soonest_.size(); ++block) {
    if (soonest_[block] > last) continue;
    std::uint64_t due = due_by(last, block);
    if (due == 0) {  // whoever was due soonest has been filed for later since
      const std::int32_t* ticks = ticks_.data() + block * kBlock;
      soonest_[block] = *std::min_element(ticks, ticks + kBlock);
      continue;
    }
    for (; due != 0; due &= due - 1) {
      list.add(static_cast<Slot>(block * kBlock + static_cast<std::size_t>(std::countr_zero(due))));
    }
  }
}

}  // namespace tenure::engine
