// SPDX-License-Identifier: Apache-2.0
#include "cli/odd.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "cli/words.h"
#include "engine/type_list.h"
#include "experiment/kpis.h"
#include "model/model.h"
#include "scenario/quantity.h"

namespace tenure::cli {
namespace {

/// The name of a type of the model, as it stands in the source: "PurchaseDue".
template <class T>
std::string_view name_of_type() {
  std::string_view text = __PRETTY_FUNCTION__;
  const std::size_t begin = text.find("T = ") + 4;
  text = text.substr(begin, text.find_first_of(";]", begin) - begin);
  return text.substr(text.rfind(':') + 1);
}

template <class List>
std::string names_in() {
  std::string text;
  engine::for_each_type(List{}, [&]<class T>(std::type_identity<T>) {
    text += (text.empty() ? "" : ", ") + std::string(name_of_type<T>());
  });
  return text;
}

std::string item(std::string_view text) { return "- " + std::string(text) + '\n'; }

class Odd {
 public:
  explicit Odd(const Study& study) : study_(study), model_(study.specification()) {}

  std::string text() const {
    return "# " + title() +
           "\n\nA description by the ODD protocol (Grimm et al. 2020), made from " +
           "the scenario; policy " + label() + ".\n" + purpose() + entities() + schedule() +
           concepts() + initialisation() + input() + submodels();
  }

 private:
  const model::Specification& specification() const { return study_.specification(); }
  std::string title() const {
    return specification().title.empty() ? "A study of customer retention" : specification().title;
  }
  std::string label() const { return '`' + study_.chosen().name + '`'; }

  /// `call(mechanism)` for those that are on, in the order in which they hear.
  template <class Call>
  void for_each_on(const Call& call) const {
    engine::for_each_type(model::Mechanisms{}, [&]<class M>(std::type_identity<M> which) {
      if (model_.uses<M>()) call(which);
    });
  }

  std::string purpose() const {
    std::string text = "\n## 1. Purpose and patterns\n\n";
    text += specification().question.empty()
                ? "To see who stays with a firm, who leaves, and why.\n"
                : "Question: " + specification().question + "\n";
    text += "\nPolicies held against each other: ";
    std::string names;
    for (const scenario::LoadedPolicy& policy : study_.loaded.policies) {
      names += (names.empty() ? "" : ", ") + policy.label;
    }
    text += names + ". What decides is `" + study_.criterion.kpi + "`";
    for (const experiment::Requirement& must : study_.criterion.requirements) {
      text += "; it must be that " + must.text;
    }
    text +=
        ".\n\nPatterns that the model is tested by: the exact cases of `tenure verify` and the "
        "claims of `tenure verify --claims`.\n";
    return text;
  }

  std::string entities() const {
    std::string text = "\n## 2. Entities, state variables and scales\n\n";
    text += "Customers, in segments that know nothing of each other:\n\n";
    for (const model::Segment& segment : specification().segments) {
      text += item('`' + segment.name + "`: " + counted(segment.customers, "customer") +
                   " at the start");
    }
    text +=
        "\nA customer is a prospect, active, with a rival, or has left. Besides, by mechanism:\n\n";
    for_each_on([&]<class M>(std::type_identity<M>) {
      if (!M::kRemembers.empty()) {
        text += item('`' + std::string(M::kSection) + "`: " + std::string(M::kRemembers));
      }
    });
    text += "\nThe firm and the market hold what is one for all: " + firm() + ".\n\n";
    text += "Time is continuous, in whole microseconds. Simulated are " +
            scenario::print(specification().horizon);
    if (specification().warm_up > engine::Duration{0}) {
      text += " after a warm-up of " + scenario::print(specification().warm_up) +
              " that no result counts";
    }
    text += ", reported every " + scenario::print(specification().report_every) +
            ". There is no space.\n";
    return text;
  }

  std::string firm() const {
    std::string text = "the policy and its budget";
    const auto add = [&](bool is, std::string_view what) {
      if (is) text += ", " + std::string(what);
    };
    add(model_.uses<model::ComplaintDesk>(), "the complaint desk's seats and queue");
    add(model_.uses<model::Operations>(), "the state of quality and its chart");
    add(model_.uses<model::Listening>(), "reports of defects");
    add(model_.uses<model::Courtesy>(), "outbound lines");
    add(model_.uses<model::Rivals>(), "rivals' utilities");
    add(model_.uses<model::Acquisition>(), "the market of prospects");
    return text;
  }

  std::string schedule() const {
    std::string text = "\n## 3. Process overview and scheduling\n\n";
    text +=
        "Discrete events. Every customer carries clocks; the earliest rings, and what happens "
        "is heard by the mechanisms in this order:\n\n";
    for_each_on([&]<class M>(std::type_identity<M>) {
      const std::string hears = names_in<typename M::Hears>();
      text +=
          item('`' + std::string(M::kSection) + "` hears " + (hears.empty() ? "nothing" : hears));
    });
    text +=
        "\nCustomers reach each other, the desk, the firm and rivals by messages only. Whatever "
        "reaches a customer takes at least one window of " +
        scenario::print(model_.window()) +
        ", so that within a window all customers are independent; their order changes nothing. "
        "Ties are broken by content.\n";
    return text;
  }

