# SPDX-License-Identifier: Apache-2.0
"""One customer of the plain model: what he is by nature, what he remembers, and the two rates that follow from it.

Time is in days since the start. All customers belong to the initial base: they join at time 0.
"""

import math


class Stock:
    """A quantity that fades to 0 by itself and moves by steps: satisfaction, relationship, fatigue."""

    def __init__(self, start, decay):
        self.value, self.since, self.decay = start, 0.0, decay

    def at(self, now):
        return self.value * math.exp(-self.decay * (now - self.since))

    def set(self, value, now):
        self.value, self.since = value, now


class Customer:
    """Traits are drawn once; stocks of mechanisms that are off stay at 0 and move nothing."""

    def __init__(self, scenario, rng):
        purchasing, leaving = scenario.purchasing, scenario.leaving

        mean_rate = 1.0 / purchasing.mean_interval
        shape = purchasing.rate_shape
        self.own_rate = rng.gamma(shape, mean_rate / shape)
        basket = purchasing.basket
        if basket.distribution == "gamma_gamma":
            # nu ~ Gamma(q, gamma), and gamma such that the mean p gamma / (q - 1) is the basket's mean.
            gamma = basket.mean * (basket.between_shape - 1.0) / basket.within_shape
            self.nu = rng.gamma(basket.between_shape, 1.0 / gamma)

        self.own_hazard = 0.0
        if leaving and leaving.hazard is not None:
            self.own_hazard = leaving.hazard
        elif leaving and leaving.yearly is not None:
            self.own_hazard = -math.log(1.0 - leaving.yearly) / 365.25
        elif leaving and leaving.mixed:
            self.own_hazard = rng.gamma(leaving.mixed.shape, 1.0 / leaving.mixed.scale)

        self.coin = own_coin(leaving and leaving.after_purchase, "a", "b", rng)
        self.renewal_coin = own_coin(leaving and leaving.at_renewal, "alpha", "beta", rng)

        satisfaction, relationship, fatigue = scenario.satisfaction, scenario.relationship, scenario.fatigue
        self.satisfaction = Stock(satisfaction.start, satisfaction.decay) if satisfaction else Stock(0.0, 0.0)
        self.relationship = Stock(0.0, relationship.decay) if relationship else Stock(0.0, 0.0)
        self.fatigue = Stock(0.0, fatigue.decay) if fatigue else Stock(0.0, 0.0)
        self.expectation = scenario.expectations.start if scenario.expectations else 0.0

        programme = scenario.loyalty_programme
        self.is_member = bool(programme) and rng.random() < programme.membership.share
        self.stamps = programme.card.endowed if self.is_member else 0
        self.rewards = 0
        self.pause_ends = -1.0  # of the pause after a reward

        self.follow_up_pending = False
        self.apologies = 0
        self.left = False
        self.plan = 0  # number of the latest plan for the next purchase or the end; older ones are void
        self.last_purchase = None
        self.last_period_with_purchase = None

    def draw_amount(self, basket, rng):
        """What one purchase is worth."""
        if basket.distribution == "gamma_gamma":
            return rng.gamma(basket.within_shape, 1.0 / self.nu)
        if basket.distribution == "exponential":
            return rng.exponential(basket.mean)
        return basket.mean


def own_coin(group, first, second, rng):
    """The probability of leaving at each throw: the same for all, or Beta over customers; None: no coin."""
    if group is None:
        return None
    if group.probability is not None:
        return group.probability
    return rng.beta(getattr(group, first), getattr(group, second))


# Rates. Each has a bound that holds from now until the customer's next event: satisfaction and fatigue only
# fade towards 0 meanwhile, relationship only falls, and the pause after a reward only ends.

def purchase_rate(customer, now, scenario):
    effects = scenario.purchasing.effects
    log_rate = (effects.satisfaction * customer.satisfaction.at(now)
                + min(effects.relationship * customer.relationship.at(now), effects.relationship_cap))
    rate = customer.own_rate * math.exp(log_rate) * pull(customer, scenario)
    if now < customer.pause_ends:
        rate *= 1.0 - scenario.loyalty_programme.after_reward.slowdown
    return rate


def purchase_rate_bound(customer, now, scenario):
    effects = scenario.purchasing.effects
    log_rate = (max(0.0, effects.satisfaction * customer.satisfaction.at(now))
                + min(effects.relationship * customer.relationship.at(now), effects.relationship_cap))
    return customer.own_rate * math.exp(log_rate) * pull(customer, scenario)


def pull(customer, scenario):
    """Toward the next reward: 1 + gamma_G f, f the share of the card that is full."""
    if not customer.is_member:
        return 1.0
    programme = scenario.loyalty_programme
    return 1.0 + programme.pull * customer.stamps / programme.card.stamps


def hazard(customer, now, scenario):
    return hazard_of_state(customer, scenario, after_reward_factor(customer, now, scenario),
                           customer.satisfaction.at(now), customer.relationship.at(now), customer.fatigue.at(now))


def hazard_bound(customer, now, scenario):
    return hazard_of_state(customer, scenario, after_reward_factor(customer, now, scenario),
                           min(0.0, customer.satisfaction.at(now)), 0.0, customer.fatigue.at(now))


def after_reward_factor(customer, now, scenario):
    return 1.0 + scenario.loyalty_programme.after_reward.hazard if now < customer.pause_ends else 1.0


def hazard_of_state(customer, scenario, factor, satisfaction, relationship, fatigue):
    """In the linear form a factor multiplies the base hazard only, and effects are per week."""
    if scenario.leaving is None:
        return 0.0
    effects = scenario.leaving.effects
    excess = max(0.0, fatigue - effects.fatigue_ideal)
    if scenario.leaving.form == "linear":
        moved = (-effects.satisfaction * (satisfaction - effects.reference)
                 - effects.relationship * relationship + effects.fatigue * excess)
        return max(0.0, customer.own_hazard * factor + moved / 7.0)
    log_factor = (-effects.satisfaction * (satisfaction - effects.reference)
                  - min(effects.relationship * relationship, effects.relationship_cap)
                  + effects.fatigue * excess)
    return customer.own_hazard * math.exp(log_factor) * factor
