// SPDX-License-Identifier: Apache-2.0
#include "engine/station.h"

#include <algorithm>

#include "engine/expect.h"

namespace tenure::engine {

Station::Turn Station::turn_of(const Job& job, Number number) {
  return {job.priority, job.request.time, job.request.sender, job.request.ordinal, number};
}

Station::Due Station::due_of(const Job& job, Number number, Time time) {
  return {time, job.request.sender, job.request.ordinal, number};
}

void Station::advance(Time edge, std::span<const Job> arrivals, Observer& observer) {
  for (const Job& job : arrivals) {
    TENURE_EXPECT(job.request.time < edge);
    run_until(job.request.time, observer);
    pass_time(job.request.time);
    arrive(job, observer);
  }
  // The edge itself belongs to the next window, so run_until gets the last moment before it.
  run_until(edge - Duration{1}, observer);
  pass_time(edge);
}

/// Ends of service and of patience up to and including `limit`.
void Station::run_until(Time limit, Observer& observer) {
  while (true) {
    const Time end = in_service_.empty() ? kNever : in_service_.begin()->time;
    const Time patience = patience_.empty() ? kNever : patience_.begin()->time;
    const Time first = std::min({end, patience, opening_});
    if (first > limit) return;
    if (end == first) {
      finish_first(observer);
    } else if (patience == first) {
      give_up_first(observer);
    } else {
      pass_time(first);
      serve_waiting(first, observer);
    }
  }
}

void Station::pass_time(Time now) {
  if (busy_ > 0) busy_time_ += busy_ * hours_.between(now_, now);
  now_ = now;
}

void Station::arrive(const Job& job, Observer& observer) {
  Number number = 0;
  if (free_.empty()) {
    number = static_cast<Number>(jobs_.size());
    jobs_.push_back(job);
  } else {
    number = free_.back();
    free_.pop_back();
    jobs_[number] = job;
  }
  if (busy_ < servers_ && hours_.is_open(job.request.time)) {
    begin_service(number, job.request.time, observer);
    return;
  }
  queue_.insert(turn_of(job, number));
  if (job.gives_up != kNever) patience_.insert(due_of(job, number, job.gives_up));
  if (!hours_.always() && busy_ < servers_) opening_ = hours_.next_opening(job.request.time);
}

void Station::begin_service(Number number, Time now, Observer& observer) {
  Job& job = jobs_[number];
  job.begins = now;
  ++busy_;
  in_service_.insert(due_of(job, number, hours_.after(now, job.service)));
  observer.started(job, now);
}

void Station::finish_first(Observer& observer) {
  const Due due = *in_service_.begin();
  in_service_.erase(in_service_.begin());
  pass_time(due.time);
  --busy_;
  observer.finished(jobs_[due.job], due.time);
  free_.push_back(due.job);
  serve_waiting(due.time, observer);
}

void Station::serve_waiting(Time now, Observer& observer) {
  opening_ = kNever;
  if (!hours_.is_open(now)) {
    if (busy_ < servers_ && !queue_.empty()) opening_ = hours_.next_opening(now);
    return;
  }
  while (busy_ < servers_ && !queue_.empty()) {
    const Number next = queue_.begin()->job;
    queue_.erase(queue_.begin());
    const Job& job = jobs_[next];
    if (job.gives_up != kNever) patience_.erase(due_of(job, next, job.gives_up));
    begin_service(next, now, observer);
  }
}

void Station::set_servers(std::int64_t servers, const OpeningHours& hours, Time now,
                          Observer& observer) {
  pass_time(now);
  servers_ = servers;
  hours_ = hours;
  serve_waiting(now, observer);
}

void Station::give_up_first(Observer& observer) {
  const Due due = *patience_.begin();
  patience_.erase(patience_.begin());
  pass_time(due.time);
  const Job& job = jobs_[due.job];
  queue_.erase(turn_of(job, due.job));
  observer.gave_up(job, due.time);
  free_.push_back(due.job);
}

}  // namespace tenure::engine
