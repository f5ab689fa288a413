// SPDX-License-Identifier: Apache-2.0
#include "experiment/customer_table.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "experiment/first_difference.h"
#include "scenario/header.h"

namespace tenure::experiment {

namespace {

using results::Csv;

const std::string& policy_name(const Policies& policies, std::size_t policy) {
  return policies[policy].specification().policy;
}

double day_of(engine::Time time) { return engine::in_days(time - engine::kStart); }

/// Millionths of the currency, rounded half away from zero.
std::int64_t in_hundredths(std::int64_t millionths) {
  constexpr std::int64_t kInOne = 10'000;
  return (millionths + (millionths < 0 ? -kInOne / 2 : kInOne / 2)) / kInOne;
}

std::vector<std::string> customer_columns(const Policies& policies) {
  std::vector<std::string> columns{"replication", "customer", "segment", "at_start", "value_tenth"};
  for (std::size_t policy = 0; policy < policies.size(); ++policy) {
    const std::string prefix = policy_name(policies, policy) + '.';
    for (const char* name : {"fate", "joined_day", "left_day", "cause", "active_at_end",
                             "addressed", "purchases", "paid", "value"}) {
      columns.push_back(prefix + name);
    }
    if (policy == 0) continue;
    for (const char* name :
         {"twin", "first_difference", "first_difference_day", "first_difference_under"}) {
      columns.push_back(prefix + name);
    }
  }
  return columns;
}

std::vector<std::string> chance_columns(const Policies& policies) {
  std::vector<std::string> columns{"customer", "segment", "replications"};
  for (std::size_t policy = 0; policy < policies.size(); ++policy) {
    const std::string prefix = policy_name(policies, policy) + '.';
    columns.push_back(prefix + "kept");
    columns.push_back(prefix + "value");
    if (policy == 0) continue;
    for (const std::string_view twin : kTwinNames) columns.push_back(prefix + std::string(twin));
  }
  return columns;
}

/// Goes through a list that is ordered by identity, together with others.
template <class List>
class Cursor {
 public:
  explicit Cursor(const List& list) : list_(list) {}
  const auto* at(engine::Identity who) {
    while (next_ < list_.size() && list_[next_].identity < who) ++next_;
    const bool is_there = next_ < list_.size() && list_[next_].identity == who;
    return is_there ? &list_[next_] : nullptr;
  }
  std::size_t place() const { return next_; }

