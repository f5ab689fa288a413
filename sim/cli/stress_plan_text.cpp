// SPDX-License-Identifier: Apache-2.0
#include "cli/stress_plan_text.h"

#include <algorithm>
#include <vector>

#include "cli/table.h"
#include "cli/words.h"

namespace tenure::cli {
namespace {

using experiment::MoveNotMade;
using experiment::PlannedMove;
using experiment::StressPlan;
using scenario::Assumption;
using scenario::Moved;
using scenario::Reach;

constexpr std::size_t kWidth = 100;

std::string count_of(std::size_t count, std::string_view singular) {
  return counted(static_cast<std::int64_t>(count), singular);
}

std::string way_of(const Moved& to) { return to.factor < 1.0 ? " down" : " up"; }

/// "3 zeros, which no factor moves: a, b, c."
std::string paragraph(std::size_t count, const std::string& singular, const std::string& plural,
                      const std::string& why, const std::vector<std::string>& names) {
  if (count == 0) return {};
  std::string text = with_thousands(static_cast<std::int64_t>(count)) + " " +
                     (count == 1 ? singular : plural) + why + ": ";
  for (std::size_t i = 0; i < names.size(); ++i) text += (i > 0 ? ", " : "") + names[i];
  return wrapped(text + ".", kWidth, 2) + '\n';
}

std::vector<std::string> names_of(const StressPlan& plan, Assumption::Kind kind) {
  std::vector<std::string> names;
  for (const Assumption& one : plan.assumptions) {
    if (one.kind == kind) names.push_back(one.path);
  }
  return names;
}

}  // namespace

std::string moved_value(const Moved& to) {
  switch (to.reach) {
    case Reach::whole:
      return to.value;
    case Reach::bound:
      return to.value + " (end of range)";
    case Reach::half_way:
      return to.value + " (half way to the end)";
    case Reach::nowhere:
      return "not moved";
  }
  return {};
}

std::string limits_of(const StressPlan& plan) {
  std::vector<std::string> short_of_half;
  for (const PlannedMove& move : plan.moves) {
    if (move.to.reach == Reach::whole) continue;
    short_of_half.push_back(plan.assumptions[move.assumption].path + " to " + move.to.value);
  }
  std::vector<std::string> at_the_end;
  std::vector<std::string> unfit;
  for (const MoveNotMade& one : plan.not_made) {
    const std::string name = plan.assumptions[one.assumption].path + way_of(one.to);
    if (one.problem.empty()) {
      at_the_end.push_back(name);
    } else {
      unfit.push_back(name + " to " + one.to.value + " [" + one.problem + "]");
    }
  }
  const auto zeros = names_of(plan, Assumption::Kind::zero);
  const auto words = names_of(plan, Assumption::Kind::no_number);
  return paragraph(short_of_half.size(), "move stops", "moves stop",
                   " short of half because the range ends", short_of_half) +
         paragraph(at_the_end.size(), "move", "moves",
                   " not made because the value is at the end of its range", at_the_end) +
         paragraph(unfit.size(), "move", "moves",
                   " not made because the value does not fit to others", unfit) +
         paragraph(zeros.size(), "assumption is", "assumptions are", " zero, which no factor moves",
                   zeros) +
         paragraph(words.size(), "assumption is", "assumptions are",
                   " no single number, so not moved", words);
}

std::string plan_as_text(const StressPlan& plan, std::size_t policies, std::size_t replications) {
  if (plan.moves.empty()) {
    return "--stress would move nothing: no assumption here is a number other than zero.\n" +
           limits_of(plan);
  }
  Table table({Align::left, Align::right, Align::right, Align::right, Align::right});
  table.add({"assumption", "as it is", "half down", "half up", "policies"});
  for (std::size_t i = 0; i < plan.assumptions.size(); ++i) {
    const Assumption& assumption = plan.assumptions[i];
    if (assumption.kind != Assumption::Kind::number) continue;
    std::vector<std::string> row{assumption.path, assumption.value, "not moved", "not moved"};
    std::size_t changed = 0;
    for (const PlannedMove& move : plan.moves) {
      if (move.assumption != i) continue;
      row[move.to.factor < 1.0 ? 2 : 3] = move.to.value;
      const auto count = std::count(move.changes.begin(), move.changes.end(), true);
      changed = std::max(changed, static_cast<std::size_t>(count));
    }
    row.push_back(changed == policies ? "all" : std::to_string(changed));
    table.add(std::move(row));
  }
  const std::size_t moved = plan.count(Assumption::Kind::number);
  const std::size_t runs = plan.runs(replications);
  return "--stress would then make " + count_of(plan.moves.size(), "move") + " of " +
         count_of(moved, "assumption") + ", for which " + count_of(runs, "replication") +
         "\nof one policy are simulated; the comparison itself has " +
         with_thousands(static_cast<std::int64_t>(policies * replications)) + ".\n\n" +
         table.text() + '\n' + limits_of(plan);
}

}  // namespace tenure::cli
