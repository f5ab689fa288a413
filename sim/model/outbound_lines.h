// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <queue>
#include <vector>

#include "engine/message.h"
#include "engine/station.h"
#include "engine/time.h"
#include "model/describe.h"

namespace tenure::model {

class FirmContext;

/// The firm's lines for calls that it makes itself: each call is booked for an exact time at least
/// one window ahead, and lost at that time if all lines are busy (M/M/c/c: Erlang 1917). A line is
/// taken whether or not the customer has left meanwhile.
class OutboundLines {
 public:
  struct Parameters {
    std::int64_t count = 2;
    engine::Duration call_time = std::chrono::minutes{5};  ///< mean of an exponential
    void describe(Describer& d);
  };
  /// Which tallies of whose count what becomes of calls.
  struct Tallies {
    std::size_t connected;
    std::size_t lost;
  };
  /// By row; no value: no lines there, and calls need none.
  OutboundLines(std::vector<std::optional<Parameters>> rows, std::size_t segments, Tallies tallies);

  /// What the lines remember during one replication.
  struct Firm {
    struct Later {
      bool operator()(const engine::Message& a, const engine::Message& b) const {
        return engine::ByContent{}(b, a);
      }
    };
    /// For exactly `call.due`.
    void book(engine::Message call);
    engine::Station station{0};
    std::priority_queue<engine::Message, std::vector<engine::Message>, Later> booked;
    std::vector<engine::Station::Job> jobs;  ///< of the window being opened
  };
  bool any() const { return lines_[0] > 0 || lines_[1] > 0; }
  Firm begin() const;
  /// Decides which of this window's calls get through.
  void open(Firm&, FirmContext&) const;
  /// When a policy begins or ends to hold: another number of lines, from now on.
  void turn(Firm&, FirmContext&) const;

 private:
  class Exchange;
  std::vector<std::optional<Parameters>> rows_;
  std::array<std::int64_t, 2> lines_{};  ///< without the policy, and under it
  Tallies tallies_;
};

}  // namespace tenure::model
