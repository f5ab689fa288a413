// SPDX-License-Identifier: Apache-2.0
#include "engine/cell.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

namespace tenure::engine {

namespace {

std::uint32_t shift_for(std::size_t expected) {
  constexpr std::size_t kSmallest = 64;
  constexpr std::size_t kLargest = 4096;
  return static_cast<std::uint32_t>(
      std::countr_zero(std::bit_ceil(std::clamp(expected, kSmallest, kLargest))));
}

}  // namespace

Cell::Cell(std::uint32_t number, const RecordLayout& layout, std::size_t expected, Time end,
           Time begin)
    : number_(number),
      layout_(layout),
      chunk_shift_(shift_for(expected)),
      chunk_mask_((1U << chunk_shift_) - 1),
      expected_(expected),
      agenda_(begin, end, expected) {}

Cell::Slot Cell::create(Identity identity) {
  const std::size_t in_chunk = size_ & chunk_mask_;
  if (in_chunk == 0 && size_ >> chunk_shift_ == chunks_.size()) make_room();
  const auto slot = static_cast<Slot>(size_++);
  agenda_.add();
  const Record entity = record(slot);
  std::memset(static_cast<void*>(&entity.head()), 0, layout_.bytes);
  entity.head() = Head{};
  entity.head().identity = identity;
  for (std::size_t i = 0; i < layout_.clocks; ++i) entity.clock(i) = kNever;
  if (working_) born_.push_back(slot);
  return slot;
}

/// At first for whoever is expected, in one piece; then chunk by chunk.
void Cell::make_room() {
  const std::size_t chunk = layout_.bytes << chunk_shift_;
  const std::size_t more =
      pages_.empty() ? std::max<std::size_t>(1, (expected_ + chunk_mask_) >> chunk_shift_) : 1;
  Pages pages = allocate_pages(more * chunk);
  for (std::size_t i = 0; i < more; ++i) chunks_.push_back(pages.get() + i * chunk);
  pages_.push_back(std::move(pages));
}

std::size_t Cell::bytes() const {
  return sizeof(Cell) + (chunks_.size() << chunk_shift_) * layout_.bytes + mailbox_.bytes() +
         agenda_.bytes() + now_working_.bytes() + born_.capacity() * sizeof(Slot);
}

}  // namespace tenure::engine
