// SPDX-License-Identifier: Apache-2.0
#include "experiment/work_queue.h"

#include <utility>

#ifdef TENURE_WITH_MPI
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <mutex>
#include <stdexcept>
#include <thread>

#include <mpi.h>
#endif

namespace tenure::experiment {

namespace {

class Alone final : public WorkQueue {
 public:
  std::optional<std::size_t> claim(std::size_t count) override {
    if (next_ >= count) return std::nullopt;
    return next_++;
  }

 private:
  std::size_t next_ = 0;
};

#ifdef TENURE_WITH_MPI

void need(int code, const char* what) {
  if (code != MPI_SUCCESS) throw std::runtime_error(std::string("MPI failed at ") + what);
}

/// Packs are numbers of a counter that lies in the memory of the first process; whoever is free
/// fetches and raises it. On networks without remote atomics somebody must look after the counter
/// while the first process computes: a thread of it lets the library work every few milliseconds.
class ByMpi final : public WorkQueue {
 public:
  ByMpi() {
    int provided = 0;
    need(MPI_Init_thread(nullptr, nullptr, MPI_THREAD_SERIALIZED, &provided), "MPI_Init_thread");
    if (provided < MPI_THREAD_SERIALIZED) {
      throw std::runtime_error("this MPI library cannot be called by several threads in turn");
    }
    need(MPI_Comm_rank(MPI_COMM_WORLD, &rank_), "MPI_Comm_rank");
    need(MPI_Comm_size(MPI_COMM_WORLD, &size_), "MPI_Comm_size");
    const MPI_Aint bytes = rank_ == 0 ? sizeof(std::int64_t) : 0;
    need(MPI_Win_allocate(bytes, sizeof(std::int64_t), MPI_INFO_NULL, MPI_COMM_WORLD, &counter_,
                          &window_),
         "MPI_Win_allocate");
    need(MPI_Win_lock_all(MPI_MODE_NOCHECK, window_), "MPI_Win_lock_all");
    if (rank_ == 0) *counter_ = 0;
    need(MPI_Win_sync(window_), "MPI_Win_sync");
    need(MPI_Barrier(MPI_COMM_WORLD), "MPI_Barrier");
    if (rank_ == 0 && size_ > 1) {
      answering_ = std::jthread([this](const std::stop_token& stop) { answer(stop); });
    }
  }

  /// Where something failed the others cannot be waited for: the launcher, which sees this process
  /// end without a farewell, ends them.
  ~ByMpi() override {
    answering_ = {};
    if (std::uncaught_exceptions() > 0) return;
    MPI_Win_unlock_all(window_);
    MPI_Win_free(&window_);
    MPI_Finalize();
  }

  std::optional<std::size_t> claim(std::size_t count) override {
    const std::lock_guard lock(mutex_);
    const std::int64_t one = 1;
    std::int64_t mine = 0;
    need(MPI_Fetch_and_op(&one, &mine, MPI_INT64_T, 0, 0, MPI_SUM, window_), "MPI_Fetch_and_op");
    need(MPI_Win_flush(0, window_), "MPI_Win_flush");
    if (static_cast<std::size_t>(mine) >= count) return std::nullopt;
    return static_cast<std::size_t>(mine);
  }

  std::size_t rank() const override { return static_cast<std::size_t>(rank_); }
  std::size_t processes() const override { return static_cast<std::size_t>(size_); }

  std::string broadcast(std::string text) override {
    std::int64_t size = static_cast<std::int64_t>(text.size());
    wait_for([&](MPI_Request* request) {
      return MPI_Ibcast(&size, 1, MPI_INT64_T, 0, MPI_COMM_WORLD, request);
    });
    text.resize(static_cast<std::size_t>(size));
    wait_for([&](MPI_Request* request) {
      return MPI_Ibcast(text.data(), static_cast<int>(size), MPI_CHAR, 0, MPI_COMM_WORLD, request);
    });
    return text;
  }

  bool all_agree(bool yes) override {
    const int mine = yes ? 1 : 0;
    int all = 0;
    wait_for([&](MPI_Request* request) {
      return MPI_Iallreduce(&mine, &all, 1, MPI_INT, MPI_LAND, MPI_COMM_WORLD, request);
    });
    return all != 0;
  }

 private:
  static constexpr std::chrono::milliseconds kPatience{2};

  /// Begins something and sleeps until it is done: the library's own waiting would take a whole
  /// processor from somebody who still works.
  template <class Begin>
  void wait_for(const Begin& begin) {
    MPI_Request request = MPI_REQUEST_NULL;
    {
      const std::lock_guard lock(mutex_);
      need(begin(&request), "a collective call");
    }
    while (true) {
      {
        const std::lock_guard lock(mutex_);
        int done = 0;
        need(MPI_Test(&request, &done, MPI_STATUS_IGNORE), "MPI_Test");
        if (done != 0) return;
      }
      std::this_thread::sleep_for(kPatience);
    }
  }

  void answer(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      {
        const std::lock_guard lock(mutex_);
        int there = 0;
        MPI_Iprobe(MPI_ANY_SOURCE, MPI_ANY_TAG, MPI_COMM_WORLD, &there, MPI_STATUS_IGNORE);
      }
      std::this_thread::sleep_for(kPatience);
    }
  }

  int rank_ = 0;
  int size_ = 1;
  std::int64_t* counter_ = nullptr;
  MPI_Win window_ = MPI_WIN_NULL;
  std::mutex mutex_;  // of all calls of the library
  std::jthread answering_;
};

/// What the launchers of Open MPI, of Slurm with PMIx and of others with PMI leave behind.
bool was_launched() {
  for (const char* name : {"OMPI_COMM_WORLD_SIZE", "PMIX_RANK", "PMI_RANK"}) {
    if (std::getenv(name) != nullptr) return true;
  }
  return false;
}

#endif

}  // namespace

#ifdef TENURE_WITH_MPI

std::unique_ptr<WorkQueue> open_work_queue() {
  if (was_launched()) return std::make_unique<ByMpi>();
  return std::make_unique<Alone>();
}

std::string mpi_library() {
  std::array<char, MPI_MAX_LIBRARY_VERSION_STRING> text{};
  int length = 0;
  MPI_Get_library_version(text.data(), &length);
  const std::string whole(text.data(), static_cast<std::size_t>(length));
  return whole.substr(0, whole.find(','));
}

#else

std::unique_ptr<WorkQueue> open_work_queue() { return std::make_unique<Alone>(); }

std::string mpi_library() { return "none"; }

#endif

}  // namespace tenure::experiment
