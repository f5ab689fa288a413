// SPDX-License-Identifier: Apache-2.0
#include "scenario/did_you_mean.h"

#include <string>

#include <gtest/gtest.h>

namespace tenure::scenario {
namespace {

TEST(DidYouMean, FindsTheClosestWord) {
  EXPECT_EQ(closest("horzon", {"title", "horizon", "seed"}), "horizon");
  EXPECT_EQ(closest("seets", {"seats", "hours"}), "seats");
}

TEST(DidYouMean, CountsASwapOfNeighboursAsOneSlip) { EXPECT_EQ(closest("sede", {"seed"}), "seed"); }

TEST(DidYouMean, TakesHyphensSpacesAndCaseForSlips) {
  EXPECT_EQ(closest("Complaint-Desk", {"complaint_desk"}), "complaint_desk");
}

TEST(DidYouMean, SaysNothingWhenNothingIsClose) {
  EXPECT_EQ(closest("weather", {"title", "horizon"}), "");
  EXPECT_EQ(closest("", {"title"}), "");
  EXPECT_EQ(closest("x", {}), "");
}

TEST(DidYouMean, SaysNothingAboutVeryLongWords) {
  EXPECT_EQ(closest(std::string(2'000'000, 'k'), {"title"}), "");
}

}  // namespace
}  // namespace tenure::scenario
