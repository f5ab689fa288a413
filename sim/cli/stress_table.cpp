// SPDX-License-Identifier: Apache-2.0
#include "cli/stress_table.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "cli/showing.h"
#include "cli/stress_plan_text.h"
#include "cli/table.h"
#include "cli/words.h"

namespace tenure::cli {
namespace {

using experiment::KpiSummary;
using experiment::Lead;
using experiment::MoveOutcome;
using experiment::Reaction;
using scenario::Assumption;

constexpr std::size_t kWidth = 100;
constexpr std::size_t kMostOrders = 15;  ///< rows of moves that leave the first choice
constexpr std::size_t kReactions = 5;

std::string number(std::size_t count) { return with_thousands(static_cast<std::int64_t>(count)); }

std::string moves_of(std::size_t count) {
  return counted(static_cast<std::int64_t>(count), "move");
}

std::string paragraph(const std::string& text) {
  return text.empty() ? text : wrapped(text, kWidth, 0) + '\n';
}

/// How many moves come out in each way.
struct Tally {
  std::size_t stays = 0;
  std::size_t other_beyond = 0;
  std::size_t other_within = 0;
  std::size_t by_musts = 0;
  std::size_t none_wins = 0;
  std::size_t order_beyond = 0;
  std::size_t order_within = 0;
  std::size_t nothing = 0;

  std::size_t& how_first_changes(const MoveOutcome& one) {
    if (!one.winner) return none_wins;
    if (!one.former_breaks.empty() || !one.over_the_former) return by_musts;
    return one.is_beyond_noise ? other_beyond : other_within;
  }

