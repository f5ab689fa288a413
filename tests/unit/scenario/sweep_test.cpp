// SPDX-License-Identifier: Apache-2.0
#include "scenario/sweep.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scenario/issue.h"

namespace tenure::scenario {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const std::string kShop = R"(format: 1
horizon: 1 year
replications: 2
seed: 4
segments:
  - {name: regulars, customers: 100, purchasing: {mean_interval: 10 d}}
  - {name: others, customers: 100}
purchasing: {mean_interval: 60 d}
leaving: {yearly: 18 %}
service: {failure_probability: 6 %}
complaint_desk: {seats: 2, handling_time: 2 h, cost: 45000 EUR/year}
policies:
  today: {}
  better: {service: {failure_probability: 3 %}}
  relative: {service: {failure_probability: {times: 0.5}}}
)";

SweepSources sources(const std::string& body, const std::string& points = {}) {
  SweepSources sources;
  sources.sweep = {"x.yaml", "format: 1\nscenario: shop.yaml\n" + body};
  sources.scenario = {{"shop.yaml", kShop}};
  if (!points.empty()) sources.points = SourceFile{"points.csv", points};
  return sources;
}

std::string error_of(const std::string& body, const std::string& points = {}) {
  try {
    read_sweep(sources(body, points));
  } catch (const ScenarioError& error) {
    return error.what();
  }
  return "nothing is wrong";
}

SweepParameter parameter(const std::string& body) {
  return read_sweep(sources("parameters:\n  - {name: x, masked: allowed, " + body +
                            "}\ndesign: {kind: sobol, points: 4}\n"))
      .parameters.front();
}

std::string text_at(const std::string& body, double coordinate) {
  return parameter(body).at(coordinate).text;
}

