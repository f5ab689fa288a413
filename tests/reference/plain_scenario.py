# SPDX-License-Identifier: Apache-2.0
"""Reads a scenario for the plain model: the file that `tenure` reads, but only the keys of the core.

Every key that the plain model understands stands in KEYS with its kind and its default, as docs/formats/scenario.md
states them. Any other key is refused: a scenario must not say something that only one of the two programs hears.
Times come out in days, money in units of the currency, shares between 0 and 1.
"""

import re
import types

import yaml

DAYS = {"us": 1 / 86.4e9, "ms": 1 / 86.4e6, "s": 1 / 86400, "min": 1 / 1440, "h": 1 / 24, "d": 1, "day": 1, "days": 1,
        "week": 7, "weeks": 7, "month": 365.25 / 12, "months": 365.25 / 12, "year": 365.25, "years": 365.25}
REQUIRED, OPTIONAL = object(), None

KEYS = {
    "format": ("number", REQUIRED), "title": ("text", ""), "question": ("text", ""), "currency": ("text", "EUR"),
    "horizon": ("duration", REQUIRED), "report_every": ("duration", "4 weeks"),
    "seed": ("number", 1), "replications": ("number", 20), "segments": ("text", REQUIRED),

    "purchasing.mean_interval": ("duration", REQUIRED),
    "purchasing.rate_shape": ("number", 0.553),
    "purchasing.basket.mean": ("money", "35.22 EUR"),
    "purchasing.basket.distribution": ("text", "gamma_gamma"),
    "purchasing.basket.within_shape": ("number", 6.25),
    "purchasing.basket.between_shape": ("number", 3.74),
    "purchasing.effects.satisfaction": ("number", 0.15),
    "purchasing.effects.relationship": ("number", 0.1),
    "purchasing.effects.relationship_cap": ("number", 0.5),

    "loyalty_programme.membership.share": ("share", "100 %"),
    "loyalty_programme.points": ("points per money", "1 point/EUR"),  # a scenario must say 0
    "loyalty_programme.card.stamps": ("number", 10),
    "loyalty_programme.card.endowed": ("number", 0),
    "loyalty_programme.card.cost": ("money", "5 EUR"),
    "loyalty_programme.pull": ("number", 0.5),
    "loyalty_programme.after_reward.slowdown": ("share", "20 %"),
    "loyalty_programme.after_reward.hazard": ("number", 0.2),
    "loyalty_programme.after_reward.lasts": ("duration", "2 weeks"),

    "service.failure_probability": ("share", "5 %"),
    "service.severity": ("number", 1),
    "service.quality": ("number", 0),
    "service.inconsistency": ("number", 0.5),

    "expectations.start": ("number", 0),
    "expectations.promise": ("number", 0),
    "expectations.adaptation": ("number", 0.2),

    "satisfaction.range": ("numbers", [-3, 3]),
    "satisfaction.start": ("number", 0),
    "satisfaction.decay": ("rate", "0.05 per week"),
    "satisfaction.gain": ("number", 0.5),
    "satisfaction.loss_aversion": ("number", 2.25),
    "satisfaction.curvature": ("number", 1),
    "satisfaction.failure_loss": ("number", 0.5),

    "relationship.gain": ("number", 0.1),
    "relationship.attention": ("number", 1),
    "relationship.decay": ("rate", "0.02 per week"),
    "relationship.buffer.most": ("share", "60 %"),
    "relationship.buffer.half": ("number", 1),

    "fatigue.weights.phone": ("number", 1),
    "fatigue.weights.email": ("number", 0.8),
    "fatigue.weights.mail": ("number", 0.3),
    "fatigue.decay": ("rate", "0.25 per week"),

    "courtesy.call.lead": ("duration", "1 d"),
    "courtesy.call.cost": ("money", "4 EUR"),
    "courtesy.call.gain": ("number", 0.15),
    "courtesy.call.sells": ("share", "0 %"),
    "courtesy.call.sales_loss": ("number", 0.1),
    "courtesy.call.intrusion": ("number", 0),
    "courtesy.call.medium": ("text", "phone"),
    "courtesy.call.detection.probability": ("share", "30 %"),
    "courtesy.call.detection.below": ("number", 0),
    "courtesy.follow_up.after": ("duration", "1 week"),
    "courtesy.follow_up.share": ("share", "100 %"),
    "courtesy.routine": ("duration", OPTIONAL),

    "complaint_desk.seats": ("number", 3),
    "complaint_desk.handling_time.mean": ("duration", "12 h"),
    "complaint_desk.handling_time.distribution": ("text", "exponential"),
    "complaint_desk.reply_delay": ("duration", "1 d"),
    "complaint_desk.cost": ("money per time", "0 EUR/day"),
    "complaint_desk.patience": ("duration", "1 week"),
    "complaint_desk.complaint_probability": ("share", "40 %"),
    "complaint_desk.voice_severity": ("number", 0.8),
    "complaint_desk.voice_relationship": ("number", 0.3),
    "complaint_desk.resolution.probability": ("share", "70 %"),
    "complaint_desk.resolution.invited": ("share", "90 %"),
    "complaint_desk.resolution.decay_with_wait": ("rate", "none"),
    "complaint_desk.exit.silent": ("share", "30 %"),
    "complaint_desk.exit.resolved": ("share", "2 %"),
    "complaint_desk.exit.unresolved": ("share", "50 %"),
    "complaint_desk.apology.share": ("share", "0 %"),
    "complaint_desk.apology.gain": ("number", 0.4),
    "complaint_desk.apology.sincerity": ("share", "100 %"),
    "complaint_desk.apology.insincere": ("share", "30 %"),
    "complaint_desk.apology.wears_off": ("share", "0 %"),
    "complaint_desk.compensation.amount": ("money", "0 EUR"),
    "complaint_desk.compensation.gain": ("number", 0.4),
    "complaint_desk.compensation.scale": ("money", "10 EUR"),
    "complaint_desk.wait_loss": ("number", 0.05),

    "finance.margin": ("share", "35 %"),
    "finance.fixed_cost": ("money per time", "0 EUR/day"),
    "finance.discount_rate": ("share", "0 %"),

    "leaving.form": ("text", "proportional"),
    "leaving.hazard": ("rate", OPTIONAL),
    "leaving.yearly": ("share", OPTIONAL),
    "leaving.mixed.shape": ("number", OPTIONAL),
    "leaving.mixed.scale": ("duration", OPTIONAL),
    "leaving.after_purchase.probability": ("share", OPTIONAL),
    "leaving.after_purchase.a": ("number", OPTIONAL),
    "leaving.after_purchase.b": ("number", OPTIONAL),
    "leaving.at_renewal.every": ("duration", OPTIONAL),
    "leaving.at_renewal.probability": ("share", OPTIONAL),
    "leaving.at_renewal.alpha": ("number", OPTIONAL),
    "leaving.at_renewal.beta": ("number", OPTIONAL),
    "leaving.effects.satisfaction": ("number", 0.35),
    "leaving.effects.reference": ("number", 0),
    "leaving.effects.relationship": ("number", 0.40),
    "leaving.effects.relationship_cap": ("number", 1.2),
    "leaving.effects.fatigue": ("number", 0.15),
    "leaving.effects.fatigue_ideal": ("number", 3),
}
SECTIONS = {path.split(".")[0] for path in KEYS if "." in path}
# In the linear form the effects are hazards per week, and none of them has a size by default.
PER_WEEK_IN_LINEAR = ("leaving.effects.satisfaction", "leaving.effects.relationship", "leaving.effects.fatigue")
# Groups that are off unless the scenario names them.
OFF_UNLESS_NAMED = ("loyalty_programme.card", "courtesy.follow_up", "leaving.mixed", "leaving.after_purchase",
                    "leaving.at_renewal")


