// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "engine/message.h"
#include "engine/type_list.h"
#include "engine/varying_rate.h"
#include "model/describe.h"
#include "model/influence.h"
#include "model/kpi.h"
#include "model/network.h"
#include "model/occurrences.h"
#include "model/packed_time.h"
#include "model/setting.h"

namespace tenure::model {

struct Audit;
class Context;
class FirmContext;

/// What customers tell each other: posts after encounters, more of them the further satisfaction is
/// from what is usual (the asymmetric U of Anderson 1998, Journal of Service Research 1(1)), read
/// by neighbours on a network that nothing ever changes, and passed on; and neighbours who leave
/// (Nitzan & Libai 2011, Journal of Marketing 75(6)). Who waits for an answer may say so in public
/// before it comes, and the firm may reply in public.
///
/// The network joins the customers of the initial base. Who comes later stands outside: he neither
/// posts nor hears.
///
/// Hears: CustomerJoined, ServiceDelivered, ComplaintFiled, ComplaintAnswered, ComplaintAbandoned,
/// PostDue, PostSeen, PostAnswered, NeighbourLeft, CustomerLeft.   Answers: offer_value; adds to
/// the rate of LeaveDue.
class WordOfMouth {
 public:
  static constexpr std::string_view kSection = "word_of_mouth";
  static constexpr std::string_view kAbout =
      "posts of praise and blame along a network, cascades, public complaints and replies, and "
      "neighbours who leave";
  static constexpr std::string_view kRemembers =
      "what was heard of late, neighbours' exits, a complaint still unanswered";
  using Hears = engine::TypeList<CustomerJoined, ServiceDelivered, ComplaintFiled,
                                 ComplaintAnswered, ComplaintAbandoned, PostDue, PostSeen,
                                 PostAnswered, NeighbourLeft, CustomerLeft>;
  using OwnClocks = engine::TypeList<PostDue>;

  /// P(post) = w_0 + w_+ max(S - s_+, 0) + w_- max(s_- - S, 0), at most 1.
  struct Posting {
    Probability always{0.01};  ///< w_0: says nothing that moves anybody
    double praise = 0.04;      ///< w_+
    double blame = 0.06;       ///< w_-
    double pleased = 1.0;      ///< s_+
    double displeased = -1.0;  ///< s_-
    Probability passed_on{0.0};
    std::optional<Rate> waiting;  ///< of who waits for an answer to a complaint
    Probability recovery{0.0};    ///< that a complaint made good with an apology is told
    void describe(Describer& d);
  };
  struct Hearing {
    double value = 0.1;       ///< nu, of the firm's offer, per post
    Rate fading{0.1 / 7};     ///< delta_w
    double log_hazard = 0.0;  ///< by how much a unit of heard praise lowers it
    void describe(Describer& d);
  };
  struct Exits {
    double log_hazard = 0.58778666490211901;  ///< beta_N = ln 1.8, per recent exit of a neighbour
    Rate hazard{0.0};                         ///< the same as an addition to the hazard
    double cap = 3.0;                         ///< most exits that count
    Rate forgetting{0.15 / 7};                ///< delta_n
    void describe(Describer& d);
  };
  struct Reply {
    Probability share{1.0};                 ///< of posts of blame
    engine::Duration delay = engine::kDay;  ///< from the post to the reply
    Probability relief{0.7};                ///< of the harm, as of then
    Money cost{0};
    void describe(Describer& d);
  };
  struct Parameters {
    Network::Parameters network;
    engine::Duration delay = engine::kDay;  ///< until a post is read, or a neighbour's exit known
    Posting posting;
    Hearing hearing;
    Exits exits;
    std::optional<Reply> reply;
    void describe(Describer& d);
    static void check(const Parameters&, Problems&);
    /// `customers`: the initial base of all segments, among whom the network is.
    static void check_universe(const Parameters&, std::int64_t customers, Problems&);
    static void imply(const Parameters&, Implications&);
  };
  struct State {
    PackedTime since;             ///< as of when the others hold
    float heard = 0.0F;           ///< praise less blame, in posts, fading
    float exits = 0.0F;           ///< of neighbours, being forgotten
    std::uint32_t complaint = 0;  ///< ordinal of what the complaint is about that waits
  };

