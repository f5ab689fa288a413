// SPDX-License-Identifier: Apache-2.0
#include "cli/report/answer.h"

#include <cmath>

#include "cli/report/number.h"
#include "cli/report/sections.h"
#include "cli/words.h"

namespace tenure::cli {
namespace {

using experiment::KpiSummary;
using experiment::PolicyResult;
using experiment::Standing;
using experiment::Verdict;

class Answering {
 public:
  explicit Answering(const Account& account) : account_(account) {}

  Answer of_comparison() {
    Answer answer;
    const auto winner = account_.ranking.winner();
    if (!winner) {
      answer.headline = {{"No policy can win: each breaks what must hold."}};
    } else if (*winner == 0) {
      answer.headline = stay();
    } else {
      answer.headline = fund(*winner);
      add(answer, what_it_costs(*winner));
    }
    if (winner) add(answer, next_best(*winner));
    for (const Standing& standing : account_.ranking.order) add(answer, why_not(standing));
    return answer;
  }

  Answer of_single() {
    Answer answer;
    answer.headline = {{"Under "}, name(0), {", "}};
    const KpiSummary kept = account_.mean("survival", 0);
    const NumberFormat format = format_of({kept});
    answer.headline.push_back(
        {std::isfinite(kept.mean)
             ? amount_of(kept.mean, format) +
                   " of the customers there at the start are still there after " +
                   account_.horizon() + sure(kept, format)
             : "nobody was a customer at the start"});
    if (account_.comparison.has("profit")) {
      const KpiSummary profit = account_.mean("profit", 0);
      const NumberFormat money = format_of({profit});
      answer.headline.push_back(
          {", and the profit is " + amount_of(profit.mean, money) + sure(profit, money)});
    }
    answer.headline.push_back({"."});
    answer.reasons.push_back(
        {{"One policy alone says what happens, not what to do: tenure compare holds several of "
          "them against each other."}});
    return answer;
  }

 private:
  static void add(Answer& answer, Sentence sentence) {
    if (!sentence.empty()) answer.reasons.push_back(std::move(sentence));
  }

  Phrase name(std::size_t policy) const { return {account_.label(policy), true}; }

  /// " (95 % sure between 79,010 and 97,786)"
  static std::string sure(const KpiSummary& kpi, const NumberFormat& format) {
    if (!kpi.half_width) return {};
    if (*kpi.half_width <= 1e-9 * std::fabs(kpi.mean)) return " (the same in every replication)";
    return " (95\u00A0% sure between " + number_of(kpi.mean - *kpi.half_width, format) + " and " +
           number_of(kpi.mean + *kpi.half_width, format) + ")";
  }

  /// "earns 88,398 EUR more than "
  std::string does(const KpiSummary& d, const NumberFormat& format) const {
    const std::string amount = amount_of(std::fabs(d.mean), format);
    if (d.name == "profit")
      return (d.mean >= 0 ? "earns " : "earns ") + amount +
             (d.mean >= 0 ? " more than " : " less than ");
    return "has " + amount + (d.mean >= 0 ? " more " : " less ") + in_words(d.name) + " than ";
  }

  /// " and keeps 67 more of 1,000 customers"
  std::string keeps(std::size_t policy) const {
    const analysis::Interval& kept = account_.comparison.policies()[policy].kept_per_1000;
    if (!std::isfinite(kept.mean)) return {};
    const KpiSummary as_kpi{"", "1", "", kept.mean, kept.half_width};
    const NumberFormat format{1.0, std::fabs(kept.mean) < 10.0 ? 1 : 0, ""};
    if (!is_beyond_noise(as_kpi)) return ", and keeps about as many customers";
    const bool is_more = kept.mean > 0.0;
    const double low = std::fabs(kept.mean) - *kept.half_width;
    const double high = std::fabs(kept.mean) + *kept.half_width;
    return std::string(is_more ? ", and keeps " : ", but keeps ") +
           number_of(std::fabs(kept.mean), format) + (is_more ? " more" : " fewer") +
           " of 1,000 customers (between " + number_of(low, format) + " and " +
           number_of(high, format) + ")";
  }

