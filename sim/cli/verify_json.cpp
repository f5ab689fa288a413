// SPDX-License-Identifier: Apache-2.0
#include "cli/verify_json.h"

#include <algorithm>

#include "results/json.h"

namespace tenure::cli {
namespace {

void write_seed(results::JsonWriter& json, std::optional<std::uint64_t> seed) {
  if (seed) {
    json.field("seed", *seed);
  } else {
    json.field("seed", nullptr);
  }
}

std::string_view name_of_held(Held held) {
  switch (held) {
    case Held::yes:
      return "holds";
    case Held::too_noisy:
      return "too_noisy";
    case Held::no:
      break;
  }
  return "fails";
}

}  // namespace

std::string verify_as_json(const std::vector<CheckedCase>& cases, std::optional<std::uint64_t> seed,
                           double wall_seconds) {
  results::JsonWriter json;
  json.open_object().field("tenure_json", 1).field("verb", "verify");
  write_seed(json, seed);
  json.field("wall_seconds", wall_seconds).key("cases").open_array();
  for (const CheckedCase& one : cases) {
    const verify::CaseOutcome& outcome = one.outcome;
    json.open_object()
        .field("case", outcome.block.id)
        .field("says", outcome.block.says)
        .field("formula", outcome.block.formula)
        .field("source", outcome.block.source)
        .field("replications", outcome.replications)
        .field("wall_seconds", outcome.wall_seconds)
        .key("quantities")
        .open_array();
    for (std::size_t i = 0; i < outcome.findings.size(); ++i) {
      const verify::Finding& finding = outcome.findings[i];
      json.open_object()
          .field("quantity", finding.quantity)
          .field("exact", finding.agreement.exact)
          .field("simulated", finding.agreement.figure)
          .field("standard_error", finding.agreement.standard_error)
          .field("z", finding.agreement.z)
          .field("p_value", finding.agreement.p_value)
          .field("allowed", finding.agreement.allowed)
          .field("observations", finding.observations)
          .field("verdict", name_of_held(one.held[i]))
          .close();
    }
    json.close().close();
  }
  json.close().close();
  return std::move(json).text() + '\n';
}

std::string claims_as_json(const std::vector<JudgedClaim>& claims,
                           std::optional<std::uint64_t> seed, double wall_seconds) {
  results::JsonWriter json;
  json.open_object().field("tenure_json", 1).field("verb", "verify");
  write_seed(json, seed);
  json.field("wall_seconds", wall_seconds).key("claims").open_array();
  for (const JudgedClaim& one : claims) {
    const verify::Claim& claim = one.outcome.claim;
    json.open_object().field("name", one.name).field("title", one.outcome.title);
    json.key("cards").open_array();
    for (const std::string& card : claim.cards) json.value(card);
    json.close()
        .field("says", claim.says)
        .field("source", claim.source.cite)
        .field("verdict", name_of(one.outcome.verdict()))
        .field("error_rate", claim.error_rate)
        .field("replications", one.outcome.replications)
        .field("wall_seconds", one.outcome.wall_seconds);
    if (claim.unreached) {
      json.field("unreached", *claim.unreached);
    } else {
      json.field("unreached", nullptr);
    }
    json.key("expectations").open_array();
    for (const verify::Judged& judged : one.outcome.judged) {
      json.open_object()
          .field("name", judged.name)
          .field("says", judged.says)
          .field("unit", judged.unit)
          .field("verdict", name_of(judged.verdict))
          .field("value", judged.estimate.value)
          .field("half_width", judged.estimate.half_width());
      if (judged.published) {
        json.field("published", *judged.published);
      } else {
        json.field("published", nullptr);
      }
      json.field("would_take_replications", judged.would_take).close();
    }
    json.close().close();
  }
  json.close().close();
  return std::move(json).text() + '\n';
}

}  // namespace tenure::cli
