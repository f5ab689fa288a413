// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "process.h"

namespace tenure::program {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;
using testing::UnorderedElementsAre;

Words export_starter(const Words& more) {
  Words words{"export", scenario("starter"), "--replications", "2"};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

TEST(Export, WritesCustomersAndPurchases) {
  const Folder folder;
  const Ended ended =
      tenure(folder, export_starter({"--customers", "c.csv", "--events", "e.csv", "--quiet"}));
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_THAT(ended.err, IsEmpty());
  EXPECT_THAT(ended.out, StartsWith("Where lives part from those under today\n"));
  EXPECT_THAT(folder.files(), UnorderedElementsAre("c.csv", "e.csv"));
  EXPECT_THAT(folder.read("c.csv"), StartsWith("replication,customer,segment,at_start,"));
  EXPECT_THAT(folder.read("c.csv"), HasSubstr(",saved,"));
  EXPECT_THAT(folder.read("e.csv"), StartsWith("customer,"));
}

TEST(Export, GivesTheSameBytesOnAnyNumberOfThreads) {
  const Folder folder;
  for (const std::string threads : {"1", "3"}) {
    tenure(folder, export_starter({"--customers", "c" + threads, "--events", "e" + threads,
                                   "--threads", threads, "--quiet"}));
  }
  EXPECT_EQ(folder.read("c1"), folder.read("c3"));
  EXPECT_EQ(folder.read("e1"), folder.read("e3"));
}

TEST(Export, WritesChancesOfAFixedPopulation) {
  const Folder folder;
  const Ended ended =
      tenure(folder, export_starter({"--customers", "c.csv", "--policies", "today,better-service",
                                     "--set", "population=fixed"}));
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_THAT(folder.read("c.csv"),
              StartsWith("customer,segment,replications,today.kept,today.value,"
                         "better-service.kept,better-service.value,better-service.saved,"));
}

TEST(Export, WritesWhatAResultsFileHoldsAsTables) {
  const Folder folder;
  tenure(folder, {"compare", scenario("starter"), "--replications", "2", "-o", "R.h5", "--quiet"});
  const Ended ended = tenure(folder, {"export", "R.h5", "--tables", "tables", "--quiet"});
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_THAT(folder.read("tables/by_policy_replication_segment_twin.csv"),
              StartsWith("policy,replication,segment,twin,twins_count,twins_value,noise_ceiling,"));
  EXPECT_THAT(folder.read("tables/by_policy_replication_period_segment.csv"),
              HasSubstr("\nbetter-service,1,0,"));
  const Ended again = tenure(folder, {"export", "R.h5", "--tables", "tables"});
  EXPECT_EQ(again.code, 4);
  EXPECT_THAT(again.err, HasSubstr("is there already (--force replaces it)"));
  EXPECT_EQ(tenure(folder, {"export", "R.h5", "--tables", "tables", "--force"}).code, 0);
}

TEST(Export, NeverReplacesAFileUnasked) {
  const Folder folder;
  folder.write("c.csv", "mine");
  const Ended ended = tenure(folder, export_starter({"--customers", "c.csv"}));
  EXPECT_EQ(ended.code, 4);
  EXPECT_EQ(folder.read("c.csv"), "mine");
}

TEST(Export, SaysWhatItNeeds) {
  const Folder folder;
  const auto refused = [&](const Words& words, const std::string& why) {
    const Ended ended = tenure(folder, words);
    EXPECT_EQ(ended.code, 2);
    EXPECT_THAT(ended.err, HasSubstr(why));
  };
  refused(export_starter({}), "nothing to write (--tables, --customers or --events)");
  refused(export_starter({"--tables", "t", "--events", "e"}), "two commands do both");
  refused({"export", "R.h5", "--customers", "c"}, "name the scenario");
  EXPECT_EQ(tenure(folder, {"export", scenario("starter"), "--tables", "t"}).code, 4);
  EXPECT_THAT(folder.files(), IsEmpty());
}

}  // namespace
}  // namespace tenure::program
