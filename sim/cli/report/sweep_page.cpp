// SPDX-License-Identifier: Apache-2.0
#include "cli/report/sweep_page.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "analysis/report/bundle.h"
#include "cli/decides_text.h"
#include "cli/report/html.h"
#include "cli/report/sections.h"
#include "cli/words.h"
#include "results/errors.h"
#include "results/read.h"

namespace tenure::cli {
namespace {

using experiment::DecidedQuantity;
using results::Dataset;

constexpr double kWide = 220.0;  // of a curve, pixels
constexpr double kHigh = 120.0;

std::string text_of(const Dataset& dataset, const std::string& name) {
  const results::Variable* variable = dataset.find(name);
  if (variable == nullptr) return {};
  const auto* texts = std::get_if<std::vector<results::Text>>(&variable->values);
  return texts == nullptr || texts->size() != 1 ? std::string() : texts->front();
}

const std::vector<double>* reals(const Dataset& dataset, const std::string& name) {
  const results::Variable* variable = dataset.find(name);
  return variable == nullptr ? nullptr : std::get_if<std::vector<double>>(&variable->values);
}

/// One parameter's curve of one quantity: where, and between what.
struct Curve {
  std::vector<double> at, mean, low, high;
};

Curve curve_of(const Dataset& dataset, std::size_t quantity, std::size_t parameter) {
  Curve curve;
  const auto* at = reals(dataset, "curve_at");
  const auto* mean = reals(dataset, "curve_mean");
  const auto* low = reals(dataset, "curve_mean_low");
  const auto* high = reals(dataset, "curve_mean_high");
  if (at == nullptr || mean == nullptr || low == nullptr || high == nullptr) return curve;
  const std::size_t points = dataset.dimensions.at("curve_point");
  const std::size_t parameters = dataset.dimensions.at("parameter");
  for (std::size_t i = 0; i < points; ++i) {
    const std::size_t place = (quantity * parameters + parameter) * points + i;
    const double x = (*at)[parameter * points + i];
    if (!std::isfinite(x) || !std::isfinite((*mean)[place])) continue;
    const auto bound = [&](double y) { return std::isfinite(y) ? y : (*mean)[place]; };
    curve.at.push_back(x);
    curve.mean.push_back((*mean)[place]);
    curve.low.push_back(bound((*low)[place]));
    curve.high.push_back(bound((*high)[place]));
  }
  return curve;
}

std::string coordinates(double x, double y) {
  char text[64];
  std::snprintf(text, sizeof text, "%.1f,%.1f ", x, y);
  return text;
}

/// A line within its band, over the same height for all parameters of a quantity.
void draw(HtmlWriter& html, const Curve& curve, const std::string& name, double least,
          double most) {
  if (curve.at.size() < 2) return;
  const auto [first, last] = std::minmax_element(curve.at.begin(), curve.at.end());
  const double from = *first;
  const double span = *last > from ? *last - from : 1.0;
  const auto x = [&](std::size_t i) { return (curve.at[i] - from) / span * kWide; };
  const auto y = [&](double value) {
    return kHigh - (most > least ? (value - least) / (most - least) : 0.5) * kHigh;
  };
  std::string line;
  std::string band;
  for (std::size_t i = 0; i < curve.at.size(); ++i) line += coordinates(x(i), y(curve.mean[i]));
  for (std::size_t i = 0; i < curve.at.size(); ++i) band += coordinates(x(i), y(curve.high[i]));
  for (std::size_t i = curve.at.size(); i-- > 0;) band += coordinates(x(i), y(curve.low[i]));
  const std::string ends = with_thousands(from, decimals_worth_showing(from, span / 100.0)) +
                           " to " +
                           with_thousands(*last, decimals_worth_showing(*last, span / 100.0));
  html.open("figure", {{"style", "display:inline-block;margin:0.5rem"}});
  html.open("svg", {{"viewBox", "-2 -2 224 124"},
                    {"width", "224"},
                    {"height", "124"},
                    {"role", "img"},
                    {"aria-label", name + ", " + ends}});
  html.open("polygon", {{"points", band}, {"fill", "currentColor"}, {"opacity", "0.15"}}).close();
  html.open("polyline",
            {{"points", line}, {"fill", "none"}, {"stroke", "currentColor"}, {"stroke-width", "2"}})
      .close();
  html.close();
  html.element("figcaption", name + ", " + ends).close();
}

void tell_curves(HtmlWriter& html, const Dataset& dataset, const DecidedQuantity& quantity,
                 std::size_t number) {
  std::vector<Curve> curves;
  double least = INFINITY;
  double most = -INFINITY;
  for (std::size_t p = 0; p < quantity.parameters.size(); ++p) {
    curves.push_back(curve_of(dataset, number, p));
    for (const double y : curves.back().low) least = std::min(least, y);
    for (const double y : curves.back().high) most = std::max(most, y);
  }
  if (!(most >= least)) return;
  const int decimals = decimals_worth_showing(most, (most - least) / 10.0);
  html.element("p", "Means over all values of the others, with 95 % bands; each from " +
                        with_thousands(least, decimals) + " to " + with_thousands(most, decimals) +
                        " from bottom to top.");
  for (const experiment::ParameterWeight* parameter : quantity.by_size()) {
    const auto p = static_cast<std::size_t>(parameter - quantity.parameters.data());
    draw(html, curves[p], parameter->name, least, most);
  }
}

void tell_quantity(HtmlWriter& html, const RecordedSweep& swept, std::size_t number) {
  const DecidedQuantity& quantity = swept.decides.quantities[number];
  const DecidesTable table = decides_table(quantity, swept.decides.by);
  html.element("h3", quantity.name + (table.unit.empty() ? "" : ", in " + table.unit));
  html.open("table", {{"class", "numbers"}}).open("thead").open("tr");
  for (const std::string& column : table.head) html.element("th", column, {{"scope", "col"}});
  html.close().close().open("tbody");
  for (const std::vector<std::string>& row : table.rows) {
    html.open("tr").element("th", row.front(), {{"scope", "row"}});
    for (std::size_t i = 1; i < row.size(); ++i) html.element("td", row[i]);
    html.close();
  }
  html.close().close();
  html.open("ul");
  for (const std::string& sentence : quantity.sentences) html.element("li", sentence);
  html.close();
  tell_curves(html, swept.dataset, quantity, number);
}

std::string title_of(const Dataset& dataset) {
  const auto found = dataset.attributes.find("title");
  const auto* text =
      found == dataset.attributes.end() ? nullptr : std::get_if<results::Text>(&found->second);
  return text == nullptr || text->empty() ? "A sweep of customer retention" : *text;
}

/// Differences to the first policy before what each policy comes to by itself.
void tell_quantities(HtmlWriter& html, const RecordedSweep& swept) {
  std::set<std::string> kpis;
  std::set<const DecidedQuantity*> chosen;
  for (const DecidedQuantity& quantity : swept.decides.quantities) {
    if (!kpis.insert(quantity.kpi).second) continue;
    const auto first = swept.decides.of(quantity.kpi);
    chosen.insert(first.begin(), first.end());
  }
  const auto tell = [&](bool is_chosen) {
    for (std::size_t q = 0; q < swept.decides.quantities.size(); ++q) {
      if (chosen.contains(&swept.decides.quantities[q]) == is_chosen) tell_quantity(html, swept, q);
    }
  };
  html.open("section", {{"id", "decides"}}).element("h2", "What decides");
  html.element("p", decides_explanation(swept.decides.by));
  tell(true);
  html.close();
  if (chosen.size() == swept.decides.quantities.size()) return;
  html.open("details").element("summary", "Each policy by itself");
  tell(false);
  html.close();
}

}  // namespace

std::optional<RecordedSweep> recorded_sweep(const std::filesystem::path& path) {
  std::error_code error;
  const std::filesystem::path file =
      std::filesystem::is_directory(path, error) ? path / "results.h5" : path;
  results::Dataset dataset = results::read(file);
  if (dataset.find("point") == nullptr) return std::nullopt;
  auto decides = experiment::what_decides(dataset);
  if (!decides) {
    throw results::InputError(file.string() +
                              ": is a sweep that says nothing of its parameters (one point, or "
                              "merged by another release; tenure merge DIR --force)");
  }
  return RecordedSweep{file, std::move(dataset), *std::move(decides)};
}

std::string page_of(const RecordedSweep& swept) {
  const analysis::Bundle bundle = analysis::bundle();
  const std::string title = title_of(swept.dataset);
  HtmlWriter html;
  html.raw(std::string(kPageStart) + "\n");
  html.open("html", {{"lang", "en"}}).open("head").empty("meta", {{"charset", "utf-8"}});
  html.empty("meta", {{"http-equiv", "Content-Security-Policy"},
                      {"content", "default-src 'none'; style-src 'unsafe-inline'"}});
  html.empty("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
  html.element("title", title).open("style");
  for (const std::string_view part : bundle.style) html.raw(part);
  html.close().close();
  html.open("body").open("main").element("h1", title);
  const auto count = [&](const char* dimension) {
    const auto found = swept.dataset.dimensions.find(dimension);
    return found == swept.dataset.dimensions.end() ? std::int64_t{0}
                                                   : static_cast<std::int64_t>(found->second);
  };
  html.element("p", counted(count("point"), "point") + " of " +
                        counted(count("parameter"), "parameter") + ", " +
                        counted(count("replication"), "replication") + " of each.");
  tell_quantities(html, swept);
  html.open("section", {{"id", "sweep"}}).element("h2", "The sweep");
  html.element("pre", text_of(swept.dataset, "design_yaml")).close();
  html.close().close().close();
  return std::move(html).markup();
}

}  // namespace tenure::cli
