// SPDX-License-Identifier: Apache-2.0
#include "experiment/sweep_columns.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <numeric>
#include <span>
#include <utility>

#include "engine/expect.h"

namespace tenure::experiment {

namespace {

constexpr std::int64_t kMissingDouble =
    std::bit_cast<std::int64_t>(std::numeric_limits<double>::quiet_NaN());

bool is_real(const results::PackedVariable& variable) {
  return variable.description.type == results::Type::float64;
}

/// Numbers of 64 bits, as doubles if they are.
template <class Number>
std::vector<Number> series_of(const results::ScratchFile& file, std::uint64_t begins,
                              std::size_t count, const std::vector<bool>& has, Number missing) {
  static_assert(sizeof(Number) == sizeof(std::int64_t));
  std::vector<Number> numbers(has.size() * count);
  file.read_at(begins, std::as_writable_bytes(std::span(numbers)));
  for (std::size_t row = 0; row < has.size(); ++row) {
    if (has[row]) continue;
    const auto from = numbers.begin() + static_cast<std::ptrdiff_t>(row * count);
    std::fill(from, from + static_cast<std::ptrdiff_t>(count), missing);
  }
  return numbers;
}

results::Values total_values(const results::PackedVariable& variable,
                             std::vector<std::int64_t> words) {
  if (!is_real(variable)) return words;
  std::vector<double> numbers;
  numbers.reserve(words.size());
  for (const std::int64_t word : words) numbers.push_back(std::bit_cast<double>(word));
  return numbers;
}

results::Values none_of(const results::PackedVariable& variable) {
  if (is_real(variable)) return std::vector<double>{};
  return std::vector<std::int64_t>{};
}

}  // namespace

std::size_t SweepColumns::place_of(const results::PackedVariable& variable) {
  const auto [place, is_new] = by_name_.emplace(variable.description.name, columns_.size());
  if (is_new) {
    Column column{variable, {}, {}};
    if (variable.count == 1) {
      column.words.assign(rows_, is_real(variable) ? kMissingDouble : results::kMissing);
    } else {
      if (!scratch_) scratch_ = std::make_shared<results::ScratchFile>(folder_);
      column.has.assign(rows_, false);
      column.begins = scratch_end_;
      scratch_end_ += std::uint64_t{rows_} * variable.count * sizeof(std::int64_t);
    }
    columns_.push_back(std::move(column));
  }
  if (columns_[place->second].variable.count != variable.count) {
    throw engine::Defect("sweep: " + variable.description.name + " has two shapes");
  }
  return place->second;
}

void SweepColumns::put(std::size_t place, const Rows& some) {
  Column& column = columns_[place];
  if (column.variable.count > 1) {
    put_series(column, some);
    return;
  }
  for (std::size_t i = 0; i < some.rows.size(); ++i) column.words[some.rows[i]] = *some.words[i];
}

/// Rows that follow each other are written at once.
void SweepColumns::put_series(Column& column, const Rows& some) {
  const std::size_t count = column.variable.count;
  std::vector<std::size_t> order(some.rows.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return some.rows[a] < some.rows[b]; });
  std::vector<std::int64_t> run;
  for (std::size_t i = 0; i < order.size();) {
    const std::size_t first = some.rows[order[i]];
    run.clear();
    for (std::size_t next = first; i < order.size() && some.rows[order[i]] == next; ++i, ++next) {
      const std::int64_t* words = some.words[order[i]];
      run.insert(run.end(), words, words + count);
      column.has[next] = true;
    }
    scratch_->write_at(column.begins + std::uint64_t{first} * count * sizeof(std::int64_t),
                       std::as_bytes(std::span(run)));
  }
}

void SweepColumns::move_to(results::Dataset& dataset) {
  for (Column& column : columns_) {
    const results::PackedVariable& packed = column.variable;
    if (packed.count == 1) {
      dataset.variables.push_back(
          results::make_variable(packed.description, total_values(packed, std::move(column.words)),
                                 results::Study::sweep));
      continue;
    }
    results::Variable variable =
        results::make_variable(packed.description, none_of(packed), results::Study::sweep);
    variable.fetch = [file = scratch_, begins = column.begins, count = packed.count,
                      has = std::move(column.has), real = is_real(packed)]() -> results::Values {
      if (real) {
        return series_of(*file, begins, count, has, std::numeric_limits<double>::quiet_NaN());
      }
      return series_of(*file, begins, count, has, results::kMissing);
    };
    dataset.variables.push_back(std::move(variable));
  }
}

}  // namespace tenure::experiment
