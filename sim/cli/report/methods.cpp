// SPDX-License-Identifier: Apache-2.0
#include "cli/report/methods.h"

#include <set>
#include <variant>

#include "cli/report/ending.h"
#include "cli/words.h"
#include "experiment/warm_up_check.h"
#include "results/digest.h"

namespace tenure::cli {
namespace {

std::string code(const std::string& text) { return '`' + text + '`'; }

class Methods {
 public:
  explicit Methods(const Account& account) : account_(account), recorded_(account.recorded) {}

  std::string text() const {
    return "# Methods\n\n" + paragraph() +
           "\n## By STRESS-DES\n\nItems of the Strengthening the Reporting of Empirical Simulation "
           "Studies guideline for discrete-event simulation (Monks et al. 2019, Journal of "
           "Simulation 13(1), 55-67), as far as the results file knows.\n" +
           objectives() + logic() + data() + experimentation() + implementation() + access();
  }

 private:
  static std::string item(const std::string& name, const std::string& text) {
    return "- **" + name + ".** " + text + '\n';
  }

  std::string value(const std::string& path) const {
    const auto found = recorded_.values.find(path);
    return found == recorded_.values.end() ? std::string() : found->second;
  }

  std::string policies() const {
    std::string text;
    for (const RecordedPolicy& policy : recorded_.policies) {
      text += (text.empty() ? "" : ", ") + policy.label;
    }
    return text;
  }

  std::string criterion() const {
    const bool highest = account_.ranking.better == experiment::Better::highest;
    std::string text = (highest ? "the highest " : "the lowest ") + code(account_.ranking.kpi);
    for (const experiment::Requirement& must : recorded_.criterion.requirements) {
      text += ", provided that " + must.text;
    }
    return text;
  }

  std::vector<std::string> texts(const std::string& name) const {
    const results::Variable* variable = recorded_.dataset.find(name);
    if (variable == nullptr) return {};
    const auto* all = std::get_if<std::vector<results::Text>>(&variable->values);
    return all == nullptr ? std::vector<std::string>() : *all;
  }

  /// "regulars (1,000 customers), occasional (2,400)"
  std::string segments() const {
    std::string text;
    for (const std::string& segment : texts("segment")) {
      const std::string customers = value("segments." + segment + ".customers");
      text += (text.empty() ? "" : ", ") + segment +
              (customers.empty() ? "" : " (" + customers + " at the start)");
    }
    return text;
  }

  /// Sections of the scenario that are mechanisms: those with values of their own below them.
  std::string mechanisms() const {
    std::set<std::string> names;
    for (const auto& [path, unused] : recorded_.values) {
      std::string rest = path;
      if (rest.starts_with("segments.")) {
        const std::size_t end = rest.find('.', 9);
        if (end == std::string::npos) continue;
        rest = rest.substr(end + 1);
      }
      const std::size_t dot = rest.find('.');
      if (dot != std::string::npos) names.insert(code(rest.substr(0, dot)));
    }
    std::string text;
    for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
    return text.empty() ? "not known" : text;
  }

  std::string paragraph() const {
    const auto replications = static_cast<std::int64_t>(account_.replications());
    std::string text = "We simulated " + recorded_.title + " with tenure " +
                       (recorded_.version.empty() ? "(version not known)" : recorded_.version) +
                       ", a discrete-event simulator of customer retention in continuous time. ";
    text += "Customers in " +
            counted(static_cast<std::int64_t>(texts("segment").size()), "segment") +
            " lived through " + account_.horizon();
    if (!recorded_.warm_up.empty() && !recorded_.warm_up.starts_with("0 ")) {
      text += ", after a warm-up of " + recorded_.warm_up + " that no result counts";
    }
    text += ". ";
    if (account_.is_comparison()) {
      text += with_thousands(static_cast<std::int64_t>(account_.size())) +
              " policies were compared on common random numbers, so that all met the same "
              "customers with the same luck, and ranked by " +
              criterion() + ". Differences are paired by replication";
    } else {
      text += "One policy was simulated";
    }
    text += "; intervals are Student's, of 95 %, over " + counted(replications, "replication") +
            ". Ratios are ratios of sums with jackknife intervals. ";
    return text + "The results have the digest " + code(results::digest(recorded_.dataset)) + ".\n";
  }

  std::string objectives() const {
    return "\n### 1. Objectives\n\n" +
           item("Purpose of the model", recorded_.question.empty()
                                            ? "The scenario states no question."
                                            : recorded_.question) +
           item("Model outputs", "What decides is " + criterion() +
                                     ". All KPIs are in the results "
                                     "file with their meanings, by period and segment.") +
           item("Experimentation aims", account_.is_comparison()
                                            ? "To rank the policies " + policies() + "."
                                            : "To see what happens under " + policies() + ".");
  }

