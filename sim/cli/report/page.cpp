// SPDX-License-Identifier: Apache-2.0
#include "cli/report/page.h"

#include <span>

#include "analysis/report/bundle.h"
#include "cli/help.h"
#include "cli/report/number.h"
#include "cli/report/sections.h"

namespace tenure::cli {
namespace {

void write(HtmlWriter& html, std::span<const std::string_view> pieces) {
  for (const std::string_view piece : pieces) html.raw(piece);
}

/// Nothing may be loaded or sent, no script runs but the bundle. Charts set styles of their own.
std::string content_policy(const analysis::Bundle& bundle) {
  return "default-src 'none'; script-src '" + std::string(bundle.script_hash) +
         "'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";
}

/// JSON as it may stand in a <script> element: `<` only ever occurs within strings there.
std::string inlined(std::string json) {
  std::string text;
  for (const char c : json) text += c == '<' ? std::string("\\u003c") : std::string(1, c);
  return text;
}

}  // namespace

Page::Page() { charts.open_object(); }

void Page::open_section(std::string_view id, std::string_view heading) {
  const std::string heading_id = std::string(id) + "-heading";
  html.open("section", {{"id", id}, {"aria-labelledby", heading_id}});
  html.element("h2", heading, {{"id", heading_id}});
}

void Page::open_chart(const ChartFrame& frame) {
  html.open("figure", {{"id", frame.id}, {"class", "chart"}, {"data-kind", frame.kind}});
  html.open("figcaption").element("h3", frame.title);
  html.element("p", frame.summary, {{"class", "summary"}}).close();
  html.open("div", {{"class", "plot"}}).close();
  charts.key(frame.id).open_object().field("title", frame.title).field("summary", frame.summary);
}

void Page::close_chart(const PageTable& numbers, Numbers shown) {
  charts.close();
  if (shown == Numbers::folded) html.open("details").element("summary", "The numbers");
  table(numbers);
  if (shown == Numbers::folded) html.close();
  html.close();
}

void Page::table(const PageTable& table) {
  html.open(
      "div",
      {{"class", "scrolls"}, {"role", "region"}, {"aria-label", table.caption}, {"tabindex", "0"}});
  html.open("table", {{"class", table.texts ? "texts" : "numbers"}});
  html.element("caption", table.caption);
  html.open("thead").open("tr");
  for (const std::string& column : table.columns) html.element("th", column, {{"scope", "col"}});
  html.close().close().open("tbody");
  for (const std::vector<Cell>& row : table.rows) {
    html.open("tr");
    for (const Cell& cell : row) {
      if (&cell == &row.front()) {
        html.open("th", {{"scope", "row"}}).text(cell.text);
        if (!cell.note.empty()) html.element("small", cell.note);
        html.close();
      } else if (cell.value) {
        html.open("td").element("data", cell.text, {{"value", as_value(*cell.value)}}).close();
      } else {
        html.element("td", cell.text);
      }
    }
    html.close();
  }
  html.close().close().close();
}

std::string Page::document(const std::string& title) && {
  const analysis::Bundle bundle = analysis::bundle();
  charts.close();
  HtmlWriter whole;
  whole.raw(std::string(kPageStart) + "\n");
  whole.open("html", {{"lang", "en"}}).open("head");
  whole.empty("meta", {{"charset", "utf-8"}});
  whole.empty("meta",
              {{"http-equiv", "Content-Security-Policy"}, {"content", content_policy(bundle)}});
  whole.empty("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
  whole.empty("meta", {{"name", "color-scheme"}, {"content", "light dark"}});
  whole.empty("meta", {{"name", "generator"}, {"content", version()}});
  whole.element("title", title);
  whole.open("style");
  write(whole, bundle.style);
  whole.close().close();
  whole.open("body").raw(std::move(html).markup());
  whole.open("script", {{"type", "application/json"}, {"id", "charts"}});
  whole.raw(inlined(std::move(charts).text())).close();
  whole.raw("<!-- The charts are drawn by the following packages.\n\n");
  write(whole, bundle.licences);
  whole.raw("\n-->\n").open("script");
  write(whole, bundle.script);
  whole.close().close().close();
  return std::move(whole).markup();
}

std::string page_of(const Account& account) {
  Page page;
  page.html.element("a", "To the answer", {{"class", "skip"}, {"href", "#answer"}});
  page.html.open("main");
  tell_answer(account, page);
  tell_ranking(account, page);
  tell_money(account, page);
  tell_payers(account, page);
  tell_kept(account, page);
  tell_twins(account, page);
  tell_service(account, page);
  tell_loyalty(account, page);
  tell_scenario(account, page);
  tell_figures(account, page);
  tell_ending(account, page);
  tell_caveats(account, page);
  tell_provenance(account, page);
  page.html.close();
  const std::string& title = account.recorded.title;
  return std::move(page).document(title.empty() ? "A study of customer retention" : title);
}

}  // namespace tenure::cli
