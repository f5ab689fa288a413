// SPDX-License-Identifier: Apache-2.0
#include "engine/team.h"

#include <algorithm>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace tenure::engine {

namespace {

// Looks before sleeping. What is done alone between two windows takes a tenth to a third of a
// millisecond with 10^6 customers, and whoever sleeps meanwhile is late for the next one: where
// each thread can have a core of its own, it looks for as long as that. On a shared core it would
// steal the time of the thread that is waited for.
constexpr int kLooks = 10'000;
constexpr int kLooksOnASharedCore = 200;

int looks_of(unsigned threads) {
  const unsigned cores = std::thread::hardware_concurrency();  // those it may use
  return threads <= cores ? kLooks : kLooksOnASharedCore;
}

void pause() {
#if defined(__SSE2__)
  _mm_pause();
#endif
}

template <class T>
void wait_while(const std::atomic<T>& value, T old, int looks) {
  for (int i = 0; i < looks; ++i) {
    if (value.load(std::memory_order_acquire) != old) return;
    pause();
  }
  value.wait(old, std::memory_order_acquire);
}

}  // namespace

Team::Team(unsigned threads) : looks_(looks_of(threads)), failures_(std::max(1U, threads)) {
  for (unsigned worker = 1; worker < threads; ++worker) {
    workers_.emplace_back([this, worker](const std::stop_token& stop) { serve(stop, worker); });
  }
}

Team::~Team() {
  for (auto& worker : workers_) worker.request_stop();
  round_.fetch_add(1, std::memory_order_release);
  round_.notify_all();
  workers_.clear();  // waits for them: they look at the other members
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
      wait_while(still_working_, left, looks_);
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
    wait_while(round_, seen, looks_);
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
