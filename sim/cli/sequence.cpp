// SPDX-License-Identifier: Apache-2.0
#include "cli/sequence.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "cli/errors.h"
#include "cli/outcome.h"
#include "cli/showing.h"
#include "cli/words.h"
#include "experiment/kpis.h"
#include "experiment/tabulate.h"
#include "scenario/did_you_mean.h"

namespace tenure::cli {
namespace {

using experiment::Joining;
using experiment::KpiTotals;
using experiment::Policies;
using results::JsonWriter;

[[noreturn]] void refuse(std::string_view verb, const std::string& problem) {
  throw UsageError("tenure " + std::string(verb) + ": " + problem,
                   "tenure " + std::string(verb) + " --help");
}

std::string in_one_line(const scenario::Fault& fault) {
  return fault.problem + (fault.why.empty() ? "" : " (" + fault.why + ")") +
         (fault.suggestion.empty() ? "" : ". Did you mean '" + fault.suggestion + "'?");
}

std::size_t most_replications(std::string_view verb, const Options& options) {
  if (!options.replications) return kMostReplications;
  const auto most = static_cast<std::size_t>(*options.replications);
  const std::string option = options.until ? "--until" : "--select";
  if (most < experiment::kFirstStage) {
    refuse(verb, option + " needs at least 20 replications (with it --replications is the most)");
  }
  return most;
}

bool has_kpi(const Policies& policies, const std::string& name) {
  for (std::size_t policy = 0; policy < policies.size(); ++policy) {
    const experiment::Kpis kpis(policies[policy]);
    for (const experiment::Kpi& kpi : kpis.list()) {
      if (kpi.description.name == name) return true;
    }
  }
  return false;
}

const KpiTotals& kpi_in(const std::vector<KpiTotals>& totals, const std::string& name) {
  return *std::find_if(totals.begin(), totals.end(),
                       [&](const KpiTotals& kpi) { return kpi.name == name; });
}

/// Chosen policies of a study, ready for so many replications.
Policies policies_of(const Study& study, std::size_t replications,
                     const std::vector<std::size_t>& which, Joining joining) {
  std::vector<model::Specification> specifications;
  for (const std::size_t number : which) {
    specifications.push_back(study.policy(number).specification);
    specifications.back().replications = static_cast<std::int64_t>(replications);
  }
  return Policies(specifications, joining);
}

/// What --until asks for.
class UntilSequence {
 public:
  /// All policies have the same replications, so customers can be joined.
  Joining joining() const { return study_.policies.size() > 1 ? Joining::twins : Joining::none; }
  UntilSequence(std::string_view verb, const Study& at_most, const Options& options)
      : study_(at_most), until_(parsed(verb, at_most, options)) {}

  Sequence sequence() const {
    return {[this](const results::Dataset& dataset) { return id_if_over(dataset); },
            [this](const experiment::RoundOptions& how) { return run(how); }};
  }

  SequenceOutcome outcome(const results::Dataset& dataset) const {
    const std::vector<KpiTotals> totals = experiment::totals_of(dataset);
    const analysis::Stopping stopping = experiment::precise_enough(until_, totals);
    const double figure = kpi_in(totals, until_.kpi).interval(0).mean;
    return {UntilOutcome{until_, stopping, study_.policies.size() > 1,
                         analysis::allowed_half_width(until_.rule, figure)},
            std::nullopt};
  }

 private:
  static experiment::Until parsed(std::string_view verb, const Study& study,
                                  const Options& options) {
    const auto until =
        experiment::parse_until(*options.until, study.specification().currency,
                                static_cast<std::size_t>(study.specification().replications));
    if (!until) refuse(verb, "--until: " + in_one_line(until.fault()));
    return *until;
  }

  std::string rule() const {
    return until_.text + ", at most " + std::to_string(until_.rule.at_most);
  }

  std::string id_if_over(const results::Dataset& dataset) const {
    const auto replications = dataset.dimensions.find("replication");
    if (replications == dataset.dimensions.end() || replications->second == 0) return {};
    const auto policies = dataset.dimensions.find("policy");
    if (policies == dataset.dimensions.end() || policies->second != study_.policies.size()) {
      return {};
    }
    const analysis::Stopping stopping =
        experiment::precise_enough(until_, experiment::totals_of(dataset));
    if (!stopping.is_over || stopping.replications != replications->second) return {};
    const Study ended = with_replications(study_, replications->second);
    return experiment::study_id(texts_of(ended), Policies(specifications_of(ended), joining()));
  }

