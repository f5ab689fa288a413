# SPDX-License-Identifier: Apache-2.0
"""What the plain model counts, and the KPIs it makes of it, named as `tenure` names them (docs/formats/results.md)."""

import math

import numpy

QUARTER = 13 * 7.0
CAUSES = ("failure_silent", "complaint_resolved", "complaint_unresolved", "complaint_abandoned", "hazard",
          "after_purchase", "not_renewed")
# KPIs that are a count, and the section that must be on.
COUNTS = {
    "purchases": "purchasing", "encounters": "service", "failures": "service",
    "complaints_filed": "complaint_desk", "complaints_answered": "complaint_desk",
    "complaints_abandoned": "complaint_desk", "apologies_made": "complaint_desk",
    "calls_made": "courtesy", "dissatisfaction_found": "courtesy",
    "rewards_granted": "loyalty_programme", "renewals_due": "leaving",
}
# KPIs that are the mean of a quantity over what it was counted for.
MEANS = {
    "complaint_wait_mean": ("wait_days", "waits"),
    "first_reward_wait_mean": ("first_reward_days", "first_rewards"),
    "disconfirmation_mean": ("disconfirmation", "encounters"),
    "disconfirmation_square_mean": ("disconfirmation_square", "encounters"),
    "satisfaction_change_mean": ("satisfaction_change", "encounters"),
}
STOCKS = ("satisfaction", "relationship", "fatigue")


class Tallies:
    def __init__(self, scenario):
        self.scenario = scenario
        length, horizon = scenario.report_every, scenario.horizon
        self.period_ends = [min(k * length, horizon) for k in range(1, math.ceil(horizon / length) + 1)]
        self.sums = {}  # name: one sum per period
        self.levels = {}  # name: one level per period's end
        self.discounted_value = 0.0

    def add(self, name, now, amount=1.0):
        if name not in self.sums:
            self.sums[name] = [0.0] * len(self.period_ends)
        self.sums[name][self.period_of(now)] += amount

    def period_of(self, now):
        return min(int(now / self.scenario.report_every), len(self.period_ends) - 1)

    def purchase(self, customer, amount, now):
        period = self.period_of(now)
        self.add("purchases", now)
        self.add("revenue", now, amount)
        if customer.last_period_with_purchase != period:
            self.add("buyers", now)
            if customer.last_period_with_purchase == period - 1:
                self.add("repeat_buyers", now)
        customer.last_period_with_purchase = period
        customer.last_purchase = now
        if self.scenario.finance:
            self.add_value(self.scenario.finance.margin * amount, now)

    def spend(self, name, now, amount):
        """Cost of something done for one customer."""
        if amount > 0.0:
            self.add(name, now, amount)
            self.add("cost_to_serve", now, amount)
            self.add_value(-amount, now)

    def add_value(self, amount, now):
        if self.scenario.finance:
            self.discounted_value += amount * (1.0 + self.scenario.finance.discount_rate) ** (-now / 365.25)

    def close_period(self, now, firm):
        active = [customer for customer in firm.customers if not customer.left]
        self.level("customers_active", len(active))
        for name in STOCKS:
            if getattr(self.scenario, name):
                values = [getattr(customer, name).at(now) for customer in active]
                self.level(name + "_mean", numpy.mean(values) if values else math.nan)
                self.level(name + "_deviation", numpy.std(values) if values else math.nan)
        if self.scenario.loyalty_programme:
            members = [customer for customer in active if customer.is_member]
            self.level("members", len(members))
            self.level("stamps_held", sum(customer.stamps for customer in members))
        if firm.desk:
            self.level("complaints_waiting", len(firm.desk.queue))
            self.level("complaints_in_handling", len(firm.desk.in_handling))
        self.level("active_last_quarter", sum(customer.last_purchase is not None
                                              and now - customer.last_purchase <= QUARTER
                                              for customer in firm.customers))

    def level(self, name, value):
        self.levels.setdefault(name, []).append(float(value))

    def series(self, name):
        return numpy.array(self.sums.get(name, [0.0] * len(self.period_ends)))

    def kpis(self, firm):
        """KPI: value over the horizon; 'KPI by period': one value per period."""
        scenario, horizon = self.scenario, self.scenario.horizon
        found = {}
        for name, section in COUNTS.items():
            if getattr(scenario, section):
                found[name] = self.series(name).sum()
                found[name + " by period"] = self.series(name)
        for name, levels in self.levels.items():
            found[name] = levels[-1]
            found[name + " by period"] = numpy.array(levels)
        for name, (above, below) in MEANS.items():
            if below in self.sums and above in self.sums:
                found[name] = self.series(above).sum() / self.series(below).sum()
        for cause in CAUSES:
            if "left_by_" + cause in self.sums:
                found["customers_left: " + cause] = self.series("left_by_" + cause).sum()
        found["survival"] = found["customers_active"] / scenario.customers
        found["survival by period"] = found["customers_active by period"] / scenario.customers

        revenue, buyers = self.series("revenue"), self.series("buyers")
        found["revenue"], found["revenue by period"] = revenue.sum(), revenue
        found["repeat_rate"] = self.series("repeat_buyers")[1:].sum() / buyers[:-1].sum()
        found["revenue_retention"] = revenue[1:].sum() / revenue[:-1].sum()
        if "renewals_due" in self.sums:
            due = self.series("renewals_due").sum()
            found["renewal_rate"] = 1.0 - self.series("left_by_not_renewed").sum() / due

        desk_cost = 0.0
        if firm.desk:
            desk_cost = firm.desk.rules.seats * firm.desk.rules.cost * horizon
            found["desk_utilisation"] = firm.desk.handling_days(horizon) / (firm.desk.rules.seats * horizon)
        if scenario.courtesy:
            found["courtesy_cost"] = self.series("courtesy_cost").sum()
        if scenario.loyalty_programme:
            found["rewards_cost"] = self.series("rewards_cost").sum()
        if scenario.finance:
            found["margin"] = scenario.finance.margin * revenue.sum()
            found["cost_to_serve"] = self.series("cost_to_serve").sum()
            found["cost"] = found["cost_to_serve"] + scenario.finance.fixed_cost * horizon + desk_cost
            found["profit"] = found["margin"] - found["cost"]
            found["value_to_horizon"] = self.discounted_value / scenario.customers
        return found