  Sentence fund(std::size_t winner) const {
    const KpiSummary d = account_.deciding_difference(winner);
    const NumberFormat format = format_of_differences({d});
    if (std::isnan(d.mean))
      return {name(winner), {" is best; "}, name(0), {" cannot be compared with it."}};
    if (is_beyond_noise(d)) {
      return {{"Fund "},
              name(winner),
              {": it " + does(d, format)},
              name(0),
              {sure(d, format) + keeps(winner) + "."}};
    }
    if (!d.half_width) {
      return {name(winner),
              {" did best in the one replication there is: it " + does(d, format)},
              name(0),
              {". How sure that is, more replications say."}};
    }
    return {{"Do not decide yet: "},
            name(winner),
            {" looks best, but it is not told apart from "},
            name(0),
            {" (95\u00A0% sure between " + number_of(d.mean - *d.half_width, format) + " and " +
             amount_of(d.mean + *d.half_width, format) + " more)."}};
  }

  Sentence stay() const {
    Sentence sentence{{"Stay with "}, name(0)};
    if (account_.ranking.order.size() < 2) return sentence;
    sentence.push_back(
        {": no other policy has a " +
         std::string(account_.ranking.better == experiment::Better::highest ? "higher "
                                                                            : "lower ") +
         in_words(account_.ranking.kpi) + "."});
    return sentence;
  }

  Sentence what_it_costs(std::size_t policy) const {
    const auto& price = account_.comparison.policies()[policy].price;
    if (!price) return {};
    const KpiSummary cost{"", account_.currency(), "", price->policy_cost.mean,
                          price->policy_cost.half_width};
    const NumberFormat format = format_of_differences({cost});
    const std::string amount = amount_of(std::fabs(cost.mean), format);
    if (cost.mean <= 0.0) {
      return {{cost.mean == 0.0 ? "It costs no more than " : "It costs " + amount + " less than "},
              name(0),
              {"."}};
    }
    const double gain = price->return_on_policy.mean;
    Sentence sentence{{"It costs " + amount + " more than "}, name(0)};
    sentence.push_back({std::string(gain >= 0.0 ? " and returns " : " and loses ") +
                        with_thousands(std::fabs(gain), 2) + " " + account_.currency() +
                        " for each of them, the cost itself paid."});
    return sentence;
  }

  Sentence next_best(std::size_t winner) const {
    const auto& order = account_.ranking.order;
    if (order.size() < 2) return {};
    const Standing& second = order[1];
    if (second.verdict == Verdict::breaks_a_must || second.verdict == Verdict::no_value) return {};
    const KpiSummary gap = account_.deciding_difference(winner, second.policy);
    const NumberFormat format = format_of_differences({gap});
    Sentence sentence{{"Next best: "}, name(second.policy)};
    if (is_the_same(gap)) {
      sentence.push_back({", exactly as good."});
    } else if (is_beyond_noise(gap)) {
      sentence.push_back({", " + amount_of(std::fabs(gap.mean), format) + " behind" +
                          " (95\u00A0% sure between " +
                          number_of(std::fabs(gap.mean) - *gap.half_width, format) + " and " +
                          number_of(std::fabs(gap.mean) + *gap.half_width, format) + ")."});
    } else {
      sentence.push_back({", not told apart from the best; more replications narrow it."});
    }
    return sentence;
  }

  Sentence why_not(const Standing& standing) const {
    if (standing.verdict == Verdict::no_value) {
      return {name(standing.policy),
              {" cannot win: it has no " + in_words(account_.ranking.kpi) + "."}};
    }
    if (standing.verdict != Verdict::breaks_a_must) return {};
    std::string broken;
    for (const std::string& must : standing.broken)
      broken += (broken.empty() ? "" : " and ") + must;
    return {name(standing.policy), {" cannot win: it breaks " + broken + "."}};
  }

  const Account& account_;
};

void write(const Sentence& sentence, HtmlWriter& html) {
  for (const Phrase& phrase : sentence) {
    if (phrase.is_name) {
      html.element("strong", phrase.text);
    } else {
      html.text(phrase.text);
    }
  }
}

}  // namespace

Answer answer_of(const Account& account) {
  Answering answering(account);
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
  html.open("header", {{"id", "answer"}});
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
