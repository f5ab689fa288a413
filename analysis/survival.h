// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace tenure::analysis {

/// What became, in one period of their tenure, of those who were still followed at its beginning.
struct PeriodCounts {
  std::vector<std::int64_t> left;  ///< by cause; the same causes, in the same order, in all periods
  /// Followed to the end of the period and no longer: still there when the observation ended.
  std::int64_t censored = 0;
};

/// A survival curve at the ends of periods of equal length.
class SurvivalCurve {
 public:
  /// Of `customers` who are all followed from the beginning of the first period on. In a period,
  /// leaving comes before censoring. Throws std::invalid_argument for negative counts, for more of
  /// them than customers, for numbers of causes that differ, and if there is no period or no cause.
  SurvivalCurve(std::int64_t customers, std::span<const PeriodCounts> periods);

  std::size_t periods() const { return at_risk_.size(); }
  std::size_t causes() const { return incidence_.size(); }

  /// Still followed when the period (0 is the first) begins.
  std::int64_t at_risk(std::size_t period) const { return at_risk_.at(period); }

  /// The share that is still there after so many periods, 1 after none: the product of 1 - left /
  /// at risk (Kaplan & Meier 1958, Journal of the American Statistical Association 53, 457-481,
  /// equation 2b). It stays what it was once nobody is followed any more.
  double survival(std::size_t periods) const { return survival_.at(periods); }

  /// Its variance (Greenwood 1926; Kaplan & Meier 1958, equation 2f); NaN after everybody has left.
  double survival_variance(std::size_t periods) const;

  /// The share that has left from this cause after so many periods, where the others compete with
  /// it: the sum of survival before x left / at risk (Aalen & Johansen 1978, Scandinavian Journal
  /// of Statistics 5, 141-150). With survival, all causes add up to 1.
  double incidence(std::size_t cause, std::size_t periods) const {
    return incidence_.at(cause).at(periods);
  }

  /// The mean of min(lifetime, so many periods), in periods: the area under the curve, joined by
  /// straight lines from one end of a period to the next, as if who leaves did so in the middle of
  /// the period on average (Royston & Parmar 2013, BMC Medical Research Methodology 13, 152; Cutler
  /// & Ederer 1958, Journal of Chronic Diseases 8, 699-712, for the straight lines).
  double restricted_mean(std::size_t periods) const;

 private:
  std::vector<std::int64_t> at_risk_;           // by period
  std::vector<double> survival_;                // after 0, 1, ... periods, as are all the following
  std::vector<double> relative_variance_;       // Greenwood's sum
  std::vector<std::vector<double>> incidence_;  // by cause
};

}  // namespace tenure::analysis