TEST(Sweep, TakesFromTheScenarioWhatItDoesNotSay) {
  const Sweep sweep = read_sweep(sources(R"(
parameters: [{name: leave, path: leaving.yearly, range: [5 %, 30 %]}]
design: {kind: grid}
)"));
  EXPECT_EQ(sweep.seed, 4u);
  EXPECT_EQ(sweep.replications, 2u);
  EXPECT_THAT(sweep.policies, ElementsAre("today", "better", "relative"));
}

TEST(Sweep, MovesValuesFromEndToEndInTheirUnits) {
  EXPECT_EQ(text_at("path: service.failure_probability, range: [1 %, 12 %]", 0.0), "1 %");
  EXPECT_EQ(text_at("path: service.failure_probability, range: [1 %, 12 %]", 0.5), "6.5 %");
  EXPECT_EQ(text_at("path: service.failure_probability, range: [1 %, 12 %]", 1.0), "12 %");
  const std::string gap = "path: purchasing.mean_interval, range: [5 d, 80 d]";
  EXPECT_EQ(parameter(gap).at(0.5).measure, 42.5);
  EXPECT_EQ(text_at(gap + ", scale: log", 0.5), "20 d");
  const SweepParameter cost =
      parameter("path: complaint_desk.cost, range: [10000 EUR/year, 20000 EUR/year]");
  const MeasureUnit unit = unit_of(*cost.kind, "EUR");
  EXPECT_EQ(unit.symbol, "EUR/year");
  EXPECT_NEAR(*cost.at(0.25).measure * unit.factor, 12500.0, 1e-9);
}

TEST(Sweep, GivesWholeNumbersAndListedValuesEqualShares) {
  const std::string seats = "path: complaint_desk.seats, range: [1, 4]";
  EXPECT_EQ(text_at(seats, 0.0), "1");
  EXPECT_EQ(text_at(seats, 0.2499), "1");
  EXPECT_EQ(text_at(seats, 0.25), "2");
  EXPECT_EQ(text_at(seats, 1.0), "4");
  const std::string desk = "path: complaint_desk, values: [off, \"{seats: 3}\"]";
  EXPECT_EQ(text_at(desk, 0.49), "off");
  EXPECT_EQ(text_at(desk, 0.51), "{seats: 3}");
}

TEST(Sweep, KnowsWhichCoordinatesGiveTheSameValue) {
  const SweepParameter seats = parameter("path: complaint_desk.seats, range: [1, 4]");
  EXPECT_EQ(seats.middle_of_value(0.0), 0.125);
  EXPECT_EQ(seats.middle_of_value(0.2499), 0.125);
  EXPECT_EQ(seats.middle_of_value(0.25), 0.375);
  EXPECT_EQ(seats.middle_of_value(1.0), 0.875);
  const SweepParameter gap = parameter("path: purchasing.mean_interval, range: [5 d, 80 d]");
  EXPECT_EQ(gap.middle_of_value(0.3), 0.3);
}

TEST(Sweep, KnowsDistributions) {
  const std::string normal =
      "path: leaving.yearly, distribution: {kind: normal, mean: 18 %, sd: 3 %}";
  EXPECT_EQ(text_at(normal, 0.5), "18 %");
  EXPECT_NEAR(*parameter(normal).at(0.0).measure, 0.18 - 3.0902 * 0.03, 1e-5);  // 0.1 %
  EXPECT_NEAR(*parameter(normal).at(0.8413447).measure, 0.18 + 0.03 * 0.99685, 1e-4);
  const std::string cut = normal + ", range: [15 %, 24 %]";
  EXPECT_EQ(text_at(cut, 0.0), "15 %");
  EXPECT_EQ(text_at(cut, 1.0), "24 %");
  const std::string triangle =
      "path: leaving.yearly, range: [0 %, 40 %], distribution: {kind: triangular, mode: 10 %}";
  EXPECT_NEAR(*parameter(triangle).at(0.25).measure, 0.10, 1e-12);
  const std::string lognormal =
      "path: purchasing.mean_interval, distribution: {kind: lognormal, median: 30 d, sigma: 0.5}";
  EXPECT_EQ(text_at(lognormal, 0.5), "30 d");
}

TEST(Sweep, SetsTiedPathsToTheSameValue) {
  const Sweep sweep = read_sweep(sources(R"(
policies: [today]
parameters:
  - name: gap
    path: purchasing.mean_interval
    also: [segments.regulars.purchasing.mean_interval]
    range: [20 d, 40 d]
design: {kind: grid, levels: 2}
)"));
  const Loaded loaded = load_point(sweep, {sweep.parameters[0].at(1.0)});
  for (const model::Segment& segment : loaded.policies.front().specification.segments) {
    const auto& purchasing = std::get<model::kIndexOf<model::Purchasing>>(segment.sections);
    EXPECT_EQ(engine::in_days(purchasing->mean_interval.value()), 40.0) << segment.name;
  }
}

TEST(Sweep, ReportsEverythingThatIsWrongAtOnceAndWhere) {
  const std::string error = error_of(R"(policies: [today, beter]
parameters:
  - {name: fail, path: service.failure_probabilty, range: [1 %, 12 %]}
  - {name: gap, path: purchasing.mean_interval, range: [5, 30 d]}
  - {name: leave, path: leaving.yearly, range: [10 %, 130 %]}
desing: {kind: grid}
)");
  EXPECT_THAT(error, HasSubstr("x.yaml:8:1: desing: is not a known key"));
  EXPECT_THAT(error, HasSubstr("Did you mean \"design\"?"));
  EXPECT_THAT(error_of("policies: [today, beter]\nparameters: [{name: a, path: leaving.yearly, "
                       "range: [1 %, 2 %]}]\ndesign: {kind: grid}\n"),
              HasSubstr("x.yaml:3:19: policies: the scenario has no policy \"beter\". Did you mean "
                        "\"better\"?"));
  const std::string values = error_of(R"(policies: [today]
parameters:
  - {name: fail, path: service.failure_probabilty, range: [1 %, 12 %]}
  - {name: leave, path: leaving.yearly, range: [10 %, 130 %]}
design: {kind: grid}
)");
  EXPECT_THAT(values, HasSubstr("x.yaml:5:24: service.failure_probabilty: is not a known key"));
  EXPECT_THAT(values, HasSubstr("Did you mean \"failure_probability\"?"));
  EXPECT_THAT(values, HasSubstr("x.yaml:6:48: leaving.yearly: \"130 %\" is out of range"));
  EXPECT_THAT(
      error_of("parameters: [{name: gap, path: purchasing.mean_interval, range: [5, 30 d]}]\n"
               "design: {kind: grid}\n"),
      HasSubstr("x.yaml:3:66: parameters.gap.range: \"5\" has no unit"));
}

TEST(Sweep, RefusesParametersThatAPolicyMasks) {
  const std::string fail =
      "parameters: [{name: fail, path: service.failure_probability, range: [1 %, 12 %]MORE}]\n"
      "design: {kind: grid}\n";
  const auto with = [&](const std::string& more) {
    std::string text = fail;
    return text.replace(text.find("MORE"), 4, more);
  };
  EXPECT_THAT(error_of(with("")), HasSubstr("is masked by better (the policy sets the value"));
  EXPECT_EQ(error_of(with(", masked: allowed")), "nothing is wrong");
  // A change that relates to what lies below hides nothing.
  EXPECT_EQ(error_of("policies: [today, relative]\n" + with("")), "nothing is wrong");
  EXPECT_THAT(error_of("policies: [better]\n" + with(", masked: allowed")),
              HasSubstr("changes nothing"));
  EXPECT_THAT(error_of("policies: [today]\nparameters: [{name: a, path: "
                       "policies.better.service.failure_probability, range: [1 %, 2 %]}]\n"
                       "design: {kind: grid}\n"),
              HasSubstr("policy \"better\" is not among the policies of the sweep"));
}

TEST(Sweep, RefusesWhatIsTheSameAtAllPoints) {
  EXPECT_THAT(error_of("parameters: [{name: a, path: horizon, range: [1 year, 2 years]}]\n"
                       "design: {kind: grid}\n"),
              HasSubstr("\"horizon\" cannot be swept"));
}

TEST(Sweep, UnderstandsConstraints) {
  const std::string body = R"(
policies: [today]
parameters:
  - {name: leave, path: leaving.yearly, range: [5 %, 30 %]}
  - {name: fail, path: service.failure_probability, range: [1 %, 12 %]}
  - {name: gap, path: purchasing.mean_interval, range: [20 d, 40 d]}
design: {kind: grid}
)";
  const Sweep sweep = read_sweep(sources("constraints: [fail < leave, leave <= 20 %]" + body));
  ASSERT_EQ(sweep.constraints.size(), 2u);
  EXPECT_TRUE(sweep.constraints[0].holds(0.1, 0.2));
  EXPECT_FALSE(sweep.constraints[0].holds(0.1, 0.1));
  EXPECT_DOUBLE_EQ(sweep.constraints[1].amount, 0.20);
  EXPECT_TRUE(sweep.constraints[1].holds(0.2, 0.2));
  EXPECT_THAT(error_of("constraints: [fail < gap]" + body), HasSubstr("are of different kinds"));
  EXPECT_THAT(error_of("constraints: [fial < leave]" + body), HasSubstr("Did you mean \"fail\"?"));
  EXPECT_THAT(error_of("constraints: [fail]" + body), HasSubstr("is no condition"));
}

TEST(Sweep, ReadsListsOfPoints) {
  const std::string body = R"(
policies: [today]
parameters:
  - {name: seats, path: complaint_desk.seats}
  - {name: leave, path: leaving.yearly}
design: {kind: list, file: points.csv}
)";
  const Sweep sweep =
      read_sweep(sources(body, "leave,seats\r\n# a remark\n5 %, 2\n\n\"30 %\",1\n"));
  ASSERT_EQ(sweep.listed.size(), 2u);
  EXPECT_EQ(sweep.listed[0][0].text, "2");
  EXPECT_EQ(sweep.listed[0][1].measure, 0.05);
  EXPECT_EQ(sweep.listed[1][1].text, "30 %");
  EXPECT_THAT(error_of(body, "leave,seat\n5 %,2\n"),
              HasSubstr("points.csv:1:7: \"seat\" is no parameter of the sweep. Did you mean "
                        "\"seats\"?"));
  EXPECT_THAT(error_of(body, "leave,seats\n5 %\n"), HasSubstr("points.csv:2:1: has 1 values"));
  EXPECT_THAT(error_of(body, "leave,seats\n5 %,2\n200 %,3\n"),
              HasSubstr("points.csv:3:1: leaving.yearly: \"200 %\" is out of range"));
}

TEST(Sweep, SaysWhatADesignLacks) {
  const std::string body = "parameters: [{name: a, path: leaving.yearly, range: [5 %, 30 %]}]\n";
  EXPECT_THAT(error_of(body + "design: {kind: lhs}\n"), HasSubstr("design.points: is missing"));
  EXPECT_THAT(error_of(body + "design: {kind: morris, trajectories: 2, levels: 5}\n"),
              HasSubstr("design.levels: are odd"));
  EXPECT_THAT(error_of(body + "design: {kind: sobol, points: 8, trajectories: 2}\n"),
              HasSubstr("has nothing to say in a design of kind sobol"));
  EXPECT_THAT(error_of(body + "constraints: [a < 20 %]\ndesign: {kind: saltelli, base: 8}\n"),
              HasSubstr("do not go with this design"));
}

}  // namespace
}  // namespace tenure::scenario
