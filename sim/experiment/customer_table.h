// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "experiment/lives.h"
#include "experiment/policies.h"
#include "experiment/twins.h"
#include "results/csv.h"

namespace tenure::experiment {

/// `0123456789abcdef`: how a table writes down who somebody is.
std::string name_of(engine::Identity identity);

/// How often what came first where lives parted: of one policy against the first.
struct Parting {
  std::uint8_t word = 0;  ///< a position in model::Telling
  bool under_policy = false;
  std::int64_t customers = 0;  ///< active at time 0
  std::int64_t saved = 0;      ///< of them
  std::int64_t lost = 0;
};

/// A row for each customer of each replication: who he is, what became of him under each policy,
/// and what each did for him. The truth, which no firm knows.
class CustomerTable {
 public:
  explicit CustomerTable(const Policies& policies);
  /// The lives of all policies in one replication.
  void add(std::size_t replication, const std::vector<Lives>& lives);
  const std::string& text() const { return csv_.text(); }
  /// By policy, all replications together; the most frequent first.
  std::vector<std::vector<Parting>> partings() const;

 private:
  const Policies& policies_;
  results::Csv csv_;
  using Key = std::pair<std::uint8_t, bool>;
  std::vector<std::map<Key, Parting>> partings_;
};

/// A row for each customer of a population that all replications share: in how many he was there at
/// time 0, and in what share of these each policy saved him, lost him, and so on.
class ChanceTable {
 public:
  explicit ChanceTable(const Policies& policies);
  void add(const std::vector<Lives>& lives);
  std::string text() const;

 private:
  struct Under {
    std::int64_t kept = 0;
    std::int64_t value = 0;  ///< [millionths]
    std::array<std::int64_t, kTwinNames.size()> twins{};
  };
  struct Row {
    std::size_t segment = 0;
    std::int64_t replications = 0;
    std::vector<Under> under;  ///< by policy
  };
  const Policies& policies_;
  std::map<engine::Identity, Row> rows_;
};

/// `customer,date,amount`, a row for each purchase of one replication: as packages for models of
/// purchases take it. Without a calendar the date is a day, counted from time 0.
std::string event_log(const Policies& policies, std::size_t policy, const Lives& lives);

}  // namespace tenure::experiment
