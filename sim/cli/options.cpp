// SPDX-License-Identifier: Apache-2.0
#include "cli/options.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

#include <boost/program_options.hpp>

#include "cli/errors.h"
#include "scenario/did_you_mean.h"

namespace tenure::cli {
namespace {

namespace po = boost::program_options;

constexpr std::string_view kWholeNumber = "N";
constexpr std::size_t kMostShards = 1'000'000;

constexpr std::array kOptions{
    OptionText{Option::output, "output", 'o', "FILE",
               "write to FILE: all results (HDF5), or the page"},
    OptionText{Option::folder, "output", 'o', "DIR",
               "folder of the sweep: its plan, packs, results"},
    OptionText{Option::shard, "shard", 0, "K/N", "only the K-th of N parts, K from 1 to N"},
    OptionText{Option::force, "force", 0, "", "replace what is there if it is something else"},
    OptionText{Option::seed, "seed", 0, kWholeNumber,
               "random numbers to use, instead of the scenario's"},
    OptionText{Option::replications, "replications", 0, kWholeNumber,
               "repetitions with other luck"},
    OptionText{Option::until, "until", 0, "'KPI +- X'",
               "add replications until the figure is as sure as that"},
    OptionText{Option::select, "select", 0, "AMOUNT",
               "until the best is found; less than AMOUNT does not matter"},
    OptionText{Option::vary, "vary", 0, "PATH=[A, B]",
               "a policy for several values: a budget's frontier"},
    OptionText{Option::ablate, "ablate", 0, "POLICY", "what each part of a policy does"},
    OptionText{Option::threads, "threads", 0, kWholeNumber, "threads to use; changes no result"},
    OptionText{Option::policy, "policy", 0, "NAME", "which policy; by default the first"},
    OptionText{Option::policies, "policies", 0, "A,B",
               "which policies; the others are held against the first"},
    OptionText{Option::set, "set", 0, "PATH=VALUE", "change one value; may be repeated"},
    OptionText{Option::allow_path, "allow-path", 0, "DIR", "let `extends` read from DIR too"},
    OptionText{Option::json, "json", 0, "", "one line of JSON on stdout"},
    OptionText{Option::term, "term", 0, "", "draw in the terminal"},
    OptionText{Option::tables, "tables", 0, "DIR",
               "all results as CSV tables, into the folder DIR"},
    OptionText{Option::customers, "customers", 0, "FILE",
               "each customer's fates, or chances (CSV)"},
    OptionText{Option::events, "events", 0, "FILE", "purchases: customer, date, amount (CSV)"},
    OptionText{Option::stress, "stress", 0, "",
               "move each assumption by half: does the ranking change?"},
    OptionText{Option::methods, "methods", 0, "", "a methods section for a paper, in Markdown"},
    OptionText{Option::claims, "claims", 0, "", "judge claims instead of exact cases"},
    OptionText{Option::odd, "odd", 0, "", "describe it by the ODD protocol, in Markdown"},
    OptionText{Option::with_sweep, "sweep", 0, "", "write NAME_sweep.yaml too, which varies it"},
    OptionText{Option::only, "only", 0, "A,B", "only these, as V01 or M04"},
    OptionText{Option::quiet, "quiet", 0, "", "no progress and no notes on stderr"},
    OptionText{Option::dry_run, "dry-run", 0, "", "say what would be done and stop"},
    OptionText{Option::help, "help", 'h', "", "show this"},
};

const OptionText& text_of(Option option) {
  return *std::find_if(kOptions.begin(), kOptions.end(),
                       [&](const OptionText& text) { return text.option == option; });
}

/// One command line on its way to Options.
class Parsing {
 public:
  explicit Parsing(const Syntax& syntax) : syntax_(syntax) {}

  Options parse(std::span<const std::string> words) {
    const po::options_description described = describe();
    po::command_line_parser parser(std::vector<std::string>(words.begin(), words.end()));
    using namespace po::command_line_style;
    parser.options(described).style(allow_long | allow_short | allow_dash_for_short |
                                    long_allow_adjacent | long_allow_next | short_allow_next |
                                    short_allow_adjacent);
    try {
      for (const po::option& given : parser.run().options) take(given);
    } catch (const po::unknown_option& error) {
      refuse_unknown(error.get_option_name());
    } catch (const po::error& error) {
      refuse(error.what());
    }
    if (!options_.help) count_arguments();
    return std::move(options_);
  }

