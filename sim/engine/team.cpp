// SPDX-License-Identifier: Apache-2.0
#include "engine/team.h"

#include <algorithm>

namespace tenure::engine {

namespace {

// Waiting for a window's end is usually over in microseconds, so look a little before sleeping; on
// a shared core more than that would steal the time of the thread that is waited for.
constexpr int kLooks = 200;

template <class T>
void wait_while(const std::atomic<T>& value, T old) {
  for (int i = 0; i < kLooks; ++i) {
    if (value.load(std::memory_order_acquire) != old) return;
  }
  value.wait(old, std::memory_order_acquire);
}

}  // namespace

Team::Team(unsigned threads) : failures_(std::max(1U, threads)) {
  for (unsigned worker = 1; worker < threads; ++worker) {
    workers_.emplace_back([this, worker](const std::stop_token& stop) { serve(stop, worker); });
  }
}

Team::~Team() {
  for (auto& worker : workers_) worker.request_stop();
  round_.fetch_add(1, std::memory_order_release);
  round_.notify_all();
}

void Team::for_each(std::size_t parts, const std::function<void(std::size_t, unsigned)>& work) {
  work_ = &work;
  parts_ = parts;
  next_part_.store(0, std::memory_order_relaxed);
  std::fill(failures_.begin(), failures_.end(), Failure{});
  const bool alone = workers_.empty() || parts < 2;
  if (!alone) {
    still_working_.store(static_cast<unsigned>(workers_.size()), std::memory_order_relaxed);
    round_.fetch_add(1, std::memory_order_release);
    round_.notify_all();
  }
  take_parts(0);
  if (!alone) {
    for (unsigned left = still_working_.load(std::memory_order_acquire); left != 0;
         left = still_working_.load(std::memory_order_acquire)) {
      wait_while(still_working_, left);
    }
  }
  const auto first =
      std::min_element(failures_.begin(), failures_.end(),
                       [](const Failure& a, const Failure& b) { return a.part < b.part; });
  if (first->error) std::rethrow_exception(first->error);
}

void Team::serve(const std::stop_token& stop, unsigned worker) {
  std::uint32_t seen = 0;
  while (true) {
    wait_while(round_, seen);
    if (stop.stop_requested()) return;
    ++seen;
    take_parts(worker);
    if (still_working_.fetch_sub(1, std::memory_order_acq_rel) == 1) still_working_.notify_one();
  }
}

void Team::take_parts(unsigned worker) {
  for (std::size_t part = next_part_.fetch_add(1, std::memory_order_relaxed); part < parts_;
       part = next_part_.fetch_add(1, std::memory_order_relaxed)) {
    try {
      (*work_)(part, worker);
    } catch (...) {
      if (part < failures_[worker].part) failures_[worker] = {part, std::current_exception()};
    }
  }
}

}  // namespace tenure::engine
