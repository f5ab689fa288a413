// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/small_results.h"

#include <utility>
#include <vector>

#include "results/layout.h"
#include "results/write.h"
#include "tests/fuzz/targets.h"

namespace tenure::fuzz {
namespace {

results::Dataset small_dataset() {
  using results::Text;
  results::Dataset study;
  study.dimensions = {{"policy", 2}, {"replication", 3}, {"cause", 0}, {"visit", 600}};
  study.attributes = {{"title", "Corner shop"}, {"study_id", "abc"}, {"events", std::int64_t{7}}};
  const auto add = [&](std::string name, std::vector<std::string> dimensions,
                       results::Values values) {
    results::Variable variable{std::move(name), std::move(dimensions), std::move(values), {}};
    variable.attributes["long_name"] = "what " + variable.name + " means";
    study.variables.push_back(std::move(variable));
  };
  add("policy", {"policy"}, std::vector<Text>{"today", "más-agentes"});
  add("replication", {"replication"}, std::vector<std::int64_t>{4, 5, 6});
  add("complete", {"policy", "replication"}, std::vector<std::int8_t>{1, 1, 1, 1, 0, -1});
  add("survival", {"policy", "replication"}, std::vector<double>{0.1, -0.0, 1e300, 1, 1, 5e-324});
  add("revenue", {"policy", "replication"},
      std::vector<std::int64_t>{1, results::kMissing, 3, -4, INT64_MAX, 6});
  add("customers_left", {"policy", "cause"}, std::vector<std::int64_t>{});
  add("visits", {"visit"}, std::vector<std::int64_t>(600, 3));  // chunked
  add("scenario_yaml", {}, std::vector<Text>{"title: Corner shop\n"});
  return study;
}

}  // namespace

const std::string& small_results() {
  static const std::string bytes = results::to_bytes(small_dataset());
  return bytes;
}

std::vector<std::string> results_seeds() {
  const std::string& whole = small_results();
  std::vector<std::string> seeds{std::string("\0", 1) + whole, std::string("\0", 1),
                                 std::string("\0", 1) + whole.substr(0, whole.size() / 2),
                                 std::string("\0", 1) + "\nnot a results file\n"};
  // A fixed multiplicative generator (Lehmer 1951; Park & Miller 1988) chooses the commands.
  std::uint64_t state = 20260101;
  for (int seed = 0; seed < 300; ++seed) {
    std::string bytes(1, static_cast<char>(1 + seed % 3));
    for (int i = 0; i < 20 + seed % 200; ++i) {
      state = state * 48271 % 2147483647;
      bytes += static_cast<char>(state >> 8U);
    }
    seeds.push_back(std::move(bytes));
  }
  return seeds;
}

}  // namespace tenure::fuzz
