"""What stands before or after the titles of a list in row after row: codes, dates, remarks in brackets."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from spiders.discovery.columns import VERSUS
from spiders.discovery.labels import IN_FRONT
from spiders.written_dates import dates_in

__all__ = ["AFFIXES", "Affix", "affixes_of"]

_MONTH = r"[^\W\d_]{3,12}\.?"
_DATE = (
    r"(?:\d{1,4}[./-]\d{1,2}[./-]\d{1,4}"
    rf"|\d{{1,2}}\.?\s+{_MONTH},?\s+\d{{4}}|{_MONTH}\s+\d{{1,2}},?\s+\d{{4}})"
)
_BREAK = r"[\s,;:|\u2022\u00b7\u2013\u2014-]"
_CODE = r"[\w./\u2013-]*\d[\w./\u2013-]*"
_NUMBERS = r"\d[\w./-]*(?:\s?(?:,|&|\band\b)\s?\d[\w./-]*)*"
_REMARK = r"\s*[,;]?\s*[(\[][^()\[\]]*[)\]]?"

_CODED = r"\s*[,;]?\s*[(\[][^()\[\]]*\d[^()\[\]]*[)\]]"


@dataclass(frozen=True, slots=True)
class Affix:
    """
    A form of what may stand beside titles.

    Attributes:
        pattern: A regular expression for it; what it matches is taken off.
        keep: What is put in its place.
        dated: Whether what it takes off has to be a date.
        least: The share of titles that must have it before it counts as one of the list.
        most: Which share of what it takes off may differ from row to row. What says something of the
            item differs; the name of a section or a kind of document comes again. What holds a digit is
            a code, and all codes are alike.
    """

    pattern: str
    most: float = 1.0
    keep: str = ""
    dated: bool = False
    least: float = 0.5


AFFIXES: tuple[Affix, ...] = (
    Affix(rf"^{IN_FRONT}:\s+", 0.0, least=0.9),
    Affix(rf"^\W*{_DATE}{_BREAK}+", dated=True),
    Affix(rf"{_BREAK}*\(?{_DATE}(?:\s+\S{{1,8}})?\W*$", dated=True),
    Affix(rf"(?:{_CODED}(?:{_REMARK})*|{_REMARK})\W*$", 0.5),
    Affix(r"^[(\[][^()\[\]]*[)\]]\s*"),
    Affix(rf"^(?:[A-Z][\w.]*\s){{0,2}}{_CODE}\s*[:;,|\u2022\u00b7\u2013\u2014-]+\s+"),
    Affix(rf"^(?:[A-Z]{{1,4}}\s)?{_CODE}\s+(?:[A-Z]{{1,4}}\s+{_CODE}\s+)?"),
    Affix(
        rf"(?:{_BREAK}+(?:N[or\u00b0\u00ba]?s?\.?\s+)?{_NUMBERS}(?:\s[A-Z][\w.]{{0,4}}){{0,2}}(?:\s\d[\w./-]*)?){{1,3}}$"
    ),
    Affix(r"[\s,;.]+[A-Z]{0,3}\d{1,4}-\d{2,},\s.*$", 0.5),
    Affix(r"\s+[(\[].*$", 0.5),
    Affix(r"\s+[|\u2022\u00b7\u2013\u2014-]+\s[^|\u2022\u00b7\u2013\u2014-]*$", 0.5),
    Affix(r"^([^a-z]*[A-Z]{2}[^a-z]*?)(?:[\s,;:-]+[A-Z][a-z].*)$", 0.5, r"\1"),
    Affix(r"\s+v(?:s|ersus)?\.?\W*$"),
    Affix(rf"{_BREAK}+$"),
)
"""In the order in which they are tried; each may apply twice, as with two remarks."""


def affixes_of(titles: Sequence[str], languages: Sequence[str] = ()) -> tuple[tuple[str, str], ...]:
    """
    The replacements that take off what nearly all of these titles share in form.

    Nothing is taken off that would leave a title without two words or make different titles equal.

    >>> affixes_of(["2024-03 Skills for work", "2024-04 Work for skills", "2024-05 A third study"])[0][1]
    ''
    """
    texts, found = list(titles), []
    if len(texts) < 3:
        return ()
    for affix in (affix for affix in AFFIXES for _ in range(2)):
        shorter = [re.sub(affix.pattern, affix.keep, text) for text in texts]
        if _shared(affix, texts, shorter, languages) and _still_titles(texts, shorter):
            texts = shorter
            found.append((affix.pattern, affix.keep))
    return tuple(found)


def _shared(affix: Affix, texts: Sequence[str], shorter: Sequence[str], languages: Sequence[str]) -> bool:
    """Whether so many titles have this affix that it is one of the list, and none of its titles'."""
    both = zip(texts, shorter, strict=True)
    taken = [text.replace(left, "", 1) for text, left in both if text != left]
    if len(taken) < max(affix.least * len(texts), 3) or any(VERSUS.search(part) for part in taken):
        return False
    if affix.dated and sum(any(dates_in(part, languages=languages)) for part in taken) < 0.8 * len(taken):
        return False
    return len({"0" if re.search(r"\d", part) else part.casefold() for part in taken}) <= max(
        affix.most * len(taken), 1
    )


def _still_titles(before: Sequence[str], after: Sequence[str]) -> bool:
    words = sum(len(re.findall(r"[^\W\d_]+", text)) >= 2 for text in after)
    return words >= 0.9 * len(after) and len(set(after)) >= 0.5 * len(set(before))