  enum Tally : std::size_t {
    posts,
    praise_posts,
    blame_posts,
    posts_while_waiting,
    recoveries_told,
    passed_on,
    posts_read,
    exits_heard,
    cascades,
    cascade_posts,
    cascade_squares,
    cascades_of_one,
    cascades_of_two,
    cascades_of_three,
    replies,
    reply_cost
  };
  static constexpr std::array kMeasures{
      Measure{"posts", "1", "posts about the firm, each in its author's own words"},
      Measure{"praise_posts", "1", "posts of who was pleased"},
      Measure{"blame_posts", "1", "posts of who was displeased"},
      Measure{"posts_while_waiting", "1", "posts of who waited for an answer to a complaint"},
      Measure{"recoveries_told", "1", "posts about a complaint that was made good"},
      Measure{"posts_passed_on", "1", "posts of others that a customer passed on"},
      Measure{"posts_read", "1", "times that a customer read a neighbour's post"},
      Measure{"neighbour_exits_heard", "1", "times that a customer heard of a neighbour's leaving"},
      Measure{"cascades", "1", "posts that nobody will pass on any more", Kind::flow, Level::firm},
      Measure{"_cascade_posts", "1", "their tellings, the first one included", Kind::flow,
              Level::firm},
      Measure{"_cascade_squares", "1", "squares of their numbers of tellings", Kind::flow,
              Level::firm},
      Measure{"_cascades_of_one", "1", "told once", Kind::flow, Level::firm},
      Measure{"_cascades_of_two", "1", "told twice", Kind::flow, Level::firm},
      Measure{"_cascades_of_three", "1", "told three times", Kind::flow, Level::firm},
      Measure{"public_replies", "1", "the firm's public replies to posts", Kind::flow, Level::firm},
      Measure{"public_reply_cost", kMoneyUnit, "cost of public replies", Kind::flow, Level::firm},
  };
  static constexpr std::array kRatios{
      Ratio{"blame_share", "1", "share of posts that were of blame", blame_posts, posts, 1.0},
      Ratio{"cascade_size", "1", "mean number of tellings of a post, the first one included",
            cascade_posts, cascades, 1.0},
      Ratio{"cascade_size_met", "1", "mean size of the cascade to which a telling belongs",
            cascade_squares, cascade_posts, 1.0},
      Ratio{"cascade_one_share", "1", "share of posts that nobody passed on", cascades_of_one,
            cascades, 1.0},
      Ratio{"cascade_two_share", "1", "share of posts that were passed on once", cascades_of_two,
            cascades, 1.0},
      Ratio{"cascade_three_share", "1", "share of posts that were passed on twice",
            cascades_of_three, cascades, 1.0},
  };
  static constexpr std::size_t kFirmCost = reply_cost;

  /// A post and all its tellings. A customer reads a post once, whoever tells it.
  struct Cascade {
    float weight = 0.0F;                  ///< 1: praise, -1: blame
    float relief = 0.0F;                  ///< share of the harm that the firm's reply takes away
    engine::Time reply = engine::kNever;  ///< the firm's
    engine::Time last{};                  ///< when the last of its readers reads it
    std::int64_t tellings = 0;
    std::vector<Network::Member> readers;  ///< rising; the author among them
  };
  /// What stands between customers during one replication: the network, where its members are, and
  /// the posts that are on their way.
  struct Firm {
    Network network;
    struct Member {
      engine::Place place;
      std::uint16_t row = 0;
      bool reachable = false;
    };
    std::vector<Member> members;
    /// By the post's identity and ordinal.
    std::map<std::pair<engine::Identity, std::uint32_t>, Cascade> cascades;
  };

  explicit WordOfMouth(const Setting<WordOfMouth>& setting);

  void on(const CustomerJoined&, Context&) const;
  void on(const ServiceDelivered&, Context&) const;
  void on(const ComplaintFiled&, Context&) const;
  void on(const ComplaintAnswered&, Context&) const;
  void on(const ComplaintAbandoned&, Context&) const;
  void on(const PostDue&, Context&) const;
  void on(const PostSeen&, Context&) const;
  void on(const PostAnswered&, Context&) const;
  void on(const NeighbourLeft&, Context&) const;
  void on(const CustomerLeft&, Context&) const;

  /// What has been heard makes the firm's offer worth.
  double offer_value(const Context&) const;
  void add_to_rate(std::type_identity<LeaveDue>, engine::VaryingRate&, const Context&,
                   engine::Time since) const;
  Influences influences(std::type_identity<LeaveDue>, std::size_t row) const;
  bool uses(std::type_identity<PostDue>, std::size_t row) const;
  void adopt(Context&, std::size_t old_row) const;
  engine::Duration shortest_delay() const { return shortest_delay_; }

  Firm begin(FirmContext&) const;
  /// Delivers what was said and heard in the window that has been lived through.
  void close(Firm&, FirmContext&) const;
  void audit(const Firm&, const Audit&) const;

 private:
  enum class Report : std::uint32_t;
  enum class Occasion : std::uint32_t;
  using Row = Parameters;
  bool is_member(const Context&) const;
  Network::Member member_of(const Context&) const;
  engine::Message note(Report, const Context&) const;
  void post(Occasion, std::uint32_t about, Tally kind, Context&) const;
  /// What a customer has heard, and how many exits he remembers, as of `time`.
  static double heard(const State&, const Row&, engine::Time time);
  static double exits(const State&, const Row&, engine::Time time);
  /// The same as of now, to be added to.
  State& refreshed(const Row&, Context&) const;
  void begin_cascade(Cascade&, const engine::Message& post, FirmContext&) const;
  void tell(const Firm&, Cascade&, const engine::Message& telling, FirmContext&) const;
  void tell_of_exit(const Firm&, const engine::Message& exit, FirmContext&) const;
  static void end_cascades(Firm&, FirmContext&);

  std::vector<Row> rows_;
  Network::Parameters network_;
  std::vector<std::uint64_t> source_;  ///< by segment: identities of its initial base count from it
  std::vector<Network::Member> first_;  ///< by segment: its first member
  std::vector<std::int64_t> customers_;
  std::int64_t members_ = 0;
  engine::Duration shortest_delay_ = engine::Duration::max();
};

}  // namespace tenure::model
