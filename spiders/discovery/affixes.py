"""What stands before or after the titles of a list in row after row: codes, dates, remarks in brackets."""

import re
from collections.abc import Sequence

__all__ = ["AFFIXES", "affixes_of"]

_MONTH = r"[^\W\d_]{3,12}\.?"
_DATE = (
    r"(?:\d{1,4}[./-]\d{1,2}[./-]\d{1,4}"
    rf"|\d{{1,2}}\.?\s+{_MONTH},?\s+\d{{4}}|{_MONTH}\s+\d{{1,2}},?\s+\d{{4}})"
)
_BREAK = r"[\s,;:|\u2013\u2014-]"

_CODE = r"[\w./-]*\d[\w./-]*"

AFFIXES: tuple[str, ...] = (
    rf"^\W*{_DATE}{_BREAK}+",
    rf"{_BREAK}*\(?{_DATE}(?:\s+\S{{1,8}})?\W*$",
    r"(?:\s*[,;]?\s*[(\[][^()\[\]]*[)\]]?)+\W*$",
    r"^[(\[][^()\[\]]*[)\]]\s*",
    rf"^(?:[A-Z][\w.]*\s){{0,2}}{_CODE}\s*[:;,|\u2013\u2014-]+\s+",
    rf"^(?:[A-Z]{{1,4}}\s)?{_CODE}\s+(?:[A-Z]{{1,4}}\s+{_CODE}\s+)?",
    rf"{_BREAK}+(?:N[or°º]?\.?\s)?\d[\w./-]*(?:\s[A-Z][\w.]{{0,4}}){{0,2}}(?:\s\d[\w./-]*)?$",
    r"\s+[(\[].*$",
    rf"{_BREAK}+$",
)
"""Regular expressions, in the order in which they are tried; each may apply twice, as with two remarks."""

_MOST_ROWS = 0.6
"""The share of titles that must have an affix before it counts as one of the list."""


def affixes_of(titles: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """
    The replacements that take off what nearly all of these titles share in form.

    Nothing is taken off that would leave a title without two words or make different titles equal.

    >>> affixes_of(["2024-03 Skills for work", "2024-04 Work for skills", "2024-05 A third study"])[0][1]
    ''
    """
    texts, found = list(titles), []
    if len(texts) < 3:
        return ()
    for pattern in (pattern for pattern in AFFIXES for _ in range(2)):
        shorter = [re.sub(pattern, "", text) for text in texts]
        touched = sum(one != other for one, other in zip(texts, shorter, strict=True))
        if touched < _MOST_ROWS * len(texts) or touched < 3:
            continue
        left = sum(len(re.findall(r"[^\W\d_]+", text)) >= 2 for text in shorter)
        if left >= 0.9 * len(texts) and len(set(shorter)) >= 0.5 * len(set(texts)):
            texts = shorter
            found.append((pattern, ""))
    return tuple(found)
