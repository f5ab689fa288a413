// SPDX-License-Identifier: Apache-2.0
#include "scenario/load.h"

#include <algorithm>
#include <chrono>
#include <string>

#include <gtest/gtest.h>

#include "model/mechanisms.h"

namespace tenure::scenario {
namespace {

const char kShop[] = R"(format: 1
title: Corner shop
question: Agents or points?
currency: EUR
horizon: 3 years
seed: 7
replications: 4
segments:
  - name: regulars
    customers: 12000
    purchasing: {mean_interval: 11 days, rate_shape: 1.2}
  - name: occasional
    customers: 28000
    purchasing: {mean_interval: 9 weeks}
leaving: {yearly: 18 %}
service: {failure_probability: 6 %}
complaint_desk: {seats: 3, handling_time: 20 min, cost: 45000 EUR/year}
policies:
  today: {}
  more-agents: {label: Twice the agents, complaint_desk: {seats: {times: 2}}}
  better-service: {service: {failure_probability: {times: 0.5}}}
  no-desk: {complaint_desk: off}
claim: {says: whatever}
lesson: [ignored]
)";

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

std::string errors_of(const std::string& text, const std::vector<std::string>& sets = {}) {
  try {
    load_text(text, "s.yaml", {.sets = sets, .allowed_paths = {}});
  } catch (const ScenarioError& error) {
    return error.what();
  }
  return "nothing is wrong";
}

template <class Mechanism>
const typename Mechanism::Parameters& of(const LoadedPolicy& policy, std::size_t segment = 0) {
  return std::get<model::kIndexOf<Mechanism>>(policy.specification.segments.at(segment).sections)
      .value();
}

template <class Mechanism>
bool is_on(const LoadedPolicy& policy, std::size_t segment = 0) {
  return std::get<model::kIndexOf<Mechanism>>(policy.specification.segments.at(segment).sections)
      .has_value();
}

TEST(Load, FillsASpecificationForEachPolicy) {
  const Loaded loaded = load_text(kShop, "s.yaml");
  ASSERT_EQ(loaded.policies.size(), 4u);
  const LoadedPolicy& today = loaded.policies[0];
  EXPECT_EQ(today.name, "today");
  EXPECT_EQ(today.label, "today");
  EXPECT_EQ(today.specification.title, "Corner shop");
  EXPECT_EQ(today.specification.policy, "today");
  EXPECT_EQ(today.specification.horizon, std::chrono::hours(3 * 8766));
  EXPECT_EQ(today.specification.report_every, std::chrono::weeks(4));
  EXPECT_EQ(today.specification.seed, 7u);
  EXPECT_EQ(today.specification.replications, 4);
  ASSERT_EQ(today.specification.segments.size(), 2u);
  EXPECT_EQ(today.specification.segments[0].name, "regulars");
  EXPECT_EQ(today.specification.segments[1].customers, 28000);
  EXPECT_EQ(of<model::ComplaintDesk>(today).seats, 3);
  EXPECT_EQ(of<model::ComplaintDesk>(today, 1).handling_time.mean, std::chrono::minutes(20));
  EXPECT_EQ(of<model::Service>(today).failure_probability.value, 0.06);
}

TEST(Load, LaysPoliciesOverEverySegment) {
  const Loaded loaded = load_text(kShop, "s.yaml");
  EXPECT_EQ(loaded.policies[1].label, "Twice the agents");
  EXPECT_EQ(of<model::ComplaintDesk>(loaded.policies[1], 0).seats, 6);
  EXPECT_EQ(of<model::ComplaintDesk>(loaded.policies[1], 1).seats, 6);
  EXPECT_EQ(of<model::Service>(loaded.policies[2], 1).failure_probability.value, 0.03);
  EXPECT_FALSE(is_on<model::ComplaintDesk>(loaded.policies[3]));
  EXPECT_TRUE(is_on<model::ComplaintDesk>(loaded.policies[2]));
}

TEST(Load, SwitchesOffWhatIsNotMentioned) {
  const Loaded loaded = load_text(kShop, "s.yaml");
  EXPECT_FALSE(is_on<model::Rivals>(loaded.policies[0]));
  EXPECT_FALSE(is_on<model::Satisfaction>(loaded.policies[0]));
}

TEST(Load, GivesOnePolicyCalledBaselineIfThereAreNone) {
  const Loaded loaded =
      load_text("format: 1\nhorizon: 1 year\nsegments: [{name: all, customers: 5}]\n", "s.yaml");
  ASSERT_EQ(loaded.policies.size(), 1u);
  EXPECT_EQ(loaded.policies[0].name, "baseline");
  EXPECT_EQ(loaded.policies[0].specification.policy, "baseline");
}

TEST(Load, AppliesSettingsBelowPolicies) {
  const Loaded loaded = load_text(
      kShop, "s.yaml",
      {.sets = {"complaint_desk.seats=5", "segments.regulars.customers=20000",
                "policies.more-agents.complaint_desk.seats=9", "rivals={}", "horizon=1 year"},
       .allowed_paths = {}});
  EXPECT_EQ(of<model::ComplaintDesk>(loaded.policies[0]).seats, 5);
  EXPECT_EQ(of<model::ComplaintDesk>(loaded.policies[1]).seats, 9);
  EXPECT_EQ(loaded.policies[0].specification.segments[0].customers, 20000);
  EXPECT_TRUE(is_on<model::Rivals>(loaded.policies[0])) << "a setting may switch a mechanism on";
  EXPECT_EQ(loaded.policies[0].specification.horizon, std::chrono::hours(8766));
}

TEST(Load, RelatesAPolicySettingToWhatLiesBelow) {
  const Loaded loaded =
      load_text(kShop, "s.yaml",
                {.sets = {"policies.today.complaint_desk.seats={plus: 1}"}, .allowed_paths = {}});
  EXPECT_EQ(of<model::ComplaintDesk>(loaded.policies[0]).seats, 4);
}

TEST(Load, KeepsTheOtherKeysOfAGroupWhenASettingNamesItsShorthand) {
  const Loaded loaded = load_text(
      replaced(kShop, "handling_time: 20 min", "handling_time: {mean: 1 h, distribution: fixed}"),
      "s.yaml", {.sets = {"complaint_desk.handling_time=10 min"}, .allowed_paths = {}});
  const auto& time = of<model::ComplaintDesk>(loaded.policies[0]).handling_time;
  EXPECT_EQ(time.mean, std::chrono::minutes(10));
  EXPECT_EQ(time.distribution, model::HandlingForm::fixed);
}

TEST(Load, LetsASegmentDeleteAndReplaceWhatTheRootSays) {
  const Loaded loaded = load_text(
      replaced(kShop, "customers: 28000", "customers: 28000\n    leaving: ~\n    service: off"),
      "s.yaml");
  EXPECT_TRUE(is_on<model::Leaving>(loaded.policies[0], 0));
  EXPECT_FALSE(is_on<model::Leaving>(loaded.policies[0], 1));
  EXPECT_FALSE(is_on<model::Service>(loaded.policies[0], 1));
}

TEST(Load, NotesWhereAPolicyOverridesASegment) {
  const Loaded loaded = load_text(
      replaced(kShop, "today: {}", "today: {purchasing: {mean_interval: 1 week}}"), "s.yaml");
  ASSERT_EQ(loaded.notes.size(), 2u);
  EXPECT_EQ(to_text(loaded.notes[0]),
            "s.yaml:19:39: policies.today.purchasing.mean_interval: overrides what segment "
            "\"regulars\" says");
  EXPECT_EQ(of<model::Purchasing>(loaded.policies[0], 0).mean_interval, std::chrono::weeks(1));
}

TEST(Load, SaysEverythingThatIsWrongAtOnce) {
  std::string text = replaced(kShop, "horizon: 3 years", "horizon: 3");
  text = replaced(text, "leaving: {yearly: 18 %}", "leavin: {yearly: 18 %}");
  text = replaced(text, "seats: 3", "seats: three");
  text = replaced(text, "seats: {times: 2}", "seat: 2");
  text = replaced(text, "today: {}", "today: {budget: 5 EUR}");
  EXPECT_EQ(errors_of(text).substr(0, errors_of(text).find("(keys here")),
            "s.yaml:5:10: horizon: \"3\" has no unit (durations need one). Did you mean \"3 d\"?\n"
            "s.yaml:15:1: leavin: is not a known key ");
  const std::string errors = errors_of(text);
  EXPECT_NE(errors.find("Did you mean \"leaving\"?"), std::string::npos) << errors;
  EXPECT_NE(errors.find("s.yaml:17:25: complaint_desk.seats: \"three\" is not a number"),
            std::string::npos)
      << errors;
  EXPECT_NE(errors.find("s.yaml:19:19: policies.today.budget: \"5 EUR\" is not money per time"),
            std::string::npos)
      << errors;
  EXPECT_NE(errors.find("policies.more-agents.complaint_desk.seat: is not a known key"),
            std::string::npos)
      << errors;
  EXPECT_EQ(std::count(errors.begin(), errors.end(), '\n'), 4) << errors;
}

TEST(Load, RefusesWhatASegmentCannotDecide) {
  EXPECT_EQ(errors_of(replaced(kShop, "customers: 28000",
                               "customers: 28000\n    complaint_desk: {seats: 2}")),
            "s.yaml:14:29: segments.occasional.complaint_desk.seats: is a firm value, which a "
            "segment cannot set (it is one for all customers: set it outside the segments)");
}

TEST(Load, RefusesDeletionsOfWhatIsNotThere) {
  EXPECT_EQ(errors_of(replaced(kShop, "today: {}", "today: {rivals: ~}")),
            "s.yaml:19:19: policies.today.rivals: is not there, so ~ cannot delete it");
  EXPECT_EQ(errors_of(replaced(kShop, "title: Corner shop", "title: ~")),
            "s.yaml:2:8: title: is not there, so ~ cannot delete it");
}

TEST(Load, AllowsAPolicyToDeleteWhatOnlyOneSegmentHas) {
  const std::string text =
      replaced(replaced(kShop, "customers: 28000", "customers: 28000\n    rivals: {}"), "today: {}",
               "today: {rivals: ~}");
  const Loaded loaded = load_text(text, "s.yaml");
  EXPECT_FALSE(is_on<model::Rivals>(loaded.policies[0], 1));
  EXPECT_TRUE(is_on<model::Rivals>(loaded.policies[1], 1));
}

TEST(Load, RefusesBadNamesAndMissingParts) {
  EXPECT_NE(errors_of(replaced(kShop, "name: regulars", "name: Regulars")).find("is not a name"),
            std::string::npos);
  EXPECT_NE(errors_of(replaced(kShop, "name: regulars", "name: occasional"))
                .find("s.yaml:12:11: segments.occasional: is the name of two segments"),
            std::string::npos);
  EXPECT_NE(errors_of(replaced(kShop, "today: {}", "To Day: {}")).find("is not a name"),
            std::string::npos);
  EXPECT_NE(errors_of(replaced(kShop, "today: {}", "today:"))
                .find("s.yaml:19:3: policies.today: is "
                      "not a map"),
            std::string::npos);
  EXPECT_NE(errors_of("format: 1\nhorizon: 1 d\n").find("segments: is missing"), std::string::npos);
  EXPECT_NE(errors_of("format: 2\nhorizon: 1 d\nsegments: [{name: a}]\n")
                .find("s.yaml:1:9: format: \"2\" is not a known format"),
            std::string::npos);
  EXPECT_NE(errors_of("horizon: 1 d\nsegments: [{name: a}]\n").find("format: is missing"),
            std::string::npos);
  EXPECT_NE(errors_of("format: 1\nsegments: [{name: a}]\n").find("horizon: is missing"),
            std::string::npos);
  EXPECT_NE(errors_of(replaced(kShop, "currency: EUR", "currency: euro")).find("is not a currency"),
            std::string::npos);
  EXPECT_NE(errors_of(replaced(kShop, "seed: 7", "starts: 2026-02-30"))
                .find("\"2026-02-30\" is not a day of the calendar"),
            std::string::npos);
  EXPECT_NE(errors_of(replaced(kShop, "seed: 7", "warm_up: -2 years")).find("warm_up: "),
            std::string::npos);
  EXPECT_NE(
      errors_of(replaced(kShop, "leaving: {yearly: 18 %}", "leaving:"))
          .find("leaving: has no value ({} takes every default, off switches it off). Did you "
                "mean \"{}\"?"),
      std::string::npos);
}

TEST(Load, RefusesSettingsThatMakeNoSense) {
  EXPECT_EQ(errors_of(kShop, {"nonsense"}),
            "--set:1:1: \"nonsense\" sets nothing (a setting is written path=value)");
  EXPECT_EQ(errors_of(kShop, {"se\x1b[31med=1"}),
            "--set:1:1: \"se?[31med\" is not a path (paths are names with points between)");
  EXPECT_EQ(errors_of(kShop, {"seed=1", "complaint_desk.seats=tree"}),
            "--set:2:22: complaint_desk.seats: \"tree\" is not a number (a whole number such as 3 "
            "is needed)");
  EXPECT_EQ(errors_of(kShop, {"segments.regular.customers=1"}),
            "--set:1:1: segments.regular.customers: there is nothing called \"regular\". Did you "
            "mean \"regulars\"?");
  EXPECT_EQ(errors_of(kShop, {"policies.toady.service.failure_probability=1 %"}),
            "--set:1:1: policies.toady.service.failure_probability: there is no policy \"toady\". "
            "Did you mean \"today\"?");
  EXPECT_EQ(errors_of(kShop, {"complaint_desk.seats="}),
            "--set:1:22: there is no value after the = (write ~ to delete)");
}

TEST(Load, AsksMechanismsWhetherTheirValuesFitTogether) {
  const std::string errors = errors_of(
      replaced(kShop, "leaving: {yearly: 18 %}", "leaving: {yearly: 18 %, hazard: 1 %/d}"));
  EXPECT_NE(errors.find("leaving"), std::string::npos) << errors;
  EXPECT_NE(errors, "nothing is wrong");
}

TEST(Load, RefusesANetworkLargerThanItsUniverse) {
  const auto with_degree = [](const std::string& degree) {
    return replaced(kShop, "leaving: {yearly: 18 %}",
                    "leaving: {yearly: 18 %}\nword_of_mouth: {network: {degree: " + degree + "}}");
  };
  EXPECT_EQ(errors_of(with_degree("39999")), "nothing is wrong");
  const std::string errors = errors_of(with_degree("40000"));
  EXPECT_NE(errors.find("word_of_mouth.network.degree: is more neighbours than there are (all "
                        "segments together begin with 40000 customers)"),
            std::string::npos)
      << errors;
  EXPECT_NE(errors.find("s.yaml:16:35"), std::string::npos) << errors;
}

const Resolved* find(const Inventory& inventory, const std::string& path) {
  for (const Resolved& value : inventory.values)
    if (value.path == path) return &value;
  return nullptr;
}

TEST(Load, SaysWhereEachValueComesFrom) {
  const Loaded loaded =
      load_text(kShop, "s.yaml", {.sets = {"service.severity=2"}, .allowed_paths = {}});
  const Inventory& inventory = loaded.policies[1].inventory;
  ASSERT_NE(find(inventory, "complaint_desk.seats"), nullptr);
  EXPECT_EQ(find(inventory, "complaint_desk.seats")->value, "6");
  EXPECT_EQ(find(inventory, "complaint_desk.seats")->where, "policy more-agents (s.yaml:20)");
  EXPECT_EQ(find(inventory, "service.severity")->where, "--set");
  EXPECT_EQ(find(inventory, "horizon")->where, "s.yaml:5");
  EXPECT_EQ(find(inventory, "leaving.yearly")->value, "18 %") << "said once for all segments";
  ASSERT_NE(find(inventory, "segments.regulars.purchasing.mean_interval"), nullptr);
  EXPECT_EQ(find(inventory, "segments.regulars.purchasing.mean_interval")->value, "11 d");
  EXPECT_EQ(find(inventory, "segments.regulars.customers")->value, "12000");
  EXPECT_EQ(find(inventory, "complaint_desk.order")->from, Resolved::From::standard);
  EXPECT_GT(inventory.share_of_assumptions(), 0.0);
  EXPECT_LT(inventory.share_of_assumptions(), 1.0);
}

TEST(Load, TellsWhatObservablesImply) {
  const Loaded loaded = load_text(kShop, "s.yaml");
  const auto& implied = loaded.policies[0].implied;
  const auto found = std::find_if(implied.begin(), implied.end(), [](const Implied& value) {
    return value.path == "segments.regulars.leaving.hazard";
  });
  ASSERT_NE(found, implied.end());
  EXPECT_GT(found->value, 0.0);
}

TEST(Load, ListsDefaultAmountsTakenOverInAnotherCurrency) {
  const Loaded loaded = load_text(
      replaced(replaced(kShop, "currency: EUR", "currency: USD"), "45000 EUR", "45000 USD"),
      "s.yaml");
  ASSERT_FALSE(loaded.notes.empty());
  EXPECT_NE(to_text(loaded.notes[0]).find("was chosen in EUR"), std::string::npos);
  EXPECT_TRUE(load_text(kShop, "s.yaml").notes.empty());
}

std::string without_segment(const std::string& path, const std::string& segment) {
  const std::string prefix = "segments." + segment + '.';
  return path.starts_with(prefix) ? path.substr(prefix.size()) : path;
}

std::string value_for(const Inventory& inventory, const std::string& segment,
                      const std::string& path) {
  const Resolved* own = find(inventory, "segments." + segment + '.' + path);
  const Resolved* shared = own != nullptr ? own : find(inventory, path);
  return shared != nullptr ? shared->value : "nothing";
}

TEST(Load, ResolvedYamlReadsBackAsTheSameSpecification) {
  const std::string text =
      replaced(replaced(kShop, "customers: 28000", "customers: 28000\n    leaving: {yearly: 25 %}"),
               "seed: 7", "seed: 7\nstarts: 2026-03-01");
  for (const LoadedPolicy& policy : load_text(text, "s.yaml").policies) {
    const Loaded again = load_text(policy.resolved_yaml, "resolved.yaml");
    ASSERT_EQ(again.policies.size(), 1u);
    EXPECT_EQ(again.policies[0].resolved_yaml, policy.resolved_yaml);
    EXPECT_EQ(again.policies[0].name, policy.name);
    EXPECT_EQ(again.policies[0].label, policy.label);
    EXPECT_EQ(again.policies[0].specification.first_day, policy.specification.first_day);
    // What the values were, segment by segment: they may be said once or for each segment.
    for (const std::string segment : {"regulars", "occasional"})
      for (const Resolved& value : policy.inventory.values) {
        const std::string path = without_segment(value.path, segment);
        if (path.starts_with("segments.")) continue;
        EXPECT_EQ(value_for(again.policies[0].inventory, segment, path),
                  value_for(policy.inventory, segment, path))
            << segment << ' ' << path;
      }
  }
}

TEST(Load, ResolvedYamlHidesNothingOfAMechanismThatOneSegmentHasOff) {
  const std::string text =
      replaced(kShop, "customers: 28000", "customers: 28000\n    complaint_desk: off");
  const Loaded loaded = load_text(text, "s.yaml");
  const Loaded again = load_text(loaded.policies[0].resolved_yaml, "resolved.yaml");
  EXPECT_TRUE(is_on<model::ComplaintDesk>(again.policies[0], 0));
  EXPECT_FALSE(is_on<model::ComplaintDesk>(again.policies[0], 1));
}

TEST(Load, CallsByTheDeskNeedADesk) {
  const std::string calls =
      "format: 1\ntitle: x\nhorizon: 1 year\nsegments: [{name: a, "
      "customers: 5}]\ncourtesy: {routine: 4 weeks, call: {line: desk}}\n";
  EXPECT_NE(errors_of(calls).find("courtesy.call.line: is the desk, which is off"),
            std::string::npos);
  EXPECT_EQ(errors_of(calls + "complaint_desk: {}\nservice: {}\npurchasing: {}\n"),
            "nothing is wrong");
}

TEST(Load, CannotExtendAFileFromMemory) {
  EXPECT_NE(errors_of("format: 1\nextends: a.yaml\n").find("cannot be followed"),
            std::string::npos);
}

TEST(Load, RefusesMoreSegmentsAndPoliciesThanAnybodyCompares) {
  std::string text = "format: 1\nhorizon: 1 year\nsegments:\n";
  for (int i = 0; i < 100; ++i) text += "- name: s" + std::to_string(i) + "\n";
  text += "policies:\n";
  for (int i = 0; i < 21; ++i) text += "  p" + std::to_string(i) + ": {}\n";
  EXPECT_NE(errors_of(text).find("policies: are too many for so many segments"), std::string::npos);
}

TEST(Load, StaysQuickWhenEverythingIsWrongForEverybody) {
  std::string text = "format: 1\nhorizon: 1 year\nsegments:\n";
  for (int i = 0; i < 100; ++i) text += "- name: s" + std::to_string(i) + "\n";
  text += "policies:\n";
  for (int i = 0; i < 20; ++i) text += "  p" + std::to_string(i) + ": {}\n";
  text += "leaving:\n";
  for (int i = 0; i < 8'000; ++i) text += "  yearli" + std::to_string(i) + ": 3\n";
    // Sanitizers take ten times as long, and longer beside other work.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  constexpr std::chrono::seconds kQuick{120};
#else
  constexpr std::chrono::seconds kQuick{5};
#endif
  const auto before = std::chrono::steady_clock::now();
  EXPECT_TRUE(errors_of(text).ends_with("more"));
  EXPECT_LT(std::chrono::steady_clock::now() - before, kQuick);
}

TEST(Load, ReadsTheReferenceModel) {
  const Loaded loaded =
      load_text(R"(format: 1
title: Reference churn model
question: How many events a second does an engine make on one agreed workload?
currency: EUR
horizon: 365 d
report_every: 365 d
seed: 20260101
replications: 200
segments: [{name: all, customers: 10000}]
purchasing: {mean_interval: 14 d, rate_shape: 2, basket: {mean: 10 EUR, distribution: fixed}}
leaving: {hazard: none}
service: {failure_probability: 5 %}
satisfaction: {model: steps, range: [0, 1], start: 0.7, decay: none,
               steps: {success: 0.02, failure: -0.25, complaint_resolved: 0.2, complaint_unresolved: -0.1}}
complaint_desk: {seats: 8, order: first_come_first_served, patience: unlimited, complaint_probability: 40 %,
                 handling_time: {mean: 12 h, distribution: exponential}, reply_delay: 1 d, resolution: {probability: 80 %},
                 exit: {silent: 0 %, resolved: 0 %, unresolved: 0 %}}
rivals: {offer_interval: 30 d, acceptance: {logit: {constant: -4, dissatisfaction: 5, reference: 0.6}}}
)",
                "reference_churn.yaml",
                {.sets = {"segments.all.customers=1000000", "complaint_desk.seats=800"},
                 .allowed_paths = {}});
  const LoadedPolicy& policy = loaded.policies.at(0);
  EXPECT_EQ(policy.specification.segments[0].customers, 1'000'000);
  EXPECT_EQ(of<model::ComplaintDesk>(policy).seats, 800);
  EXPECT_FALSE(of<model::ComplaintDesk>(policy).patience);
  EXPECT_EQ(of<model::Satisfaction>(policy).steps.failure, -0.25);
}

}  // namespace
}  // namespace tenure::scenario
