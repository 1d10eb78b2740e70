"""Which rules of recurrence can be followed without danger.

Libraries step through the calendar until a rule gives a day, up to the year 9999; a rule that gives none, or
thousands in one hour, would stop everything else.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

__all__ = ["is_tame"]

_FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_FINER = ("BYHOUR", "BYMINUTE", "BYSECOND")
_CYCLE = 28 * 366
"""After 28 years the calendar repeats, so that what does not happen in them never happens."""


def _from_both_ends(number: int, length: int) -> set[int]:
    return {number, number - length - 1}


def _month_length(day: date) -> int:
    return ((day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)).day


_PARTS: Mapping[str, Callable[[date, set[Any]], bool]] = {
    "BYMONTH": lambda day, wanted: day.month in wanted,
    "BYMONTHDAY": lambda day, wanted: bool(_from_both_ends(day.day, _month_length(day)) & wanted),
    "BYYEARDAY": lambda day, wanted: bool(
        _from_both_ends(day.timetuple().tm_yday, date(day.year, 12, 31).timetuple().tm_yday) & wanted
    ),
    "BYDAY": lambda day, wanted: ("MO", "TU", "WE", "TH", "FR", "SA", "SU")[day.weekday()] in wanted,
}


def is_tame(rule: Mapping[str, Any]) -> bool:
    """
    Whether a rule gives at most one occurrence a day, and does give some.

    Args:
        rule: Names and lists of values, as icalendar reads an RRULE.

    >>> is_tame({"FREQ": ["MONTHLY"], "BYDAY": ["2TU"]}), is_tame({"FREQ": ["SECONDLY"]})
    (True, False)
    >>> is_tame({"FREQ": ["DAILY"], "BYMONTH": [2], "BYMONTHDAY": [30]})
    False
    """
    try:
        often = str(rule["FREQ"][0]).upper()
        finer = any(name in rule for name in _FINER)
        wanted = {name: _values(name, rule[name]) for name in _PARTS if rule.get(name)}
    except Exception:  # noqa: BLE001 - the library's word for a rule that it could not read
        return False
    return often in _FREQUENCIES and not finer and (len(wanted) < 2 or _happens(wanted))


def _values(name: str, values: list[Any]) -> set[Any]:
    return {str(value)[-2:].upper() if name == "BYDAY" else int(value) for value in values}


def _happens(wanted: Mapping[str, set[Any]]) -> bool:
    days = (date(2000, 1, 1) + timedelta(days=number) for number in range(_CYCLE))
    return any(all(_PARTS[name](day, values) for name, values in wanted.items()) for day in days)
