// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "experiment/shard.h"

namespace tenure::cli {

enum class Option {
  seed,
  replications,
  until,
  select,
  vary,
  ablate,
  threads,
  set,
  allow_path,
  policy,
  policies,
  output,
  folder,
  shard,
  force,
  quiet,
  json,
  dry_run,
  term,
  tables,
  customers,
  events,
  stress,
  methods,
  claims,
  only,
  odd,
  with_sweep,
  help,
};

/// How an option is written and what it means: said once, for the parser and the help.
struct OptionText {
  Option option;
  std::string_view name;   ///< without the dashes
  char letter;             ///< short form, 0: none
  std::string_view value;  ///< what follows it, for the help; empty: nothing does
  std::string_view meaning;
};
std::span<const OptionText> all_options();

/// What a verb takes from the command line.
struct Syntax {
  std::string_view verb;
  std::size_t least_arguments = 0;
  std::size_t most_arguments = 0;
  std::string_view arguments;  ///< as in the help: "S.yaml", "[NAME]"
  std::vector<Option> options;
  bool seed_may_be_random = false;  ///< --seed random
};

/// One command line, understood.
struct Options {
  std::vector<std::string> arguments;
  std::optional<std::int64_t> seed;
  bool random_seed = false;
  std::optional<std::int64_t> replications;
  std::optional<std::string> until;   ///< "profit +- 1 %"
  std::optional<std::string> select;  ///< "1000 EUR"
  std::optional<std::string> vary;    ///< "policies.points.budget=[1000 EUR, 2000 EUR]"
  std::optional<std::string> ablate;  ///< a policy's name
  std::optional<unsigned> threads;
  std::vector<std::string> sets;  ///< "path=value"
  std::vector<std::filesystem::path> allowed_paths;
  std::optional<std::string> policy;
  std::vector<std::string> policies;
  std::optional<std::filesystem::path> output;  ///< a file, or the folder of a sweep
  std::optional<experiment::Shard> shard;
  bool force = false;
  bool quiet = false;
  bool json = false;
  bool dry_run = false;
  bool term = false;
  std::optional<std::filesystem::path> tables;
  std::optional<std::filesystem::path> customers;
  std::optional<std::filesystem::path> events;
  bool stress = false;
  bool methods = false;
  bool claims = false;
  bool odd = false;
  bool with_sweep = false;
  std::vector<std::string> only;
  bool help = false;
};

/// The most threads that one may ask for.
inline constexpr unsigned kMostThreads = 1024;

/// Understands what follows the verb. Nothing is guessed: no abbreviated options, no stray
/// arguments, no numbers that wrap around, no option twice (except --set and --allow-path). Throws
/// UsageError, with the closest known option if one is close.
Options parse_options(const Syntax& syntax, std::span<const std::string> words);

}  // namespace tenure::cli
