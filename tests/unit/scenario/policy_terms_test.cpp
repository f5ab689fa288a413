// SPDX-License-Identifier: Apache-2.0
//
// The keys of a policy that belong to no mechanism, as a scenario says them.
#include "scenario/policy_terms.h"

#include <chrono>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scenario/load.h"

namespace tenure::scenario {
namespace {

using testing::HasSubstr;

constexpr const char* kBase =
    "format: 1\nstarts: 2026-01-01\nhorizon: 2 years\nsegments:\n"
    "  - {name: a, customers: 10}\n  - {name: b, customers: 20}\n"
    "service: {}\ncomplaint_desk: {}\nfinance: {}\npolicies:\n  today: {}\n";

/// The one policy, called p, with these keys.
LoadedPolicy load_policy(const std::string& keys, const std::vector<std::string>& sets = {}) {
  return load_text(std::string(kBase) + "  p: {" + keys + "}\n", "s.yaml",
                   {.sets = sets, .allowed_paths = {}})
      .policies[1];
}

std::string errors_of(const std::string& keys, const std::vector<std::string>& sets = {}) {
  try {
    load_policy(keys, sets);
  } catch (const ScenarioError& error) {
    return error.what();
  }
  return "nothing wrong";
}

double failures(const model::Sections& sections) {
  return std::get<model::kIndexOf<model::Service>>(sections)->failure_probability.value;
}

TEST(PolicyTerms, DatesAreCountedFromTheStudysStart) {
  const model::Terms terms =
      load_policy("starts: 2026-03-01, ends: 400 d, service: {failure_probability: 1 %}")
          .specification.terms;
  EXPECT_EQ(terms.starts, 59 * engine::kDay);
  EXPECT_EQ(terms.ends, 400 * engine::kDay);
}

TEST(PolicyTerms, WithoutDatesThePolicyHoldsForAllAlways) {
  const LoadedPolicy policy = load_policy("service: {failure_probability: 1 %}");
  EXPECT_FALSE(policy.specification.segments[0].without_policy.has_value());
  EXPECT_EQ(failures(policy.specification.segments[0].sections), 0.01);
}

TEST(PolicyTerms, WithDatesBothValuesAreKept) {
  const LoadedPolicy policy =
      load_policy("starts: 10 d, service: {failure_probability: {times: 2}}");
  ASSERT_TRUE(policy.specification.segments[0].without_policy.has_value());
  EXPECT_EQ(failures(*policy.specification.segments[0].without_policy), 0.05);
  EXPECT_EQ(failures(policy.specification.segments[0].sections), 0.1);
}

TEST(PolicyTerms, APolicyThatChangesNothingHasNoDates) {
  const LoadedPolicy policy = load_policy("starts: 10 d, ends: 20 d");
  EXPECT_FALSE(policy.specification.segments[0].without_policy.has_value());
  EXPECT_FALSE(policy.specification.terms.starts.has_value());
}

TEST(PolicyTerms, AWarmUpPrecedesEveryPolicy) {
  const LoadedPolicy policy =
      load_policy("service: {failure_probability: 1 %}", {"warm_up=1 year"});
  EXPECT_EQ(policy.specification.warm_up, engine::from_days(365.25));
  ASSERT_TRUE(policy.specification.segments[1].without_policy.has_value());
  EXPECT_EQ(failures(*policy.specification.segments[1].without_policy), 0.05);
}

TEST(PolicyTerms, SayWhatChangesInOneSegment) {
  const LoadedPolicy policy = load_policy(
      "service: {failure_probability: 1 %}, segments: {b: {service: {failure_probability: 2 %}}}");
  EXPECT_EQ(failures(policy.specification.segments[0].sections), 0.01);
  EXPECT_EQ(failures(policy.specification.segments[1].sections), 0.02);
}

TEST(PolicyTerms, SayWhomThePolicyAddresses) {
  const auto who = load_policy(
                       "who: {tenure: {at_least: 1 year}, spend: {below: 100 EUR}, "
                       "last_purchase: {at_least: 90 d}, open_complaint: yes, share: 20 %}, "
                       "service: {}")
                       .specification.terms.who;
  ASSERT_TRUE(who.has_value());
  EXPECT_EQ(who->tenure->at_least, engine::from_days(365.25));
  EXPECT_EQ(who->spend->below, model::Money{10'000});
  EXPECT_EQ(who->open_complaint, model::OpenComplaint::open);
  EXPECT_EQ(who->share->share.value, 0.2);
  EXPECT_TRUE(who->needs_history());
}

TEST(PolicyTerms, WhatOnlyAnOracleKnowsIsLabelled) {
  EXPECT_EQ(
      load_policy("who: {share: {share: 5 %, by: risk, oracle: true}}, label: Few, service: {}")
          .label,
      "Few (oracle)");
  EXPECT_EQ(load_policy("who: {share: {share: 5 %, by: risk}}, label: Few, service: {}").label,
            "Few");
}

TEST(PolicyTerms, ABudgetKnowsWhatItPaysFor) {
  const model::Terms terms =
      load_policy("budget: 1000 EUR/year, complaint_desk: {compensation: 5 EUR}")
          .specification.terms;
  EXPECT_EQ(terms.sections, std::vector<std::string>{"complaint_desk"});
  EXPECT_NEAR(terms.budget->cents_per_day * 365.25, 100'000.0, 1e-6);
}

TEST(PolicyTerms, WhatIsReadBackIsTheSame) {
  for (const char* keys :
       {"starts: 2026-03-01, ends: 400 d, service: {failure_probability: 1 %}, complaint_desk: off",
        "who: {share: 20 %, tenure: {below: 1 year}}, service: {}, "
        "segments: {a: {service: off, finance: {margin: 10 %}}}",
        "who: {share: {share: 10 %, by: risk}}, service: {}",
        "who: {share: {share: 10 %, by: sensitivity, oracle: true}}, label: Few, service: {}",
        "budget: 1000 EUR/year, label: Gifts, complaint_desk: {compensation: 5 EUR}",
        "service: {failure_probability: 1 %}"}) {
    const std::string first = load_policy(keys).resolved_yaml;
    const Loaded again = load_text(first, "again.yaml");
    EXPECT_EQ(again.policies[0].resolved_yaml, first) << keys;
  }
}

TEST(PolicyTerms, WrongOnesAreLocated) {
  EXPECT_THAT(errors_of("starts: 2025-12-31, service: {}"),
              HasSubstr("s.yaml:12:15: policies.p.starts: lies before the study's start"));
  EXPECT_THAT(errors_of("starts: 3 years, service: {}"), HasSubstr("lies beyond the horizon"));
  EXPECT_THAT(errors_of("starts: soon, service: {}"), HasSubstr("a date such as 2026-03-01"));
  EXPECT_THAT(errors_of("starts: 2026-02-30, service: {}"), HasSubstr("is not a day"));
  EXPECT_THAT(errors_of("starts: 90 d, ends: 30 d, service: {}"),
              HasSubstr("policies.p.ends: does not come after the policy's start"));
  EXPECT_THAT(errors_of("who: {tenur: {below: 3 d}}, service: {}"), HasSubstr("\"tenure\""));
  EXPECT_THAT(
      errors_of("who: {share: 20 %}, complaint_desk: {seats: 4}"),
      HasSubstr("policies.p.complaint_desk.seats: is a firm value, which a policy for some"));
  EXPECT_THAT(errors_of("segments: {a: {complaint_desk: {seats: 4}}}"),
              HasSubstr("policies.p.segments.a.complaint_desk.seats: is a firm value"));
  EXPECT_THAT(errors_of("segments: {c: {}}"), HasSubstr("there is no segment \"c\""));
  EXPECT_THAT(errors_of("segments: {a: {servic: {}}}"), HasSubstr("\"service\""));
  EXPECT_THAT(errors_of("budget: 5 EUR/year"), HasSubstr("has nothing to pay for"));
  EXPECT_THAT(errors_of("budget: 5 EUR/year, service: {failure_probability: 1 %}"),
              HasSubstr("has nothing to pay for (nothing in what the policy changes costs money)"));
  EXPECT_THAT(errors_of("who: {share: {share: 5 %, by: sensitivity}}, service: {}"),
              HasSubstr("policies.p.who.share.by: is not known to a firm"));
  EXPECT_THAT(errors_of("who: {share: {share: 5 %, by: value, oracle: true}}, service: {}"),
              HasSubstr("policies.p.who.share.by: takes no oracle"));
  EXPECT_THAT(errors_of("who: {share: {share: 5 %, oracle: true}}, service: {}"),
              HasSubstr("takes no oracle"));
  EXPECT_THAT(errors_of("budgt: 5 EUR/year"), HasSubstr("\"budget\""));
}

}  // namespace
}  // namespace tenure::scenario
