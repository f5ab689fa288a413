// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <thread>
#include <vector>

namespace tenure::engine {

/// A few threads that work through lists of independent parts again and again, window after window.
/// Who takes which part is left to chance and must not matter.
class Team {
 public:
  /// `threads` of at least 1, the calling one included.
  explicit Team(unsigned threads);
  Team(const Team&) = delete;
  Team& operator=(const Team&) = delete;
  ~Team();

  unsigned size() const { return static_cast<unsigned>(workers_.size()) + 1; }

  /// Calls `work(part, worker)` once for each part from 0 to `parts` - 1 and returns when all are
  /// done; `worker` is from 0 to size() - 1. If parts throw, the exception of the part with the
  /// lowest number is rethrown, after all have ended.
  void for_each(std::size_t parts, const std::function<void(std::size_t, unsigned)>& work);

 private:
  void serve(const std::stop_token& stop, unsigned worker);
  void take_parts(unsigned worker);

  int looks_;  ///< at what is waited for, before sleeping
  std::vector<std::jthread> workers_;
  const std::function<void(std::size_t, unsigned)>* work_ = nullptr;
  std::size_t parts_ = 0;
  std::atomic<std::size_t> next_part_{0};
  std::atomic<unsigned> still_working_{0};
  std::atomic<std::uint32_t> round_{0};  ///< raised to start a round
  struct Failure {
    std::size_t part = SIZE_MAX;
    std::exception_ptr error;
  };
  std::vector<Failure> failures_;  ///< by worker
};

}  // namespace tenure::engine
