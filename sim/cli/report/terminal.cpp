// SPDX-License-Identifier: Apache-2.0
#include "cli/report/terminal.h"

#include <algorithm>
#include <cmath>

#include "cli/bars.h"
#include "cli/report/answer.h"
#include "cli/report/braille.h"
#include "cli/report/number.h"
#include "cli/table.h"
#include "cli/words.h"
#include "experiment/survival_of.h"

namespace tenure::cli {
namespace {

constexpr std::size_t kWidth = 80;
constexpr std::size_t kColumns = 68;  // of a drawing, beside its axis
constexpr std::size_t kRows = 12;

/// Blanks that are not broken belong to pages; a terminal's lines are broken where they are.
std::string with_plain_blanks(std::string text) {
  for (std::size_t at = 0; (at = text.find("\u00A0", at)) != std::string::npos; ++at) {
    text.replace(at, 2, " ");
  }
  return text;
}

Style style_of(experiment::Verdict verdict) {
  if (verdict == experiment::Verdict::better) return Style::green;
  if (verdict == experiment::Verdict::worse) return Style::red;
  return Style::plain;
}

std::string ranking(const Account& account, const Console& console) {
  std::vector<experiment::KpiSummary> differences;
  for (const auto& standing : account.ranking.order) {
    differences.push_back(account.deciding_difference(standing.policy));
  }
  const NumberFormat format = format_of_differences(differences);
  std::vector<Bar> all;
  for (const auto& standing : account.ranking.order) {
    const experiment::KpiSummary d = account.deciding_difference(standing.policy);
    const double half = d.half_width.value_or(0.0);
    all.push_back(
        {account.label(standing.policy),
         standing.policy == 0 ? "the first" : with_plain_blanks(amount_of(d.mean, format)), d.mean,
         d.mean - half, d.mean + half, style_of(standing.verdict)});
  }
  const std::string title =
      in_words(account.ranking.kpi) + " against " + account.label(0) + " (shaded: 95 % sure)";
  return console.on_stdout(Style::bold, title) + '\n' + bars(all, kWidth, "", console);
}

/// The curves of the best policy and of the first, which is dotted.
std::string survival(const Account& account, const Console& console) {
  const std::size_t best = account.ranking.winner().value_or(0);
  std::vector<std::size_t> policies{0};
  if (best != 0) policies.push_back(best);
  double least = 1.0;
  std::vector<experiment::Survival> curves;
  for (const std::size_t policy : policies) {
    curves.push_back(experiment::survival_of(account.recorded.dataset, policy));
    for (const analysis::Interval& kept : curves.back().kept) {
      if (!std::isfinite(kept.mean)) return {};
      least = std::min(least, kept.mean);
    }
  }
  const double floor = std::floor(10.0 * least) / 10.0;
  const double horizon = curves.front().time.back();
  BrailleCanvas canvas(kColumns, kRows);
  const auto dot = [&](const experiment::Survival& curve, std::size_t i) {
    const double x = horizon > 0.0 ? curve.time[i] / horizon : 0.0;
    const double y = floor < 1.0 ? (1.0 - curve.kept[i].mean) / (1.0 - floor) : 0.0;
    return BrailleCanvas::Dot{x * static_cast<double>(canvas.width() - 1),
                              y * static_cast<double>(canvas.height() - 1)};
  };
  for (std::size_t c = 0; c < curves.size(); ++c) {
    const std::size_t every = c == 0 && curves.size() > 1 ? 3 : 1;
    for (std::size_t i = 1; i < curves[c].time.size(); ++i) {
      canvas.line(dot(curves[c], i - 1), dot(curves[c], i), every);
    }
  }
  std::string title = "customers of the start who never left";
  if (best != 0) title += ": " + account.label(best) + ", and " + account.label(0) + " dotted";
  std::string text = console.on_stdout(Style::bold, wrapped(title, kWidth, 0)) + '\n';
  const std::vector<std::string> lines = canvas.lines();
  for (std::size_t row = 0; row < lines.size(); ++row) {
    std::string label;
    if (row == 0) label = "100 %";
    if (row + 1 == lines.size()) label = with_thousands(100.0 * floor, 0) + " %";
    text += std::string(6 - std::min<std::size_t>(label.size(), 6), ' ') + label + " \u2502" +
            lines[row] + '\n';
  }
  text += std::string(7, ' ') + "\u2514";
  for (std::size_t i = 0; i < kColumns; ++i) text += "\u2500";
  const std::string end = account.horizon();
  text += '\n' + std::string(8, ' ') + '0' +
          std::string(kColumns - 1 - std::min(kColumns - 1, width_of(end)), ' ') + end + '\n';
  return text;
}

std::string kept_table(const Account& account, const Console& console) {
  Table table({Align::left, Align::right, Align::right, Align::right});
  table.add({"", "still there", "95 % sure between", "extra kept of 1,000"});
  for (const std::size_t policy : account.best_first()) {
    const experiment::KpiSummary kept = account.mean("survival", policy);
    const NumberFormat format = format_of({kept});
    const analysis::Interval& extra = account.comparison.policies()[policy].kept_per_1000;
    std::string between;
    if (kept.half_width) {
      between = number_of(kept.mean - *kept.half_width, format) + " and " +
                number_of(kept.mean + *kept.half_width, format);
    }
    table.add({shortened(account.label(policy), 26),
               with_plain_blanks(amount_of(kept.mean, format)), between,
               policy == 0 ? "" : with_sign(extra.mean, 1)});
  }
  std::string text = table.text();
  const std::size_t heading = text.find('\n');
  return console.on_stdout(Style::bold, text.substr(0, heading)) + text.substr(heading);
}

}  // namespace

std::string as_drawing(const Account& account, const Console& console) {
  const Answer answer = answer_of(account);
  std::string text = console.on_stdout(Style::bold, wrapped(account.recorded.title, kWidth, 0)) +
                     "\n\n" + wrapped(with_plain_blanks(plain(answer.headline)), kWidth, 0) + '\n';
  for (const Sentence& reason : answer.reasons) {
    text += wrapped(with_plain_blanks(plain(reason)), kWidth, 0) + '\n';
  }
  if (account.is_comparison()) text += '\n' + ranking(account, console);
  const std::string curves = survival(account, console);
  if (!curves.empty()) text += '\n' + curves + '\n' + kept_table(account, console);
  return text;
}

}  // namespace tenure::cli