 private:
  [[noreturn]] void refuse(const std::string& problem) const {
    throw UsageError("tenure " + std::string(syntax_.verb) + ": " + problem,
                     "tenure " + std::string(syntax_.verb) + " --help");
  }

  bool takes(Option option) const {
    return option == Option::help || std::find(syntax_.options.begin(), syntax_.options.end(),
                                               option) != syntax_.options.end();
  }

  po::options_description describe() const {
    po::options_description described;
    for (const OptionText& text : kOptions) {
      if (!takes(text.option)) continue;
      std::string name(text.name);
      if (text.letter != 0) name += std::string(",") + text.letter;
      if (text.value.empty()) {
        described.add_options()(name.c_str(), "");
      } else {
        described.add_options()(name.c_str(), po::value<std::string>(), "");
      }
    }
    return described;
  }

  [[noreturn]] void refuse_unknown(const std::string& token) const {
    const std::string written = token.substr(0, token.find('='));
    const std::string name =
        written.substr(std::min(written.find_first_not_of('-'), written.size()));
    std::vector<std::string_view> known;
    for (const OptionText& text : kOptions) {
      if (text.name == name) refuse("takes no option '--" + name + "'");
      if (takes(text.option)) known.push_back(text.name);
    }
    std::string guess = scenario::closest(name, known);
    if (guess.empty()) guess = only_completion(name, known);
    refuse("unknown option '" + written + "'" +
           (guess.empty() ? "" : ". Did you mean '--" + guess + "'?"));
  }

  /// The one known word that begins like this, or empty.
  static std::string only_completion(std::string_view start,
                                     const std::vector<std::string_view>& known) {
    std::string found;
    for (const std::string_view word : known) {
      if (start.empty() || !word.starts_with(start)) continue;
      if (!found.empty()) return {};
      found = word;
    }
    return found;
  }

  void take(const po::option& given) {
    if (given.string_key.empty()) {
      options_.arguments.insert(options_.arguments.end(), given.value.begin(), given.value.end());
      return;
    }
    const auto text = std::find_if(kOptions.begin(), kOptions.end(), [&](const OptionText& known) {
      return known.name == given.string_key && takes(known.option);
    });
    if (text == kOptions.end()) refuse_unknown(given.string_key);
    note_once(text->option);
    const std::string value = given.value.empty() ? std::string() : given.value.front();
    if (!text->value.empty() && value.empty()) {
      refuse("option '--" + given.string_key + "' needs a value (" + std::string(text->value) +
             ")");
    }
    const bool is_number = text->value == kWholeNumber;
    if (value.starts_with('-') && !is_number) {
      refuse("option '--" + given.string_key + "' needs a value (" + std::string(text->value) +
             "), and '" + value + "' looks like an option");
    }
    take(text->option, value);
  }

