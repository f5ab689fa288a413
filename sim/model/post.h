// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/message.h"
#include "model/draws.h"
#include "model/note.h"
#include "model/occurrences.h"

/// How the content of the model's messages travels in the engine's.
namespace tenure::model {

/// The root that a message carries, of whichever tenure.
inline Root root_of(const engine::Message& message) {
  return static_cast<Root>(message.root & 0xffU);
}

/// The tenure of whoever sent it.
inline unsigned tenure_of(const engine::Message& message) {
  return (message.root >> 8U) & ~unsigned{kOtherLuck};
}

inline void pack(const CustomerJoined& joined, engine::Message& message) {
  message.detail = static_cast<std::uint32_t>(joined.origin);
}
inline void unpack(const engine::Message& message, CustomerJoined& joined) {
  joined.origin = static_cast<Origin>(message.detail);
}

inline void pack(const ComplaintAnswered& answer, engine::Message& message) {
  message.amount = answer.relief;
  message.detail = (answer.resolved ? 1U : 0U) | (answer.apologised ? 2U : 0U);
}
inline void unpack(const engine::Message& message, ComplaintAnswered& answer) {
  answer.relief = message.amount;
  answer.resolved = (message.detail & 1U) != 0;
  answer.apologised = (message.detail & 2U) != 0;
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

inline void pack(const PostSeen& seen, engine::Message& message) {
  message.sender = seen.post;
  message.amount = seen.weight;
}
inline void unpack(const engine::Message& message, PostSeen& seen) {
  seen.post = message.sender;
  seen.weight = message.amount;
}

inline void pack(const PostAnswered& answered, engine::Message& message) {
  message.amount = answered.weight;
  message.due = answered.seen;
}
inline void unpack(const engine::Message& message, PostAnswered& answered) {
  answered.weight = message.amount;
  answered.seen = message.due;
}

inline void pack(const NeighbourLeft&, engine::Message&) {}
inline void unpack(const engine::Message&, NeighbourLeft&) {}

}  // namespace tenure::model
