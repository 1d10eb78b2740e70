"""Words of catalogues in our words: languages, kinds of item, dates as libraries write them."""

import re
from collections.abc import Iterable, Sequence

import pycountry

__all__ = ["date_of_parts", "earliest_date", "kind_of", "language_tag", "loose_date"]

_KINDS: tuple[tuple[str, str], ...] = (
    (r"video|moving ?image|film|podcast|sound", "video"),
    (r"thes[ie]s|dissertation|article|chapter|preprint|proceeding|conference ?(object|item)", "publication"),
    (r"white ?paper", "report"),
    (r"paper|poster|book|monograph|journal|lecture|review", "publication"),
    (r"report|guide|survey|brief|toolkit|deliverable|milestone", "report"),
    (r"polic(y|ies)|legislation|\blaw\b|regulation|standard", "policy"),
    (r"\bevent\b|webinar|workshop", "event"),
    (r"\bnews|blog|press|editorial|web ?page", "news"),
)  # fmt: skip
"""Patterns of the types that catalogues give, each with our kind; the first that is found counts."""

_DATE = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?=$|[^\d])")


def kind_of(types: Iterable[str]) -> str:
    """
    Our kind for the types that a catalogue gives; empty when none is known.

    >>> kind_of(["info:eu-repo/semantics/workingPaper"]), kind_of(["Technical Report"]), kind_of(["Image"])
    ('publication', 'report', '')
    """
    for text in types:
        plain = re.sub(r"[-_]", " ", text.rpartition("/")[2].lower())
        for pattern, kind in _KINDS:
            if re.search(pattern, plain):
                return kind
    return ""


def language_tag(text: str) -> str:
    """
    The BCP 47 tag of a language given as tag, three-letter code or English name; empty when unknown.

    >>> [language_tag(text) for text in ("en_US", "fre", "German", "unknown to us")]
    ['en-US', 'fr', 'de', '']
    """
    text = text.strip()
    head, _, region = text.replace("_", "-").partition("-")
    found = None
    if len(head) in (2, 3) and head.isalpha():
        code = head.lower()
        found = pycountry.languages.get(**{f"alpha_{len(code)}": code})
        found = found or (pycountry.languages.get(bibliographic=code) if len(code) == 3 else None)
    elif text:
        found, region = pycountry.languages.get(name=text.title()), ""
    if found is None or found.alpha_3 in ("und", "zxx", "mul", "mis"):
        return ""
    tag = str(getattr(found, "alpha_2", "") or found.alpha_3)
    return f"{tag}-{region.upper()}" if re.fullmatch("[A-Za-z]{2}", region) else tag


def loose_date(text: str) -> str:
    """
    The date in a catalogue's text as YYYY, YYYY-MM or YYYY-MM-DD; empty when there is none.

    >>> [loose_date(text) for text in ("[c2004]", "2004-6-00", "2004/06/01", "2019-03-05T10:00:00Z", "n.d.")]
    ['2004', '2004-06', '2004-06-01', '2019-03-05', '']
    """
    match = _DATE.search(text)
    return date_of_parts([match[1], match[2], match[3]]) if match else ""


def date_of_parts(parts: Sequence[object]) -> str:
    """
    Year, month and day, of which the later ones may be missing, as one text; empty without a year.

    >>> date_of_parts([2021, 4]), date_of_parts(["1997", None]), date_of_parts([None])
    ('2021-04', '1997', '')
    """
    numbers = [int(str(part)) if str(part or "").isdigit() else 0 for part in [*parts, 0, 0, 0][:3]]
    if not numbers[0]:
        return ""
    known = numbers[: numbers.index(0)] if 0 in numbers else numbers
    return "-".join(f"{number:0{4 if place == 0 else 2}}" for place, number in enumerate(known))


def earliest_date(texts: Iterable[str]) -> str:
    """
    Of several dates of one thing the one on which it was issued.

    Repositories mix the day of issue with those on which a clerk entered and released it; these are moments
    with a time of day, and never before the issue.

    >>> earliest_date(["2006-05-15T20:33:27Z", "2006-05-15T20:33:27Z", "2005"])
    '2005'
    """
    written = [text for text in texts if loose_date(text)]
    days = [text for text in written if "T" not in text] or written
    return min((loose_date(text) for text in days), default="")
