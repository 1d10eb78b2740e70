"""Citing: a work in one line."""

from dataclasses import dataclass

from corpus.dates import PartialDate
from corpus.values import Item
from site_builder.links import safe_url
from site_builder.wording import day, joined

__all__ = ["Citation", "citation", "one_line"]


@dataclass(frozen=True, slots=True)
class Citation:
    """
    The parts of a line in the manner of APA.

    Attributes:
        who: Authors, or the publisher where none are named; empty where neither is.
        title: In square brackets when it was supplied, as libraries do.
        rest: Series and publisher, where they are not said yet.
        retrieved: When it was seen, for works without a date.
    """

    who: str
    when: str
    title: str
    rest: str
    retrieved: str
    url: str


def citation(item: Item, seen: str) -> Citation:
    """
    How to cite a work.

    Args:
        seen: The day on which the work was first seen as it is.
    """
    who = joined(item.authors).rstrip(".") if item.authors else item.publisher or ""
    rest = [item.series or "", item.publisher or "" if item.authors else ""]
    url = f"https://doi.org/{item.doi}" if item.doi else item.url
    return Citation(
        who=who,
        when=_when(item.date, item.end_date),
        title=f"[{item.title}]" if item.title_supplied else item.title,
        rest=". ".join(part for part in dict.fromkeys(rest) if part),
        retrieved=day(seen) if seen and not item.date and url else "",
        url=safe_url(url) or "",
    )


def one_line(cite: Citation) -> str:
    """
    A citation as plain text, in English as the styles are.

    >>> one_line(Citation("Hive Trust", "2024", "On hives", "", "", "https://a.org"))
    'Hive Trust. (2024). On hives. https://a.org'
    """
    who = [_ended(cite.who), f"({cite.when})."] if cite.who else []
    when = [] if cite.who else [f"({cite.when})."]
    rest = [_ended(cite.rest)] if cite.rest else []
    retrieved = [f"Retrieved {cite.retrieved}, from"] if cite.retrieved else []
    return " ".join(" ".join([*who, _ended(cite.title), *when, *rest, *retrieved, cite.url]).split())


def _ended(text: str) -> str:
    return text if text.endswith(".") else f"{text}."


def _when(date: PartialDate | None, ends: PartialDate | None) -> str:
    if not date:
        return "n.d."
    if ends and ends.value != date.value:
        return f"{day(date.value)} to {day(ends.value)}"
    return day(date.value)
