// SPDX-License-Identifier: Apache-2.0
#include <variant>

#include "cli/report/sections.h"
#include "cli/words.h"
#include "experiment/warm_up_check.h"
#include "results/digest.h"
#include "results/layout.h"

namespace tenure::cli {
namespace {

std::string attribute(const results::Dataset& dataset, const std::string& name) {
  const auto found = dataset.attributes.find(name);
  if (found == dataset.attributes.end()) return {};
  if (const auto* text = std::get_if<results::Text>(&found->second)) return *text;
  const auto* whole = std::get_if<std::int64_t>(&found->second);
  return whole == nullptr ? std::string() : with_thousands(*whole);
}

void tell(HtmlWriter& html, std::string_view what, const std::string& is) {
  if (is.empty()) return;
  html.element("dt", what).element("dd", is);
}

}  // namespace

void tell_caveats(const Account& account, Page& page) {
  page.open_section("caveats", "What to keep in mind");
  HtmlWriter& html = page.html;
  html.open("ul");
  const auto item = [&](const std::string& text) { html.element("li", text); };
  const auto replications = static_cast<std::int64_t>(account.replications());
  if (replications < 2) {
    item("There is one replication: nothing here says how much is luck (--replications 20).");
  } else {
    item("Intervals measure luck, over " + counted(replications, "replication") +
         ", each by itself with 95 %, not all of them at once. They do not measure whether the "
         "model is right.");
    if (replications < 10) {
      item(
          "With fewer than ten replications intervals are wide and rest on the assumption that "
          "results vary like a bell curve.");
    }
  }
  if (account.is_comparison()) {
    item(
        "All policies met the same customers with the same luck, so differences are surer than "
        "the figures themselves.");
  }
  if (!account.recorded.criterion_known) {
    item("The results do not say what decides between policies; here it is " +
         in_words(account.ranking.kpi) + ".");
  } else if (!account.ranking.as_asked) {
    item("No policy has the " + in_words(account.recorded.criterion.kpi) +
         " that was to decide; survival does instead.");
  }
  for (const std::string& must : account.ranking.unjudged) {
    item("Nothing can be held against " + must + ": no policy has a value of it.");
  }
  if (const auto check = experiment::noted_warm_up(account.recorded.dataset); !check.text.empty()) {
    item(check.text);
  }
  item("What happens after " + account.horizon() + " is not told, and a policy may pay later.");
  item(
      "A simulation shows what follows from its assumptions. Those that carry the answer are found "
      "by tenure compare --stress.");
  html.close();
  page.close_section();
}

void tell_provenance(const Account& account, Page& page) {
  const Recorded& recorded = account.recorded;
  page.open_section("provenance", "Where this comes from");
  HtmlWriter& html = page.html;
  html.open("dl");
  tell(html, "Results", recorded.file.filename().string());
  tell(html, "Simulated by", recorded.version.empty() ? "" : "tenure " + recorded.version);
  tell(html, "Seed", recorded.seed);
  tell(html, "Replications", with_thousands(static_cast<std::int64_t>(account.replications())));
  tell(html, "Horizon", account.horizon());
  tell(html, "Warm-up before it", recorded.warm_up);
  tell(html, "Time 0", recorded.starts);
  tell(html, "Simulated events", attribute(recorded.dataset, "events"));
  tell(html, "Study", attribute(recorded.dataset, results::kStudyAttribute));
  tell(html, "Digest of the results", results::digest(recorded.dataset));
  html.close();
  html.element("p",
               "The same scenario, seed and version give the same results to the bit, on any "
               "number of threads: the digest tells.");
  page.close_section();
}

}  // namespace tenure::cli
