// SPDX-License-Identifier: Apache-2.0
#include "experiment/sweep_merge.h"

#include <utility>

#include "experiment/sweep_sensitivity.h"
#include "experiment/sweep_tabulate.h"
#include "model/simulation.h"
#include "results/errors.h"

namespace tenure::experiment {

namespace {

constexpr std::size_t kMostListed = 12;

template <class Take>
SweepStatus look_at_all(const SweepPlan& plan, const SweepStore& store, const Take& take) {
  SweepStatus status;
  for (std::size_t number = 0; number < plan.packs(); ++number) {
    try {
      if (const auto pack = store.read(number)) {
        ++status.packs_whole;
        status.units_whole += pack->units.size();
        take(*pack);
        continue;
      }
    } catch (const results::InputError& refusal) {
      status.unusable.emplace_back(refusal.what());
    }
    status.missing.push_back(number);
  }
  return status;
}

}  // namespace

SweepStatus status_of(const SweepPlan& plan, const SweepStore& store) {
  return look_at_all(plan, store, [](const results::Pack&) {});
}

std::filesystem::path results_of(const std::filesystem::path& folder) {
  return folder / "results.h5";
}

results::Dataset merge_packs(const SweepStudy& study, const SweepPlan& plan,
                             const SweepStore& store, const std::stop_token& stop,
                             SweepStatus& status) {
  SweepTable table(study, plan, store.folder().parent_path());
  status = look_at_all(plan, store, [&](const results::Pack& pack) {
    if (stop.stop_requested()) throw model::Interrupted();
    table.add(pack);
  });
  results::Dataset dataset = table.finish();
  if (status.is_complete()) add_sensitivity(dataset, study.sweep, study.points, stop);
  return dataset;
}

std::string list_of(const std::vector<std::size_t>& numbers) {
  std::string text;
  std::size_t listed = 0;
  for (std::size_t i = 0; i < numbers.size();) {
    std::size_t end = i + 1;
    while (end < numbers.size() && numbers[end] == numbers[end - 1] + 1) ++end;
    if (listed++ == kMostListed) {
      return text + " and " + std::to_string(numbers.size() - i) + " more";
    }
    text += (text.empty() ? "" : ", ") + std::to_string(numbers[i]);
    if (end - i > 1) text += "-" + std::to_string(numbers[end - 1]);
    i = end;
  }
  return text;
}

}  // namespace tenure::experiment
