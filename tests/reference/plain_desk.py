# SPDX-License-Identifier: Apache-2.0
"""The complaint desk of the plain model: a few seats, first come first served, and customers who give up waiting."""

import collections
import math


class Complaint:
    def __init__(self, customer, filed, invited):
        self.customer, self.filed, self.invited = customer, filed, invited
        self.waits = True
        self.wait = None  # until handling began


class ComplaintDesk:
    """A complaint stays here whether the customer is still there or not: the desk learns of it by answering."""

    def __init__(self, rules, calendar, rng, tallies, hear_answer, hear_giving_up):
        self.rules, self.calendar, self.rng, self.tallies = rules, calendar, rng, tallies
        self.hear_answer, self.hear_giving_up = hear_answer, hear_giving_up  # what then happens to the customer
        self.queue = collections.deque()
        self.in_handling = {}  # complaint: when its handling began
        self.seat_time = 0.0  # of handlings that have ended

    def file(self, customer, now, invited):
        complaint = Complaint(customer, now, invited)
        self.tallies.add("complaints_filed", now)
        if len(self.in_handling) < self.rules.seats:
            self.begin(complaint, now)
            return
        self.queue.append(complaint)
        if self.rules.patience is not None:
            self.calendar.at(now + self.rng.exponential(self.rules.patience), self.give_up, complaint)

    def begin(self, complaint, now):
        complaint.waits = False
        complaint.wait = now - complaint.filed
        self.in_handling[complaint] = now
        self.tallies.add("waits", now)
        self.tallies.add("wait_days", now, complaint.wait)
        self.calendar.at(now + self.rng.exponential(self.rules.handling_time.mean), self.finish, complaint)

    def finish(self, now, complaint):
        self.seat_time += now - self.in_handling.pop(complaint)
        self.tallies.add("complaints_answered", now)
        self.calendar.at(now + self.rules.reply_delay, self.hear_answer, complaint, self.is_resolved(complaint))
        if self.queue:
            self.begin(self.queue.popleft(), now)

    def is_resolved(self, complaint):
        resolution = self.rules.resolution
        probability = resolution.invited if complaint.invited else resolution.probability
        return self.rng.random() < probability * math.exp(-resolution.decay_with_wait * complaint.wait)

    def give_up(self, now, complaint):
        if not complaint.waits:
            return
        self.queue.remove(complaint)
        self.tallies.add("complaints_abandoned", now)
        self.calendar.at(now + self.rules.reply_delay, self.hear_giving_up, complaint)

    def handling_days(self, now):
        """Seat time so far, handlings that go on included."""
        return self.seat_time + sum(now - began for began in self.in_handling.values())
