// SPDX-License-Identifier: Apache-2.0
#include "experiment/study_id.h"

#include <utility>

#include "results/json.h"
#include "results/sha256.h"

namespace tenure::experiment {

namespace {

const std::string& name_of(const model::Model& model) { return model.specification().policy; }

void write(const Grounds& grounds, results::JsonWriter& json) {
  if (const auto& decide_by = grounds.goal.decide_by) {
    std::string text = decide_by->kpi;
    if (decide_by->better) {
      text =
          (*decide_by->better == scenario::Goal::Better::highest ? "highest " : "lowest ") + text;
    }
    json.field("decide_by", text);
  }
  json.key("must").open_object();
  for (const scenario::Goal::Must& must : grounds.goal.must) {
    const bool at_least = must.bound == scenario::Goal::Bound::at_least;
    json.field(must.kpi, (at_least ? ">= " : "<= ") + must.amount);
  }
  json.close().key("values").open_object();
  json.field("given", grounds.given).field("sourced", grounds.sourced);
  json.key("assumed").open_array();
  for (const Grounds::Assumed& assumed : grounds.assumed) {
    json.open_object().field("path", assumed.path).field("value", assumed.value).close();
  }
  json.close().close();
}

}  // namespace

std::string study_id(const StudyTexts& texts, const Policies& policies) {
  const model::Specification& shared = policies.shared();
  const std::string what = "tenure study\nepoch " + std::to_string(kResultsEpoch) + "\n";
  const std::string how = "seed " + std::to_string(shared.seed) + "\nreplications " +
                          std::to_string(shared.replications) + "\n";
  if (policies.size() == 1) {
    return results::sha256(what + "policy " + shared.policy + "\n" + how + texts.resolved.front());
  }
  std::string all = what + how;
  for (std::size_t policy = 0; policy < policies.size(); ++policy) {
    all += "policy " + name_of(policies[policy]) + " " + results::sha256(texts.resolved[policy]) +
           "\n";
  }
  if (texts.ending && texts.ending->by_policy) all += "ended by " + texts.ending->rule + "\n";
  return results::sha256(all);
}

std::string resolved_stream(const StudyTexts& texts) {
  if (texts.resolved.size() == 1) return texts.resolved.front();
  std::string stream;
  for (const std::string& text : texts.resolved) stream += "---\n" + text;
  return stream;
}

std::string provenance(const StudyTexts& texts, const Policies& policies) {
  const model::Specification& shared = policies.shared();
  results::JsonWriter json(results::JsonWriter::Layout::indented);
  json.open_object()
      .field("program", "tenure")
      .field("version", TENURE_VERSION)
      .field("results_epoch", kResultsEpoch)
      .field("study_id", study_id(texts, policies));
  if (policies.size() == 1) {
    json.field("policy", shared.policy);
  } else {
    json.key("policies").open_array();
    for (std::size_t policy = 0; policy < policies.size(); ++policy) {
      json.value(name_of(policies[policy]));
    }
    json.close();
  }
  json.field("seed", shared.seed)
      .field("replications", shared.replications)
      .field("replications_ended_by", texts.ending ? texts.ending->rule : "number")
      .field("scenario_sha256", results::sha256(texts.scenario))
      .field("resolved_sha256", results::sha256(resolved_stream(texts)))
      .field("random_numbers",
             "Philox4x32-10; key: seed, replication, role; counter: identity, "
             "ordinal, kind, block");
  if (texts.grounds) write(*texts.grounds, json);
  json.close();
  return std::move(json).text();
}

}  // namespace tenure::experiment
