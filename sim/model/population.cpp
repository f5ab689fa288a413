// SPDX-License-Identifier: Apache-2.0
#include "model/population.h"

#include <algorithm>

namespace tenure::model {

Population::Population(const Layout& layout, std::size_t expected, std::size_t cell_size,
                       engine::Time begin, engine::Time end) {
  constexpr std::size_t kFewest = 8;  // so that a few threads find work in a small population
  const std::size_t count =
      std::max((expected + cell_size - 1) / cell_size, std::min(kFewest, expected / 256 + 1));
  for (std::size_t i = 0; i < count; ++i) {
    cells_.push_back(std::make_unique<engine::Cell>(static_cast<std::uint32_t>(i), layout.record,
                                                    expected / count + 1, end, begin));
  }
}

void Population::welcome(std::uint16_t row, engine::Identity identity, engine::Time time) {
  engine::Cell& cell = *cells_[next_];
  next_ = (next_ + 1) % cells_.size();
  const auto slot = cell.create(identity);
  cell.record(slot).head().row = row;
  engine::Message joins;
  joins.time = time;
  joins.sender = identity;
  joins.kind = static_cast<std::uint8_t>(engine::index_of<CustomerJoined>(Messages{}));
  joins.place = cell.place(slot);
  joins.detail = static_cast<std::uint32_t>(Origin::arrival);
  cell.deliver(slot, joins);
}

std::size_t Population::bytes() const {
  std::size_t sum = 0;
  for (const auto& cell : cells_) sum += cell->bytes();
  return sum;
}

}  // namespace tenure::model
