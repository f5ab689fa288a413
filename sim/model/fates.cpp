// SPDX-License-Identifier: Apache-2.0
#include "model/fates.h"

#include <algorithm>
#include <cstddef>

#include "engine/expect.h"
#include "model/model.h"
#include "model/note.h"
#include "model/population.h"

namespace tenure::model {

namespace {

Fate fate_of(const engine::Head& head, const Note& note, bool all_are_addressed) {
  Fate fate;
  fate.identity = head.identity;
  fate.joined = note.joined;
  fate.left = note.left;
  fate.value = note.value;
  fate.paid = note.paid;
  fate.purchases = note.purchases;
  fate.segment = head.row;
  fate.cause = fate.stayed() ? std::uint8_t{0} : note.cause;
  fate.is_initial = note.is_initial;
  fate.is_addressed = all_are_addressed || note.is_addressed;
  fate.is_active = head.status == static_cast<std::uint8_t>(Status::active);
  return fate;
}

/// Whether somebody was a customer at some time from time 0 on.
bool was_there(const engine::Head& head, const Note& note) {
  return note.is_initial || note.has_returned ||
         (note.joined >= engine::kStart &&
          head.status != static_cast<std::uint8_t>(Status::prospect));
}

}  // namespace

Fates fates_of(const Model& model, const Population& population, engine::Team& team) {
  const std::size_t place = model.layout().note;
  TENURE_ENSURE(place != Layout::kAbsent);
  std::vector<Fates> of_cell(population.cells());
  team.for_each(population.cells(), [&](std::size_t number, unsigned) {
    const engine::Cell& cell = population.cell(number);
    of_cell[number].reserve(cell.size());
    cell.for_each([&](engine::Cell::Slot, engine::Record record) {
      const Note& note = record.at<Note>(place);
      if (!was_there(record.head(), note)) return;
      of_cell[number].push_back(fate_of(record.head(), note, !model.has_rows_of_policy()));
    });
  });
  Fates all;
  for (Fates& some : of_cell) {
    all.insert(all.end(), some.begin(), some.end());
    Fates().swap(some);
  }
  // Which customers share a cell must not be seen.
  std::sort(all.begin(), all.end(),
            [](const Fate& a, const Fate& b) { return a.identity < b.identity; });
  return all;
}

}  // namespace tenure::model
