// SPDX-License-Identifier: Apache-2.0
#include "engine/cell.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <new>

namespace tenure::engine {

namespace {

constexpr std::size_t kCacheLine = 64;

std::uint32_t shift_for(std::size_t expected) {
  constexpr std::size_t kSmallest = 64;
  constexpr std::size_t kLargest = 4096;
  return static_cast<std::uint32_t>(
      std::countr_zero(std::bit_ceil(std::clamp(expected, kSmallest, kLargest))));
}

}  // namespace

void Cell::Release::operator()(std::byte* bytes) const {
  ::operator delete[](bytes, std::align_val_t{kCacheLine});
}

Cell::Cell(std::uint32_t number, const RecordLayout& layout, std::size_t expected, Duration slice,
           Time horizon, Time begin)
    : number_(number),
      layout_(layout),
      horizon_(horizon),
      chunk_shift_(shift_for(expected)),
      chunk_mask_((1U << chunk_shift_) - 1),
      agenda_(slice, begin) {}

Cell::Slot Cell::create(Identity identity) {
  const std::size_t in_chunk = size_ & chunk_mask_;
  if (in_chunk == 0) {
    const std::size_t bytes = layout_.bytes << chunk_shift_;
    chunks_.emplace_back(new (std::align_val_t{kCacheLine}) std::byte[bytes]);
  }
  const auto slot = static_cast<Slot>(size_++);
  const Record entity = record(slot);
  std::memset(static_cast<void*>(&entity.head()), 0, layout_.bytes);
  entity.head() = Head{};
  entity.head().identity = identity;
  for (std::size_t i = 0; i < layout_.clocks; ++i) entity.clock(i) = kNever;
  if (working_) born_.push_back(slot);
  return slot;
}

std::size_t Cell::bytes() const {
  return sizeof(Cell) + (chunks_.size() << chunk_shift_) * layout_.bytes + mailbox_.bytes() +
         agenda_.bytes() + now_working_.bytes() + born_.capacity() * sizeof(Slot);
}

}  // namespace tenure::engine
