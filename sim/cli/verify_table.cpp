// SPDX-License-Identifier: Apache-2.0
#include "cli/verify_table.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <string_view>

#include "cli/table.h"
#include "cli/words.h"

namespace tenure::cli {
namespace {

constexpr std::size_t kCase = 5;
constexpr std::size_t kQuantity = 41;
constexpr std::size_t kNumber = 12;
constexpr std::size_t kZ = 7;
constexpr std::size_t kWidth = 100;

std::string padded(std::string text, std::size_t width, Align align) {
  text = shortened(text, width);
  const std::string blanks(width - std::min(width, width_of(text)), ' ');
  return align == Align::left ? text + blanks : blanks + text;
}

/// Six digits that count.
std::string number(double x) {
  if (!std::isfinite(x)) return "none";
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.6g", x);
  return text.data();
}

std::string short_number(double x, int digits) {
  if (!std::isfinite(x)) return "none";
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.*g", digits, x);
  return text.data();
}

std::string two_decimals(double x) {
  if (!std::isfinite(x)) return "none";
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%+.2f", x);
  return text.data();
}

std::string row(const std::string& id, const std::string& quantity, const std::string& exact,
                const std::string& simulated, const std::string& error, const std::string& z,
                const std::string& verdict) {
  return padded(id, kCase, Align::left) + ' ' + padded(quantity, kQuantity, Align::left) +
         padded(exact, kNumber, Align::right) + padded(simulated, kNumber, Align::right) +
         padded(error, kNumber - 2, Align::right) + padded(z, kZ, Align::right) + "  " + verdict +
         '\n';
}

std::string verdict_of(const verify::Finding& finding, Held held, const Console& console) {
  switch (held) {
    case Held::yes:
      return console.on_stdout(Style::green, "holds");
    case Held::too_noisy:
      return console.on_stdout(Style::red, "too noisy") + ": 3.29 standard errors are " +
             number(finding.agreement.half_width) + ", allowed are " +
             number(finding.agreement.allowed);
    case Held::no:
      break;
  }
  std::string text = console.on_stdout(Style::red, "FAILS");
  if (finding.deviating > 0) {
    text += ": " + with_thousands(static_cast<std::int64_t>(finding.deviating)) + " of " +
            with_thousands(static_cast<std::int64_t>(finding.observations)) + " deviate";
  }
  return text;
}

Style style_of(verify::ClaimVerdict verdict) {
  switch (verdict) {
    case verify::ClaimVerdict::shown:
      return Style::green;
    case verify::ClaimVerdict::refuted:
      return Style::red;
    case verify::ClaimVerdict::undecided:
      break;
  }
  return Style::bold;
}

/// "+6.64 pp +- 0.32 pp" of shares, "12.3 EUR", "1.40".
std::string measured(const verify::Judged& one) {
  if (one.exactly) {
    return one.verdict == verify::ClaimVerdict::shown ? "the same" : "not the same";
  }
  // Shares are told as they were asked for.
  const bool in_points = one.says.find(" pp") != std::string::npos;
  const bool in_percent = one.says.find(" %") != std::string::npos;
  const double factor = one.unit == "1" && (in_points || in_percent) ? 100.0 : 1.0;
  std::string unit = one.unit == "1" ? "" : ' ' + one.unit;
  if (factor != 1.0) unit = in_points ? " pp" : " %";
  return short_number(factor * one.estimate.value, 4) + " +- " +
         short_number(factor * one.estimate.half_width(), 2) + unit;
}

}  // namespace

std::string verify_heading(const Console& console) {
  return console.on_stdout(
      Style::bold, row("case", "quantity", "exact", "simulated", "std error", "z", "verdict"));
}

std::string verify_rows(const verify::CaseOutcome& outcome, const std::vector<Held>& held,
                        const Console& console) {
  std::string text;
  for (std::size_t i = 0; i < outcome.findings.size(); ++i) {
    const verify::Finding& finding = outcome.findings[i];
    const analysis::Agreement& agreement = finding.agreement;
    text += row(finding.id, finding.quantity, number(agreement.exact), number(agreement.figure),
                short_number(agreement.standard_error, 3), two_decimals(agreement.z),
                verdict_of(finding, held[i], console));
  }
  return text;
}

std::string claim_text(const verify::ClaimOutcome& outcome, const std::string& name,
                       const Console& console) {
  std::string cards;
  for (const std::string& card : outcome.claim.cards) cards += (cards.empty() ? "" : ", ") + card;
  const auto verdict = outcome.verdict();
  std::string text = console.on_stdout(style_of(verdict), name_of(verdict)) + "  " +
                     console.on_stdout(Style::bold, name) + " (" + cards + ")\n";
  text += "  " + wrapped(outcome.claim.says, kWidth - 2, 2) + '\n';
  Table table({Align::left, Align::left, Align::left});
  for (const verify::Judged& one : outcome.judged) {
    std::string remark;
    if (one.published) remark += "published " + short_number(*one.published, 4);
    if (one.verdict == verify::ClaimVerdict::undecided) {
      remark += remark.empty() ? "" : "; ";
      remark += std::isnan(one.estimate.value) ? "has no value"
                : one.would_take == 0
                    ? "points the other way"
                    : "would take " + with_thousands(static_cast<std::int64_t>(one.would_take)) +
                          " replications";
    }
    table.add({std::string(name_of(one.verdict)), wrapped(one.says, kWidth - 40, 2),
               measured(one) + (remark.empty() ? "" : "  (" + remark + ')')});
  }
  text += table.text("    ");
  if (outcome.claim.unreached) {
    text += "  not reached: " + wrapped(*outcome.claim.unreached, kWidth - 15, 15) + '\n';
  }
  return text;
}

}  // namespace tenure::cli