  Sequence::Ran run(const experiment::RoundOptions& how) const {
    experiment::UntilRun done = experiment::replicate_until(
        until_, study_.policies.size(),
        [&](std::size_t replications, const std::vector<std::size_t>& which) {
          return policies_of(study_, replications, which, joining());
        },
        how);
    const Study ended = with_replications(study_, done.stopping.replications);
    experiment::StudyTexts texts = texts_of(ended);
    texts.ending = {rule(), done.stopping.is_reached, false};
    Sequence::Ran ran{
        experiment::tabulate(texts, Policies(specifications_of(ended), joining()), done.records),
        done.wall_seconds};
    ran.dataset.attributes[kEventsAttribute] = events_in(done.records);
    return ran;
  }

  const Study& study_;
  experiment::Until until_;
};

/// What --select asks for.
class SelectSequence {
 public:
  /// A customer cannot be joined with one who was not simulated.
  Joining joining() const { return Joining::none; }
  SelectSequence(std::string_view verb, const Study& at_most, const Options& options)
      : study_(at_most), goal_(goal(verb, at_most, options)), amount_(*options.select) {}

  Sequence sequence() const {
    return {[this](const results::Dataset& dataset) { return id_if_over(dataset); },
            [this](const experiment::RoundOptions& how) { return run(how); }};
  }

  SequenceOutcome outcome(const results::Dataset& dataset) const {
    return {std::nullopt,
            SelectOutcome{goal_, amount_,
                          experiment::selected_by(goal_, experiment::totals_of(dataset))}};
  }

 private:
  static experiment::SelectionGoal goal(std::string_view verb, const Study& study,
                                        const Options& options) {
    experiment::SelectionGoal goal;
    const experiment::Criterion& criterion = study.criterion;
    const bool as_asked = has_kpi(Policies(specifications_of(study)), criterion.kpi);
    goal.kpi = as_asked ? criterion.kpi : "survival";  // as ranking does
    goal.better = as_asked ? criterion.better : experiment::Better::highest;
    goal.requirements = criterion.requirements;
    goal.at_most = static_cast<std::size_t>(study.specification().replications);
    const auto width = experiment::parse_width(*options.select, *experiment::find_kpi(goal.kpi),
                                               study.specification().currency);
    if (!width) {
      refuse(verb, "--select: " + in_one_line(width.fault()) + " (what decides is " + goal.kpi +
                       "; how much of it does not matter?)");
    }
    goal.indifference = *width;
    return goal;
  }

  std::string rule() const {
    return "best by " + goal_.kpi + ", indifference " + amount_ + ", at most " +
           std::to_string(goal_.at_most);
  }

  experiment::StudyTexts texts(const Study& ended, bool is_decided) const {
    experiment::StudyTexts texts = texts_of(ended);
    texts.ending = {rule(), is_decided, true};
    return texts;
  }

  std::string id_if_over(const results::Dataset& dataset) const {
    const auto replications = dataset.dimensions.find("replication");
    if (replications == dataset.dimensions.end() || replications->second == 0) return {};
    const Study ended = with_replications(study_, replications->second);
    return experiment::study_id(texts(ended, true), Policies(specifications_of(ended)));
  }

  Sequence::Ran run(const experiment::RoundOptions& how) const {
    experiment::SelectionRun done = experiment::select(
        goal_, study_.policies.size(),
        [&](std::size_t replications, const std::vector<std::size_t>& which) {
          return policies_of(study_, replications, which, Joining::none);
        },
        how);
    const Study ended = with_replications(study_, done.selected.longest());
    Sequence::Ran ran{experiment::tabulate(texts(ended, done.selected.is_decided),
                                           Policies(specifications_of(ended)), done.records),
                      done.wall_seconds};
    ran.dataset.attributes[kEventsAttribute] = events_in(done.records);
    return ran;
  }

