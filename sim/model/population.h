// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "engine/cell.h"
#include "engine/team.h"
#include "model/layout.h"
#include "model/occurrences.h"

namespace tenure::model {

/// All customers of one replication, divided into cells. How they are divided is seen by nobody.
class Population {
 public:
  /// Customers per cell: the smallest records of a cell fill one large page (engine/pages.h).
  static constexpr std::size_t kUsualCellSize = 32768;

  Population(const Layout& layout, std::size_t expected, std::size_t cell_size, engine::Time begin,
             engine::Time end);

  std::size_t cells() const { return cells_.size(); }
  engine::Cell& cell(std::size_t i) { return *cells_[i]; }
  const engine::Cell& cell(std::size_t i) const { return *cells_[i]; }

  /// A newcomer from outside, who joins at `time`.
  void welcome(std::uint16_t row, engine::Identity identity, engine::Time time);
  void prefetch(engine::Place place) const { cells_[place.cell]->prefetch(place.slot); }
  void deliver(const engine::Message& message) {
    cells_[message.place.cell]->deliver(message.place.slot, message);
  }
  std::size_t bytes() const;

 private:
  std::vector<std::unique_ptr<engine::Cell>> cells_;
  std::size_t next_ = 0;  ///< newcomers go to the cells in turn
};

}  // namespace tenure::model