  std::string concepts() const {
    std::string text = "\n## 4. Design concepts\n\n";
    text += item(
        "**Basic principles.** Purchases and lifetimes as in the models of Schmittlein, "
        "Morrison & Colombo (1987) and Fader, Hardie & Lee (2005); hazards are "
        "proportional (Bolton 1998) unless the scenario says linear; expectations are "
        "disconfirmed with loss aversion (Oliver 1980; Tversky & Kahneman 1992).");
    text += item(
        "**Emergence.** Survival, shares and profit are imposed on nobody; they come of "
        "what happens to single customers.");
    text += item("**Adaptation, learning.** " +
                 std::string(model_.uses<model::Expectations>()
                                 ? "Expectations follow experience."
                                 : "Customers do not change their ways by themselves.") +
                 " Nobody optimises or predicts.");
    text += item("**Sensing.** Policies see what a firm can see, unless they say `oracle`.");
    text += item("**Interaction.** " + interaction());
    text += item(
        "**Stochasticity.** Every draw has an address: seed, replication, customer, cause "
        "and ordinal (Philox, Salmon et al. 2011). All policies meet the same customers "
        "with the same luck.");
    text += item("**Observation.** " +
                 counted(static_cast<std::int64_t>(experiment::Kpis(model_).list().size()), "KPI") +
                 " by period and segment, over " +
                 counted(specification().replications, "replication") +
                 "; intervals are of 95 % over replications, differences paired.");
    return text;
  }

  std::string interaction() const {
    std::string text;
    const auto add = [&](bool is, std::string_view what) {
      if (is) text += (text.empty() ? "" : " ") + std::string(what);
    };
    add(model_.uses<model::ComplaintDesk>(), "Complaints wait for the same seats.");
    add(model_.uses<model::WordOfMouth>(), "Customers tell each other along a network.");
    add(model_.uses<model::Operations>(), "Bad spells may be common to all.");
    add(model_.uses<model::Acquisition>(), "Adopters bring adopters, if the scenario says so.");
    return text.empty() ? "None: customers are independent." : text;
  }

  std::string initialisation() const {
    return "\n## 5. Initialisation\n\nThe initial customers join at the " +
           std::string(specification().warm_up > engine::Duration{0} ? "beginning of the warm-up"
                                                                     : "start, as newcomers") +
           "; what differs between them is drawn anew in every replication, from seed " +
           std::to_string(specification().seed) + ".\n";
  }

  std::string input() const {
    std::string text = "\n## 6. Input data\n\n";
    const auto& acquisition = specification().segments.front();
    const auto& given = std::get<model::kIndexOf<model::Acquisition>>(acquisition.sections);
    text += given && !given->daily.empty()
                ? "Arrivals by day, as listed in the scenario. Nothing else.\n"
                : "None: nothing is read while the model runs.\n";
    return text;
  }

  std::string submodels() const {
    std::string text =
        "\n## 7. Submodels\n\nEquations, sources and limits: `docs/model`, one page "
        "for each. An asterisk marks an assumption without a published source.\n";
    for_each_on([&]<class M>(std::type_identity<M>) {
      const std::string section(M::kSection);
      text += "\n### `" + section + "`\n\nRepresents " + std::string(M::kAbout) + ".\n";
      const std::string values = values_of(section);
      if (!values.empty())
        text += "\n| parameter | value | meaning |\n| --- | --- | --- |\n" + values;
    });
    return text;
  }

  static std::string cell(std::string_view text) {
    std::string result;
    for (const char c : text) result += c == '|' ? std::string("\\|") : std::string(1, c);
    return result;
  }

  std::string values_of(const std::string& section) const {
    std::string text;
    for (const scenario::Resolved& value : study_.chosen().inventory.values) {
      const bool own = value.path.starts_with(section + '.');
      const bool of_segment = value.path.starts_with("segments.") &&
                              value.path.find('.' + section + '.') != std::string::npos;
      if ((!own && !of_segment) || value.unset || value.value == "[]") continue;
      text += "| `" + value.path + "` | " + cell(value.value) + (value.assumption ? " *" : "") +
              " | " + cell(value.meaning) +
              (value.source.empty() || value.from != scenario::Resolved::From::standard
                   ? ""
                   : " (" + cell(value.source) + ")") +
              " |\n";
    }
    return text;
  }

  const Study& study_;
  const model::Model model_;
};

}  // namespace

std::string odd_description(const Study& study) { return Odd(study).text(); }

}  // namespace tenure::cli