  const Study& study_;
  experiment::SelectionGoal goal_;
  std::string amount_;
};

template <class Which>
std::optional<Sequenced> obtain_by(const Which& which, std::string_view verb, const Study& at_most,
                                   const Options& options, const Interruption& interruption,
                                   const Console& console) {
  const Sequence sequence = which.sequence();
  const Policies policies(specifications_of(at_most), which.joining());
  auto obtained = obtain(verb, at_most, policies, options, interruption, console, {}, &sequence);
  if (!obtained) return std::nullopt;
  SequenceOutcome outcome = which.outcome(obtained->dataset);
  Study ended = with_replications(at_most, obtained->dataset.dimensions.at("replication"));
  return Sequenced{std::move(ended), std::move(*obtained), std::move(outcome)};
}

std::string until_in_words(const UntilOutcome& outcome) {
  const std::string count =
      counted(static_cast<std::int64_t>(outcome.stopping.replications), "replication");
  const std::string what = outcome.is_of_differences ? "every difference of " + outcome.until.kpi +
                                                           " from the first policy"
                                                     : outcome.until.kpi;
  if (outcome.stopping.is_reached) {
    return "After " + count + " " + what + " is known as well as asked: " + outcome.until.text +
           ".";
  }
  std::string achieved;
  const bool is_relative = outcome.until.rule.relative > 0.0;
  if (std::isfinite(outcome.stopping.achieved) && is_relative) {
    achieved = " (+- " + with_thousands(100.0 * outcome.stopping.achieved, 2) + " % so far)";
  }
  return "Not reached: " + outcome.until.text + achieved + ". The most that is allowed, " + count +
         ", is spent; --replications raises it.";
}

std::string labels(const Study& study, const std::vector<bool>& which) {
  std::string text;
  for (std::size_t i = 0; i < which.size(); ++i) {
    if (which[i]) text += (text.empty() ? "" : ", ") + study.policy(i).label;
  }
  return text;
}

std::string select_in_words(const SelectOutcome& outcome, const Study& study) {
  const experiment::Selected& selected = outcome.selected;
  if (!selected.best) return "No policy could win after 20 replications: nothing to select.";
  const std::string& best = study.policy(*selected.best).label;
  const auto used = static_cast<std::int64_t>(selected.replications_of_all());
  const auto equal = static_cast<std::int64_t>(selected.longest() * selected.replications.size());
  const std::string effort = " It took " + counted(used, "replication") +
                             " of single policies; as many of each would be " +
                             with_thousands(equal) + ".";
  const auto contestants = std::count(selected.in_contest.begin(), selected.in_contest.end(), true);
  if (contestants == 1) return best + " is the only one that can win." + effort;
  if (!selected.is_decided) {
    return "Not decided: after " +
           counted(static_cast<std::int64_t>(selected.longest()), "replication") +
           ", the most that is allowed, still in are " + labels(study, selected.still_in) +
           "; --replications raises it." + effort;
  }
  return best + " is the best with probability at least 95 % (Kim-Nelson, indifference " +
         outcome.amount + " of " + outcome.goal.kpi + ")." + effort +
         " Margins are of the replications that a policy had, and hold a little less often than "
         "stated, since what was seen ended them.";
}

}  // namespace

bool is_sequential(const Options& options) { return options.until || options.select; }

std::optional<Sequenced> obtain_in_sequence(std::string_view verb, const Study& study,
                                            const Options& options,
                                            const Interruption& interruption,
                                            const Console& console) {
  if (options.until && options.select) {
    refuse(verb, "--until and --select are two ways of ending (give one of them)");
  }
  if (options.stress) {
    refuse(verb, std::string(options.until ? "--until" : "--select") +
                     " does not go with --stress (its moves need one number of replications)");
  }
  const Study at_most = with_replications(study, most_replications(verb, options));
  try {
    if (options.until) {
      const UntilSequence until(verb, at_most, options);
      return obtain_by(until, verb, at_most, options, interruption, console);
    }
    const SelectSequence select(verb, at_most, options);
    return obtain_by(select, verb, at_most, options, interruption, console);
  } catch (const experiment::NoValueToStopBy& error) {
    refuse(verb, std::string(error.what()) + ", so nobody can tell when to end");
  }
}

std::string in_words(const SequenceOutcome& outcome, const Study& study) {
  if (outcome.until) return until_in_words(*outcome.until);
  return outcome.select ? select_in_words(*outcome.select, study) : std::string();
}

void write_sequence(JsonWriter& json, const SequenceOutcome& outcome, const Study& study) {
  if (outcome.until) {
    const UntilOutcome& until = *outcome.until;
    json.key("until")
        .open_object()
        .field("rule", until.until.text)
        .field("kpi", until.until.kpi)
        .field("of", until.is_of_differences ? "differences" : "mean")
        .field("reached", until.stopping.is_reached)
        .field("replications", until.stopping.replications)
        .field("at_most", until.until.rule.at_most)
        .field("relative", until.until.rule.relative > 0.0)
        .field("achieved", until.stopping.achieved)
        .field("allowed_half_width", until.allowed)
        .close();
  }
  if (!outcome.select) return;
  const experiment::Selected& selected = outcome.select->selected;
  json.key("selection")
      .open_object()
      .field("method", "kim_nelson")
      .field("kpi", outcome.select->goal.kpi)
      .field("indifference", outcome.select->goal.indifference)
      .field("error_rate", outcome.select->goal.error_rate)
      .field("first_stage", experiment::kFirstStage)
      .field("at_most", outcome.select->goal.at_most)
      .field("decided", selected.is_decided);
  if (selected.best) {
    json.field("best", study.policy(*selected.best).name);
  } else {
    json.field("best", nullptr);
  }
  json.key("replications").open_object();
  for (std::size_t i = 0; i < selected.replications.size(); ++i) {
    json.field(study.policy(i).name, selected.replications[i]);
  }
  json.close()
      .field("replications_of_all", selected.replications_of_all())
      .field("equal_allocation", selected.longest() * selected.replications.size())
      .close();
}

}  // namespace tenure::cli
