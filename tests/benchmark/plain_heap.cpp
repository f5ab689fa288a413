// SPDX-License-Identifier: Apache-2.0
//
// The reference churn model as a plain sequential program: one global std::priority_queue, lazy
// cancellation, std::mt19937_64 and the standard distributions. It is the afternoon version that a
// good engineer would write, and the yardstick beside which tenure's speed is measured
// (compare_speed.py; the same model as scenarios/benchmark/reference_churn.yaml). It
// shares no code with tenure, so that it is also an independent check of the model's values.
//
//   plain_heap [--customers N] [--seats N] [--seed N] [--replications N]
//
// Prints one JSON object: events and seconds are summed over the replications, the rest are means
// over the replications with their standard errors (null if there is only one).

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <queue>
#include <random>
#include <string>
#include <vector>

namespace {

// The model. Time in days.
constexpr double kHorizon = 365.0;
constexpr double kRateShape = 2.0;  // purchases per day: Gamma(2, 1/28), mean 1/14
constexpr double kRateScale = 1.0 / 28.0;
constexpr double kOfferInterval = 30.0;
constexpr double kStartSatisfaction = 0.7;
constexpr double kFailureProbability = 0.05;
constexpr double kComplaintProbability = 0.4;
constexpr double kResolutionProbability = 0.8;
constexpr double kMeanHandling = 0.5;
constexpr double kReplyDelay = 1.0;

struct Options {
  std::uint32_t customers = 10'000;
  std::uint32_t seats = 0;  // 0: ceil(0.0008 * customers)
  std::uint64_t seed = 20260101;
  int replications = 1;
};

enum class Kind : std::uint32_t {
  purchase,
  offer,
  complaint_arrival,
  complaint_completion,
  outcome
};

struct Event {
  double time;
  std::uint32_t customer;
  Kind kind;
};

struct Later {
  bool operator()(const Event& a, const Event& b) const { return a.time > b.time; }
};

struct Customer {
  float purchase_rate;  // [1/day]
  float satisfaction;   // 0..1
  bool here;
};

struct Complaint {
  std::uint32_t customer;
  double filed;
};

struct Result {
  std::uint64_t events = 0;
  double survivors_share = 0.0;
  double mean_wait = 0.0;  // days, over the complaints whose handling started by the horizon
  double utilisation = 0.0;
  double mean_satisfaction = 0.0;  // of the survivors
};

class Simulation {
 public:
  Simulation(const Options& options, std::uint64_t seed)
      : random_(seed), customers_(options.customers), seats_(options.seats) {
    std::gamma_distribution<double> rate(kRateShape, kRateScale);
    for (std::uint32_t i = 0; i < options.customers; ++i) {
      customers_[i] = {static_cast<float>(rate(random_)), static_cast<float>(kStartSatisfaction),
                       true};
      plan_purchase(i, 0.0);
      plan_offer(i, 0.0);
    }
  }

  Result run() {
    while (!calendar_.empty()) {
      const Event event = calendar_.top();
      calendar_.pop();
      // A customer who has left cancels the own purchase and offer lazily: they are skipped here.
      const bool own_clock = event.kind == Kind::purchase || event.kind == Kind::offer;
      if (own_clock && !customers_[event.customer].here) continue;
      ++result_.events;
      execute(event);
    }
    return summary();
  }

 private:
  void execute(const Event& event) {
    switch (event.kind) {
      case Kind::purchase:
        return purchase(event);
      case Kind::offer:
        return offer(event);
      case Kind::complaint_arrival:
        return complaint_arrival(event);
      case Kind::complaint_completion:
        return complaint_completion(event);
      case Kind::outcome:
        return outcome(event);
    }
  }

  void purchase(const Event& event) {
    if (happens(kFailureProbability)) {
      change_satisfaction(event.customer, -0.25f);
      if (happens(kComplaintProbability)) {
        schedule(event.time, event.customer, Kind::complaint_arrival);
      }
    } else {
      change_satisfaction(event.customer, 0.02f);
    }
    plan_purchase(event.customer, event.time);
  }

  void offer(const Event& event) {
    const double s = customers_[event.customer].satisfaction;
    const double acceptance = 1.0 / (1.0 + std::exp(-(-4.0 + 5.0 * (0.6 - s))));
    if (happens(acceptance)) {
      customers_[event.customer].here = false;
    } else {
      plan_offer(event.customer, event.time);
    }
  }

  void complaint_arrival(const Event& event) {
    if (busy_ < seats_) {
      start_handling({event.customer, event.time}, event.time);
    } else {
      waiting_.push_back({event.customer, event.time});
    }
  }

  void complaint_completion(const Event& event) {
    --busy_;
    schedule(event.time + kReplyDelay, event.customer, Kind::outcome);
    if (!waiting_.empty()) {
      const Complaint next = waiting_.front();
      waiting_.pop_front();
      start_handling(next, event.time);
    }
  }

  void outcome(const Event& event) {
    if (!customers_[event.customer].here) return;
    change_satisfaction(event.customer, happens(kResolutionProbability) ? 0.2f : -0.1f);
  }

  void start_handling(const Complaint& complaint, double now) {
    const double duration = handling_(random_);
    ++busy_;
    ++started_;
    waited_ += now - complaint.filed;
    busy_time_ += std::min(now + duration, kHorizon) - now;
    schedule(now + duration, complaint.customer, Kind::complaint_completion);
  }

  void plan_purchase(std::uint32_t i, double now) {
    schedule(now + unit_exponential_(random_) / customers_[i].purchase_rate, i, Kind::purchase);
  }
  void plan_offer(std::uint32_t i, double now) {
    schedule(now + unit_exponential_(random_) * kOfferInterval, i, Kind::offer);
  }

