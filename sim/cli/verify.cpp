// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <chrono>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "analysis/holm.h"
#include "cli/errors.h"
#include "cli/gallery.h"
#include "cli/interruption.h"
#include "cli/study.h"
#include "cli/verbs.h"
#include "cli/verify_json.h"
#include "cli/verify_table.h"
#include "cli/words.h"
#include "scenario/did_you_mean.h"
#include "scenario/extends.h"
#include "verify/check_case.h"
#include "verify/computed.h"
#include "verify/judge_claim.h"

namespace tenure::cli {
namespace {

using Clock = std::chrono::steady_clock;

/// Of all findings together, where the seed was drawn by lot.
constexpr double kFamilyErrorRate = 1e-4;

/// One thing to verify: a scenario that states what must come of it.
struct Item {
  std::string name;  ///< of the file, without folder and ending
  verify::Source source;
};

/// "v19_small_desk" is of V19, "m04_apology" of M04.
std::string mark_of(const std::string& name) {
  std::string mark = name.substr(0, name.find('_'));
  for (char& c : mark) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return mark;
}

std::vector<Item> from_files(const Options& options) {
  std::vector<Item> items;
  for (const std::string& file : options.arguments) {
    items.push_back({std::filesystem::path(file).stem().string(),
                     {scenario::read_chain(file, options.allowed_paths)}});
  }
  return items;
}

std::vector<Item> built_in(std::span<const Example> examples) {
  std::vector<Item> items;
  for (const Example& example : examples) {
    items.push_back(
        {std::string(example.name), verify::embedded(example.text, std::string(example.path))});
  }
  return items;
}

/// Keeps what --only names, by the file's name or its mark. Throws UsageError for what there is
/// not.
template <class Names>
std::vector<std::string> chosen(const Options& options, const Names& known) {
  for (const std::string& wanted : options.only) {
    const bool there = std::any_of(known.begin(), known.end(), [&](const std::string& name) {
      return wanted == name || wanted == mark_of(name);
    });
    if (there) continue;
    std::vector<std::string> marks;
    for (const std::string& name : known) marks.push_back(mark_of(name));
    std::vector<std::string_view> views(marks.begin(), marks.end());
    views.insert(views.end(), known.begin(), known.end());
    const std::string guess = scenario::closest(wanted, views);
    throw UsageError("tenure verify: there is no '" + wanted + "'" +
                         (guess.empty() ? "" : ". Did you mean '" + guess + "'?"),
                     "tenure verify --help");
  }
  return options.only;
}

bool is_wanted(const std::vector<std::string>& only, const std::string& name) {
  return only.empty() || std::any_of(only.begin(), only.end(), [&](const std::string& wanted) {
           return wanted == name || wanted == mark_of(name);
         });
}

verify::Changes changes_of(const Options& options, const Console& console) {
  verify::Changes changes;
  if (options.seed) changes.seed = static_cast<std::uint64_t>(*options.seed);
  if (options.random_seed) {
    std::random_device lot;
    changes.seed = (std::uint64_t{lot()} << 20) ^ lot();
    console.note("Seed drawn by lot; to repeat it: --seed " + std::to_string(*changes.seed));
  }
  changes.replications = options.replications;
  return changes;
}

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

std::vector<Held> held_alone(const verify::CaseOutcome& outcome) {
  std::vector<Held> held;
  for (const verify::Finding& finding : outcome.findings) {
    held.push_back(finding.agreement.is_too_noisy() ? Held::too_noisy
                   : finding.agreement.holds()      ? Held::yes
                                                    : Held::no);
  }
  return held;
}

/// By Holm over all of them.
void judge_together(std::vector<CheckedCase>& cases) {
  std::vector<double> p;
  for (const CheckedCase& one : cases) {
    for (const verify::Finding& finding : one.outcome.findings) {
      p.push_back(finding.agreement.p_value);
    }
  }
  const std::vector<bool> rejected = analysis::rejected_by_holm(p, kFamilyErrorRate);
  std::size_t number = 0;
  for (CheckedCase& one : cases) {
    for (Held& held : one.held) {
      const bool out = rejected[number++];
      if (held != Held::too_noisy) held = out ? Held::no : Held::yes;
    }
  }
}

/// The cases, one after the other; `done` is told each as it is finished.
template <class Done>
std::vector<CheckedCase> check_all(const Options& options, const verify::Changes& changes,
                                   const Console& console, const Interruption& interruption,
                                   const Done& done) {
  const bool of_user = !options.arguments.empty();
  const std::vector<Item> items = of_user ? from_files(options) : built_in(exact_cases());
  std::vector<std::string> names;
  for (const Item& item : items) names.push_back(item.name);
  if (!of_user) {
    for (const verify::ComputedCase& one : verify::computed_cases()) names.push_back(one.name);
  }
  const std::vector<std::string> only = chosen(options, names);
  std::vector<CheckedCase> cases;
  const auto add = [&](verify::CaseOutcome outcome) {
    std::vector<Held> held = held_alone(outcome);
    cases.push_back({std::move(outcome), std::move(held)});
    done(cases.back());
  };
  for (const Item& item : items) {
    if (!is_wanted(only, item.name)) continue;
    if (console.can_rewrite()) console.rewrite(item.name + " ...");
    add(verify::check_case(item.source, changes, threads_for(options), interruption.token()));
  }
  if (of_user) return cases;
  for (const verify::ComputedCase& one : verify::computed_cases()) {
    if (is_wanted(only, one.name)) add(one.compute());
  }
  return cases;
}

ExitCode check_cases(const Options& options, const Console& console,
                     const Interruption& interruption) {
  const Clock::time_point start = Clock::now();
  const bool at_once = options.json || options.random_seed;
  const verify::Changes changes = changes_of(options, console);
  if (!at_once) console.print(verify_heading(console));
  std::vector<CheckedCase> cases =
      check_all(options, changes, console, interruption, [&](const CheckedCase& one) {
        if (console.can_rewrite()) console.rewrite("");
        if (!at_once) console.print(verify_rows(one.outcome, one.held, console));
      });
  if (options.random_seed) judge_together(cases);
  std::size_t figures = 0;
  std::size_t bad = 0;
  for (const CheckedCase& one : cases) {
    figures += one.held.size();
    bad += one.held.size() -
           static_cast<std::size_t>(std::count(one.held.begin(), one.held.end(), Held::yes));
  }
  const double seconds = seconds_since(start);
  if (options.json) {
    console.print(verify_as_json(cases, changes.seed, seconds));
  } else {
    if (at_once) {
      console.print(verify_heading(console));
      for (const CheckedCase& one : cases) {
        console.print(verify_rows(one.outcome, one.held, console));
      }
    }
    console.print(counted(static_cast<std::int64_t>(figures), "figure") + " of " +
                  counted(static_cast<std::int64_t>(cases.size()), "case") + " in " +
                  time_span(seconds) + ": " +
                  (bad == 0 ? "all hold.\n" : std::to_string(bad) + " do not hold.\n"));
  }
  return bad == 0 ? ExitCode::done : ExitCode::not_held;
}

ExitCode judge_claims(const Options& options, const Console& console,
                      const Interruption& interruption) {
  const Clock::time_point start = Clock::now();
  const bool of_user = !options.arguments.empty();
  const std::vector<Item> items = of_user ? from_files(options) : built_in(claims());
  std::vector<std::string> names;
  for (const Item& item : items) names.push_back(item.name);
  const std::vector<std::string> only = chosen(options, names);
  const verify::Changes changes = changes_of(options, console);
  std::vector<JudgedClaim> judged;
  std::size_t shown = 0;
  for (const Item& item : items) {
    if (!is_wanted(only, item.name)) continue;
    if (console.can_rewrite()) console.rewrite(item.name + " ...");
    judged.push_back({item.name, verify::judge_claim(item.source, changes, threads_for(options),
                                                     interruption.token())});
    if (console.can_rewrite()) console.rewrite("");
    const verify::ClaimOutcome& outcome = judged.back().outcome;
    if (outcome.verdict() == verify::ClaimVerdict::shown) ++shown;
    if (!options.json) console.print(claim_text(outcome, item.name, console));
  }
  const double seconds = seconds_since(start);
  if (options.json) {
    console.print(claims_as_json(judged, changes.seed, seconds));
  } else {
    console.print(counted(static_cast<std::int64_t>(judged.size()), "claim") + " in " +
                  time_span(seconds) + ": " +
                  (shown == judged.size() ? "all shown.\n" : std::to_string(shown) + " shown.\n"));
  }
  return shown == judged.size() ? ExitCode::done : ExitCode::not_held;
}

}  // namespace

ExitCode verify(const Options& options, Console& console) {
  const Interruption interruption;
  return options.claims ? judge_claims(options, console, interruption)
                        : check_cases(options, console, interruption);
}

}  // namespace tenure::cli
