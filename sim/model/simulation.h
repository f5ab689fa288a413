// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <exception>
#include <functional>
#include <stop_token>
#include <vector>

#include "engine/team.h"
#include "model/books.h"
#include "model/fates.h"
#include "model/firm_context.h"
#include "model/firms.h"
#include "model/model.h"
#include "model/population.h"
#include "model/record.h"
#include "model/steps.h"
#include "model/treasury.h"
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
  // What to tell beside the counts, of a model that tells fates; null: nothing.
  Fates* fates = nullptr;
  std::vector<Sale>* sales = nullptr;  ///< from time 0 on, by customer and time
  std::vector<Step>* steps = nullptr;  ///< the same
  std::uint64_t steps_below = 0;       ///< whose steps: Worker::steps_below
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
  void begin();
  void populate_cell(std::size_t cell, Worker& worker);
  void begin_counting();
  void begin_notes();
  void hand_over_lives();
  void turn_policy(engine::Time now);
  void rank_customers(engine::Time now);
  engine::Time live(engine::Time begin);
  void live_until(engine::Time begin, engine::Time end);
  void open(engine::Time begin, engine::Time end);
  void work(engine::Time end);
  void close();
  void report(engine::Time end);
  void report_firms(engine::Time end);
  void run_off();
  void verify() const;
  template <class Visit>
  void for_each(Status status, engine::Time now, Visit&& visit);

  const Model& model_;
  engine::Team& team_;
  Execution execution_;
  Books books_;
  Population population_;
  Treasury treasury_;
  std::vector<Worker> workers_;
  FirmContext firm_;
  Firms firms_;
};

}  // namespace tenure::model