  void schedule(double time, std::uint32_t customer, Kind kind) {
    if (time <= kHorizon) calendar_.push({time, customer, kind});
  }

  bool happens(double probability) { return uniform_(random_) < probability; }

  void change_satisfaction(std::uint32_t i, float step) {
    customers_[i].satisfaction = std::clamp(customers_[i].satisfaction + step, 0.0f, 1.0f);
  }

  Result summary() const {
    Result result = result_;
    std::uint64_t survivors = 0;
    double satisfaction = 0.0;
    for (const Customer& customer : customers_) {
      if (!customer.here) continue;
      ++survivors;
      satisfaction += static_cast<double>(customer.satisfaction);
    }
    result.survivors_share =
        static_cast<double>(survivors) / static_cast<double>(customers_.size());
    result.mean_satisfaction = satisfaction / static_cast<double>(survivors);
    result.mean_wait = started_ == 0 ? 0.0 : waited_ / static_cast<double>(started_);
    result.utilisation = busy_time_ / (kHorizon * static_cast<double>(seats_));
    return result;
  }

  std::mt19937_64 random_;
  std::uniform_real_distribution<double> uniform_{0.0, 1.0};
  std::exponential_distribution<double> unit_exponential_{1.0};
  std::exponential_distribution<double> handling_{1.0 / kMeanHandling};

  std::vector<Customer> customers_;
  std::priority_queue<Event, std::vector<Event>, Later> calendar_;

  std::deque<Complaint> waiting_;
  std::uint32_t seats_;
  std::uint32_t busy_ = 0;
  std::uint64_t started_ = 0;
  double waited_ = 0.0;     // customer-days
  double busy_time_ = 0.0;  // seat-days up to the horizon
  Result result_;
};

/// Mean and standard error over replications.
class Estimate {
 public:
  void add(double x) {
    ++n_;
    const double step = x - mean_;
    mean_ += step / n_;
    squares_ += step * (x - mean_);
  }
  void print(const char* name, const char* end) const {
    std::printf("  \"%s\": {\"mean\": %.9g, \"standard_error\": ", name, mean_);
    if (n_ > 1) {
      std::printf("%.3g}%s\n", std::sqrt(squares_ / (n_ - 1) / n_), end);
    } else {
      std::printf("null}%s\n", end);
    }
  }

 private:
  int n_ = 0;
  double mean_ = 0.0;
  double squares_ = 0.0;
};

[[noreturn]] void usage(const std::string& problem) {
  std::fprintf(stderr,
               "plain_heap: %s\n"
               "usage: plain_heap [--customers N] [--seats N] [--seed N] [--replications N]\n",
               problem.c_str());
  std::exit(2);
}

std::uint64_t number(const char* option, const char* text) {
  char* end = nullptr;
  const unsigned long long value = text == nullptr ? 0 : std::strtoull(text, &end, 10);
  if (text == nullptr || *text < '0' || *text > '9' || *end != '\0') {
    usage(std::string(option) + " needs a whole number");
  }
  return value;
}

Options parse(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; i += 2) {
    const char* name = argv[i];
    const char* text = i + 1 < argc ? argv[i + 1] : nullptr;
    if (std::strcmp(name, "--customers") == 0) {
      options.customers = static_cast<std::uint32_t>(number(name, text));
    } else if (std::strcmp(name, "--seats") == 0) {
      options.seats = static_cast<std::uint32_t>(number(name, text));
    } else if (std::strcmp(name, "--seed") == 0) {
      options.seed = number(name, text);
    } else if (std::strcmp(name, "--replications") == 0) {
      options.replications = static_cast<int>(number(name, text));
    } else {
      usage("unknown option " + std::string(name));
    }
  }
  if (options.customers == 0 || options.replications == 0) usage("nothing to simulate");
  if (options.seats == 0) {
    options.seats =
        static_cast<std::uint32_t>((std::uint64_t{options.customers} * 8 + 9'999) / 10'000);
  }
  return options;
}

}  // namespace

int main(int argc, char** argv) {
  const Options options = parse(argc, argv);
  std::uint64_t events = 0;
  Estimate per_replication;
  Estimate survivors;
  Estimate wait;
  Estimate utilisation;
  Estimate satisfaction;

  const auto begin = std::chrono::steady_clock::now();  // set-up of the population included
  for (int r = 0; r < options.replications; ++r) {
    const Result result = Simulation(options, options.seed + static_cast<std::uint64_t>(r)).run();
    events += result.events;
    per_replication.add(static_cast<double>(result.events));
    survivors.add(result.survivors_share);
    wait.add(result.mean_wait);
    utilisation.add(result.utilisation);
    satisfaction.add(result.mean_satisfaction);
  }
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();

  std::printf("{\n  \"program\": \"plain_heap\",\n");
  std::printf(
      "  \"customers\": %u,\n  \"seats\": %u,\n  \"seed\": %llu,\n  \"replications\": %d,\n",
      options.customers, options.seats, static_cast<unsigned long long>(options.seed),
      options.replications);
  std::printf("  \"events\": %llu,\n  \"wall_seconds\": %.6f,\n  \"events_per_second\": %.0f,\n",
              static_cast<unsigned long long>(events), seconds,
              static_cast<double>(events) / seconds);
  per_replication.print("events_per_replication", ",");
  survivors.print("survivors_share", ",");
  wait.print("mean_wait_days", ",");
  utilisation.print("utilisation", ",");
  satisfaction.print("mean_satisfaction", "");
  std::printf("}\n");
}