  explicit Tally(const experiment::Stress& stress) {
    for (const MoveOutcome& one : stress.outcomes) {
      nothing += one.changes_nothing;
      stays += !one.changes_winner;
      if (one.changes_winner) {
        ++how_first_changes(one);
      } else if (one.changes_order) {
        ++(one.is_beyond_noise ? order_beyond : order_within);
      }
    }
  }
};

std::string summary(const StressOutcome& stressed, const Tally& tally) {
  const auto& outcome = stressed.outcome;
  const std::size_t moves = stressed.stress.outcomes.size();
  const auto winner = outcome.ranking.winner();
  const std::string share =
      tally.stays == moves ? "all " + number(moves) : number(tally.stays) + " of " + number(moves);
  std::string text =
      winner ? "The first choice stays " + outcome.label(*winner) + " in " + share + " moves."
             : "No policy can win, and none could in " + share + " moves.";
  if (tally.other_beyond > 0) {
    text += " In " + moves_of(tally.other_beyond) +
            " another policy is first, and the change is outside the noise.";
  }
  if (tally.other_within > 0) {
    text += " In " + moves_of(tally.other_within) +
            " another policy is first, but not told apart from it.";
  }
  if (tally.by_musts > 0)
    text += " In " + moves_of(tally.by_musts) + " another policy is first because of a must.";
  if (tally.none_wins > 0)
    text += " In " + moves_of(tally.none_wins) + " no policy can win any more.";
  const std::size_t orders = tally.order_beyond + tally.order_within;
  if (orders > 0) {
    text += " In " + moves_of(orders) +
            " the first choice stays and the order behind it changes, " +
            number(tally.order_beyond) + " of them outside the noise.";
  }
  if (tally.nothing > 0) {
    text += " " + moves_of(tally.nothing) + (tally.nothing == 1 ? " leaves" : " leave") +
            " every " + outcome.ranking.kpi + " exactly as it was.";
  }
  std::string warning;
  if (stressed.stress.margin && !stressed.stress.margin->is_beyond_noise()) {
    warning = "Even without any move " + outcome.label(stressed.stress.margin->policy) + " and " +
              outcome.label(stressed.stress.margin->against) +
              " are not told apart, so a change within the noise says nothing: --replications N "
              "narrows it.";
  }
  return paragraph(text) + paragraph(warning);
}

/// A path too long for its column goes on below, broken at a point.
std::string broken(const std::string& path, std::size_t width) {
  if (path.size() <= width) return path;
  const std::size_t point = path.rfind('.', width - 1);
  if (point == std::string::npos) return path;
  return path.substr(0, point + 1) + "\n  " + path.substr(point + 1);
}

/// The places that are taken by others than before: "1 points, 2 today".
std::string places(const StressOutcome& stressed, const MoveOutcome& now) {
  constexpr std::size_t kLine = 26;
  constexpr std::size_t kName = 20;
  const auto& before = stressed.outcome.ranking.order;
  std::string text;
  std::size_t column = 0;
  for (std::size_t place = 0; place < now.order.size(); ++place) {
    if (now.order[place] == before[place].policy) continue;
    const std::string item =
        std::to_string(place + 1) + " " + shortened(stressed.name(now.order[place]), kName);
    if (column > 0) text += column + 2 + width_of(item) > kLine ? ",\n" : ", ";
    if (column + 2 + width_of(item) > kLine) column = 0;
    column += (column > 0 ? 2 : 0) + width_of(item);
    text += item;
  }
  return text.empty() ? "none" : text;
}

enum class Range { on_one_line, on_two_lines };

std::string lead_between(const std::optional<Lead>& lead, Range range) {
  if (!lead || std::isnan(lead->by.difference.mean)) return "none";
  const KpiSummary d = as_summary(lead->by);
  const Showing show(d);
  const double half_width = d.half_width.value_or(0.0);
  if (Showing::is_constant(d) || half_width == 0.0) return show.amount(d.mean);
  return show.number(d.mean - half_width) + (range == Range::on_one_line ? " and " : "\nand ") +
         show.amount(d.mean + half_width);
}

std::string change_of(const MoveOutcome& now) {
  if (now.changes_winner && !now.winner) return "no policy can\nwin any more";
  if (!now.former_breaks.empty()) return "breaks now:\n" + now.former_breaks.front();
  if (now.changes_winner && !now.over_the_former) return "musts decide";
  const std::string what = now.changes_winner ? "another first," : "order behind,";
  return what + (now.is_beyond_noise ? "\noutside noise" : "\nwithin noise");
}

/// Moves that change the ranking: another first choice before another order, the surer first.
std::vector<std::size_t> changing_moves(const experiment::Stress& stress) {
  std::vector<std::size_t> moves;
  for (std::size_t i = 0; i < stress.outcomes.size(); ++i) {
    if (stress.outcomes[i].changes_winner || stress.outcomes[i].changes_order) moves.push_back(i);
  }
  const auto weight = [&](std::size_t move) {
    const MoveOutcome& one = stress.outcomes[move];
    return (one.changes_winner ? 2 : 0) + (one.is_beyond_noise ? 1 : 0);
  };
  std::stable_sort(moves.begin(), moves.end(),
                   [&](std::size_t a, std::size_t b) { return weight(a) > weight(b); });
  return moves;
}

std::size_t widest_line(const std::string& text) {
  std::size_t widest = 0;
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    widest = std::max(widest, width_of(std::string_view(text).substr(start, end - start)));
    start = end + 1;
  }
  return widest;
}

/// As wide as fits: first the ranges give way, then the paths.
std::string rows_of(const StressOutcome& stressed, const std::vector<std::size_t>& moves) {
  std::string text;
  for (std::size_t width = 44; width >= 20; width -= 8) {
    for (const Range range : {Range::on_one_line, Range::on_two_lines}) {
      Table table({Align::left, Align::left, Align::right, Align::left});
      table.add(
          {"", "who comes\nto another place", "first over second\n95 % sure between", "\nchange"});
      for (const std::size_t move : moves) {
        const MoveOutcome& now = stressed.stress.outcomes[move];
        const Assumption& assumption = stressed.assumption_of(move);
        table.add({broken(assumption.path, width) + "\n  " + assumption.value + " to " +
                       moved_value(stressed.plan.moves[move].to),
                   places(stressed, now), lead_between(now.lead, range), change_of(now)});
      }
      text = table.text();
      if (widest_line(text) <= kWidth) return text;
    }
  }
  return text;
}

std::string changes_table(const StressOutcome& stressed, const Console& console) {
  std::vector<std::size_t> moves = changing_moves(stressed.stress);
  if (moves.empty()) return {};
  const std::size_t most = stressed.stress.winner_changes() + kMostOrders;
  const std::size_t left_out = moves.size() > most ? moves.size() - most : 0;
  moves.resize(moves.size() - left_out);
  std::string text = rows_of(stressed, moves);
  if (left_out > 0) {
    text += paragraph("And " + number(left_out) +
                      " more that leave the first choice and change the order behind it: --json "
                      "names them all.");
  }
  return console.on_stdout(Style::bold,
                           "Moves that change the ranking by " + stressed.outcome.what_decides()) +
         '\n' + text + '\n';
}

std::string margin_cell(const std::optional<Lead>& margin) {
  if (!margin) return "";
  const KpiSummary d = as_summary(margin->by);
  const Showing show(d);
  const std::string noise = show.plus_minus(d);
  return show.difference(d) + (noise.empty() ? "" : "\n" + noise);
}

std::string reactions_table(const StressOutcome& stressed, const Console& console) {
  const auto& margin = stressed.stress.margin;
  if (!margin || stressed.stress.reactions.empty()) return {};
  Table table({Align::left, Align::right, Align::right, Align::right});
  table.add({"", "half down", "as assumed", "half up"});
  std::size_t shown = 0;
  for (const Reaction& reaction : stressed.stress.reactions) {
    if (shown == kReactions || reaction.size == 0.0) break;
    ++shown;
    const Assumption& assumption = stressed.plan.assumptions[reaction.assumption];
    std::vector<std::string> cells;
    std::vector<std::string> values;
    for (const auto& move : reaction.moves) {
      values.push_back(move ? moved_value(stressed.plan.moves[*move].to) : "not moved");
      cells.push_back(move ? margin_cell(stressed.stress.outcomes[*move].margin) : "not moved");
    }
    table.add({broken(assumption.path, 44) + "\n  " + values[0] + ", " + assumption.value + ", " +
                   values[1],
               cells[0], margin_cell(margin), cells[1]});
  }
  const auto& outcome = stressed.outcome;
  if (shown == 0) return {};
  return console.on_stdout(
             Style::bold,
             wrapped("What moves the margin of " + outcome.label(margin->policy) + " over " +
                         outcome.label(margin->against) + " most (" + outcome.ranking.kpi + ")",
                     kWidth, 0)) +
         '\n' + table.text() + '\n';
}

}  // namespace

std::string as_table(const StressOutcome& stressed, const Console& console) {
  std::string text = '\n' + console.on_stdout(Style::bold, "What rests on assumptions") + '\n';
  if (stressed.stress.outcomes.empty()) {
    return text + "Nothing was moved: no assumption here is a number other than zero.\n" +
           limits_of(stressed.plan);
  }
  const std::size_t moved = stressed.plan.count(Assumption::Kind::number);
  const Tally tally(stressed.stress);
  text += summary(stressed, tally);
  text += paragraph(counted(static_cast<std::int64_t>(moved), "assumption") +
                    (moved == 1 ? " was" : " were") +
                    " moved by half, down and up, one at a time, for the same customers with the "
                    "same luck. Each margin holds by itself with 95 %, not all of them at once.");
  text += '\n' + changes_table(stressed, console) + reactions_table(stressed, console);
  return text + limits_of(stressed.plan);
}

}  // namespace tenure::cli
