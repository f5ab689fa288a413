// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <string>

#include <gtest/gtest.h>
#include <unistd.h>

#include "results/dataset.h"

namespace tenure::results {

inline constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// A dataset with every type, with and without coordinates, empty, missing, scalar, chunked.
inline Dataset example() {
  Dataset study;
  study.dimensions = {{"policy", 2}, {"replication", 3}, {"cause", 0}, {"visit", 3000}};
  study.attributes = {{"title", "Café 💶 | corner"},
                      {"study_id", "abc"},
                      {"seed", std::int64_t{7}},
                      {"share", 0.1},
                      {"empty", ""}};
  const auto add = [&](std::string name, std::vector<std::string> dimensions, Values values) {
    study.variables.push_back({name,
                               std::move(dimensions),
                               std::move(values),
                               {{"long_name", "what " + name + " means"}}});
  };
  add("policy", {"policy"}, std::vector<Text>{"today", "más-agentes"});
  add("replication", {"replication"}, std::vector<std::int64_t>{4, 5, 6});
  add("complete", {"policy", "replication"}, std::vector<std::int8_t>{1, 1, 1, 1, 0, -1});
  add("survival", {"policy", "replication"},
      std::vector<double>{0.1, -0.0, 1e300, kNaN, 1, 5e-324});
  add("revenue", {"policy", "replication"},
      std::vector<std::int64_t>{1, kMissing, 3, -4, INT64_MAX, 6});
  study.variables.back().attributes["scale_factor"] = 0.01;
  study.variables.back().attributes["units"] = "EUR";
  add("customers_left", {"policy", "cause"}, std::vector<std::int64_t>{});
  add("nobody", {"cause"}, std::vector<double>{});
  std::vector<std::int64_t> visits(3000);
  for (std::size_t i = 0; i < visits.size(); ++i) {
    visits[i] = static_cast<std::int64_t>(i * i % 9973);
  }
  add("visits", {"visit"}, visits);
  add("horizon", {}, std::vector<double>{1095.75});
  add("scenario_yaml", {}, std::vector<Text>{"title: Café\n" + Text(70000, '#')});
  add("provenance_json", {}, std::vector<Text>{""});
  return study;
}

/// A folder of its own for one test, removed afterwards.
class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "tenure-results-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no folder for a test");
    path_ = name;
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  std::filesystem::path operator/(const char* name) const { return path_ / name; }
  const std::filesystem::path& path() const { return path_; }
  std::size_t entries() const {
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(path_), {}));
  }

 private:
  std::filesystem::path path_;
};

inline std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

inline void put_bytes(const std::filesystem::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

}  // namespace tenure::results
