// SPDX-License-Identifier: Apache-2.0
#include "cli/report/answer.h"

#include <cmath>

#include "cli/report/courses.h"
#include "cli/report/number.h"
#include "cli/report/payback.h"
#include "cli/report/sections.h"
#include "cli/words.h"

namespace tenure::cli {
namespace {

using experiment::KpiSummary;
using experiment::Standing;
using experiment::Verdict;
using Is = Phrase::Is;

/// "between 79,010 and 97,786" of a difference that has a sign beyond noise: how much more or less.
std::string bounds_of(const KpiSummary& d, const NumberFormat& format) {
  const double mean = std::fabs(d.mean);
  return "between " + number_of(mean - *d.half_width, format) + " and " +
         number_of(mean + *d.half_width, format);
}

/// " (95 % sure between 79,010 and 97,786)"
Phrase sure(const KpiSummary& kpi, const NumberFormat& format) {
  if (!kpi.half_width) return {""};
  if (*kpi.half_width <= 1e-9 * std::fabs(kpi.mean)) {
    return {" (the same in every replication)", Is::range};
  }
  return {" (95\u00A0% sure " + bounds_of(kpi, format) + ")", Is::range};
}

class Answering {
 public:
  explicit Answering(const Account& account) : account_(account) {}

  Answer of_comparison() const {
    Answer answer;
    const auto winner = account_.ranking.winner();
    if (!winner) {
      answer.headline = {{"No policy can win."}};
    } else if (*winner == 0) {
      answer.headline = stay();
    } else {
      answer.headline = fund(*winner);
      add(answer, what_it_costs(*winner));
    }
    if (winner) add(answer, next_best(*winner));
    if (winner) add(answer, best_of_all());
    for (const Standing& standing : account_.ranking.order) add(answer, why_not(standing));
    if (winner) add(answer, what_it_rests_on());
    return answer;
  }

  Answer of_single() const {
    Answer answer;
    const KpiSummary kept = account_.mean("survival", 0);
    answer.headline = {{"Under "}, {account_.label(0), Is::best}};
    if (std::isfinite(kept.mean)) {
      const NumberFormat format = format_of({kept});
      answer.headline.push_back({", " + amount_of(kept.mean, format) +
                                 " of the customers of the start are still there after " +
                                 account_.horizon()});
      answer.headline.push_back(sure(kept, format));
    } else {
      answer.headline.push_back({", nobody was a customer at the start"});
    }
    if (account_.comparison.has("profit")) {
      const KpiSummary profit = account_.mean("profit", 0);
      const NumberFormat format = format_of({profit});
      answer.headline.push_back({", and the profit is " + amount_of(profit.mean, format)});
      answer.headline.push_back(sure(profit, format));
    }
    answer.headline.push_back({"."});
    answer.reasons.push_back(
        {{"One policy alone says what happens, not what to do: tenure compare holds several "
          "against each other."}});
    return answer;
  }

 private:
  static void add(Answer& answer, Sentence sentence) {
    if (!sentence.empty()) answer.reasons.push_back(std::move(sentence));
  }

  Phrase best(std::size_t policy) const { return {account_.label(policy), Is::best}; }
  Phrase name(std::size_t policy) const { return {account_.label(policy), Is::name}; }

  /// "earns 88,398 EUR more than "
  static std::string does(const KpiSummary& d, const NumberFormat& format) {
    const std::string amount = amount_of(std::fabs(d.mean), format);
    const std::string more = d.mean >= 0.0 ? " more" : " less";
    if (d.name == "profit") return "earns " + amount + more + " than ";
    return "has " + amount + more + " " + in_words(d.name) + " than ";
  }

  /// ", and keeps 67 more of 1,000 customers (between 63 and 70)"
  Sentence keeps(std::size_t policy) const {
    const analysis::Interval& kept = account_.comparison.policies()[policy].kept_per_1000;
    if (!std::isfinite(kept.mean) || account_.ranking.kpi == "survival") return {};
    const KpiSummary as_kpi{"", "1", "", kept.mean, kept.half_width};
    if (!is_beyond_noise(as_kpi)) return {{", and keeps about as many customers"}};
    const NumberFormat format{1.0, std::fabs(kept.mean) < 10.0 ? 1 : 0, ""};
    const bool is_more = kept.mean > 0.0;
    return {{(is_more ? ", and keeps " : ", but keeps ") + number_of(std::fabs(kept.mean), format) +
             (is_more ? " more" : " fewer") + " of 1,000 customers"},
            {" (" + bounds_of(as_kpi, format) + ")", Is::range}};
  }

  /// Together with those on all other policies.
  Verdict verdict_on(std::size_t policy) const {
    return account_.ranking.order[account_.place(policy)].verdict;
  }

  Sentence fund(std::size_t winner) const {
    const KpiSummary d = account_.deciding_difference(winner);
    const NumberFormat format = format_of_differences({d});
    if (std::isnan(d.mean)) {
      return {best(winner), {" is best; "}, name(0), {" cannot be compared with it."}};
    }
    if (is_beyond_noise(d)) {
      Sentence sentence{
          {"Fund "}, best(winner), {": it " + does(d, format)}, name(0), sure(d, format)};
      for (Phrase& phrase : keeps(winner)) sentence.push_back(std::move(phrase));
      sentence.push_back({"."});
      return sentence;
    }
    if (!d.half_width) {
      return {best(winner),
              {" did best in the one replication there is: it " + does(d, format)},
              name(0),
              {". More replications say how sure that is."}};
    }
    return {{"Do not decide yet: "},
            best(winner),
            {" looks best, but it is not told apart from "},
            name(0),
            {" (95\u00A0% sure between " + number_of(d.mean - *d.half_width, format) + " and " +
                 amount_of(d.mean + *d.half_width, format) + " more)",
             Is::range},
            {"."}};
  }

