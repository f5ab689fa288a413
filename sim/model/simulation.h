// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <exception>
#include <functional>
#include <stop_token>
#include <tuple>
#include <vector>

#include "engine/cell.h"
#include "engine/team.h"
#include "model/context.h"
#include "model/firm_context.h"
#include "model/model.h"
#include "model/population.h"
#include "model/record.h"
#include "model/worker.h"

namespace tenure::model {

/// Thrown when a run was asked to stop; nothing of the replication may be used.
class Interrupted : public std::exception {
 public:
  const char* what() const noexcept override { return "interrupted"; }
};

/// How a replication is carried out; none of it changes a result.
struct Execution {
  std::size_t cell_size = Population::kUsualCellSize;
  std::stop_token stop;
  std::function<void(double)> progress;  ///< told the share done, after each window
  bool verify_every_window = false;      ///< conservation after every window, not only at the end
};

/// One replication of one policy, from the first customer to the horizon. Windows follow each
/// other: the firm opens one, customers live through it in parallel, the firm closes it.
class Simulation {
 public:
  Simulation(const Model& model, std::uint64_t replication, engine::Team& team,
             Execution execution);

  /// Once. Throws Interrupted, or what a mechanism threw for the customer of lowest identity in
  /// the earliest window.
  Record run();

 private:
  void populate();
  void populate_cell(std::size_t cell, Worker& worker);
  void open(engine::Time begin, engine::Time end);
  void work(engine::Time begin, engine::Time end);
  void close();
  void begin_counting();
  void turn_policy(engine::Time now);
  void look_at_budget(engine::Time now);
  void report_firm();
  void report(engine::Time end);
  void close_cohorts();
  void take_census(engine::Time end);
  void gather_inbox();
  template <class Mechanism>
  std::int64_t counted(std::size_t which) const;
  void verify() const;
  Worker make_worker() const;

  const Model& model_;
  engine::Team& team_;
  Execution execution_;
  std::uint64_t replication_;
  Population population_;
  std::vector<Worker> workers_;
  FirmContext firm_;
  std::vector<engine::Message> inbox_;
  Acquisition::Firm acquisition_;
  ComplaintDesk::Firm desk_;
  Finance::Firm finance_;
  Record record_;
  std::int64_t budget_year_ = -1;
  std::int64_t charged_before_year_ = 0;
  struct BeforeTimeZero {
    std::vector<std::int64_t> tallies;  ///< [tally][segment]
    std::int64_t left = 0;
  } before_;
  std::size_t period_ = 0;
};

}  // namespace tenure::model
