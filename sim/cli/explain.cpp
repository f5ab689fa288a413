// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>

#include "cli/errors.h"
#include "cli/odd.h"
#include "cli/study.h"
#include "cli/table.h"
#include "cli/verbs.h"
#include "cli/words.h"
#include "results/json.h"
#include "scenario/number.h"
#include "scenario/quantity.h"

namespace tenure::cli {
namespace {

using scenario::Resolved;

std::string origin_of(const Resolved& value) {
  if (value.from != Resolved::From::standard) return value.where;
  if (value.assumption) return "assumption";
  return value.source.empty() ? "default" : "default: " + value.source;
}

struct Shares {
  std::int64_t given = 0;
  std::int64_t sourced = 0;
  std::int64_t assumed = 0;

  explicit Shares(const scenario::Inventory& inventory) {
    for (const Resolved& value : inventory.values) {
      if (!value.is_shown()) continue;
      if (value.from != Resolved::From::standard) {
        ++given;
      } else if (value.assumption) {
        ++assumed;
      } else if (!value.source.empty()) {
        ++sourced;
      }
    }
  }
  std::int64_t all() const { return given + sourced + assumed; }
};

std::string why_this_window(const model::Model& model) {
  if (model.specification().window == model.window()) return "as the scenario asks";
  std::string who;
  engine::for_each_type(model::Mechanisms{}, [&]<class M>(std::type_identity<M>) {
    if constexpr (requires { model.get<M>().shortest_delay(); }) {
      if (model.uses<M>() && model.get<M>().shortest_delay() == model.window()) who = M::kSection;
    }
  });
  if (who.empty()) return "the reporting period, since nothing reaches a customer faster";
  return "the shortest time in which anything reaches a customer, from " + who;
}

class Explanation {
 public:
  Explanation(const Study& study, const model::Model& model, unsigned threads)
      : study_(study), model_(model), threads_(threads) {}

  std::string as_text(const Console& console) const {
    const auto heading = [&](std::string_view text) {
      return '\n' + console.on_stdout(Style::bold, text) + '\n';
    };
    std::string text = console.on_stdout(Style::bold, model_.specification().title) + '\n';
    text += in_short(model_.specification()) + '\n';
    text += heading("Values in use") + values();
    if (!study_.chosen().implied.empty()) {
      text += heading("What the model makes of them") + implied();
    }
    text += heading("What carries the answer") + shares();
    text += heading("Windows and memory") + windows_and_memory();
    return text;
  }

  std::string as_json() const {
    results::JsonWriter json;
    json.open_object()
        .field("tenure_json", 1)
        .field("verb", "explain")
        .field("policy", study_.chosen().name)
        .key("values")
        .open_array();
    for (const Resolved& value : study_.chosen().inventory.values) {
      if (!value.is_shown()) continue;
      json.open_object()
          .field("path", value.path)
          .field("value", value.value)
          .field("from", from_name(value.from))
          .field("where", value.where)
          .field("meaning", value.meaning)
          .field("source", value.source)
          .field("assumption", value.assumption)
          .close();
    }
    json.close().key("implied").open_array();
    for (const scenario::Implied& implied : study_.chosen().implied) {
      json.open_object()
          .field("path", implied.path)
          .field("value", implied.value)
          .field("unit", implied.unit)
          .field("how", implied.how)
          .close();
    }
    json.close();
    json.field("window", scenario::print(model_.window()))
        .field("window_why", why_this_window(model_))
        .key("bytes_per_customer")
        .open_object();
    for (const auto& part : model_.footprint()) json.field(part.name, part.bytes);
    json.close()
        .field("estimated_memory_bytes",
               static_cast<std::int64_t>(estimated_memory(model_, threads_)))
        .field("share_of_assumptions", study_.chosen().inventory.share_of_assumptions())
        .close();
    return std::move(json).text() + '\n';
  }

 private:
  static std::string_view from_name(Resolved::From from) {
    switch (from) {
      case Resolved::From::standard:
        return "default";
      case Resolved::From::file:
        return "file";
      case Resolved::From::set:
        return "set";
      case Resolved::From::policy:
        return "policy";
    }
    return "";
  }

  std::string values() const {
    constexpr std::size_t kLongest = 44;  // lists of arrivals by day would fill the screen
    Table table({Align::left, Align::left, Align::left});
    for (const Resolved& value : study_.chosen().inventory.values) {
      if (!value.is_shown()) continue;
      std::string shown = value.value;
      if (width_of(shown) > kLongest) {
        const bool is_list = shown.ends_with(']');
        shown = shown.substr(0, shown.rfind(' ', kLongest)) + (is_list ? " ...]" : " ...");
      }
      table.add({value.path, shown, origin_of(value)});
    }
    return table.text("  ");
  }

  std::string implied() const {
    Table table({Align::left, Align::right, Align::left, Align::left});
    for (const scenario::Implied& implied : study_.chosen().implied) {
      table.add({implied.path,
                 with_thousands(implied.value, decimals_worth_showing(implied.value, 0.0)),
                 implied.unit == "1" ? "" : implied.unit, implied.how});
    }
    return table.text("  ");
  }

  std::string shares() const {
    const Shares shares(study_.chosen().inventory);
    Table table({Align::right, Align::left});
    table.add({with_thousands(shares.given), "values are given by the scenario"});
    table.add({with_thousands(shares.sourced), "are defaults from published work"});
    table.add({with_thousands(shares.assumed), "are assumptions nobody has stated a source for"});
    const double share = 100.0 * static_cast<double>(shares.assumed) /
                         static_cast<double>(std::max<std::int64_t>(shares.all(), 1));
    return table.text("  ") + "  So " + with_thousands(share, 0) +
           " % of the values are assumptions: change the ones you doubt, with --set.\n";
  }

  std::string windows_and_memory() const {
    std::size_t bytes = 0;
    std::string parts;
    for (const auto& part : model_.footprint()) {
      bytes += part.bytes;
      if (part.bytes == 0) continue;
      parts += (parts.empty() ? "" : ", ") + part.name + ' ' + std::to_string(part.bytes);
    }
    return "  Window: " + scenario::print(model_.window()) + " (" + why_this_window(model_) +
           ").\n  A customer takes " + std::to_string(bytes) + " bytes (" + parts +
           ").\n  A run with " + counted(threads_, "thread") + " needs about " +
           amount_of_memory(estimated_memory(model_, threads_)) + ".\n";
  }

  const Study& study_;
  const model::Model& model_;
  unsigned threads_;
};

}  // namespace

ExitCode explain(const Options& options, Console& console) {
  const Study study = load_study(options);
  if (options.odd && options.json) {
    throw UsageError("tenure explain: --odd is Markdown, and --json is JSON: one of them",
                     "tenure explain --help");
  }
  if (options.odd) {
    console.print(odd_description(study));
    return ExitCode::done;
  }
  const model::Model model(study.specification());
  const Explanation explanation(study, model, threads_for(options));
  console.print(options.json ? explanation.as_json() : explanation.as_text(console));
  tell_notes(study, console);
  return ExitCode::done;
}

}  // namespace tenure::cli
