// SPDX-License-Identifier: Apache-2.0
#include "model/firm_context.h"

#include <algorithm>

#include "engine/expect.h"
#include "model/population.h"
#include "model/post.h"

namespace tenure::model {

void FirmContext::welcome(std::uint16_t row, engine::Identity identity, engine::Time time) {
  if (newcomers_welcome_) population_.welcome(row, identity, time);
}

void FirmContext::customers_have_worked(std::span<Worker> workers) {
  deliver_from_ = edge_;
  for (std::size_t mechanism = 0; mechanism < inboxes_.size(); ++mechanism) {
    std::vector<engine::Message>& inbox = inboxes_[mechanism];
    inbox.clear();
    for (Worker& worker : workers) {
      std::vector<engine::Message>& outbox = worker.to_firm[mechanism];
      inbox.insert(inbox.end(), outbox.begin(), outbox.end());
      outbox.clear();
    }
    std::sort(inbox.begin(), inbox.end(), engine::ByContent{});
  }
}

template <class Occurrence>
void FirmContext::send(const engine::Message& request, const Occurrence& answer,
                       engine::Time time) {
  TENURE_ENSURE(time >= deliver_from_);
  engine::Message message = request;
  message.time = time;
  message.kind = static_cast<std::uint8_t>(engine::index_of<Occurrence>(Messages{}));
  pack(answer, message);
  outgoing_.push_back(message);
}

void FirmContext::deliver() {
  constexpr std::size_t kAhead = 16;  // records to fetch before they are needed
  for (std::size_t i = 0; i < outgoing_.size(); ++i) {
    if (i + kAhead < outgoing_.size()) population_.prefetch(outgoing_[i + kAhead].place);
    population_.deliver(outgoing_[i]);
  }
  outgoing_.clear();
}

template void FirmContext::send(const engine::Message&, const ComplaintAnswered&, engine::Time);
template void FirmContext::send(const engine::Message&, const ComplaintAbandoned&, engine::Time);
template void FirmContext::send(const engine::Message&, const RequestGranted&, engine::Time);
template void FirmContext::send(const engine::Message&, const PostSeen&, engine::Time);
template void FirmContext::send(const engine::Message&, const PostAnswered&, engine::Time);
template void FirmContext::send(const engine::Message&, const NeighbourLeft&, engine::Time);

}  // namespace tenure::model
