// SPDX-License-Identifier: Apache-2.0
#include "model/mechanisms/word_of_mouth.h"

#include <chrono>
#include <cmath>
#include <cstdint>

#include <gtest/gtest.h>

#include "tests/verification/study.h"

namespace tenure::model {
namespace {

using verification::per_week;
using verification::Reading;
using verification::Study;
using verification::weeks;

/// Everything that 1,000 customers who buy once a week said and heard in 20 weeks.
struct Outcome {
  std::int64_t encounters = 0;
  std::int64_t posts = 0;
  std::int64_t praise = 0;
  std::int64_t blame = 0;
  std::int64_t waiting = 0;
  std::int64_t recoveries = 0;
  std::int64_t passed_on = 0;
  std::int64_t read = 0;
  std::int64_t exits = 0;
  std::int64_t replies = 0;
  std::int64_t reply_cost = 0;
  std::int64_t active = 0;
};

Outcome outcome(const Study& study) {
  return verification::replicate(study, 1, [](const Reading& r) {
    const auto count = [&](WordOfMouth::Tally which) {
      return r.tally_from<WordOfMouth>(0, which);
    };
    Outcome found;
    found.encounters = r.tally_from<Service>(0, Service::encounters);
    found.posts = count(WordOfMouth::posts);
    found.praise = count(WordOfMouth::praise_posts);
    found.blame = count(WordOfMouth::blame_posts);
    found.waiting = count(WordOfMouth::posts_while_waiting);
    found.recoveries = count(WordOfMouth::recoveries_told);
    found.passed_on = count(WordOfMouth::passed_on);
    found.read = count(WordOfMouth::posts_read);
    found.exits = count(WordOfMouth::exits_heard);
    found.replies = count(WordOfMouth::replies);
    found.reply_cost = count(WordOfMouth::reply_cost);
    found.active = r.active(r.periods() - 1);
    return found;
  })[0];
}

/// Displeased with everything, or pleased, by one unit; satisfaction is off, and 0.
WordOfMouth::Parameters words(double displeased, double pleased) {
  WordOfMouth::Parameters p;
  p.posting.displeased = displeased;
  p.posting.pleased = pleased;
  return p;
}

Study town(const WordOfMouth::Parameters& p, std::int64_t customers = 1'000) {
  return Study(weeks(20), weeks(20))
      .segment("all", customers)
      .with<Purchasing>(verification::steady_purchases(weeks(1)))
      .with<Service>({.failure_probability = {0.0}})
      .with<WordOfMouth>(p);
}

TEST(WordOfMouth, PostsGrowWithTheDistanceFromWhatIsUsual) {
  // 20,000 encounters; bounds are 4 standard deviations.
  const Outcome usual = outcome(town(words(-1.0, 1.0)));
  EXPECT_NEAR(static_cast<double>(usual.posts), 0.01 * static_cast<double>(usual.encounters), 57.0);
  EXPECT_EQ(usual.praise + usual.blame, 0);
  EXPECT_EQ(usual.read, 0);  // what moves nobody is not sent

  const Outcome displeased = outcome(town(words(2.0, 3.0)));
  EXPECT_NEAR(static_cast<double>(displeased.blame),
              0.12 * static_cast<double>(displeased.encounters), 184.0);
  EXPECT_EQ(displeased.praise, 0);
  const Outcome pleased = outcome(town(words(-3.0, -2.0)));
  EXPECT_NEAR(static_cast<double>(pleased.praise), 0.08 * static_cast<double>(pleased.encounters),
              154.0);
  EXPECT_EQ(pleased.blame, 0);
}

TEST(WordOfMouth, EveryNeighbourReadsAPost) {
  WordOfMouth::Parameters p = words(1.0, 1.0);
  p.network = {.form = NetworkForm::small_world, .degree = 6.0, .rewired = {0.0}};
  const Outcome found = outcome(town(p));
  // Those of the last day are still on their way: 0.7 % of them.
  EXPECT_LE(found.read, 6 * found.blame);
  EXPECT_GT(found.read, 6 * found.blame * 97 / 100);
}

TEST(WordOfMouth, ACustomerReadsAPostOnce) {
  WordOfMouth::Parameters p = words(1.0, 1.0);
  p.posting.blame = 0.03;
  p.posting.always = {0.0};
  p.posting.passed_on = {1.0};
  p.delay = std::chrono::hours{1};
  p.network = {.degree = 19.0};  // everybody knows everybody
  const Outcome found = outcome(town(p, 20));
  EXPECT_GT(found.blame, 1);
  EXPECT_EQ(found.read, 19 * found.blame);
  EXPECT_EQ(found.passed_on, 19 * found.blame);
}

TEST(WordOfMouth, WhoComesLaterStandsOutside) {
  WordOfMouth::Parameters p = words(1.0, 1.0);
  p.posting.blame = 1.0;
  const Outcome found = outcome(town(p, 0).with<Acquisition>({.arrivals = per_week(50.0)}));
  EXPECT_GT(found.encounters, 1'000);
  EXPECT_EQ(found.posts, 0);
}

TEST(WordOfMouth, BlameDrivesCustomersIntoRivalsArms) {
  const auto taken = [](const WordOfMouth::Parameters& p) {
    return 1'000 -
           outcome(town(p).with<Rivals>({.offer_interval = weeks(4)}).with<Leaving>({})).active;
  };
  const std::int64_t usual = taken(words(-1.0, 1.0));
  const std::int64_t blamed = taken(words(2.0, 3.0));
  const std::int64_t praised = taken(words(-3.0, -2.0));
  EXPECT_GT(usual, 30);
  EXPECT_GT(blamed, usual + 20);
  EXPECT_LT(praised, usual - 5);
}

TEST(WordOfMouth, HeardBlameRaisesTheHazardWherePeopleMind) {
  WordOfMouth::Parameters p = words(2.0, 3.0);
  p.exits.log_hazard = 0.0;
  const auto left = [&](double log_hazard) {
    p.hearing.log_hazard = log_hazard;
    return 1'000 - outcome(town(p).with<Leaving>({.hazard = per_week(0.005)})).active;
  };
  const std::int64_t deaf = left(0.0);
  EXPECT_NEAR(static_cast<double>(deaf), 95.0, 40.0);
  EXPECT_GT(left(0.2), deaf * 3 / 2);
}

TEST(WordOfMouth, ANeighboursExitIsContagious) {
  WordOfMouth::Parameters p = words(-1.0, 1.0);
  const auto found = [&](double log_hazard) {
    p.exits.log_hazard = log_hazard;
    return outcome(town(p).with<Leaving>({.hazard = per_week(0.01)}));
  };
  const Outcome alone = found(0.0);
  const Outcome together = found(std::log(1.8));
  EXPECT_GT(alone.exits, 500);  // 8 neighbours each, less those who have left
  EXPECT_LT(together.active, alone.active - 50);
}

TEST(WordOfMouth, MoreExitsThanTheCapDoNoMore) {
  WordOfMouth::Parameters p = words(-1.0, 1.0);
  const auto active = [&](double cap) {
    p.exits.cap = cap;
    return outcome(town(p).with<Leaving>({.hazard = per_week(0.02)})).active;
  };
  p.exits.log_hazard = 0.0;
  const std::int64_t unmoved = active(3.0);
  p.exits.log_hazard = 0.5;
  EXPECT_EQ(active(0.0), unmoved);
  EXPECT_LT(active(3.0), active(1.0));
  EXPECT_LT(active(1.0), unmoved);
}

/// 1 in 10 encounters fails, all complain, one agent answers after half a week.
Study complaints(const WordOfMouth::Parameters& p, engine::Duration reply_delay) {
  ComplaintDesk::Parameters desk;
  desk.seats = 100;
  desk.handling_time.mean = std::chrono::hours{1};
  desk.reply_delay = reply_delay;
  desk.patience.reset();
  desk.complaint_probability = {1.0};
  desk.resolution.probability = {1.0};
  desk.apology.share = {1.0};
  return town(p).with<Service>({.failure_probability = {0.1}}).with<ComplaintDesk>(desk);
}

TEST(WordOfMouth, WhoWaitsForAnAnswerSaysSoInTheEnd) {
  WordOfMouth::Parameters p = words(-1.0, 1.0);
  p.posting.waiting = per_week(1.0);
  const Outcome quick = outcome(complaints(p, std::chrono::hours{12}));
  const Outcome slow = outcome(complaints(p, weeks(1)));
  EXPECT_EQ(slow.waiting, slow.blame);
  // 2,000 complaints, less who has one already; 1 - e^{-wait / week} of them.
  EXPECT_NEAR(static_cast<double>(quick.waiting), 2'000 * 0.0747, 70.0);
  EXPECT_GT(slow.waiting, 4 * quick.waiting);
}

TEST(WordOfMouth, AGoodRecoveryIsTold) {
  WordOfMouth::Parameters p = words(-1.0, 1.0);
  p.posting.recovery = {0.25};
  const Outcome found = outcome(complaints(p, std::chrono::hours{12}));
  EXPECT_NEAR(static_cast<double>(found.recoveries), 500.0, 120.0);
  EXPECT_EQ(found.praise, found.recoveries);
}

TEST(WordOfMouth, APublicReplyTakesHarmAwayAndCosts) {
  const auto found = [](std::optional<WordOfMouth::Reply> reply) {
    WordOfMouth::Parameters p = words(2.0, 3.0);
    p.reply = reply;
    return outcome(town(p).with<Rivals>({.offer_interval = weeks(4)}).with<Leaving>({}));
  };
  const Outcome silent = found({});
  const Outcome quick =
      found(WordOfMouth::Reply{.delay = std::chrono::hours{12}, .relief = {1.0}, .cost = {300}});
  const Outcome late = found(WordOfMouth::Reply{.delay = weeks(3), .relief = {1.0}});
  EXPECT_EQ(silent.replies, 0);
  EXPECT_EQ(quick.replies, quick.blame);
  EXPECT_EQ(quick.reply_cost, 300 * quick.replies);
  EXPECT_GT(quick.active, late.active + 10);
  EXPECT_GT(late.active, silent.active + 10);
}

}  // namespace
}  // namespace tenure::model
