// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <unordered_set>
#include <vector>

#include "scenario/node.h"

namespace tenure::scenario {

/// What is wrong with one value, wherever it stands: `problem (why). Did you mean "suggestion"?`
struct Fault {
  std::string problem;
  std::string why;
  std::string suggestion;
};

/// One thing that is wrong with a scenario, or worth a note. Items of lists without names are
/// numbered from 1 in paths: "pieces[2].hazard".
struct Issue {
  std::string file;
  int line = 1;
  int column = 1;
  std::string path;
  std::string problem;
  std::string why;
  std::string suggestion;
};

Issue issue_at(const Place& place, const std::string& path, Fault fault);

/// `file:line:column: path: problem (why). Did you mean "suggestion"?`
std::string to_text(const Issue& issue);

/// A user's mistake in a scenario (exit code 3). `what()` is one line per issue.
class ScenarioError : public std::runtime_error {
 public:
  static constexpr std::size_t kMost = 50;

  /// `issues` ordered by position; `left_out`: how many more there were.
  explicit ScenarioError(std::vector<Issue> issues, std::size_t left_out = 0);
  explicit ScenarioError(Issue issue);

  const std::vector<Issue>& issues() const { return issues_; }
  std::size_t left_out() const { return left_out_; }

 private:
  std::vector<Issue> issues_;
  std::size_t left_out_ = 0;
};

/// A file that cannot be read at all (exit code 4).
class InputError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Collects issues, so that a user sees them all at once. The same issue reported twice counts
/// once: segments and policies read the same lines again.
class Issues {
 public:
  /// So many reports, repetitions counted, that there is no point in looking for more.
  static constexpr std::size_t kEnough = 20'000;

  void add(Issue issue);
  void add(const Place& place, const std::string& path, Fault fault) {
    add(issue_at(place, path, std::move(fault)));
  }
  bool empty() const { return issues_.empty(); }
  /// Reports so far, repetitions counted.
  std::size_t reports() const { return reports_; }
  bool enough() const { return reports_ >= kEnough; }

  /// All of them, ordered by position, each once.
  std::vector<Issue> ordered() const;

  /// Throws ScenarioError with the first ScenarioError::kMost of them unless there are none.
  void throw_if_any() const;

 private:
  std::vector<Issue> issues_;
  std::unordered_set<std::string> known_;
  std::size_t reports_ = 0;
};

}  // namespace tenure::scenario
