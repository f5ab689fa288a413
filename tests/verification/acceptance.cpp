// SPDX-License-Identifier: Apache-2.0
#include "tests/verification/acceptance.h"

namespace tenure::verification {

namespace {

testing::AssertionResult asserted(const analysis::Agreement& agreement) {
  if (agreement.is_too_noisy()) {
    return testing::AssertionFailure()
           << "too noisy to fail: 3.29 standard errors are " << agreement.half_width
           << ", allowed are " << agreement.allowed;
  }
  if (agreement.holds()) return testing::AssertionSuccess();
  return testing::AssertionFailure()
         << agreement.figure << " instead of " << agreement.exact << ", " << agreement.z
         << " standard errors of " << agreement.standard_error << " off, probability "
         << agreement.p_value;
}

}  // namespace

testing::AssertionResult mean_agrees(const Sample& sample, double reference, Allowing allowing) {
  return asserted(agreement_of_mean(sample, reference, allowing));
}

testing::AssertionResult variance_agrees(const Sample& sample, double reference,
                                         Allowing allowing) {
  return asserted(agreement_of_variance(sample, reference, allowing));
}

testing::AssertionResult share_agrees(std::int64_t hits, std::int64_t trials, double reference,
                                      Allowing allowing) {
  return asserted(agreement_of_share(hits, trials, reference, allowing));
}

testing::AssertionResult figure_agrees(double figure, double standard_error, double reference,
                                       Allowing allowing) {
  return asserted(analysis::agreement_of_figure(figure, standard_error, reference, allowing));
}

}  // namespace tenure::verification
