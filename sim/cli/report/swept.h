// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "cli/report/number.h"
#include "experiment/what_decides.h"
#include "results/dataset.h"

namespace tenure::cli {

/// A parameter as it was varied.
struct SweptParameter {
  std::string name;
  std::string unit;                ///< of its values; empty: none
  bool is_log = false;             ///< equal steps are equal factors
  std::vector<std::string> words;  ///< what its values are, if they are no numbers
  int decimals = 0;                ///< worth showing

  /// "10.5", "on": a value without its unit.
  std::string value(double at) const;
  /// "10.5 d"
  std::string value_with_unit(double at) const;
  /// "interval (d)"
  std::string name_with_unit() const;
};

/// The mean of a quantity where one parameter has about a value, over all values of the others.
struct SweptCurve {
  std::vector<double> at;
  std::vector<double> mean;
  std::vector<double> low;  ///< of 95 % confidence; the mean where it is unknown
  std::vector<double> high;
};

/// What two parameters do together: a cell for each part of one and each part of the other.
struct SweptMap {
  std::size_t first = 0;  ///< of all parameters
  std::size_t second = 0;
  std::vector<double> first_at;
  std::vector<double> second_at;
  std::vector<double> mean;    ///< [first][second]; NaN where no point is
  std::vector<double> excess;  ///< beyond what each does alone
  double strength = 0.0;       ///< root mean square of the excess

  std::size_t cell(std::size_t i, std::size_t j) const { return i * second_at.size() + j; }
  /// The cell with the largest excess, whatever its sign.
  std::size_t strongest() const;
};

/// The results of a sweep, as a page and a terminal tell them. Texts come from the file and may be
/// anybody's.
struct RecordedSweep {
  std::filesystem::path file;
  results::Dataset dataset;
  experiment::WhatDecides decides;
  std::vector<SweptParameter> parameters;

  std::string title() const;
  /// Quantities that a decision hangs on, in the order of the file.
  std::vector<std::size_t> chosen() const;
  /// Empty if the file has none.
  SweptCurve curve(std::size_t quantity, std::size_t parameter) const;
  /// Of all pairs whose parameters may matter, the strongest first. A parameter that hardly matters
  /// does nothing together with others either, where that was part of the verdict.
  std::vector<SweptMap> maps(std::size_t quantity) const;
  /// Points in a cell of a map, on average.
  std::size_t points_of(const SweptMap& map) const;
  /// How means of a quantity are shown, all of `numbers`, known to within `half_width`.
  NumberFormat format(std::size_t quantity, const std::vector<double>& numbers,
                      double half_width) const;
};

/// Reads R.h5, or the results.h5 of a folder; none if it is no sweep. Throws results::InputError if
/// it cannot be accepted, or says nothing of its parameters.
std::optional<RecordedSweep> recorded_sweep(const std::filesystem::path& path);

}  // namespace tenure::cli
