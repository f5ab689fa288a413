// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <set>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

#include "engine/message.h"
#include "engine/opening_hours.h"
#include "engine/time.h"

namespace tenure::engine {

/// A resource with a number of equal servers and a waiting room without limit: it replays its inbox
/// in the order of arrival and advances a calendar of its own, never beyond the window's end, so
/// that whoever comes later may still be served first.
///
/// At equal times: ends of service, then patience, then opening, then arrivals, each in content
/// order.
class Station {
 public:
  struct Job {
    Message request;         ///< when it arrived, from whom
    int priority = 0;        ///< higher goes first, then the order of arrival (Cobham 1954)
    Duration service{};      ///< how long a server will need
    Time gives_up = kNever;  ///< leaves unserved at this time
    Time begins = kNever;    ///< when service began
  };

  /// Told what happens, in order of time: `started(job, t)`, `finished(job, t)`, `gave_up(job, t)`.
  class Observer {
   public:
    Observer() = default;
    Observer(const Observer&) = delete;
    Observer& operator=(const Observer&) = delete;
    virtual ~Observer() = default;
    virtual void started(const Job& job, Time now) = 0;
    virtual void finished(const Job& job, Time now) = 0;
    virtual void gave_up(const Job& job, Time now) = 0;
  };

  /// Outside opening hours nothing begins, and what has begun rests until the next opening.
  explicit Station(std::int64_t servers, OpeningHours hours = {})
      : servers_(servers), hours_(std::move(hours)) {}

  /// Everything that happens before `edge`. `arrivals`: in content order, all before `edge` and not
  /// before the last edge.
  void advance(Time edge, std::span<const Job> arrivals, Observer& observer);

  /// Other servers and hours from `now` on, not before the last edge. Who is being served is served
  /// to the end as it was begun.
  void set_servers(std::int64_t servers, const OpeningHours& hours, Time now, Observer& observer);

  std::int64_t servers() const { return servers_; }
  std::int64_t busy() const { return busy_; }
  std::int64_t waiting() const { return static_cast<std::int64_t>(queue_.size()); }
  const OpeningHours& hours() const { return hours_; }
  /// Server time spent busy up to the last edge, in opening hours.
  Duration busy_time() const { return busy_time_; }

 private:
  using Number = std::uint32_t;  ///< of a job in `jobs_`
  struct Turn {                  ///< place in the queue
    int priority;
    Time arrival;
    Identity who;
    std::uint32_t ordinal;
    Number job;
    bool operator<(const Turn& other) const {
      return std::tie(other.priority, arrival, who, ordinal, job) <
             std::tie(priority, other.arrival, other.who, other.ordinal, other.job);
    }
  };
  struct Due {  ///< end of a service or of a patience
    Time time;
    Identity who;
    std::uint32_t ordinal;
    Number job;
    bool operator<(const Due& other) const {
      return std::tie(time, who, ordinal, job) <
             std::tie(other.time, other.who, other.ordinal, other.job);
    }
  };

  static Turn turn_of(const Job& job, Number number);
  static Due due_of(const Job& job, Number number, Time time);
  void arrive(const Job& job, Observer& observer);
  void begin_service(Number number, Time now, Observer& observer);
  void finish_first(Observer& observer);
  void give_up_first(Observer& observer);
  void serve_waiting(Time now, Observer& observer);
  void run_until(Time limit, Observer& observer);
  void pass_time(Time now);

  std::int64_t servers_;
  OpeningHours hours_;
  Time opening_ = kNever;  ///< the next one, if anybody waits for it
  std::int64_t busy_ = 0;
  Duration busy_time_{};
  Time now_ = Time::min();
  std::vector<Job> jobs_;
  std::vector<Number> free_;
  std::set<Turn> queue_;
  std::set<Due> in_service_;
  std::set<Due> patience_;
};

}  // namespace tenure::engine
