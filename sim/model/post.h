// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/message.h"
#include "model/occurrences.h"

/// How the content of the model's messages travels in the engine's.
namespace tenure::model {

inline void pack(const CustomerJoined& joined, engine::Message& message) {
  message.detail = static_cast<std::uint32_t>(joined.origin);
}
inline void unpack(const engine::Message& message, CustomerJoined& joined) {
  joined.origin = static_cast<Origin>(message.detail);
}

inline void pack(const ComplaintAnswered& answer, engine::Message& message) {
  message.amount = answer.relief;
  message.detail = answer.resolved ? 1 : 0;
}
inline void unpack(const engine::Message& message, ComplaintAnswered& answer) {
  answer.relief = message.amount;
  answer.resolved = message.detail != 0;
}

/// A complaint on its way to the desk: how it came about, and the customer's rank.
inline void pack_complaint(Filing filing, int tier, engine::Message& message) {
  message.detail = static_cast<std::uint32_t>(filing) | static_cast<std::uint32_t>(tier) << 8U;
}
inline Filing filing_of(const engine::Message& message) {
  return static_cast<Filing>(message.detail & 0xFFU);
}
inline int tier_of(const engine::Message& message) {
  return static_cast<int>(message.detail >> 8U);
}

inline void pack(const ComplaintAbandoned&, engine::Message&) {}
inline void unpack(const engine::Message&, ComplaintAbandoned&) {}

inline void pack(const RequestGranted&, engine::Message&) {}
inline void unpack(const engine::Message&, RequestGranted&) {}

}  // namespace tenure::model