def quantity(text, units):
    """'2.5 UNIT' -> 2.5 times what the unit is worth."""
    match = re.fullmatch(r"(-?[\d.]+(?:e-?\d+)?)\s*(\S.*)", str(text).strip())
    if not match or match.group(2) not in units:
        raise ValueError(f'"{text}" is no quantity in {", ".join(units)}')
    return float(match.group(1)) * units[match.group(2)]


def value_of(text, kind, currency):
    if text is None:
        return None
    if kind == "text":
        return text
    if kind == "number":
        return float(text)
    if kind == "numbers":
        return [float(item) for item in text]
    if kind == "duration":
        return None if text == "unlimited" else quantity(text, DAYS)
    if kind == "share":
        return quantity(text, {"%": 0.01}) if isinstance(text, str) else float(text)
    if kind == "rate":
        return 0.0 if text == "none" else quantity(text, {f"per {unit}": 1 / days for unit, days in DAYS.items()})
    if kind == "money":
        return quantity(text, {currency: 1.0})
    if kind == "money per time":
        return quantity(text, {f"{currency}/{unit}": 1 / days for unit, days in DAYS.items()})
    if kind == "points per money":
        return quantity(text, {f"point/{currency}": 1.0})
    raise AssertionError(kind)


def flattened(tree, prefix=""):
    """{'a': {'b': 1}} -> {'a.b': 1}, with the names of all groups that were given."""
    leaves, groups = {}, set()
    for key, below in tree.items():
        path = prefix + key
        if isinstance(below, dict):
            groups.add(path)
            more_leaves, more_groups = flattened(below, path + ".")
            leaves.update(more_leaves)
            groups |= more_groups
        else:
            leaves[path] = below
    return leaves, groups


