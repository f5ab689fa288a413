// SPDX-License-Identifier: Apache-2.0
#include "results/layout.h"

#include <algorithm>
#include <utility>

#include "engine/expect.h"

namespace tenure::results {
namespace {

bool holds(const Values& values, Type type) {
  switch (type) {
    case Type::int8:
      return std::holds_alternative<std::vector<std::int8_t>>(values);
    case Type::int64:
    case Type::money:
      return std::holds_alternative<std::vector<std::int64_t>>(values);
    case Type::float64:
      return std::holds_alternative<std::vector<double>>(values);
    case Type::text:
      return std::holds_alternative<std::vector<Text>>(values);
  }
  return false;
}

}  // namespace

std::vector<Description> standard_variables() {
  using enum Type;
  using enum Kind;
  using enum Occurs;
  return {
      {"point", {"point"}, int64, "1", "number of the design point, from 0", neither, in_sweeps},
      {"policy", {"policy"}, text, "", "name of the policy in the scenario", neither, once},
      {"segment", {"segment"}, text, "", "name of the segment in the scenario", neither, once},
      {"cause", {"cause"}, text, "", "why a customer left", neither, once},
      {"replication", {"replication"}, int64, "1", "number of the replication", neither, once},
      {"period_start",
       {"period"},
       float64,
       "d",
       "start of the reporting period, from the end of the warm-up",
       neither,
       once},
      {"period_end",
       {"period"},
       float64,
       "d",
       "end of the reporting period, from the end of the warm-up; the last may be shorter",
       neither,
       once},
      {"customers_left",
       {"policy", "replication", "period", "segment", "cause"},
       int64,
       "1",
       "customers who left in the period, by cause",
       flow},
      {"cohort_size",
       {"policy", "replication", "cohort", "age"},
       int64,
       "1",
       "customers who joined in the period `cohort` and whose age can be seen before the horizon",
       neither,
       once},
      {"cohort_active",
       {"policy", "replication", "cohort", "age"},
       int64,
       "1",
       "those of them who are still active `age` periods after joining",
       neither,
       once},
      {"wait_bin_edge",
       {"wait_bin"},
       float64,
       "d",
       "lower edge of the class of waiting times; the last class is open above",
       neither,
       once},
      {"complaint_wait_count",
       {"policy", "replication", "wait_bin"},
       int64,
       "1",
       "complaints by the time they waited until their handling started",
       neither,
       once},
      {"policy_cost_total",
       {"policy", "replication"},
       money,
       "EUR",
       "cost less that of the first policy in the same replication, over the horizon"},
      {"return_on_policy_total",
       {"policy", "replication"},
       float64,
       "1",
       "profit gained over the first policy per unit of policy_cost; missing if it costs nothing"},
      {"cost_per_saved_customer_total",
       {"policy", "replication"},
       float64,
       "EUR",
       "policy_cost per customer active at time 0 whom the policy keeps and the first one does "
       "not, "
       "net; missing if it keeps as many"},
      {"twin",
       {"twin"},
       text,
       "",
       "what a policy did for a customer: saved (left under the first policy, stays here), lost "
       "(the other way round), kept_anyway (stays under both), left_anyway (leaves under both)",
       neither,
       once},
      {"fate", {"fate"}, text, "", "what became of somebody: kept or left", neither, once},
      {"twins_count",
       {"policy", "replication", "segment", "twin"},
       int64,
       "1",
       "customers active at time 0 by what the policy did for them; saved less lost are the extra "
       "customers kept",
       neither,
       once},
      {"twins_value",
       {"policy", "replication", "segment", "twin"},
       money,
       "EUR",
       "margin less cost to serve of these customers over the horizon, discounted, less the same "
       "under the first policy",
       neither,
       once},
      {"noise_ceiling",
       {"policy", "replication", "segment", "twin"},
       int64,
       "1",
       "twins_count of the first policy against itself with other luck, of those customers whom "
       "the policy addresses and from then on: how many would seem saved and lost by luck alone",
       neither,
       once},
      {"twins_unaddressed",
       {"policy", "replication", "segment", "twin"},
       int64,
       "1",
       "those of twins_count whom the policy never addressed; the saved and the lost are spillover",
       neither,
       once},
      {"twins_newcomers",
       {"policy", "replication", "segment", "twin"},
       int64,
       "1",
       "customers who joined after time 0, under both policies, by what the policy did for them",
       neither,
       once},
      {"only_under_policy",
       {"policy", "replication", "segment", "fate"},
       int64,
       "1",
       "people who joined under this policy and not under the first",
       neither,
       once},
      {"only_under_first",
       {"policy", "replication", "segment", "fate"},
       int64,
       "1",
       "people who joined under the first policy and not under this one",
       neither,
       once},
      {"value_decile",
       {"value_decile"},
       int64,
       "1",
       "tenth of the customers active at time 0 by their value under the first policy; 1 is worth "
       "most (without finance: by what they pay)",
       neither,
       once},
      {"twins_by_decile",
       {"policy", "replication", "value_decile", "twin"},
       int64,
       "1",
       "twins_count of all segments by tenth of value",
       neither,
       once},
      {"twins_value_by_decile",
       {"policy", "replication", "value_decile", "twin"},
       money,
       "EUR",
       "twins_value of all segments by tenth of value",
       neither,
       once},
      {"tenure_from",
       {"tenure_class"},
       float64,
       "d",
       "lower edge of the class of tenure; the last class is open above",
       neither,
       once},
      {"twins_by_tenure",
       {"policy", "replication", "tenure_class", "twin"},
       int64,
       "1",
       "twins_count of all segments by how long the customer was one when the policy started, the "
       "warm-up included",
       neither,
       once},
      {"paid_tenth",
       {"paid_tenth"},
       int64,
       "1",
       "tenth of the customers active at time 0 by what they pay over the horizon under the policy "
       "itself; 1 pays most",
       neither,
       once},
      {"paid_by_tenth",
       {"policy", "replication", "paid_tenth"},
       money,
       "EUR",
       "what these customers pay over the horizon",
       neither,
       once},
      {"complete",
       {"policy", "replication"},
       int8,
       "1",
       "1 if this replication is there; 0 if it is not, and then its values are missing"},
      {"scenario_yaml", {}, text, "", "the scenario as the user wrote it", neither, once},
      {"resolved_yaml", {}, text, "", "the scenario with every value that was used", neither, once},
      {"design_yaml", {}, text, "", "the sweep as the user wrote it", neither, in_sweeps},
      {"provenance_json",
       {},
       text,
       "",
       "program version, seeds and digests of inputs: enough to repeat the study; also what "
       "decides "
       "between policies, and which values are assumptions",
       neither,
       once},
      {"stress_json",
       {},
       text,
       "",
       "what became of the ranking when assumptions were moved, as compare --stress --json says it "
       "(only after --stress)",
       neither,
       once},
  };
}

Description standard_variable(const std::string& name) {
  std::vector<Description> all = standard_variables();
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const Description& one) { return one.name == name; });
  if (found == all.end()) throw engine::Defect("results: no standard variable " + name);
  return std::move(*found);
}

Variable make_variable(const Description& description, Values values, Study study) {
  if (!holds(values, description.type)) {
    throw engine::Defect("results: " + description.name + ": values of another type");
  }
  Variable variable{description.name, description.dimensions, std::move(values), {}};
  if (study == Study::sweep && description.occurs == Occurs::per_point) {
    variable.dimensions.insert(variable.dimensions.begin(), "point");
  }
  variable.attributes["long_name"] = description.meaning;
  if (!description.units.empty()) variable.attributes["units"] = description.units;
  if (description.kind == Kind::flow) variable.attributes["kind"] = "flow";
  if (description.kind == Kind::stock) variable.attributes["kind"] = "stock";
  if (description.type == Type::money) variable.attributes["scale_factor"] = 0.01;
  return variable;
}

}  // namespace tenure::results
