// SPDX-License-Identifier: Apache-2.0
#include "model/firm_context.h"

#include "engine/expect.h"
#include "model/population.h"
#include "model/post.h"

namespace tenure::model {

void FirmContext::welcome(std::uint16_t row, engine::Identity identity, engine::Time time) {
  population_.welcome(row, identity, time);
}

template <class Occurrence>
void FirmContext::send(const engine::Message& request, const Occurrence& answer,
                       engine::Time time) {
  TENURE_ENSURE(time >= deliver_from_);
  engine::Message message = request;
  message.time = time;
  message.kind = static_cast<std::uint8_t>(engine::index_of<Occurrence>(Messages{}));
  pack(answer, message);
  population_.deliver(message);
}

template void FirmContext::send(const engine::Message&, const ComplaintAnswered&, engine::Time);
template void FirmContext::send(const engine::Message&, const ComplaintAbandoned&, engine::Time);
template void FirmContext::send(const engine::Message&, const CallConnected&, engine::Time);

}  // namespace tenure::model
