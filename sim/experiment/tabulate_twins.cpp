// SPDX-License-Identifier: Apache-2.0
#include "experiment/tabulate_twins.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <numeric>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/expect.h"
#include "experiment/twins.h"
#include "results/layout.h"

namespace tenure::experiment {

namespace {

using results::Dataset;
using results::kMissing;

constexpr std::size_t kTwins = kTwinNames.size();
constexpr std::int64_t kMillionthsInACent = 10'000;

/// Rounded half away from zero.
std::int64_t in_cents(std::int64_t millionths) {
  const std::int64_t half = millionths < 0 ? -kMillionthsInACent / 2 : kMillionthsInACent / 2;
  return (millionths + half) / kMillionthsInACent;
}

/// Of the first policy against itself, as the joining with another one tells it: who stayed was
/// kept anyway, and nobody exists under one of them only.
Twins with_itself(const Twins& other) {
  Twins twins = other;
  const auto at = [](std::vector<std::int64_t> & table, std::size_t row, Twin twin) -> auto& {
    return table[row * kTwins + static_cast<std::size_t>(twin)];
  };
  for (std::size_t row = 0; row < twins.newcomers.size() / kTwins; ++row) {
    at(twins.newcomers, row, Twin::kept_anyway) += std::exchange(twins.only_first[2 * row], 0);
    at(twins.newcomers, row, Twin::left_anyway) += std::exchange(twins.only_first[2 * row + 1], 0);
  }
  for (auto* table : {&twins.count, &twins.newcomers, &twins.by_decile, &twins.by_tenure}) {
    for (std::size_t row = 0; row < table->size() / kTwins; ++row) {
      at(*table, row, Twin::kept_anyway) += std::exchange(at(*table, row, Twin::lost), 0);
      at(*table, row, Twin::left_anyway) += std::exchange(at(*table, row, Twin::saved), 0);
    }
  }
  twins.paid = twins.paid_first;
  for (auto* table : {&twins.value, &twins.unaddressed, &twins.only_here, &twins.value_by_decile}) {
    std::fill(table->begin(), table->end(), 0);
  }
  return twins;
}

using Table = std::vector<std::int64_t> Twins::*;

/// One table of all policies and replications.
class Tables {
 public:
  Tables(Dataset& dataset, const Policies& policies, std::vector<std::vector<Twins>> twins)
      : dataset_(dataset), policies_(policies), twins_(std::move(twins)) {}

  void add(const std::string& name, Table table) {
    std::vector<std::int64_t> all;
    for (const std::vector<Twins>& of_policy : twins_) {
      for (const Twins& one : of_policy) {
        all.insert(all.end(), (one.*table).begin(), (one.*table).end());
      }
    }
    put(name, std::move(all));
  }

  /// Missing for policies without finance, or where the first has none.
  void add_value(const std::string& name, Table table) {
    std::vector<std::int64_t> all;
    for (std::size_t policy = 0; policy < twins_.size(); ++policy) {
      const bool is_known =
          policies_.reference().uses<model::Finance>() && policies_[policy].uses<model::Finance>();
      for (const Twins& one : twins_[policy]) {
        for (const std::int64_t value : one.*table) {
          all.push_back(is_known ? in_cents(value) : kMissing);
        }
      }
    }
    put(name, std::move(all));
  }

  /// In cents already; not told against another policy.
  void add_paid(const std::string& name, Table table) {
    add(name, table);
    dataset_.variables.back().attributes.erase(results::kAgainstAttribute);
  }

  void put(const std::string& name, std::vector<std::int64_t> values) {
    results::Description description = results::standard_variable(name);
    if (description.type == results::Type::money) {
      description.units = policies_.shared().currency;
    }
    results::Variable variable = results::make_variable(description, std::move(values));
    variable.attributes[results::kAgainstAttribute] = policies_.shared().policy;
    dataset_.variables.push_back(std::move(variable));
  }

 private:
  Dataset& dataset_;
  const Policies& policies_;
  std::vector<std::vector<Twins>> twins_;  // [policy][replication]
};

std::vector<std::vector<Twins>> twins_in(const Records& records, std::size_t segments) {
  std::vector<std::vector<Twins>> twins(records.size());
  for (std::size_t policy = 1; policy < records.size(); ++policy) {
    for (const model::Record& record : records[policy]) {
      twins[policy].push_back(unpacked(record.twins, segments));
    }
  }
  for (const Twins& any : twins[1]) twins[0].push_back(with_itself(any));
  return twins;
}

std::vector<std::int64_t> noise_ceilings(const Records& records, std::size_t segments) {
  const std::vector<std::int64_t> missing(segments * kTwins, kMissing);
  std::vector<std::int64_t> all;
  for (const std::vector<model::Record>& of_policy : records) {
    for (const model::Record& record : of_policy) {
      const auto& counts = record.twins_by_luck.empty() ? missing : record.twins_by_luck;
      TENURE_ENSURE(counts.size() == missing.size());
      all.insert(all.end(), counts.begin(), counts.end());
    }
  }
  return all;
}

template <std::size_t N>
void add_names(Dataset& dataset, const std::string& name,
               const std::array<std::string_view, N>& names) {
  dataset.dimensions[name] = N;
  dataset.variables.push_back(results::make_variable(
      results::standard_variable(name), std::vector<results::Text>(names.begin(), names.end())));
}

void add_classes(Dataset& dataset) {
  std::vector<std::int64_t> deciles(kDeciles);
  std::iota(deciles.begin(), deciles.end(), 1);
  for (const char* name : {"value_decile", "paid_tenth"}) {
    dataset.dimensions[name] = kDeciles;
    dataset.variables.push_back(results::make_variable(results::standard_variable(name), deciles));
  }
  dataset.dimensions["tenure_class"] = kTenureEdges.size();
  dataset.variables.push_back(
      results::make_variable(results::standard_variable("tenure_from"),
                             std::vector<double>(kTenureEdges.begin(), kTenureEdges.end())));
}

}  // namespace

void add_twins(Dataset& dataset, const Policies& policies, const Records& records) {
  const std::size_t segments = policies.reference().segments();
  add_names(dataset, "twin", kTwinNames);
  add_names(dataset, "fate", kFateNames);
  add_classes(dataset);
  Tables tables(dataset, policies, twins_in(records, segments));
  tables.add("twins_count", &Twins::count);
  tables.add_value("twins_value", &Twins::value);
  tables.put("noise_ceiling", noise_ceilings(records, segments));
  tables.add("twins_unaddressed", &Twins::unaddressed);
  tables.add("twins_newcomers", &Twins::newcomers);
  tables.add("only_under_policy", &Twins::only_here);
  tables.add("only_under_first", &Twins::only_first);
  tables.add("twins_by_decile", &Twins::by_decile);
  tables.add_value("twins_value_by_decile", &Twins::value_by_decile);
  tables.add("twins_by_tenure", &Twins::by_tenure);
  tables.add_paid("paid_by_tenth", &Twins::paid);
}

}  // namespace tenure::experiment
