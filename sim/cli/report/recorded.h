// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "experiment/criterion.h"
#include "results/dataset.h"

namespace tenure::cli {

/// One value that a policy has and the first policy has not.
struct RecordedChange {
  std::string path;   ///< "complaint_desk.seats", "segments.regulars.leaving.yearly"
  std::string value;  ///< as a scenario would write it; "off" where the mechanism is not there
  std::string first;  ///< of the first policy, likewise
};

struct RecordedPolicy {
  std::string name;
  std::string label;  ///< for tables and sentences; the name if the scenario gives none
  std::vector<RecordedChange> changes;  ///< none of the first policy itself
};

/// A default without a source that the study relied on.
struct RecordedAssumption {
  std::string path;
  std::string value;
};

/// How much of a study rests on what, if the file says it.
struct RecordedAssumptions {
  bool known = false;
  std::int64_t given = 0;    ///< values that the scenario states
  std::int64_t sourced = 0;  ///< defaults from published work
  std::vector<RecordedAssumption> assumed;
};

/// One assumption that changes which policy is best.
struct RecordedTurn {
  std::string path;
  std::string value;
  std::string moved_to;
  std::string winner;  ///< its name; empty if no policy can win then
  bool beyond_noise = false;
};

/// What became of the ranking when assumptions were moved by half, down and up.
struct RecordedStress {
  std::int64_t moves = 0;
  std::int64_t winner_stays = 0;  ///< of these
  std::vector<RecordedTurn> turns;
  std::vector<std::string> reacts_to;  ///< what the margin reacts to most, at most five
};

/// A results file and what it says of itself. Texts come from the file and may be anybody's.
struct Recorded {
  std::filesystem::path file;
  results::Dataset dataset;
  std::vector<RecordedPolicy> policies;       ///< in the file's order, the reference first
  std::map<std::string, std::string> values;  ///< of the first policy, by path
  std::string title;
  std::string question;
  std::string currency;
  std::string starts;   ///< date of time 0, "2026-01-01"; empty if the scenario gives none
  std::string horizon;  ///< "3 years"; empty if not known
  std::string warm_up;
  std::string version;  ///< of the program that simulated
  std::string seed;
  experiment::Criterion criterion;
  bool criterion_known = false;  ///< otherwise the one that holds where a scenario says nothing
  RecordedAssumptions assumptions;
  std::optional<RecordedStress> stress;  ///< none unless the file was compared with --stress
};

/// Reads R.h5, or the results.h5 of a folder. Throws results::InputError with the reason if it
/// cannot be accepted, or holds a sweep. What is only told beside the numbers may be missing.
Recorded read_recorded(const std::filesystem::path& path);

}  // namespace tenure::cli
