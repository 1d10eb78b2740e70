"""Volumes, levels and costs: what a text states, in columns that can be compared."""

import re
from collections.abc import Iterator
from dataclasses import replace

from index.definitions.units import Unit, Units
from index.definitions.values import Amount, Defined

__all__ = ["amounts_of", "hours_of", "volume_of"]

_THOUSANDS = re.compile(r"(?<=\d)[ \u00a0\u202f,.](?=\d{3}(?!\d))")

VOLUMES = ("hours", "ects", "credits", "credit-hours", "days", "weeks", "months")
"""The quantities that say how much a thing is, the most telling first."""


def amounts_of(text: str, units: Units) -> tuple[Amount, ...]:
    """
    All amounts that a text states, in order; a number that cannot be read gives none.

    >>> from index.definitions.units import load_units
    >>> [(one.quantity, one.low, one.high, one.hours_high) for one in amounts_of("5 to 40 credits at level 3", load_units())]
    [('credits', 5.0, 40.0, 400.0), ('level', 3.0, 3.0, None)]
    """
    found = sorted(
        [*_volumes(text, units), *_levels(text, units), *_costs(text, units)], key=lambda one: one.start
    )
    kept: list[Amount] = []
    for one in found:
        if not kept or one.start >= kept[-1].start + len(kept[-1].words):
            kept.append(one)
    return tuple(kept)


def volume_of(amounts: tuple[Amount, ...]) -> str:
    """The phrases that say how much a thing is, as written; empty when none does."""
    return "; ".join(one.words for one in amounts if one.quantity in VOLUMES)


def hours_of(one: Defined) -> tuple[float | None, float | None]:
    """
    The volume of a definition in hours of learning, from and to; None for an open end, twice for not known.

    Hours that the text states go before those that follow from credits.
    """
    known = [amount for amount in one.amounts if (amount.hours_low, amount.hours_high) != (None, None)]
    known.sort(key=lambda amount: VOLUMES.index(amount.quantity))
    return (known[0].hours_low, known[0].hours_high) if known else (None, None)


def _volumes(text: str, units: Units) -> Iterator[Amount]:
    for match in units.amount.finditer(text):
        low, high = _number(match["low"], units), _number(match["high"], units)
        unit = units.by_word[match["unit"].casefold()]
        if low is None or (high is not None and high < low):
            continue
        least, most = match["least"] or match["more"] or match["plus"], match["most"]
        # "4 to 100+": the upper end is open.
        top = None if match["plus"] else high
        if high is None:
            top = None if least else low
        bottom = None if high is None and most else low
        words = match[0].strip()
        start = match.start() + match[0].index(words)
        yield _with_hours(Amount(unit.id, match["unit"], bottom, top, words, start), unit)


def _levels(text: str, units: Units) -> Iterator[Amount]:
    for match in units.level.finditer(text):
        low, high = _number(match["low"], units), _number(match["high"], units)
        if low is not None and match["low"].isdigit():
            yield Amount(
                "level", match["of"] or "", low, low if high is None else high, match[0], match.start()
            )


def _costs(text: str, units: Units) -> Iterator[Amount]:
    for match in units.cost.finditer(text):
        low = _number(match["low"] or match["low2"] or match["low3"], units)
        high = _number(match["high"] or match["high2"], units)
        sign = match["sign"] or match["sign3"]
        currency = units.signs[sign] if sign else match["code"] or match["code2"]
        if low is not None and not units.budget.match(text, match.end()):
            yield Amount("cost", currency, low, low if high is None else high, match[0], match.start())


def _with_hours(amount: Amount, unit: Unit) -> Amount:
    if unit.hours is None:
        return amount
    low = None if amount.low is None else amount.low * unit.hours[0]
    high = None if amount.high is None else amount.high * unit.hours[1]
    return replace(amount, hours_low=low, hours_high=high)


def _number(text: str | None, units: Units) -> float | None:
    if not text:
        return None
    if text.casefold() in units.numbers:
        return float(units.numbers[text.casefold()])
    try:
        return float(_THOUSANDS.sub("", text).replace(",", "."))
    except ValueError:
        return None
