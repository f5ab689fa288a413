// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analysis/estimate.h"
#include "experiment/kpis.h"
#include "experiment/policies.h"
#include "experiment/replicate.h"
#include "verify/claim.h"
#include "verify/gauge.h"
#include "verify/judge_claim.h"
#include "verify/trouble.h"

namespace tenure::verify {

/// The policies of a claim, and what came of them once they are carried out.
struct Carried {
  const experiment::Policies& policies;
  const std::vector<std::unique_ptr<experiment::Kpis>>& kpis;
  const experiment::Records* records = nullptr;
};

/// One expectation of a claim: understood before the policies are carried out, so that what is
/// wrong with it is said at once, and answered after.
class Question {
 public:
  Question(const Expectation& expectation, const Carried& carried, const std::string& currency,
           const Trouble& trouble);

  /// After the policies were carried out.
  void estimate();

  /// p-values of the hypotheses that the expectation does not hold, and that it does; NaN if there
  /// is nothing to judge by.
  double p_not_so() const;
  double p_so() const;

  /// `error_rate`: of this expectation alone.
  Judged told(bool shown, bool refuted, double error_rate) const;

 private:
  /// A difference of policies as it was written: policies with their signs.
  struct Sum {
    std::vector<std::pair<std::size_t, int>> policies;
    std::string text;
  };
  using Amount = std::function<double(std::string_view key, const std::string& text)>;
  using Values = std::vector<double>;  // by replication

  Sum sum_of(const std::string& text, std::string_view key, const Trouble& trouble) const;
  void bind(std::size_t policy, const Trouble& trouble);
  void refer_to(const std::string& text, std::string_view key, const Trouble& trouble);
  void read_form(const Trouble& trouble, const Amount& amount);
  void read_between(const Trouble& trouble, const Amount& amount);
  void read_sameness(const Trouble& trouble, const Amount& amount);
  void read_side(const Trouble& trouble, const Amount& amount);

  bool is_exact() const { return expectation_.exactly == Exactly::yes; }
  bool is_ratio() const { return expectation_.as == Comparing::ratio; }
  std::string unit() const;
  Values values_of(const Sum& sum) const;
  bool lives_are_the_same() const;
  std::size_t would_take(double error_rate) const;

  const Expectation& expectation_;
  const Carried& carried_;
  Sum subject_;
  Sum reference_;
  std::map<std::size_t, Gauge> gauges_;  // by policy
  std::optional<double> low_;            // the estimate must lie above it,
  std::optional<double> high_;           // and below this
  std::optional<double> published_;
  std::string says_;
  analysis::Estimate estimate_;
};

}  // namespace tenure::verify
