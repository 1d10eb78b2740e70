"""Text and dates as they stand in feeds and pages, made plain."""

import html
import re
from collections.abc import Sequence
from datetime import date, datetime
from email.utils import parsedate_to_datetime

from corpus.dates import Method, PartialDate, partial_date

__all__ = ["plain", "read_date", "without_hidden"]

# Every pattern here goes over a text once: a hostile one must not be able to make it start again and again.
_TAG = re.compile(r"</?[a-zA-Z][^<>]*+>")
_HIDDEN = tuple(
    (re.compile(begin, re.IGNORECASE), re.compile(end, re.IGNORECASE))
    for begin, end in (("<!--", "-->"), (r"<script\b", r"</script\s*+>"), (r"<style\b", r"</style\s*+>"))
)
_INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]")
_ENTITY = re.compile(r"&(#\d+|#x[0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]+);")


def plain(text: str | None, *, longest: int = 100_000) -> str:
    r"""
    Text without markup, entities, control and direction characters, white space folded.

    >>> plain("Skills &amp; <em>micro-credentials</em>\n in  Africa")
    'Skills & micro-credentials in Africa'
    """
    if not text:
        return ""
    text = text[:longest]
    if "<" in text:
        text = _TAG.sub("", without_hidden(text))
    if _ENTITY.search(text):
        text = html.unescape(text)
    return " ".join(_INVISIBLE.sub("", text).split())


def without_hidden(text: str) -> str:
    """
    Text without comments, scripts and style sheets; one that is never closed goes to the end.

    >>> without_hidden("a<!-- b -->c<SCRIPT>d</script>e<!-- f")
    'ace'
    """
    for begin, end in _HIDDEN:
        parts, at = [], 0
        while found := begin.search(text, at):
            parts.append(text[at : found.start()])
            closed = end.search(text, found.end())
            at = closed.end() if closed else len(text)
        text = "".join(parts) + text[at:] if at else text
    return text


def read_date(
    text: str, method: Method, *, today: date, forms: Sequence[str] = (), ahead: bool = False
) -> PartialDate:
    """
    Read a date as a sheet's forms, ISO 8601 or RFC 2822 write it.

    Args:
        forms: strptime forms; one without a day (or month) gives a date of that precision.

    Raises:
        ValueError: It fits none of them, or cannot be.
    """
    for form in forms:
        try:
            found = datetime.strptime(text, form)  # noqa: DTZ007 - a day, not a moment
        except ValueError:
            continue
        return partial_date(_cut(found, form), method, today=today, ahead=ahead)
    try:
        return partial_date(text, method, today=today, ahead=ahead)
    except ValueError as problem:
        try:
            moment = parsedate_to_datetime(text)
        except ValueError:
            raise problem from None
    return partial_date(moment.date().isoformat(), method, today=today, ahead=ahead)


def _cut(found: datetime, form: str) -> str:
    has = set(re.findall(r"%-?([a-zA-Z])", form))
    if has & set("djxcDF"):
        return found.date().isoformat()
    return found.strftime("%Y-%m") if has & set("mbB") else found.strftime("%Y")
