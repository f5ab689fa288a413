// SPDX-License-Identifier: Apache-2.0
#include "model/mechanisms/communication.h"

#include <array>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "tests/verification/study.h"

namespace tenure::model {
namespace {

using verification::Reading;
using verification::replicate;
using verification::steady_purchases;
using verification::Study;
using verification::weeks;

using Message = Communication::Message;

template <class Read>
auto only(const Specification& specification, Read&& read) {
  return replicate(specification, 1, std::forward<Read>(read)).front();
}

/// Messages that do nothing but what they say they do.
Communication::Parameters plain(std::vector<Message> messages) {
  Communication::Parameters p;
  p.messages = std::move(messages);
  p.benefit = 0.0;
  p.opt_out = 0.0;
  return p;
}

/// Purchases that neither satisfaction nor relationship moves.
Purchasing::Parameters purchases(engine::Duration interval) {
  Purchasing::Parameters p = steady_purchases(interval);
  p.effects.satisfaction = 0.0;
  p.effects.relationship = 0.0;
  return p;
}

/// One purchase in two weeks; nothing is forgotten.
Study shop(const Communication::Parameters& communication, std::int64_t customers = 500) {
  Study study(weeks(20), weeks(1));
  study.segment("all", customers)
      .with<Purchasing>(purchases(weeks(2)))
      .with<Fatigue>({.decay = std::nullopt})
      .with<Relationship>({.gain = 0.0, .decay = std::nullopt})
      .with<Communication>(communication);
  return study;
}

std::int64_t sum(const Reading& r, Communication::Tally which) {
  return r.tally_from<Communication>(0, which);
}

/// At the horizon, of a stock that a mechanism observes.
template <class Mechanism>
double mean_at_end(const Reading& r) {
  const std::size_t last = r.periods() - 1;
  return 1e-6 * static_cast<double>(r.tally<Mechanism>(Mechanism::level_sum, last)) /
         static_cast<double>(r.tally<Mechanism>(Mechanism::level_count, last));
}

TEST(Message, FitsByTheCosineOfNeeds) {
  const Message both{.name = "m", .about = {1.0, 1.0}};
  EXPECT_DOUBLE_EQ(both.fit_to({3.0, 0.0}), std::sqrt(0.5));
  EXPECT_DOUBLE_EQ(both.fit_to({2.0, 2.0}), 1.0);
  EXPECT_DOUBLE_EQ((Message{.name = "m", .about = {0.0, 2.0}}.fit_to({1.0, 0.0})), 0.0);
  EXPECT_DOUBLE_EQ(both.fit_to({}), 1.0);
  EXPECT_DOUBLE_EQ(Message{}.fit_to({1.0, 2.0}), 1.0);
  EXPECT_DOUBLE_EQ((Message{.fit = Probability{0.3}}.fit_to({1.0, 2.0})), 0.3);
}

TEST(Communication, AMessageThatFitsLiftsPurchasesForAWhile) {
  Communication::Parameters p = plain(
      {{.name = "news", .first = weeks(4), .about = {1.0, 1.0}, .lift = 1.0, .lasts = weeks(8)}});
  p.needs = {1.0, 0.0};
  const auto bought = [](const Study& study) {
    return only(study, [](const Reading& r) {
      std::array<double, 3> by_time{};
      for (std::size_t week = 0; week < 20; ++week) {
        by_time[week < 4    ? 0
                : week < 12 ? 1
                            : 2] +=
            static_cast<double>(r.tally<Purchasing>(Purchasing::purchases, week));
      }
      return by_time;
    });
  };
  const auto lifted = bought(shop(p, 20'000));
  // 40,000, 80,000 x 1.707 and 80,000 are expected, to 4 standard errors.
  EXPECT_NEAR(lifted[0], 40'000.0, 800.0);
  EXPECT_NEAR(lifted[1], 80'000.0 * (1.0 + std::sqrt(0.5)), 1'480.0);
  EXPECT_NEAR(lifted[2], 80'000.0, 1'140.0);
}

TEST(Communication, WhatIsNotUnderstoodIsAContactAndNoMore) {
  Communication::Parameters p = plain({{.name = "riddle", .clarity = {0.25}, .gain = 1.0}});
  only(shop(p, 10'000), [](const Reading& r) {
    const auto understood = static_cast<double>(sum(r, Communication::understood));
    EXPECT_EQ(sum(r, Communication::sent), 10'000);
    EXPECT_NEAR(understood, 2'500.0, 175.0);
    EXPECT_NEAR(mean_at_end<Relationship>(r), understood / 10'000.0, 1e-6);
    return 0;
  });
}

TEST(Communication, MisfitsAreTiring) {
  const auto fatigue = [](Probability fit, MessageKind kind) {
    const Message message{.name = "m", .kind = kind, .every = weeks(8), .fit = fit};
    return only(shop(plain({message})), [](const Reading& r) { return mean_at_end<Fatigue>(r); });
  };
  // E-mails weigh 0.8; waves at weeks 0, 8 and 16.
  EXPECT_NEAR(fatigue({1.0}, MessageKind::offer), 3 * 0.8, 1e-6);
  EXPECT_NEAR(fatigue({0.25}, MessageKind::offer), 3 * 0.8 * 1.75, 1e-6);
  EXPECT_NEAR(fatigue({1.0}, MessageKind::product_news), 3 * 0.8 * 0.8, 1e-6);
  EXPECT_EQ(fatigue({0.0}, MessageKind::recall), 0.0);
}

TEST(Communication, ContactsDoGoodLessAndLess) {
  Communication::Parameters p = plain({{.name = "m", .first = weeks(1), .every = weeks(2)}});
  p.benefit = 0.1;
  only(shop(p), [](const Reading& r) {
    EXPECT_NEAR(mean_at_end<Relationship>(r), 0.1 * std::log(1.0 + 10 * 0.8), 1e-5);
    return 0;
  });
}

TEST(Communication, OneContactTooMany) {
  Communication::Parameters p = plain({{.name = "once"}});
  p.opt_out = 0.5;
  only(shop(p, 20'000), [](const Reading& r) {
    EXPECT_NEAR(static_cast<double>(sum(r, Communication::opted_out)),
                20'000.0 * (1.0 - std::exp(-0.5 * 0.8)), 270.0);
    return 0;
  });
}

TEST(Communication, WhoHasOptedOutGetsNothingButRecalls) {
  Communication::Parameters p =
      plain({{.name = "weekly", .first = weeks(0.5), .every = weeks(1)},
             {.name = "recall", .kind = MessageKind::recall, .first = weeks(15.6)}});
  p.opt_out = 0.01;
  Promotions::Parameters promotions;
  promotions.offers = {{.name = "offer", .first = weeks(15.7)}};
  Study study = shop(p, 1);
  study.with<Promotions>(promotions)
      .with<Service>({})
      .with<Listening>({.surveys = Listening::Surveys{.share = {1.0}}});
  only(study.copies(300, 1), [](const Reading& r) {
    int silent = 0;
    for (std::size_t row = 0; row < r.rows(); ++row) {
      bool out = false;
      for (std::size_t week = 0; week < 20; ++week) {
        const std::int64_t sent = r.tally<Communication>(Communication::sent, week, row);
        if (out) {
          EXPECT_EQ(sent, week == 15 ? 1 : 0);
          EXPECT_EQ(r.tally<Promotions>(Promotions::offers_sent, week, row), 0);
          EXPECT_EQ(r.tally<Listening>(Listening::surveys_sent, week, row), 0);
          silent += week == 15 ? 1 : 0;
        } else if (r.tally<Communication>(Communication::opted_out, week, row) == 0) {
          EXPECT_EQ(sent, week == 15 ? 2 : 1) << row << ' ' << week;
        }
        out = out || r.tally<Communication>(Communication::opted_out, week, row) > 0;
      }
    }
    EXPECT_GT(silent, 100);
    EXPECT_LT(silent, 300);
    return 0;
  });
}

TEST(Communication, ARecallThatIsNotSentIsASevereFailure) {
  const Study study =
      shop(plain({{.name = "recall", .kind = MessageKind::recall, .share = {0.7}}}), 5'000)
          .with<Satisfaction>({.decay = std::nullopt})
          .with<ComplaintDesk>({.complaint_probability = {1.0}, .exit = {{0.0}, {0.0}, {0.0}}});
  only(study, [](const Reading& r) {
    const std::int64_t missed = sum(r, Communication::recalls_missed);
    EXPECT_NEAR(static_cast<double>(missed), 1'500.0, 130.0);
    EXPECT_EQ(sum(r, Communication::sent), 5'000 - missed);
    EXPECT_EQ(r.tally_from<ComplaintDesk>(0, ComplaintDesk::filed), missed);
    // Twice an ordinary failure's loss, less what waiting takes.
    EXPECT_LE(mean_at_end<Satisfaction>(r), -2 * 0.5 * static_cast<double>(missed) / 5'000.0);
    return 0;
  });
}

TEST(Communication, ExpertsMisuseLessAndUnderstandMore) {
  Communication::Parameters p = plain(
      {{.name = "course", .kind = MessageKind::education, .every = weeks(2), .clarity = {0.5}}});
  p.education = {.step = 1.0, .misuse = {0.8}, .avoided = {0.5}};
  Study study = shop(p, 20'000);
  study.with<Service>({.failure_probability = {0.5}});
  only(study, [](const Reading& r) {
    // All have understood one of the first 6 but 1 in 64; from week 12 on.
    std::int64_t failed = 0;
    std::int64_t encounters = 0;
    for (std::size_t week = 12; week < 20; ++week) {
      failed += r.tally<Service>(Service::failures, week);
      encounters += r.tally<Service>(Service::encounters, week);
    }
    const double share = static_cast<double>(failed) / static_cast<double>(encounters);
    EXPECT_NEAR(share, 0.5 * (1.0 - 0.4), 0.01);
    const double expertise =
        1e-6 * static_cast<double>(r.tally<Communication>(Communication::expertise_sum, 19)) /
        20'000.0;
    EXPECT_NEAR(expertise, 1.0, 0.01);
    EXPECT_GT(sum(r, Communication::understood), 20'000 * 8);
    return 0;
  });
}

TEST(Communication, ExpertsMindFailuresMoreAndMannersLess) {
  const auto levels = [](double step) {
    Communication::Parameters p =
        plain({{.name = "course", .kind = MessageKind::education, .gain = 0.0},
               {.name = "thanks", .first = weeks(1), .gain = 0.2}});
    p.education = {.step = step, .misuse = {0.0}, .technical = 0.5, .functional = {0.25}};
    Study study = shop(p);
    study.with<Purchasing>(purchases(weeks(8)))
        .with<Service>({.failure_probability = {1.0}})
        .with<Relationship>({.gain = 0.0, .decay = std::nullopt, .buffer = {.most = {0.0}}})
        .with<Satisfaction>({.range = {-100.0, 100.0}, .decay = std::nullopt});
    return only(study, [](const Reading& r) {
      return std::pair{mean_at_end<Satisfaction>(r), mean_at_end<Relationship>(r)};
    });
  };
  const auto layman = levels(0.0);
  const auto expert = levels(1.0);
  EXPECT_NEAR(expert.first / layman.first, 1.5, 1e-4);
  EXPECT_NEAR(layman.second, 0.2, 1e-6);
  EXPECT_NEAR(expert.second, 0.15, 1e-6);
}

// A day before the wave at a period's end: where the request is judged must not depend on windows.
TEST(Communication, RefusalsAreCountedInThePeriodOfTheAsking) {
  const auto refused_by_period = [](std::optional<engine::Duration> window) {
    Study study = shop(plain({}), 50);
    study.policy({.budget = MoneyRate{1.0}, .sections = {"communication"}})
        .with<Communication>(plain({{.name = "weekly", .every = weeks(1), .cost = {100}}}));
    if (window) study.window(*window);
    return only(study, [](const Reading& r) {
      std::vector<std::int64_t> refused;
      for (std::size_t period = 0; period < r.periods(); ++period) {
        refused.push_back(r.tally<Communication>(Communication::refused, period));
      }
      return refused;
    });
  };
  const auto usual = refused_by_period(std::nullopt);
  EXPECT_GT(usual[5], 0);
  EXPECT_EQ(refused_by_period(std::chrono::hours{5}), usual);
}

TEST(Communication, ABudgetStopsMessagesButNotRecalls) {
  Study study = shop(plain({}), 500);
  study.policy({.starts = weeks(4), .budget = MoneyRate{0.1}, .sections = {"communication"}})
      .with<Communication>(plain({{.name = "weekly", .every = weeks(1), .cost = {100}},
                                  {.name = "recall",
                                   .kind = MessageKind::recall,
                                   .first = weeks(9.5),
                                   .share = {0.5},
                                   .cost = {100}}}));
  only(study, [](const Reading& r) {
    const std::int64_t missed = sum(r, Communication::recalls_missed);
    EXPECT_EQ(sum(r, Communication::sent), 500 - missed);
    EXPECT_EQ(r.tally<Communication>(Communication::sent, 9), 500 - missed);
    EXPECT_NEAR(static_cast<double>(missed), 250.0, 45.0);
    EXPECT_EQ(sum(r, Communication::communication_cost), 100 * (500 - missed));
    EXPECT_GT(sum(r, Communication::refused), 500 * 14);
    return 0;
  });
}

struct Collected final : Problems {
  std::vector<std::string> paths;
  void add(std::string_view path, std::string, std::string, std::string) override {
    paths.emplace_back(path);
  }
};

TEST(CommunicationParameters, AreRefusedWhereTheyDoNotFitTogether) {
  Communication::Parameters p;
  p.needs = {1.0, 0.0};
  p.messages = {{.name = "a", .every = weeks(1), .days = {3}},
                {.name = "b", .about = {1.0}},
                {.name = "c", .about = {0.0, 0.0}},
                {.name = "d", .about = {0.0, 1.0}, .fit = Probability{0.5}},
                {.name = "e", .about = {0.0, 1.0}}};
  Collected problems;
  Communication::Parameters::check(p, problems);
  EXPECT_EQ(problems.paths, (std::vector<std::string>{"messages.a.days", "messages.b.about",
                                                      "messages.c.about", "messages.d.fit"}));
  Collected more;
  Communication::Parameters::check({.needs = {0.0, 0.0}}, more);
  EXPECT_EQ(more.paths, std::vector<std::string>{"needs"});
}

}  // namespace
}  // namespace tenure::model