  Sentence stay() const {
    const bool highest = account_.ranking.better == experiment::Better::highest;
    return {{"Stay with "},
            best(0),
            {std::string(": no other policy has a ") + (highest ? "higher " : "lower ") +
             in_words(account_.ranking.kpi) + "."}};
  }

  Sentence what_it_costs(std::size_t policy) const {
    const auto& price = account_.comparison.policies()[policy].price;
    if (!price) return {};
    const KpiSummary cost{"", account_.currency(), "", price->policy_cost.mean,
                          price->policy_cost.half_width};
    const std::string amount = amount_of(std::fabs(cost.mean), format_of_differences({cost}));
    if (cost.mean <= 0.0) {
      return {{cost.mean == 0.0 ? "It costs no more than " : "It costs " + amount + " less than "},
              name(0),
              {"."}};
    }
    Sentence sentence{{"It costs " + amount + " more than "}, name(0)};
    const double back = 1.0 + price->return_on_policy.mean;
    const std::string& unit = account_.currency();
    if (back >= 1.0) {
      sentence.push_back({"; every " + unit + " of that comes back with " +
                          with_thousands(back - 1.0, 2) + " " + unit + " on top."});
    } else {
      sentence.push_back({"; of every " + unit + " of that " +
                          (back > 0.0 ? with_thousands(back, 2) + " " + unit + " comes back."
                                      : "nothing comes back.")});
    }
    const auto payback = payback_of(account_, policy);
    if (payback && payback->day) {
      sentence.push_back({*payback->day == 0.0
                              ? " It is ahead from the start."
                              : " It is ahead for good after " +
                                    time_in_words(*payback->day, payback->days.back()) + "."});
    }
    return sentence;
  }

  Sentence next_best(std::size_t winner) const {
    const auto& order = account_.ranking.order;
    if (order.size() < 2) return {};
    const Standing& second = order[1];
    if (second.policy == 0) return {};  // the headline has said it
    if (second.verdict == Verdict::breaks_a_must || second.verdict == Verdict::no_value) return {};
    const KpiSummary gap = account_.deciding_difference(winner, second.policy);
    const NumberFormat format = format_of_differences({gap});
    Sentence sentence{{"Next best: "}, name(second.policy)};
    if (is_the_same(gap)) {
      sentence.push_back({", exactly as good."});
    } else if (is_beyond_noise(gap)) {
      sentence.push_back({", " + amount_of(std::fabs(gap.mean), format) + " behind"});
      sentence.push_back(sure(gap, format));
      sentence.push_back({"."});
    } else {
      sentence.push_back({", not told apart from the best; more replications narrow it."});
    }
    return sentence;
  }

  /// Whether the choice among several is sure: what two-by-two comparisons do not say.
  Sentence best_of_all() const {
    const experiment::BestOf& best = account_.ranking.best;
    if (best.rivals < 2 || !best.is_sure()) return {};
    return {{"With 95\u00A0% it is the best of all " +
             with_thousands(static_cast<std::int64_t>(best.rivals + 1)) + " that can win."}};
  }

  /// How far the answer is one of the assumptions: the doubt that no interval shows.
  Sentence what_it_rests_on() const {
    const RecordedAssumptions& assumptions = account_.recorded.assumptions;
    const std::string stressed = stress_in_words(account_);
    if (!stressed.empty()) return {{stressed}};
    if (!assumptions.known || assumptions.assumed.empty()) return {};
    const auto assumed = static_cast<std::int64_t>(assumptions.assumed.size());
    return {{"It rests on " + counted(assumed, "assumption") + " among " +
             with_thousands(assumptions.given + assumptions.sourced + assumed) +
             " values; whether they carry it has not been tried (tenure compare --stress)."}};
  }

  Sentence why_not(const Standing& standing) const {
    if (standing.verdict == Verdict::no_value) {
      return {name(standing.policy),
              {" cannot win: it has no " + in_words(account_.ranking.kpi) + "."}};
    }
    if (standing.verdict != Verdict::breaks_a_must) return {};
    std::string broken;
    for (const std::string& must : standing.broken) {
      broken += (broken.empty() ? "" : " and ") + must;
    }
    return {name(standing.policy), {" cannot win: it breaks " + broken + "."}};
  }

  const Account& account_;
};

void write(const Sentence& sentence, HtmlWriter& html) {
  for (const Phrase& phrase : sentence) {
    switch (phrase.is) {
      case Is::words:
        html.text(phrase.text);
        break;
      case Is::best:
        html.element("strong", phrase.text);
        break;
      case Is::name:
        html.element("span", phrase.text, {{"class", "name"}});
        break;
      case Is::range:
        html.element("span", phrase.text, {{"class", "range"}});
        break;
    }
  }
}

}  // namespace

Answer answer_of(const Account& account) {
  const Answering answering(account);
  return account.is_comparison() ? answering.of_comparison() : answering.of_single();
}

std::string plain(const Sentence& sentence) {
  std::string text;
  for (const Phrase& phrase : sentence) text += phrase.text;
  return text;
}

void tell_answer(const Account& account, Page& page) {
  const Answer answer = answer_of(account);
  HtmlWriter& html = page.html;
  html.open("header", {{"id", "answer"}, {"tabindex", "-1"}});
  html.element("p", account.recorded.title, {{"class", "title"}});
  html.open("h1");
  write(answer.headline, html);
  html.close();
  for (const Sentence& reason : answer.reasons) {
    html.open("p", {{"class", "reason"}});
    write(reason, html);
    html.close();
  }
  html.close();
}

}  // namespace tenure::cli
