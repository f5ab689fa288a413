// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <chrono>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "experiment/unit_store.h"
#include "model/model.h"

namespace tenure::experiment {

/// Identifies one unit by what can change its numbers: the policy's resolved scenario with its
/// seed, the replication's number, what is counted, the epoch of results and the bits of the
/// elementary functions (`canary`). Title, question, labels, the number of replications and threads
/// are no part of it: 40 replications take over the 20 that are there.
/// A unit that is joined with the first policy's, `against`, counts what depends on that as well.
std::string unit_id(const model::Model& model, std::size_t replication, const std::string& canary,
                    const model::Model* against = nullptr);

/// What unit_id hashes of a policy, for all its replications.
std::string what_counts(const model::Model& model, const std::string& canary);

/// Keeps the units of a study as parts (results/part.h) until its results are complete.
///
/// Nothing is written in the first second: who interrupts a run then gets its finished units
/// written by save(), a shorter run never touches the disk, and a killed one loses a second. Later,
/// every unit is written as soon as it is finished, by the thread that finished it. A unit that
/// cannot be written is no reason to end a run: the rest of them are then not written either, and
/// failure() says why.
class PartStore final : public UnitStore {
 public:
  /// `folder` need not exist.
  PartStore(std::filesystem::path folder, std::string canary)
      : folder_(std::move(folder)), canary_(std::move(canary)) {}

  /// Reads the parts of a policy, before it is run. `against`: what it is joined with, or none.
  void look_for(const model::Model& model, const model::Model* against = nullptr);

  std::optional<model::Record> take(const UnitName& unit) override;
  void keep(const UnitName& unit, const model::Record& record) override;

  /// Writes what waits to be written. When no other thread uses this.
  void save();
  /// Removes all of it, once the results are complete.
  void remove() const;

  const std::filesystem::path& folder() const { return folder_; }
  /// Units that were there, of the policies looked for.
  std::size_t found() const { return found_; }
  /// Units that were written.
  std::size_t written() const { return written_; }
  /// Parts that bear the right name but cannot be used, with the reasons.
  const std::vector<std::string>& unusable() const { return unusable_; }
  /// Parts in the folder that no policy looked for asks for.
  std::size_t of_others() const;
  /// Why units were not written, empty if there was no failure.
  const std::string& failure() const { return failure_; }

 private:
  using Clock = std::chrono::steady_clock;
  using Part = std::pair<std::string, std::string>;  // id, bytes

  struct Known {
    std::string id;
    std::optional<model::Record> record;
  };

  Known& at(const UnitName& unit);
  void write(const std::vector<Part>& parts);

  std::filesystem::path folder_;
  std::string canary_;
  Clock::time_point start_ = Clock::now();
  std::map<std::string, std::vector<Known>, std::less<>> units_;  // by policy and replication
  std::vector<std::string> unusable_;
  std::size_t found_ = 0;
  std::atomic<std::size_t> written_{0};

  std::mutex mutex_;           // of what follows
  std::vector<Part> waiting_;  // finished in the first second
  std::string failure_;
};

}  // namespace tenure::experiment
