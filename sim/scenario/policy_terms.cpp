// SPDX-License-Identifier: Apache-2.0
#include "scenario/policy_terms.h"

#include "scenario/header.h"
#include "scenario/quantity.h"

namespace tenure::scenario {
namespace {

bool looks_like_date(std::string_view text) {
  return text.size() >= 5 && text[4] == '-' && text.find(' ') == std::string_view::npos;
}

Parsed<engine::Duration> parse_moment(const std::string& text, const Timetable& timetable) {
  if (!looks_like_date(text)) {
    const Parsed<engine::Duration> span = parse_duration(text);
    if (span) return span;
    Fault fault = span.fault();
    fault.why = "a date such as 2026-03-01 is needed, or a time after the start such as 90 d";
    return fault;
  }
  const Parsed<std::int64_t> date = parse_date(text);
  if (!date) return date.fault();
  if (!timetable.first_day) {
    return Fault{in_quotes(text) + " is a date in a scenario without dates",
                 "`starts` at the root says which day is the first", "starts: " + text};
  }
  return (*date - *timetable.first_day) * engine::kDay;
}

/// What can be known of a customer, and by whom.
void check_share(const model::Who::Share& share, const Node& written, const std::string& path,
                 Issues& issues) {
  const Node* node = written.find("who");
  const Node* inner = node != nullptr ? node->find("share") : nullptr;
  if (const Node* by = inner != nullptr ? inner->find("by") : nullptr) inner = by;
  const Place& place = inner != nullptr ? inner->place : written.place;
  const std::string where = path + ".who.share.by";
  if (share.by == model::ChosenBy::sensitivity && !share.by_oracle()) {
    issues.add(place, where,
               {"is not known to a firm",
                "whom a policy keeps best is seen by an oracle, or by an experiment",
                "{share: 20 %, by: sensitivity, oracle: true}"});
  } else if (share.by_oracle() && share.by == model::ChosenBy::random) {
    issues.add(place, where, {"takes no oracle", "customers are drawn by lot", "oracle: false"});
  } else if (share.by_oracle() && share.by == model::ChosenBy::value) {
    issues.add(
        place, where,
        {"takes no oracle", "what customers have spent is known to the firm", "oracle: false"});
  }
}

}  // namespace

void PolicyTerms::describe(model::Describer& d) {
  d({.name = "label", .meaning = "the policy's name in tables and pages"}, label);
  d({.name = "starts",
     .meaning = "when the policy begins to hold: a date, or a time after the start",
     .word = "at the start"},
    starts);
  d({.name = "ends",
     .meaning = "when it ceases to hold and what it changed is restored",
     .word = "never"},
    ends);
  d({.name = "who",
     .meaning = "whom it addresses: conditions that must all hold, as the firm sees them when the "
                "policy starts, when a reporting period ends and when somebody joins",
     .word = "everybody"},
    who);
  d({.name = "budget",
     .meaning = "what may be spent on single customers while the policy holds, granted anew each "
                "year",
     .range = model::kPositive,
     .word = "unlimited"},
    budget);
}

model::Terms read_terms(const PolicyTerms& given, const Timetable& timetable, const Node& written,
                        const std::string& path, Issues& issues) {
  model::Terms terms;
  const auto moment = [&](const std::optional<std::string>& text, const char* key) {
    std::optional<engine::Duration> result;
    if (!text) return result;
    const Node* node = written.find(key);
    const Place& place = node != nullptr ? node->place : written.place;
    const std::string where = path + '.' + key;
    const Parsed<engine::Duration> parsed = parse_moment(*text, timetable);
    if (!parsed) {
      issues.add(place, where, parsed.fault());
    } else if (*parsed < engine::Duration{0}) {
      issues.add(place, where,
                 {"lies before the study's start", "before it, all policies are the same", ""});
    } else if (*parsed > timetable.horizon) {
      issues.add(place, where, {"lies beyond the horizon", "it would never come", ""});
    } else {
      result = *parsed;
    }
    return result;
  };
  terms.starts = moment(given.starts, "starts");
  terms.ends = moment(given.ends, "ends");
  if (terms.ends && *terms.ends <= terms.starts.value_or(engine::Duration{0})) {
    const Node* node = written.find("ends");
    issues.add(node != nullptr ? node->place : written.place, path + ".ends",
               {"does not come after the policy's start", "a policy holds for some time", ""});
  }
  terms.who = given.who;
  if (given.who && given.who->share) check_share(*given.who->share, written, path, issues);
  terms.budget = given.budget;
  return terms;
}

std::string print_moment(engine::Duration since_start, const Timetable& timetable) {
  if (timetable.first_day && since_start % engine::kDay == engine::Duration{0}) {
    return print_date(*timetable.first_day + since_start / engine::kDay);
  }
  return print(since_start);
}

}  // namespace tenure::scenario