  void take(Option option, const std::string& value) {
    switch (option) {
      case Option::seed:
        if (value == "random" && syntax_.seed_may_be_random) {
          options_.random_seed = true;
          break;
        }
        options_.seed = whole(option, value, 0, std::numeric_limits<std::int64_t>::max());
        break;
      case Option::replications:
        options_.replications = whole(option, value, 1, 1'000'000'000);
        break;
      case Option::until:
        options_.until = value;
        break;
      case Option::select:
        options_.select = value;
        break;
      case Option::vary:
        options_.vary = value;
        break;
      case Option::ablate:
        options_.ablate = value;
        break;
      case Option::threads:
        options_.threads = static_cast<unsigned>(whole(option, value, 1, kMostThreads));
        break;
      case Option::set:
        if (value.find('=') == std::string::npos || value.front() == '=') {
          refuse("'--set " + value + "' has no path and value (write --set path=value, as in " +
                 "--set complaint_desk.seats=6)");
        }
        options_.sets.push_back(value);
        break;
      case Option::allow_path:
        options_.allowed_paths.emplace_back(value);
        break;
      case Option::policy:
        options_.policy = value;
        break;
      case Option::policies:
        options_.policies = names(option, value);
        break;
      case Option::output:
      case Option::folder:
        options_.output = value;
        break;
      case Option::shard:
        options_.shard = shard(value);
        break;
      case Option::force:
        options_.force = true;
        break;
      case Option::quiet:
        options_.quiet = true;
        break;
      case Option::json:
        options_.json = true;
        break;
      case Option::dry_run:
        options_.dry_run = true;
        break;
      case Option::tables:
        options_.tables = value;
        break;
      case Option::customers:
        options_.customers = value;
        break;
      case Option::events:
        options_.events = value;
        break;
      case Option::term:
        options_.term = true;
        break;
      case Option::stress:
        options_.stress = true;
        break;
      case Option::methods:
        options_.methods = true;
        break;
      case Option::claims:
        options_.claims = true;
        break;
      case Option::odd:
        options_.odd = true;
        break;
      case Option::only:
        options_.only = names(option, value);
        break;
      case Option::with_sweep:
        options_.with_sweep = true;
        break;
      case Option::help:
        options_.help = true;
        break;
    }
  }

  void note_once(Option option) {
    const bool repeatable = option == Option::set || option == Option::allow_path;
    const bool seen = std::find(seen_.begin(), seen_.end(), option) != seen_.end();
    if (seen && !repeatable) {
      refuse("option '--" + std::string(text_of(option).name) + "' is given twice");
    }
    seen_.push_back(option);
  }

  /// Between commas.
  std::vector<std::string> names(Option option, const std::string& text) const {
    std::vector<std::string> all(1);
    for (const char c : text) {
      if (c == ',') {
        all.emplace_back();
      } else {
        all.back() += c;
      }
    }
    for (const std::string& name : all) {
      const std::string what = name.empty() ? "an empty name" : "'" + name + "' twice";
      if (name.empty() || std::count(all.begin(), all.end(), name) > 1) {
        refuse("'--" + std::string(text_of(option).name) + " " + text + "' has " + what);
      }
    }
    return all;
  }

  /// K/N, K from 1 to N.
  experiment::Shard shard(const std::string& text) const {
    const std::size_t slash = text.find('/');
    experiment::Shard shard;
    const char* const begin = text.data();
    const char* const end = begin + text.size();
    const char* const middle = begin + std::min(slash, text.size());
    const auto k = std::from_chars(begin, middle, shard.k);
    const auto n = middle == end ? std::from_chars_result{end, std::errc::invalid_argument}
                                 : std::from_chars(middle + 1, end, shard.count);
    const bool good = k.ec == std::errc() && n.ec == std::errc() && k.ptr == middle &&
                      n.ptr == end && shard.k >= 1 && shard.k <= shard.count &&
                      shard.count <= kMostShards;
    if (!good) {
      refuse("'--shard " + text + "' is not K/N with K from 1 to N, as 3/10, N at most " +
             std::to_string(kMostShards));
    }
    return shard;
  }

  std::int64_t whole(Option option, const std::string& text, std::int64_t low,
                     std::int64_t high) const {
    std::int64_t number = 0;
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc() || stop != end || number < low || number > high) {
      refuse("'--" + std::string(text_of(option).name) + " " + text +
             "' is not a whole number from " + std::to_string(low) + " to " + std::to_string(high));
    }
    return number;
  }

  void count_arguments() const {
    const std::size_t count = options_.arguments.size();
    if (count < syntax_.least_arguments) {
      refuse("needs " + std::string(syntax_.arguments));
    }
    if (count > syntax_.most_arguments) {
      refuse("does not know what to do with '" + options_.arguments[syntax_.most_arguments] +
             "' (it takes " +
             (syntax_.most_arguments == 0 ? "no argument" : std::string(syntax_.arguments)) + ")");
    }
  }

  const Syntax& syntax_;
  Options options_;
  std::vector<Option> seen_;
};

}  // namespace

std::span<const OptionText> all_options() { return kOptions; }

Options parse_options(const Syntax& syntax, std::span<const std::string> words) {
  return Parsing(syntax).parse(words);
}

}  // namespace tenure::cli