 private:
  const List& list_;
  std::size_t next_ = 0;
};

std::vector<engine::Identity> everybody(const std::vector<Lives>& lives) {
  std::vector<engine::Identity> all;
  for (const Lives& of_policy : lives) {
    for (const model::Fate& fate : of_policy.fates) all.push_back(fate.identity);
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

void write_fate(Csv& csv, const model::Model& model, const model::Fate* fate) {
  if (fate == nullptr) {
    csv.cell("absent");
    for (int i = 0; i < 8; ++i) csv.empty();
    return;
  }
  csv.cell(kFateNames[fate->stayed() ? 0 : 1]).cell(day_of(fate->joined));
  if (fate->stayed()) {
    csv.empty().empty();
  } else {
    csv.cell(day_of(fate->left)).cell(model.study().causes[fate->cause]);
  }
  csv.cell(std::int64_t{fate->is_active}).cell(std::int64_t{fate->is_addressed});
  csv.cell(std::int64_t{fate->purchases}).hundredths(fate->paid);
  if (model.uses<model::Finance>()) {
    csv.hundredths(in_hundredths(fate->value));
  } else {
    csv.empty();
  }
}

std::string_view twin_name(const model::Fate* first, const model::Fate* here) {
  if (first != nullptr && here != nullptr) {
    return kTwinNames[static_cast<std::size_t>(twin_of(*first, *here))];
  }
  if (here != nullptr) return "only_under_policy";
  return first != nullptr ? "only_under_first" : "absent";
}

void write_difference(Csv& csv, const FirstDifference* difference) {
  if (difference == nullptr) {
    csv.empty().empty().empty();
    return;
  }
  csv.cell(model::kTellingNames[difference->word])
      .cell(day_of(difference->time))
      .cell(difference->under_policy ? "policy" : "first");
}

}  // namespace

std::string name_of(engine::Identity identity) {
  std::string digits(16, '0');
  auto rest = static_cast<std::uint64_t>(identity);
  for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit, rest >>= 4U) {
    *digit = "0123456789abcdef"[rest & 0xFU];
  }
  return digits;
}

CustomerTable::CustomerTable(const Policies& policies)
    : policies_(policies), csv_(customer_columns(policies)), partings_(policies.size()) {}

void CustomerTable::add(std::size_t replication, const std::vector<Lives>& lives) {
  const FirstFates first(lives.front().fates, policies_.reference().uses<model::Finance>());
  std::vector<Cursor<model::Fates>> fates;
  std::vector<std::vector<FirstDifference>> parted(lives.size());
  for (std::size_t policy = 0; policy < lives.size(); ++policy) {
    fates.emplace_back(lives[policy].fates);
    if (policy > 0) parted[policy] = first_differences(lives[0].steps, lives[policy].steps);
  }
  std::vector<Cursor<std::vector<FirstDifference>>> differences(parted.begin(), parted.end());
  for (const engine::Identity who : everybody(lives)) {
    std::vector<const model::Fate*> under;
    const model::Fate* any = nullptr;
    for (auto& cursor : fates) {
      under.push_back(cursor.at(who));
      if (any == nullptr) any = under.back();
    }
    csv_.cell(static_cast<std::int64_t>(replication)).cell(name_of(who));
    csv_.cell(policies_.reference().study().segments[any->segment]);
    csv_.cell(std::int64_t{any->is_initial});
    if (any->is_initial && under[0] != nullptr) {
      csv_.cell(std::int64_t{first.decile[fates[0].place()]});
    } else {
      csv_.empty();
    }
    for (std::size_t policy = 0; policy < lives.size(); ++policy) {
      write_fate(csv_, policies_[policy], under[policy]);
      if (policy == 0) continue;
      csv_.cell(twin_name(under[0], under[policy]));
      const FirstDifference* parting = differences[policy].at(who);
      write_difference(csv_, parting);
      if (parting == nullptr || !any->is_initial || !under[0] || !under[policy]) continue;
      Parting& sum = partings_[policy][{parting->word, parting->under_policy}];
      const Twin twin = twin_of(*under[0], *under[policy]);
      sum.word = parting->word;
      sum.under_policy = parting->under_policy;
      ++sum.customers;
      sum.saved += twin == Twin::saved ? 1 : 0;
      sum.lost += twin == Twin::lost ? 1 : 0;
    }
    csv_.end_row();
  }
}

std::vector<std::vector<Parting>> CustomerTable::partings() const {
  std::vector<std::vector<Parting>> all(partings_.size());
  for (std::size_t policy = 0; policy < partings_.size(); ++policy) {
    for (const auto& [key, parting] : partings_[policy]) all[policy].push_back(parting);
    std::stable_sort(all[policy].begin(), all[policy].end(),
                     [](const auto& a, const auto& b) { return a.customers > b.customers; });
  }
  return all;
}

ChanceTable::ChanceTable(const Policies& policies) : policies_(policies) {}

void ChanceTable::add(const std::vector<Lives>& lives) {
  std::vector<Cursor<model::Fates>> fates;
  for (const Lives& of_policy : lives) fates.emplace_back(of_policy.fates);
  for (const model::Fate& first : lives.front().fates) {
    if (!first.is_initial) continue;
    Row& row = rows_[first.identity];
    row.segment = first.segment;
    row.under.resize(lives.size());
    ++row.replications;
    for (std::size_t policy = 0; policy < lives.size(); ++policy) {
      const model::Fate* fate = fates[policy].at(first.identity);
      if (fate == nullptr) continue;
      Under& under = row.under[policy];
      under.kept += fate->stayed() ? 1 : 0;
      under.value += fate->value;
      ++under.twins[static_cast<std::size_t>(twin_of(first, *fate))];
    }
  }
}

std::string ChanceTable::text() const {
  Csv csv(chance_columns(policies_));
  for (const auto& [who, row] : rows_) {
    const auto times = static_cast<double>(row.replications);
    csv.cell(name_of(who)).cell(policies_.reference().study().segments[row.segment]);
    csv.cell(row.replications);
    for (std::size_t policy = 0; policy < row.under.size(); ++policy) {
      const Under& under = row.under[policy];
      csv.cell(static_cast<double>(under.kept) / times);
      if (policies_[policy].uses<model::Finance>()) {
        csv.hundredths(in_hundredths(under.value / row.replications));
      } else {
        csv.empty();
      }
      if (policy == 0) continue;
      for (const std::int64_t count : under.twins) csv.cell(static_cast<double>(count) / times);
    }
    csv.end_row();
  }
  return csv.text();
}

std::string event_log(const Policies& policies, std::size_t policy, const Lives& lives) {
  const std::optional<std::int64_t>& first_day = policies[policy].specification().first_day;
  Csv csv({"customer", first_day ? "date" : "day", "amount"});
  for (const model::Sale& sale : lives.sales) {
    const std::int64_t day = (sale.time - engine::kStart) / engine::kDay;
    csv.cell(name_of(sale.identity));
    if (first_day) {
      csv.cell(scenario::print_date(*first_day + day));
    } else {
      csv.cell(day);
    }
    csv.hundredths(sale.cents).end_row();
  }
  return csv.text();
}

}  // namespace tenure::experiment
