"""Who defines, and when: as the passage itself says it."""

import re
from dataclasses import dataclass

from index.definitions.spotting import Spots
from index.definitions.standing import PARTS, Reading

__all__ = ["Authority", "authority"]

LINKS = (
    "of the|of|the|for the|for|and the|and|on|de la|de los|de las|des|de l['\u2019]|de|du|da|do|das|dos|la|le|les|el|los|y|et|e|und der|"
    "und|f\u00fcr|der|des|zur|in|&|van|von|et al\\.|al\\."
)
"""Small words within a name."""

_CAPITAL = r"[^\W\d_a-z\u00df-\u00f6\u00f8-\u00ff][\w.\u2019'&/-]*"
_NAME = rf"(?:{_CAPITAL})(?:[ \u00a0](?:(?:{LINKS})[ \u00a0]?)?(?:{_CAPITAL}))*(?: et al\.)?"
_YEAR = r"(?:19[5-9]|20[0-4])\d"
_BEFORE = re.compile(rf"(?P<by>{_NAME})\s*(?:\((?P<year>{_YEAR})[a-z]?(?:[:,][^)]*)?\))?\s*(?:\w+\s+)?$")
_AFTER = re.compile(
    rf"\s*(?:the |la |le |les |l['\u2019]|el |los |der |die |das |dem |a |o |as |os )?(?P<by>{_NAME})\s*[,(]?\s*(?P<year>{_YEAR})?"
)
_CITED = re.compile(
    rf"\((?:see |cf\. |vgl\. )?(?P<by>{_NAME}(?:,? (?:&|and|et|y|e|und) {_NAME})?),? (?P<year>{_YEAR})[a-z]?(?:[,:;][^)]*)?\)"
)
_ARABIC = re.compile(r"^[ ]?(?P<by>[\u0621-\u064a]+(?: [\u0621-\u064a]+){0,4})(?=[\u060c,:])")
_ANY_YEAR = re.compile(rf"(?<!\d){_YEAR}(?!\d)")

GENERIC = frozenset(
    (
        "the",
        "this",
        "these",
        "a",
        "an",
        "in",
        "it",
        "we",
        "our",
        "they",
        "such",
        "for",
        "as",
        "by",
        "to",
        "on",
        "un",
        "une",
        "le",
        "la",
        "les",
        "el",
        "los",
        "las",
        "este",
        "esta",
        "o",
        "os",
        "der",
        "die",
        "das",
        "ein",
        "eine",
        "wir",
        "man",
    )
)
"""Words that begin a sentence with a capital and name nobody."""


@dataclass(frozen=True, slots=True)
class Authority:
    """Who a passage says defines, and when; None where it does not say."""

    by: str
    year: int | None


def authority(spots: Spots, reading: Reading) -> Authority | None:
    """
    Who the defining sentence names as the one who defines.

    Either words such as "according to" stand before the name, or the name is the subject of the verb that
    defines, or a citation in brackets follows.
    """
    text = spots.text
    for one in spots.of(PARTS, "according-to"):
        found = _AFTER.match(text, one.end) or _ARABIC.match(text[one.end :])
        if found and (name := _named(found["by"])) and not _overlaps(text, name, one.end, reading):
            return Authority(name, _year(found.groupdict().get("year")))
    if reading.says.concept in ("says-as", "sees-as", "says-before", "says-around") and reading.says.start:
        found = _BEFORE.search(text[: reading.says.start])
        if found and (name := _named(found["by"])):
            return Authority(name, _year(found["year"]))
    cited = list(_CITED.finditer(text))
    if len({one["by"] for one in cited}) == 1 and (name := _named(cited[0]["by"])):
        return Authority(name, _year(cited[0]["year"]))
    return None


def _named(name: str) -> str:
    """A name without a beginning that is none; empty when nothing is left."""
    words = name.strip(" ,.").split()
    while words and words[0].casefold() in GENERIC:
        words.pop(0)
    return " ".join(words)


def _overlaps(text: str, name: str, after: int, reading: Reading) -> bool:
    start = text.find(name, after)
    return start < reading.end and reading.start < start + len(name)


def _year(text: str | None) -> int | None:
    return int(text) if text and _ANY_YEAR.fullmatch(text) else None
