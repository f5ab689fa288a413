#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Would compare_test.py notice? Errors are planted in the plain model alone, and each must make the comparison fail.

    plants_test.py PROGRAM [PLANT]...

A plant is a value that the plain model takes otherwise than the scenario says, or a rule of it that is broken. It is
tried in the scenario where it belongs, at the size of `fast`.
"""

import functools
import sys
from unittest import mock

import compare_test
import plain_customer
import plain_model
from plain_customer import hazard_of_state, purchase_rate

SCENARIOS = {path.stem[0]: path for path in compare_test.HERE.glob("*.yaml")}
VALUES = {  # name: (scenario, what the plain model is told instead)
    "the same renewal coin for all": ("1", {"leaving.at_renewal.probability": "9.09 %"}),
    "kappa doubled": ("2", {"expectations.adaptation": 0.5}),
    "losses weigh a tenth less": ("2", {"satisfaction.loss_aversion": 1.8}),
    "no decay of satisfaction": ("2", {"satisfaction.decay": "none"}),
    "no curvature": ("2", {"satisfaction.curvature": 1}),
    "resolution does not fall with the wait": ("3", {"complaint_desk.resolution.decay_with_wait": "none"}),
    "waiting costs no satisfaction": ("3", {"complaint_desk.wait_loss": 0}),
    "no pause after a reward": ("4", {"loyalty_programme.after_reward.slowdown": "0 %"}),
    "nobody leaves the sooner for a reward": ("4", {"loyalty_programme.after_reward.hazard": 0}),
    "relationship buffers nothing": ("5", {"relationship.buffer.most": "0 %"}),
    "who is close complains no more than others": ("5", {"complaint_desk.voice_relationship": 0}),
    "no bound on what relationship adds": ("5", {"purchasing.effects.relationship_cap": 3}),
    "apologies do not wear off": ("6", {"complaint_desk.apology.wears_off": "0 %"}),
}


def without_limits(firm, customer, now, change):
    customer.satisfaction.set(customer.satisfaction.at(now) + change, now)


def fails_unfelt(firm, customer, now):
    """Expectations move, but what a failure takes is forgotten."""
    if firm.desk and firm.rng.random() < firm.voice_probability(customer, now):
        firm.desk.file(customer, now, invited=False)
    elif firm.rng.random() < firm.scenario.complaint_desk.exit.silent:
        firm.leave(customer, now, "failure_silent")


def without_start(customer, scenario):
    """The pull of a card on which the stamps that were given do not count."""
    if not customer.is_member:
        return 1.0
    programme = scenario.loyalty_programme
    return 1.0 + programme.pull * (customer.stamps - programme.card.endowed) / programme.card.stamps


def linear_by_day(customer, scenario, factor, satisfaction, relationship, fatigue):
    """Effects of the linear form taken per day instead of per week."""
    effects = scenario.leaving.effects
    return max(0.0, customer.own_hazard * factor - effects.satisfaction * (satisfaction - effects.reference)
               - effects.relationship * relationship + effects.fatigue * max(0.0, fatigue - effects.fatigue_ideal))


def linear_as_a_whole(customer, scenario, factor, satisfaction, relationship, fatigue):
    """The factor after a reward, on the whole hazard of the linear form instead of its base."""
    return factor * hazard_of_state(customer, scenario, 1.0, satisfaction, relationship, fatigue)


def idle_after_reward(customer, now, scenario):
    """No pull while the pause lasts."""
    rate = purchase_rate(customer, now, scenario)
    return rate / plain_customer.pull(customer, scenario) if now < customer.pause_ends else rate


def plan_ignoring_pending(firm, customer, now):
    """Every failure brings a call of its own."""
    courtesy = firm.scenario.courtesy
    if firm.rng.random() < courtesy.follow_up.share:
        beyond = firm.rng.exponential(courtesy.follow_up.after - courtesy.call.lead)
        firm.calendar.at(now + courtesy.call.lead + beyond, firm.follow_up_call, customer)


RULES = {  # name: (scenario, where the rule is, its name, what is done instead)
    "satisfaction has no limits": ("2", plain_model.Firm, "move_satisfaction", without_limits),
    "a failure takes nothing": ("3", plain_model.Firm, "failure", fails_unfelt),
    "given stamps do not pull": ("4", plain_customer, "pull", without_start),
    "no pull in the pause after a reward": ("4", plain_model, "purchase_rate", idle_after_reward),
    "linear effects per day": ("5", plain_customer, "hazard_of_state", linear_by_day),
    "a factor on all of the linear form": ("5", plain_customer, "hazard_of_state", linear_as_a_whole),
    "a call for every failure": ("5", plain_model.Firm, "plan_follow_up", plan_ignoring_pending),
}


@functools.cache
def tenure_values(program, path, replications):
    return compare_test.tenure_values(program, path, replications)


def falls(program, path, instead):
    """The questions that fall with this plant."""
    scenario = compare_test.read_scenario(path, instead=instead)
    replications = compare_test.replications_of(scenario, "fast")
    plain = compare_test.plain_values(scenario, replications)
    tenure = tenure_values(program, path, compare_test.TIMES * replications)
    return compare_test.fallen(compare_test.compare(path.stem, plain, tenure))


def main():
    program, *wanted = sys.argv[1:]
    unnoticed = 0
    for name in [*VALUES, *RULES]:
        if wanted and name not in wanted:
            continue
        if name in VALUES:
            scenario, instead = VALUES[name]
            found = falls(program, SCENARIOS[scenario], instead)
        else:
            scenario, place, rule, broken = RULES[name]
            with mock.patch.object(place, rule, broken):
                found = falls(program, SCENARIOS[scenario], None)
        worst = max((comparison for comparison, _ in found), key=lambda c: abs(c.z), default=None)
        unnoticed += worst is None
        seen = f"{len(found)} questions fall, {worst.name} with z = {worst.z:.1f}" if worst else "NOT NOTICED"
        print(f"scenario {scenario}, {name}: {seen}", flush=True)
    return 1 if unnoticed else 0


if __name__ == "__main__":
    sys.exit(main())
