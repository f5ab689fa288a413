# SPDX-License-Identifier: Apache-2.0
"""The model's core, slow and plain: one calendar of events for a firm, its customers and its complaint desk.

Written from the description of the model (docs/model, docs/formats), not from the program, so that the two can only
agree if both do what is described. Whatever varies with time is simulated exactly, by thinning: between two events
a customer's rates stay below a bound, candidates come at the bound, and a candidate counts with the share that the
rates then have of it.
"""

import heapq
import itertools
import math

import numpy

from plain_customer import Customer, hazard, hazard_bound, purchase_rate, purchase_rate_bound
from plain_desk import ComplaintDesk
from plain_tallies import Tallies


class Calendar:
    """What is to happen when, in order of time."""

    def __init__(self):
        self.heap, self.number = [], itertools.count()

    def at(self, time, handler, *arguments):
        heapq.heappush(self.heap, (time, next(self.number), handler, arguments))

    def run_until(self, end):
        while self.heap and self.heap[0][0] <= end:
            time, _, handler, arguments = heapq.heappop(self.heap)
            handler(time, *arguments)


class Firm:
    """One replication."""

    def __init__(self, scenario, seed):
        self.scenario = scenario
        self.rng = numpy.random.Generator(numpy.random.PCG64(seed))
        self.calendar = Calendar()
        self.tallies = Tallies(scenario)
        self.customers = [Customer(scenario, self.rng) for _ in range(scenario.customers)]
        self.desk = None
        if scenario.complaint_desk:
            self.desk = ComplaintDesk(scenario.complaint_desk, self.calendar, self.rng, self.tallies,
                                      self.complaint_answered, self.complaint_abandoned)

    def simulate(self):
        for end in self.tallies.period_ends:  # before all else, so that what falls on an edge counts after it
            self.calendar.at(end, self.period_ends)
        for customer in self.customers:
            self.plan(customer, 0.0)
            self.plan_renewal(customer, 0.0)
            if self.scenario.courtesy and self.scenario.courtesy.routine is not None:
                phase = self.rng.random() * self.scenario.courtesy.routine
                self.calendar.at(phase, self.routine_call, customer)
        self.calendar.run_until(self.scenario.horizon)
        return self.tallies.kpis(self)

    def period_ends(self, now):
        self.tallies.close_period(now, self)

    # The customer's own two clocks, the next purchase and the end, as one: a candidate is either, or neither.

    def plan(self, customer, now):
        """After every event of the customer, because the bounds hold until the next one only."""
        customer.plan += 1
        bound = purchase_rate_bound(customer, now, self.scenario) + hazard_bound(customer, now, self.scenario)
        if bound > 0.0:
            self.calendar.at(now + self.rng.exponential(1.0 / bound), self.candidate, customer, customer.plan, bound)

    def candidate(self, now, customer, plan, bound):
        if customer.left or plan != customer.plan:
            return
        mark = self.rng.random() * bound
        rate = purchase_rate(customer, now, self.scenario)
        if mark < rate:
            self.purchase(customer, now)
        elif mark < rate + hazard(customer, now, self.scenario):
            self.leave(customer, now, "hazard")
        if not customer.left:
            self.plan(customer, now)

    def leave(self, customer, now, cause):
        if not customer.left:
            customer.left = True
            self.tallies.add("left_by_" + cause, now)

    def plan_renewal(self, customer, now):
        if customer.renewal_coin is not None:
            self.calendar.at(now + self.scenario.leaving.at_renewal.every, self.renewal, customer)

    def renewal(self, now, customer):
        if customer.left:
            return
        self.tallies.add("renewals_due", now)
        if self.rng.random() < customer.renewal_coin:
            self.leave(customer, now, "not_renewed")
        else:
            self.plan_renewal(customer, now)

    # A purchase: money, a stamp, the encounter with all that comes of it, and the coin last.

    def purchase(self, customer, now):
        amount = customer.draw_amount(self.scenario.purchasing.basket, self.rng)
        self.tallies.purchase(customer, amount, now)
        if customer.is_member:
            self.stamp(customer, now)
        if self.scenario.service:
            self.encounter(customer, now)
        if not customer.left and customer.coin is not None and self.rng.random() < customer.coin:
            self.leave(customer, now, "after_purchase")

    def stamp(self, customer, now):
        programme = self.scenario.loyalty_programme
        customer.stamps += 1
        if customer.stamps < programme.card.stamps:
            return
        customer.stamps = programme.card.endowed
        customer.pause_ends = now + programme.after_reward.lasts
        customer.rewards += 1
        self.tallies.add("rewards_granted", now)
        self.tallies.spend("rewards_cost", now, programme.card.cost)
        if customer.rewards == 1:
            self.tallies.add("first_rewards", now)
            self.tallies.add("first_reward_days", now, now)

    def encounter(self, customer, now):
        service = self.scenario.service
        quality = service.quality + service.inconsistency * self.rng.standard_normal()
        self.tallies.add("encounters", now)
        if self.scenario.expectations:
            self.disconfirm(customer, quality, now)
        if self.rng.random() < service.failure_probability:
            self.tallies.add("failures", now)
            self.failure(customer, now)
        elif self.scenario.relationship:
            self.move_relationship(customer, now, self.scenario.relationship.gain * self.scenario.relationship.attention)

    def disconfirm(self, customer, quality, now):
        rules, satisfaction = self.scenario.expectations, self.scenario.satisfaction
        difference = quality - (customer.expectation + rules.promise)
        customer.expectation += rules.adaptation * (quality - customer.expectation)
        self.tallies.add("disconfirmation", now, difference)
        self.tallies.add("disconfirmation_square", now, difference ** 2)
        if satisfaction:
            change = satisfaction.gain * abs(difference) ** satisfaction.curvature
            if difference < 0.0:
                change *= -satisfaction.loss_aversion
            self.tallies.add("satisfaction_change", now, change)
            self.move_satisfaction(customer, now, change)

    def failure(self, customer, now):
        if self.scenario.satisfaction:
            loss = self.scenario.satisfaction.failure_loss * self.scenario.service.severity
            self.move_satisfaction(customer, now, -loss * self.share_felt(customer, now))
        if self.scenario.courtesy and self.scenario.courtesy.follow_up:
            self.plan_follow_up(customer, now)
        if self.desk:
            if self.rng.random() < self.voice_probability(customer, now):
                self.desk.file(customer, now, invited=False)
            elif self.rng.random() < self.scenario.complaint_desk.exit.silent:
                self.leave(customer, now, "failure_silent")

    def share_felt(self, customer, now):
        """Relationship softens what a failure takes: 1 - B R / (R + R_0)."""
        if not self.scenario.relationship:
            return 1.0
        buffer, relationship = self.scenario.relationship.buffer, customer.relationship.at(now)
        return 1.0 - buffer.most * relationship / (relationship + buffer.half)

    def voice_probability(self, customer, now):
        rules = self.scenario.complaint_desk
        if rules.complaint_probability in (0.0, 1.0):
            return rules.complaint_probability
        log_odds = (math.log(rules.complaint_probability / (1.0 - rules.complaint_probability))
                    + rules.voice_relationship * customer.relationship.at(now)
                    + rules.voice_severity * (self.scenario.service.severity - 1.0))
        return 1.0 / (1.0 + math.exp(-log_odds))

    # What moves the stocks.

    def move_satisfaction(self, customer, now, change):
        lowest, highest = self.scenario.satisfaction.range
        moved = customer.satisfaction.at(now) + change
        customer.satisfaction.set(min(max(moved, lowest), highest), now)

    def move_relationship(self, customer, now, change):
        customer.relationship.set(max(0.0, customer.relationship.at(now) + change), now)

    # What the desk sends back. Nobody hears of it who has left meanwhile.

    def complaint_answered(self, now, complaint, resolved):
        customer, rules = complaint.customer, self.scenario.complaint_desk
        if customer.left:
            return
        if self.scenario.satisfaction:
            compensation = rules.compensation
            relief = compensation.gain * (1.0 - math.exp(-compensation.amount / compensation.scale))
            self.move_satisfaction(customer, now, relief - rules.wait_loss * complaint.wait)
        if self.rng.random() < rules.apology.share:
            self.apologise(customer, now)
        self.tallies.spend("compensation_cost", now, rules.compensation.amount)
        if self.rng.random() < (rules.exit.resolved if resolved else rules.exit.unresolved):
            self.leave(customer, now, "complaint_resolved" if resolved else "complaint_unresolved")
        else:
            self.plan(customer, now)

    def apologise(self, customer, now):
        apology = self.scenario.complaint_desk.apology
        worth = apology.gain * (apology.sincerity - apology.insincere) / (1.0 - apology.insincere)
        if worth > 0.0:
            worth *= (1.0 - apology.wears_off) ** customer.apologies
        customer.apologies += 1
        self.tallies.add("apologies_made", now)
        if self.scenario.satisfaction:
            self.move_satisfaction(customer, now, worth)

    def complaint_abandoned(self, now, complaint):
        if complaint.customer.left:
            return
        if self.rng.random() < self.scenario.complaint_desk.exit.unresolved:
            self.leave(complaint.customer, now, "complaint_abandoned")

    # Courtesy calls.

    def plan_follow_up(self, customer, now):
        courtesy = self.scenario.courtesy
        if not customer.follow_up_pending and self.rng.random() < courtesy.follow_up.share:
            customer.follow_up_pending = True
            beyond = self.rng.exponential(courtesy.follow_up.after - courtesy.call.lead)
            self.calendar.at(now + courtesy.call.lead + beyond, self.follow_up_call, customer)

    def follow_up_call(self, now, customer):
        customer.follow_up_pending = False
        self.call(customer, now)

    def routine_call(self, now, customer):
        if not customer.left:
            self.calendar.at(now + self.scenario.courtesy.routine, self.routine_call, customer)
        self.call(customer, now)

    def call(self, customer, now):
        if customer.left:
            return
        rules = self.scenario.courtesy.call
        self.tallies.add("calls_made", now)
        self.tallies.spend("courtesy_cost", now, rules.cost)
        weight = getattr(self.scenario.fatigue.weights, rules.medium)
        customer.fatigue.set(customer.fatigue.at(now) + weight, now)
        self.move_relationship(customer, now,
                               rules.gain * (1.0 - rules.sells) - rules.sales_loss * rules.sells - rules.intrusion)
        if (self.desk and customer.satisfaction.at(now) < rules.detection.below
                and self.rng.random() < rules.detection.probability):
            self.tallies.add("dissatisfaction_found", now)
            self.desk.file(customer, now, invited=True)
        self.plan(customer, now)


def replication(scenario, seed, number):
    """KPIs of one replication; the same seed and number give the same numbers."""
    return Firm(scenario, numpy.random.SeedSequence([seed, number])).simulate()