  std::string logic() const {
    std::string changes;
    for (const RecordedPolicy& policy : recorded_.policies) {
      if (policy.changes.empty()) continue;
      changes += "  - " + policy.label + ": " +
                 counted(static_cast<std::int64_t>(policy.changes.size()), "value");
      std::string first;
      std::size_t shown = 0;
      for (const RecordedChange& change : policy.changes) {
        if (shown++ == 4) break;
        first += (first.empty() ? "" : ", ") + code(change.path) + " " + change.value +
                 (change.first == "off" ? "" : " instead of " + change.first);
      }
      changes += ", as " + first + (policy.changes.size() > 4 ? " ..." : "") + "\n";
    }
    const std::string seats = value("complaint_desk.seats");
    std::string exits;
    for (const std::string& cause : texts("cause")) {
      exits += (exits.empty() ? "" : ", ") + in_words(cause);
    }
    return "\n### 2. Logic\n\n" +
           item("Base model overview", "Mechanisms in use: " + mechanisms() + ".") +
           item("Base model logic",
                "As documented for each mechanism with equations and sources "
                "(docs/model); `tenure explain SCENARIO --odd` describes it by "
                "the ODD protocol.") +
           item("Scenario logic", changes.empty() ? "No value differs between policies."
                                                  : "Values that differ from the first policy:") +
           changes +
           item("Algorithms",
                "Customers carry clocks; the earliest rings. Whatever reaches a "
                "customer takes at least one window, so customers within a window "
                "are independent. Order is by content, counts are integers.") +
           item("Components",
                "Entities: customers, in segments " + segments() + ". Resources: " +
                    (seats.empty() ? "no complaint desk"
                                   : "a complaint desk with " + seats + " seats, and its queue") +
                    ". Entry: the customers of the start, and arrivals where `acquisition` is in "
                    "use. Exit: " +
                    (exits.empty() ? "not known" : exits) + ".");
  }

  std::string data() const {
    const RecordedAssumptions& assumptions = recorded_.assumptions;
    const auto assumed = static_cast<std::int64_t>(assumptions.assumed.size());
    std::string text =
        "\n### 3. Data\n\n" +
        item("Data sources",
             "The file does not say where the scenario's own values come from: to "
             "be added by the authors.") +
        item("Pre-processing", "Not known to the file: to be added by the authors.") +
        item("Input parameters",
             "All values in use, with units, are in `resolved_yaml` of the results file" +
                 (assumptions.known
                      ? "; " + with_thousands(assumptions.given) + " are given by the scenario, " +
                            with_thousands(assumptions.sourced) +
                            " are defaults from published work, " + with_thousands(assumed) +
                            " are assumptions."
                      : std::string(". The file does not say which are defaults.")));
    std::string list;
    for (const RecordedAssumption& one : assumptions.assumed) {
      list += "  - " + code(one.path) + ": " + one.value + '\n';
    }
    return text +
           item("Assumptions", !assumptions.known ? "Not listed in the file (`tenure explain`)."
                               : list.empty()     ? "None: every default in use has a source."
                                                  : "Defaults without a published source:") +
           list;
  }

  std::string experimentation() const {
    const std::string warm_up = experiment::noted_warm_up(recorded_.dataset).text;
    const std::string ending = ending_in_words(account_);
    return "\n### 4. Experimentation\n\n" +
           item("Initialisation",
                (recorded_.warm_up.empty() || recorded_.warm_up.starts_with("0 ")
                     ? "The customers of the start join at time 0; no warm-up."
                     : "A warm-up of " + recorded_.warm_up + ", excluded from all results.") +
                    (warm_up.empty() ? "" : " " + warm_up)) +
           item("Run length", account_.horizon() + ".") +
           item("Estimation approach",
                counted(static_cast<std::int64_t>(account_.replications()), "replication") +
                    " with other luck, the only unit of sampling; Student's intervals of 95 %, "
                    "paired differences, ratios of sums with the jackknife." +
                    (ending.empty() ? "" : " " + ending)) +
           item("Sensitivity", stress_in_words(account_).empty()
                                   ? "Not in the file (tenure compare --stress)."
                                   : stress_in_words(account_));
  }

  std::string implementation() const {
    std::string random =
        "Counter-based generator (Philox4x32-10), addressed by seed, replication, "
        "customer, cause and ordinal";
    if (!recorded_.seed.empty()) random += "; seed " + recorded_.seed;
    const auto events = recorded_.dataset.attributes.find("events");
    std::string execution = "Event-driven in continuous time";
    if (events != recorded_.dataset.attributes.end()) {
      if (const auto* count = std::get_if<std::int64_t>(&events->second)) {
        execution += "; " + with_thousands(*count) + " events over all replications";
      }
    }
    return "\n### 5. Implementation\n\n" +
           item("Software", "tenure " +
                                (recorded_.version.empty() ? std::string("(version not known)")
                                                           : recorded_.version) +
                                ", C++20.") +
           item("Random sampling", random + ".") + item("Model execution", execution + ".") +
           item("System specification",
                "Not in the results, which are the same to the bit on any machine and number of "
                "threads; the file beside them (" +
                    code(recorded_.file.filename().string() + ".run.json") +
                    ", if it was kept) says which machine it was.");
  }

  std::string access() const {
    return "\n### 6. Code access\n\n" +
           item("Computer model sharing",
                "tenure is free software (Apache License 2.0). The scenario is in the results file "
                "(`scenario_yaml`), which repeats the study together with the version and the "
                "seed. Where both can be had the file does not know: to be added by the authors.");
  }

  const Account& account_;
  const Recorded& recorded_;
};

}  // namespace

std::string methods_text(const Account& account) { return Methods(account).text(); }

}  // namespace tenure::cli
