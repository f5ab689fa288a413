// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "results/dataset.h"
#include "results/layout.h"
#include "results/pack.h"
#include "results/scratch_file.h"

namespace tenure::experiment {

/// The variables of a sweep's results as packs fill them, row by row; a row is what one policy and
/// replication of a point has. Totals stay in memory, because they are analysed. Series, which
/// are hundreds of times as many and are only passed on, go to a file without a name in the
/// folder, and come back one variable at a time.
class SweepColumns {
 public:
  SweepColumns(std::size_t rows, std::filesystem::path folder)
      : rows_(rows), folder_(std::move(folder)) {}

  /// Where a variable is kept: a new place, or the one that it has. Throws engine::Defect if it
  /// has another shape there.
  std::size_t place_of(const results::PackedVariable& variable);

  /// Values of some rows of one variable: `words[i]` are those of row `rows[i]`. Throws
  /// OutputError.
  struct Rows {
    std::vector<std::size_t> rows;
    std::vector<const std::int64_t*> words;
  };
  void put(std::size_t place, const Rows& some);

  /// All variables, once, in the order of their places; rows that were not put are missing. They
  /// may outlive this.
  void move_to(results::Dataset& dataset);

 private:
  struct Column {
    results::PackedVariable variable;
    std::vector<std::int64_t> words;  // [row], of a total
    std::vector<bool> has;            // [row], of a series
    std::uint64_t begins = 0;         // of a series, in the file
  };

  void put_series(Column& column, const Rows& some);

  std::size_t rows_;
  std::filesystem::path folder_;
  std::vector<Column> columns_;
  std::map<std::string, std::size_t> by_name_;
  std::shared_ptr<results::ScratchFile> scratch_;  // once there is a series
  std::uint64_t scratch_end_ = 0;
};

}  // namespace tenure::experiment