def read_scenario(path, instead=None):
    """The scenario as nested names (scenario.satisfaction.decay); a section or group that is off is None.

    `instead` replaces single values (path: text). A comparison in which only the plain model is told so must fail.
    """
    with open(path, encoding="utf-8") as file:
        tree = yaml.safe_load(file)
    given, groups = flattened(tree)
    given.update(instead or {})
    unknown = (set(given) - set(KEYS)) | (groups - SECTIONS - {key.rsplit(".", n)[0] for key in KEYS for n in (1, 2)})
    if unknown:
        raise ValueError(f"{path}: the plain model does not know {', '.join(sorted(unknown))}")

    linear = given.get("leaving.form") == "linear"
    values = {}
    for key, (kind, default) in KEYS.items():
        section = key.split(".")[0]
        off = section in SECTIONS and section not in groups
        off = off or any(key.startswith(group + ".") and group not in groups for group in OFF_UNLESS_NAMED)
        if default is REQUIRED and key not in given and not off:
            raise ValueError(f"{path}: {key} is missing")
        if linear and key in PER_WEEK_IN_LINEAR:
            default = 0
        values[key] = None if off else value_of(given.get(key, default), kind, tree.get("currency", "EUR"))

    [segment] = values["segments"]
    if set(segment) != {"name", "customers"}:
        raise ValueError(f"{path}: one segment with a name and a number of customers, nothing else")
    values["segment"], values["customers"] = segment["name"], segment["customers"]
    check(values, path)
    return nested(values)


def check(values, path):
    """Refuses what the plain model would do otherwise than the text of the scenario says."""
    rules = {
        "points are no part of the core: say points: 0 point/EUR": values["loyalty_programme.points"] in (None, 0.0),
        "a programme without a card does nothing here":
            values["loyalty_programme.points"] is None or values["loyalty_programme.card.stamps"] is not None,
        "handling times are exponential here":
            values["complaint_desk.handling_time.distribution"] in (None, "exponential"),
        "courtesy needs fatigue and relationship to act on":
            values["courtesy.call.cost"] is None or None not in (values["fatigue.decay"], values["relationship.decay"]),
        "a base hazard is stated in one way at most":
            sum(values["leaving." + key] is not None for key in ("hazard", "yearly", "mixed.shape")) <= 1,
    }
    for rule, kept in rules.items():
        if not kept:
            raise ValueError(f"{path}: {rule}")


def nested(values):
    root = types.SimpleNamespace()
    for path, value in values.items():
        *groups, name = path.split(".")
        place = root
        for group in groups:
            if not hasattr(place, group):
                setattr(place, group, types.SimpleNamespace())
            place = getattr(place, group)
        setattr(place, name, value)
    return off_as_none(root)


def off_as_none(place):
    """A group in which nothing has a value is off."""
    for name, below in vars(place).items():
        if isinstance(below, types.SimpleNamespace):
            setattr(place, name, off_as_none(below))
    return place if any(value is not None for value in vars(place).values()) else None
