// SPDX-License-Identifier: Apache-2.0
#include "cli/verbs.h"

#include <algorithm>
#include <array>
#include <vector>

#include "cli/errors.h"
#include "scenario/did_you_mean.h"

namespace tenure::cli {
namespace {

using enum Option;

const std::array kVerbs{
    Verb{{"run",
          1,
          1,
          "S.yaml",
          {output, force, seed, replications, until, threads, policy, set, allow_path, json, quiet,
           dry_run}},
         "simulate it and print a table (-o R.h5 keeps all)",
         "Simulates all replications of one policy of a scenario and prints what came of it, with "
         "margins of error. With -o all results go to an HDF5 file that xarray opens; a file that "
         "already holds this very study is used as it is.\n"
         "--until 'profit +- 1 %' adds replications (20, 30, 45, ... but at most --replications, "
         "without it 1,000) until the 95 % margin is at most 1 % of the mean; 'survival +- 0.2 pp' "
         "and 'profit +- 5000 EUR' are widths of their own.",
         "tenure init my_shop && tenure run my_shop.yaml --replications 5 -o my_shop.h5",
         run},
    Verb{{"compare",
          1,
          1,
          "S.yaml",
          {output, force, seed, replications, until, select, vary, ablate, threads, policies, set,
           allow_path, json, term, stress, quiet, dry_run}},
         "hold its policies against each other, priced",
         "Simulates all policies of a scenario for the same customers with the same luck, ranks "
         "them, and says what each one gains and costs against the first, with margins of error. "
         "What decides is profit unless the scenario says decide_by; a policy that breaks a must "
         "cannot win. With -o all results go to an HDF5 file that xarray opens; a file that "
         "already holds this very study is used as it is.\n"
         "--until 'profit +- 1 %' adds replications (20, 30, 45, ... but at most --replications, "
         "without it 1,000) until the margin of every difference from the first policy is at most "
         "1 % of the first policy's mean; 'survival +- 0.2 pp' and 'profit +- 5000 EUR' are widths "
         "of their own. --select '1000 EUR' simulates until the best policy is known with "
         "probability at least 95 %, where less than 1,000 EUR does not matter, and no longer "
         "those that are out (Kim & Nelson 2001).\n"
         "--vary 'policies.points.budget=[20000 EUR/year, 50000 EUR/year]' holds a policy against "
         "the first for each value, with what each step more gains by its cost. --ablate POLICY "
         "tells what each part of a policy does alone, and what it adds to the rest. Neither keeps "
         "a file.\n"
         "With --stress it then moves every assumption (explain lists them) by half down and up, "
         "repeats the comparison each time for the same customers with the same luck, and says "
         "what changes the ranking. That takes long: --dry-run says how many runs it is, fewer "
         "--replications make it shorter. -o keeps the comparison and what came of the moves.",
         "tenure init my_shop && tenure compare my_shop.yaml --replications 5 --term",
         compare},
    Verb{{"report", 1, 1, "R.h5", {output, force, term, methods, quiet}},
         "one page to read; tenure export: CSV",
         "Writes a page out of a results file: the answer in a sentence, then ranking, money, who "
         "stays and who leaves, with charts, tables and margins of error, the scenario and its "
         "caveats. One HTML file that loads nothing and runs anywhere, R.html unless -o names "
         "another.\n"
         "With --term it draws ranking and survival in the terminal instead; with --methods it "
         "prints "
         "a methods section for a paper, with the items of STRESS-DES (Monks et al. 2019).\n"
         "Of a sweep (its folder will do): which parameters decide, the curve of each, maps of "
         "pairs; --term draws them.",
         "tenure init my_shop && tenure compare my_shop.yaml --replications 5 -o my_shop.h5 && "
         "tenure report my_shop.h5",
         report},
    Verb{{"sweep",
          1,
          1,
          "X.yaml",
          {folder, shard, force, seed, replications, threads, set, allow_path, json, quiet,
           dry_run}},
         "a designed experiment; then status DIR, merge DIR",
         "Simulates all points of a designed experiment (docs/formats/sweep.md) and writes "
         "DIR/results.h5, which xarray opens. Work is cut into packs, each complete or absent: "
         "interrupted, killed or continued with other threads, processes or shards, the same "
         "command goes on from what is there, and the results are the same to the last bit.\n"
         "Under mpirun or srun the processes share the packs. With --shard K/N, as in a job array, "
         "each process takes its own, and `tenure merge DIR` puts them together. --dry-run says "
         "how much it is.",
         "tenure init my_shop --sweep && tenure sweep my_shop_sweep.yaml -o my_sweep",
         sweep},
    Verb{
        {"status", 1, 1, "DIR", {json, quiet}},
        "",
        "Reads and verifies every pack of a sweep's folder and says what is there, what is missing "
        "and what is damaged. Ends with 6 if anything is missing.",
        "tenure init my_shop --sweep && tenure sweep my_shop_sweep.yaml -o my_sweep && "
        "tenure status my_sweep",
        status},
    Verb{
        {"merge", 1, 1, "DIR", {force, json, quiet}},
        "",
        "Verifies every pack of a sweep's folder and writes DIR/results.h5 from them, always the "
        "same bytes. Where packs are missing it lists them, writes nothing and ends with 6.",
        "tenure init my_shop --sweep && tenure sweep my_shop_sweep.yaml -o my_sweep --shard 1/1 && "
        "tenure merge my_sweep",
        merge},
    Verb{{"export",
          1,
          1,
          "R.h5 or S.yaml",
          {tables, customers, events, force, seed, replications, threads, policies, set, allow_path,
           quiet}},
         "",
         "Writes results, customers or purchases as CSV.\n"
         "With --tables DIR it writes all that a results file R.h5 holds as tables, one for each "
         "combination of dimensions.\n"
         "With --customers FILE and --events FILE it simulates a scenario S.yaml. Customers: a row "
         "for each customer of each replication, with his fate under each policy, what the policy "
         "did for him against the first, and where his lives part; or, if the scenario says "
         "population: fixed, a row for each person with the chances of being kept, saved and lost. "
         "Events: the purchases of the first replication under the first policy, as packages for "
         "models of purchases take them.",
         "tenure init my_shop && tenure export my_shop.yaml --replications 2 --customers them.csv",
         export_csv},
    Verb{{"check", 1, 1, "S.yaml", {seed, replications, policy, set, allow_path, json, quiet}},
         "say what is wrong with a scenario, all at once",
         "Reads a scenario without running it: every error with its line and column, then notes on "
         "what is allowed but may surprise.",
         "tenure init my_shop && tenure check my_shop.yaml",
         check},
    Verb{{"explain",
          1,
          1,
          "S.yaml",
          {seed, replications, threads, policy, set, allow_path, odd, json, quiet}},
         "show every value in use, and where it comes from",
         "Lists all values of one policy: given in the file, a default with its source, or an "
         "assumption. Then the latent values that observables imply, the window, and the memory "
         "that a run needs. (compare --stress says how much rests on the assumptions.)\n"
         "With --odd it describes the whole study in Markdown by the ODD protocol for simulation "
         "models (Grimm et al. 2020), for a paper's appendix.",
         "tenure init my_shop && tenure explain my_shop.yaml",
         explain},
    Verb{{"init", 0, 1, "[NAME]", {with_sweep, quiet}},
         "write a first scenario, with comments",
         "Writes NAME.yaml (my_scenario.yaml without NAME): a small shop with comments, ready to "
         "run and to change. With --sweep also NAME_sweep.yaml, a designed experiment with it. "
         "Never "
         "replaces a file.",
         "tenure init my_shop && tenure run my_shop.yaml",
         init},
    Verb{{"examples", 0, 1, "[NAME]", {json, quiet}},
         "list the scenarios that come with it, or print one",
         "Lists the gallery: scenarios that are part of the program. With NAME it prints the "
         "scenario itself.",
         "tenure examples corner_shop > shop.yaml && tenure check shop.yaml",
         examples},
    Verb{
        {"verify",
         0,
         1000,
         "[FILE ...]",
         {claims, only, seed, replications, threads, json, quiet},
         true},
        "prove it: theory against simulation on this machine",
        "Simulates cases whose answers are known exactly and holds each figure against its exact "
        "value: it must lie within 3.29 standard errors, and 3.29 standard errors must be small. "
        "Ends with 1 if one does not hold. With --seed random other luck is used, and a figure "
        "fails only if so bad a luck comes once in 10,000 times with all of them together. FILE: a "
        "scenario with a block `exact` instead of the cases that come with tenure.\n"
        "With --claims it judges what the literature says: each claim is shown, refuted or "
        "undecided, at the error rate that it states. FILE: a scenario with a block `claim`.",
        "tenure verify --only V01,V19",
        verify},
    Verb{{"schema", 0, 1, "[sweep]", {quiet}},
         "",
         "Editors with YAML support complete and check scenarios with it: write it to a file and "
         "begin the scenario with the line\n"
         "  # yaml-language-server: $schema=tenure.schema.json\n"
         "With the word sweep: of sweep files.",
         "tenure schema > tenure.schema.json",
         schema},
    Verb{{"doctor", 0, 0, "", {json, quiet}},
         "what this build can do; tenure schema: for editors",
         "Versions, threads, the elementary functions that results rest on, and whether files can "
         "be written here.",
         "tenure doctor",
         doctor},
};

}  // namespace

std::span<const Verb> all_verbs() { return kVerbs; }

const Verb& find_verb(std::string_view name) {
  const auto found = std::find_if(kVerbs.begin(), kVerbs.end(),
                                  [&](const Verb& verb) { return verb.syntax.verb == name; });
  if (found != kVerbs.end()) return *found;
  const bool is_option = name.starts_with('-');
  std::vector<std::string_view> known;
  for (const Verb& verb : kVerbs) known.push_back(verb.syntax.verb);
  if (is_option) known = {"--help", "--version"};
  const std::string guess = scenario::closest(name, known);
  throw UsageError("tenure: " + std::string(is_option ? "unknown option '" : "unknown verb '") +
                       std::string(name) + "'" +
                       (guess.empty() ? "" : ". Did you mean '" + guess + "'?"),
                   "tenure --help");
}

}  // namespace tenure::cli
