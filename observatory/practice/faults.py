"""What can befall a publisher: each fault as what it does to an answer, and how it must be named."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from html import escape
from types import MappingProxyType

from observatory.practice.publishers import Piece, Publisher, pieces
from observatory.practice.rendering import FORMS
from observatory.practice.shown import Said, Shown
from observatory.practice.words import WORDS

__all__ = ["FAULTS", "Ask", "Fault", "Sent", "truthful"]


@dataclass(frozen=True, slots=True)
class Ask:
    """
    A question to a publisher.

    Attributes:
        since: The day on which the fault began.
        etag: The validator that came with the question; empty without one.
        safe_url: The same publisher under https, with a certificate that has expired.
        name: The last part of the path; empty for the publisher's first page.
        query: What was asked beside the path.
    """

    publisher: Publisher
    today: date
    since: date
    name: str
    etag: str = ""
    safe_url: str = ""
    query: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """An answer; ``how`` is whole, drip (a byte at a time) or reset (it breaks off)."""

    status: int = 200
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    how: str = "whole"


Answering = Callable[[Ask], Sent]


@dataclass(frozen=True, slots=True)
class Fault:
    """
    A fault.

    Attributes:
        says: A regular expression that must be found in the reason.
        states: The states that are right while it lasts.
        forms: In which forms of publishers it can be planted.
        silent: Whether it shows only when something new fails to come.
    """

    answer: Answering
    says: str
    states: tuple[str, ...]
    forms: tuple[str, ...] = tuple(FORMS)
    silent: bool = False


def truthful(publisher: Publisher, today: date, query: str = "") -> Shown:
    """What a publisher shows when nothing is wrong."""
    shown = pieces(publisher, today)[: publisher.shown]
    return Shown(publisher, today, shown, publisher.language, query=query)


def rendered(shown: Shown, **headers: str) -> Sent:
    """The answer in which it is shown."""
    said: Said = FORMS[shown.publisher.form][1](shown)
    named = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Sent(200, said.body, (("Content-Type", said.media_type), *named))


def _showing(change: Callable[[Shown, Ask], Shown]) -> Answering:
    return lambda ask: rendered(change(truthful(ask.publisher, ask.today, ask.query), ask))


def _page(title: str, body: str) -> Answering:
    text = f'<!DOCTYPE html><html lang="en"><head><title>{escape(title)}</title></head><body>{body}</body></html>'
    return lambda _: Sent(200, text.encode(), (("Content-Type", "text/html; charset=utf-8"),))


def _half(shown: Shown, _: Ask) -> Shown:
    return replace(shown, pieces=shown.pieces[: len(shown.pieces) // 2])


def _other_language(shown: Shown, _: Ask) -> Shown:
    language = "fr" if shown.language != "fr" else "en"
    patterns, topics, places = WORDS[language]

    def title(piece: Piece) -> str:
        n = piece.number
        return f"{patterns[n % len(patterns)].format(topics[n % len(topics)], places[n % len(places)])}, {n}"

    return replace(shown, language=language, titles=title)


def _alternating(shown: Shown, ask: Ask) -> Shown:
    return replace(shown, links=("other", "usual")[(ask.today - ask.since).days // _step(ask) % 2])


def _step(ask: Ask) -> int:
    return {"week": 7, "month": 30}.get(ask.publisher.every, 1)


def _old_posts(shown: Shown, _: Ask) -> Shown:
    old = tuple(
        Piece(shown.publisher.id, 9000 + n, date(2014, 3, 1 + n), f"From the archive, {n}", "A. Elder", "Old")
        for n in range(15)
    )
    return replace(shown, pieces=shown.pieces + old)


def _menu(shown: Shown, _: Ask) -> Shown:
    parts = tuple(
        Piece(shown.publisher.id, 8000 + n, shown.today, f"Part {n} of our site", "", "")
        for n in range(shown.publisher.shown)
    )
    return replace(shown, pieces=parts, dates="none")


def _moved(ask: Ask) -> Sent:
    if ask.name:
        return Sent(404, b"no such file", (("Content-Type", "text/plain"),))
    front = '<html><head><link rel="alternate" type="application/rss+xml" href="/news/all.xml"></head><body>Welcome</body></html>'
    return Sent(200, front.encode(), (("Content-Type", "text/html"),))


def _breaks_off(ask: Ask) -> Sent:
    whole = rendered(truthful(ask.publisher, ask.today, ask.query))
    return replace(whole, body=whole.body[: len(whole.body) * 2 // 3])


def _refuses(_: Ask) -> Sent:
    said = '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><error code="cannotDisseminateFormat">not any more</error></OAI-PMH>'
    return Sent(200, said.encode(), (("Content-Type", "text/xml"),))


def _says_error(_: Ask) -> Sent:
    return Sent(200, b'{"status": 500, "message": "index is down"}', (("Content-Type", "application/json"),))


def _wrong_etag(ask: Ask) -> Sent:
    if ask.etag:
        return Sent(304, b"", (("ETag", '"always"'),))
    return rendered(truthful(ask.publisher, ask.today, ask.query), ETag='"always"')


_FEEDS = ("rss", "atom", "json")
_PAGES = ("list", "table", "pdf")
_PROTOCOLS = ("oai", "api", "calendar")
_LINKED = (*_FEEDS, "list", "table")
_SHOWN = (*_FEEDS, *_PAGES)
_ANSWERS = (*_SHOWN, *_PROTOCOLS)
_SICK = ("degraded", "broken")

FAULTS: Mapping[str, Fault] = MappingProxyType({
    "empty page": Fault(lambda _: Sent(200, b"", (("Content-Type", "text/html"),)), "empty answer|no row matches|not a sitemap|not an answer of|JSON that cannot|instead of a calendar", _SICK),
    "half page": Fault(_showing(_half), "never fewer than", _SICK, (*_SHOWN, "api", "calendar")),
    "one field blank": Fault(_showing(lambda shown, _: replace(shown, dates="none")), "'date'|have a date", _SICK, _SHOWN),
    "frozen page": Fault(lambda ask: rendered(truthful(ask.publisher, ask.since)), "stands still|nothing new has come", ("quiet",), _SHOWN, silent=True),
    "moved site": Fault(_moved, "moved", _SICK, _FEEDS),
    "soft 404": Fault(_page("Page not found", "<h1>Oops</h1><p>We looked everywhere.</p>"), "not found", _SICK, _ANSWERS),
    "log-in wall": Fault(_page("Members", '<h1>Members</h1><form><input name="u"><input type="password" name="p"></form>'), "log-in", _SICK, _ANSWERS),
    "JavaScript shell": Fault(_page("App", '<noscript>Please enable JavaScript.</noscript><div id="root"></div><script src="/app.js"></script>'), "JavaScript", _SICK, _ANSWERS),
    "redesigned classes": Fault(_showing(lambda shown, _: replace(shown, classes="teaser")), "no row matches", _SICK, _PAGES),
    "other language": Fault(_showing(_other_language), "another title than before.*is in '", _SICK, ("rss", "atom", "list", "table")),
    "other date form": Fault(_showing(lambda shown, _: replace(shown, dates="other")), "'date'|have a date|another date", _SICK, _SHOWN),
    "alternating link forms": Fault(_showing(_alternating), "other ids or addresses", ("ok",), _LINKED),
    "ids http to https": Fault(_showing(lambda shown, _: replace(shown, scheme="https")), "other ids or addresses", ("ok",), _LINKED),
    "old posts return": Fault(_showing(_old_posts), "old items came back|old posts return", ("ok", *_SICK), _LINKED),
    "future dates": Fault(_showing(lambda shown, _: replace(shown, ahead=30)), "future", _SICK, (*_SHOWN, "api")),
    "duplicates": Fault(_showing(lambda shown, _: replace(shown, repeat=2)), "listed twice", ("ok",), _FEEDS),
    "slow drip": Fault(lambda _: Sent(200, b"<" * 4000, how="drip"), "in time", ("unreachable",)),
    "resets": Fault(lambda _: Sent(200, b"<" * 4000, how="reset"), "broke in the middle", ("unreachable",)),
    "wrong ETag": Fault(_wrong_etag, "nothing changed, though", ("ok",), _SHOWN, silent=True),
    "expired certificate": Fault(lambda ask: Sent(302, b"", (("Location", f"{ask.safe_url}{ask.name}"),)), "its certificate", ("unreachable",)),
    "huge answer": Fault(lambda _: Sent(200, b" " * 2_500_000, (("Content-Type", "text/html"),)), "larger than", _SICK),
    "menu in place of the list": Fault(_showing(_menu), "are unknown|have a field|have a date|had it before", _SICK, _PAGES),
    "calendar breaks off": Fault(_breaks_off, "breaks off|not whole|cannot be read", _SICK, ("calendar",)),
    "repository refuses": Fault(_refuses, "refuses", _SICK, ("oai",)),
    "error in place of works": Fault(_says_error, "without works.*index is down", _SICK, ("api",)),
})  # fmt: skip
"""The faults by name."""
