// SPDX-License-Identifier: Apache-2.0
#include "cli/stress_json.h"

#include <cmath>

namespace tenure::cli {
namespace {

using experiment::Lead;
using experiment::MoveOutcome;
using experiment::PlannedMove;
using experiment::StressPlan;
using results::JsonWriter;
using scenario::Assumption;

const char* name_of(scenario::Reach reach) {
  switch (reach) {
    case scenario::Reach::whole:
      return "whole";
    case scenario::Reach::bound:
      return "bound";
    case scenario::Reach::half_way:
      return "half_way_to_bound";
    case scenario::Reach::nowhere:
      return "nowhere";
  }
  return "";
}

void write_move(JsonWriter& json, const Assumption& assumption, const scenario::Moved& to) {
  json.field("path", assumption.path)
      .field("value", assumption.value)
      .field("factor", to.factor)
      .field("moved_to", to.value)
      .field("reach", name_of(to.reach));
}

void write_not_moved(JsonWriter& json, const StressPlan& plan) {
  json.key("not_moved").open_array();
  for (const Assumption& one : plan.assumptions) {
    if (one.kind == Assumption::Kind::number) continue;
    json.open_object()
        .field("path", one.path)
        .field("value", one.value)
        .field("factor", nullptr)
        .field("why", one.kind == Assumption::Kind::zero ? "zero" : "no_number")
        .field("problem", nullptr)
        .close();
  }
  for (const experiment::MoveNotMade& one : plan.not_made) {
    const Assumption& assumption = plan.assumptions[one.assumption];
    json.open_object()
        .field("path", assumption.path)
        .field("value", assumption.value)
        .field("factor", one.to.factor)
        .field("why", one.problem.empty() ? "end_of_range" : "does_not_fit");
    if (one.problem.empty()) {
      json.field("problem", nullptr);
    } else {
      json.field("problem", one.problem);
    }
    json.close();
  }
  json.close();
}

void write_lead(JsonWriter& json, const char* key, const StressOutcome& stressed,
                const std::optional<Lead>& lead) {
  if (!lead) {
    json.field(key, nullptr);
    return;
  }
  json.key(key)
      .open_object()
      .field("policy", stressed.name(lead->policy))
      .field("against", stressed.name(lead->against))
      .field("mean", lead->by.difference.mean)
      .field("half_width", lead->by.difference.half_width.value_or(NAN))
      .field("beyond_noise", lead->is_beyond_noise())
      .close();
}

void write_outcome(JsonWriter& json, const StressOutcome& stressed, std::size_t number) {
  const MoveOutcome& outcome = stressed.stress.outcomes[number];
  json.open_object();
  write_move(json, stressed.assumption_of(number), stressed.plan.moves[number].to);
  json.key("ranking").open_array();
  for (const std::size_t policy : outcome.order) json.value(stressed.name(policy));
  json.close();
  if (outcome.winner) {
    json.field("winner", stressed.name(*outcome.winner));
  } else {
    json.field("winner", nullptr);
  }
  json.field("changes_winner", outcome.changes_winner)
      .field("changes_order", outcome.changes_order)
      .field("beyond_noise", outcome.is_beyond_noise)
      .field("changes_nothing", outcome.changes_nothing);
  write_lead(json, "lead", stressed, outcome.lead);
  write_lead(json, "margin", stressed, outcome.margin);
  write_lead(json, "over_the_former_first", stressed, outcome.over_the_former);
  json.key("former_first_breaks").open_array();
  for (const std::string& must : outcome.former_breaks) json.value(must);
  json.close().close();
}

void write_reactions(JsonWriter& json, const StressOutcome& stressed) {
  json.key("margin_reacts_to").open_array();
  for (const experiment::Reaction& reaction : stressed.stress.reactions) {
    json.open_object()
        .field("path", stressed.plan.assumptions[reaction.assumption].path)
        .field("largest_change", reaction.size)
        .close();
  }
  json.close();
}

}  // namespace

void write_stress(JsonWriter& json, const StressOutcome& stressed) {
  const auto moves = stressed.stress.outcomes.size();
  json.key("stress").open_object();
  const auto winner = stressed.outcome.ranking.winner();
  if (winner) {
    json.field("winner", stressed.name(*winner));
  } else {
    json.field("winner", nullptr);
  }
  json.field("moves_made", moves)
      .field("winner_stays", moves - stressed.stress.winner_changes())
      .field("runs", stressed.plan.runs(static_cast<std::size_t>(
                         stressed.outcome.study.specification().replications)));
  write_lead(json, "margin", stressed, stressed.stress.margin);
  json.key("moves").open_array();
  for (std::size_t i = 0; i < moves; ++i) write_outcome(json, stressed, i);
  json.close();
  write_reactions(json, stressed);
  write_not_moved(json, stressed.plan);
  json.close();
}

void write_stress_plan(JsonWriter& json, const StressPlan& plan, std::size_t replications) {
  json.key("stress").open_object().field("runs", plan.runs(replications));
  json.key("moves").open_array();
  for (const PlannedMove& move : plan.moves) {
    json.open_object();
    write_move(json, plan.assumptions[move.assumption], move.to);
    json.close();
  }
  json.close();
  write_not_moved(json, plan);
  json.close();
}

}  // namespace tenure::cli
