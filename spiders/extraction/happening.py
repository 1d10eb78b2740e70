"""
When, where and by whom an event is held, as its page tells people: only from lines that name what they tell.

A page shows many days and places; one counts where a label stands before it ("Venue: Port Hall") and no other
line with such a label says something else. What is not sure is left out.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

from lxml.html import HtmlElement

from corpus.dates import PartialDate, partial_date
from corpus.urls import canonical_url, is_web, joined
from spiders.cleaning import plain
from spiders.extraction.datewords import dates_in
from spiders.extraction.markup import Markup

__all__ = ["LABELS", "told_of_event"]

LABELS: Mapping[str, tuple[str, ...]] = {
    "days": (
        "date", "dates", "when", "date and time", "date & time", "datum", "wann", "termin", "quand", "fecha", "fechas",
        "cuándo", "data", "datas", "quando", "wanneer", "dato", "termín", "tarih", "التاريخ",
    ),
    "time": ("time", "hours", "uhrzeit", "zeit", "heure", "horaire", "hora", "horario", "horário", "ora", "orario", "tijd"),
    "place": (
        "venue", "location", "where", "place", "ort", "veranstaltungsort", "wo", "lieu", "où", "lugar", "dónde", "sede",
        "local", "onde", "luogo", "dove", "locatie", "plaats", "waar", "plats", "sted", "المكان",
    ),
    "organiser": (
        "organiser", "organisers", "organizer", "organizers", "organised by", "organized by", "hosted by", "host",
        "veranstalter", "veranstaltet von", "organisateur", "organisé par", "organizador", "organizado por", "organiza",
        "organizzatore", "organizzato da", "organisator", "georganiseerd door", "arrangör", "الجهة المنظمة",
    ),
    "deadline": (
        "deadline", "registration deadline", "deadline for registration", "application deadline", "register by",
        "apply by", "closing date", "submission deadline", "anmeldeschluss", "anmeldefrist", "date limite",
        "date limite d'inscription", "fecha límite", "plazo de inscripción", "prazo", "prazo de inscrição", "scadenza",
        "aanmelden voor", "inschrijven tot",
    ),
}  # fmt: skip
"""What pages write before the thing, in lower case, for each kind of thing."""

_KIND_OF = {label: kind for kind, labels in LABELS.items() for label in labels}
_LABELLED = re.compile(
    rf"({'|'.join(sorted(map(re.escape, _KIND_OF), key=lambda one: (-len(one), one)))})\s*[:：]\s*(\S.*)",
    re.IGNORECASE,
)
_ONLINE = re.compile(
    r"(?:fully |live )?(?:online|on-line|virtual|virtuell|zoom|webinar|microsoft teams|ms teams|en ligne|en línea|a distancia"
    r"|in rete|digitaal|عبر الإنترنت)\b",
    re.IGNORECASE,
)
_HYBRID = re.compile(r"\b(hybrid|hybride|híbrid[ao]|ibrid[ao])\b", re.IGNORECASE)
_REGISTER = re.compile(
    r"(?:register|registration|sign up|book your place|anmelden|zur anmeldung|anmeldung|s.inscrire|inscription|inscríbete"
    r"|inscripción|inscrição|inscreva-se|iscriviti|iscrizione|aanmelden|inschrijven|anmälan|tilmelding|التسجيل)\b",
    re.IGNORECASE,
)
_ACCOUNT = re.compile(r"log-?in|sign-?in|account|subscri|newsletter|member", re.IGNORECASE)
"""In addresses at which one becomes a user, a reader or a member."""

_TO = r"\s*(?:[-\u2010-\u2015]|to|until|bis|au|al|a|till|t/m|and|und|et|y|e|&)\s*"
_DAY = r"(\d{1,2})(?:\.|st|nd|rd|th|er|º|°)?"
_DAY_BEFORE = re.compile(rf"(?<!\d){_DAY}{_TO}$", re.IGNORECASE)
_DAY_MONTH_BEFORE = re.compile(
    rf"(?<!\d)({_DAY}\s+(?:de\s+)?[^\W\d_]+\.?|[^\W\d_]+\.?\s+{_DAY}){_TO}$", re.IGNORECASE
)
_MONTH_DAYS = re.compile(rf"([^\W\d_]+\.?)\s+{_DAY}{_TO}{_DAY}(,?\s+\d{{4}})", re.IGNORECASE)
_CLOCK = re.compile(r"(?<![\d.:])(\d{1,2})[:.h](\d{2})(?![\d.])\s*(am|pm|a\.m\.|p\.m\.)?", re.IGNORECASE)
_OFFSET = re.compile(r"\b(?:UTC|GMT)(?:\s*([+-]\d{1,2})(?::?(\d{2}))?)?(?![\w+-])")
_NAMED = {"CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "WET": 0, "WEST": 1}
_PLACES = {"C": "Europe/Brussels", "E": "Europe/Athens", "W": "Europe/Lisbon"}
_LONGEST = 300
_BLOCKS = ("p", "li", "dt", "tr", "h2", "h3", "h4", "h5", "div", "strong", "b", "span")
_HOLDS = frozenset(
    {
        "p",
        "li",
        "dl",
        "dt",
        "ul",
        "ol",
        "table",
        "tr",
        "div",
        "section",
        "article",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
    }
)
_ASIDE = frozenset({"nav", "footer", "aside", "form"})


def told_of_event(
    markup: Markup, *, today: date, language: str, announced: Collection[str] = ()
) -> Iterator[tuple[str, Any, str]]:
    """
    What the page tells of its event, as (name, value, method); a field that two lines fill differently is left out.

    Args:
        today: The day of the harvest; an event may lie ahead of it, not a century.
        announced: Days on which the page was published, which some pages call its date too.
    """
    lines: dict[str, dict[str, None]] = {}
    for kind, value in _labelled(markup.tree):
        lines.setdefault(kind, {})[value] = None
    told = {kind: next(iter(values)) for kind, values in lines.items() if len(values) == 1}
    days = _days(told.get("days", ""), today, language)
    days = [] if any(day.value in announced for day in days) else days
    for name, day in zip(("date", "end_date"), days, strict=False):
        yield name, day, "text"
    if len(days) == 1:
        clocks = f"{told.get('days', '')} {told.get('time', '')}"
        yield from ((name, moment, "text") for name, moment in _moments(days[0], clocks))
    if "deadline" in told and len(found := _days(told["deadline"], today, language)) == 1:
        yield "deadline", found[0], "text"
    if (place := told.get("place", "")) and not dates_in(place, language):
        online = _ONLINE.match(place)
        if online or _HYBRID.search(place):
            yield "online", "yes", "text"
        if not online:
            yield "place", place, "text"
    if organiser := told.get("organiser"):
        yield "organiser", organiser, "text"
    if (days or place) and (address := _registration(markup)):  # else it may be for members or readers
        yield "registration", address, "text"


def _labelled(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    """Each kind of thing with what stands behind its label, in the order of the page."""
    for element in tree.iter(*_BLOCKS):
        if any(part.tag in _HOLDS for part in element.iterdescendants()) and element.tag != "tr":
            continue
        text = plain(element.text_content(), longest=_LONGEST + 100)
        if not text or len(text) > _LONGEST or any(above.tag in _ASIDE for above in element.iterancestors()):
            continue
        if element.tag == "tr":
            cells = [plain(cell.text_content(), longest=_LONGEST) for cell in element]
            if len(cells) == 2 and (kind := _kind(cells[0])) and cells[1]:
                yield kind, cells[1]
        elif (match := _LABELLED.fullmatch(text)) and element.tag in _HOLDS:
            yield _KIND_OF[match[1].lower()], match[2]
        elif (kind := _kind(text)) and (value := _behind(element)):
            yield kind, value


def _kind(label: str) -> str | None:
    return _KIND_OF.get(label.rstrip(" :：").lower())


def _behind(element: HtmlElement) -> str:
    """The text of what follows a label of its own: the next element, or the rest of its line."""
    rest = plain(element.tail or "", longest=_LONGEST)
    follows = element.getnext()
    if element.tag in ("strong", "b", "span") and element.getparent().tag in _HOLDS - {
        "div",
        "section",
        "article",
    }:
        return ""  # the line as a whole tells it
    if rest.strip(" :"):
        return rest.strip(" :")
    if follows is None or follows.tag in ("strong", "b", "dt", "h2", "h3", "h4", "h5", "ul", "ol", "table"):
        return ""
    value = plain(follows.text_content(), longest=_LONGEST + 100)
    return value if len(value) <= _LONGEST else ""


def _days(text: str, today: date, language: str) -> list[PartialDate]:
    """The first and the last day that a line names; empty when it names none, or more, or impossible ones."""
    text = _MONTH_DAYS.sub(r"\1 \2\4 - \1 \3\4", text)
    found = [one for one in dates_in(text, language) if len(one.value) == 10 and not one.other]
    values = [one.value for one in found]
    if len(found) == 1:
        before = text[: found[0].start]
        if match := _DAY_BEFORE.search(before):
            values.insert(0, f"{values[0][:8]}{int(match[1]):02}")
        elif match := _DAY_MONTH_BEFORE.search(before):
            values[:0] = [one.value for one in dates_in(f"{match[1]} {values[0][:4]}", language)]
    values = list(dict.fromkeys(values))
    if not values or len(values) > 2 or values != sorted(values):
        return []
    try:
        return [partial_date(value, "text", today=today, ahead=True) for value in values]
    except ValueError:
        return []


def _moments(day: PartialDate, text: str) -> Iterator[tuple[str, str]]:
    """Beginning and end of a one-day event, with the zone where it is sure."""
    clocks = [_clock(*match.groups()) for match in _CLOCK.finditer(text)]
    if not clocks or len(clocks) > 2 or None in clocks:
        return
    moments = [datetime.fromisoformat(f"{day.value}T{clock}") for clock in clocks]
    zone = _zone(text, moments[0])
    if moments == sorted(moments):
        for name, moment in zip(("starts", "ends"), moments, strict=False):
            yield name, moment.replace(tzinfo=zone).isoformat(timespec="minutes")


def _clock(hours: str, minutes: str, half: str | None) -> str | None:
    hour = int(hours)
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half[0].lower() == "p" else 0)
    return f"{hour:02}:{minutes}" if hour < 24 and int(minutes) < 60 else None


def _zone(text: str, moment: datetime) -> timezone | None:
    """The zone that a line names; none where it names the winter's hour for a day in summer, or the other way."""
    named = {name for name in _NAMED if re.search(rf"\b{name}\b", text)}
    offsets = {match.groups(default="0") for match in _OFFSET.finditer(text)}
    if len(named) + len(offsets) != 1:
        return None
    for name in named:
        hours = timedelta(hours=_NAMED[name])
        return (
            timezone(hours)
            if moment.replace(tzinfo=ZoneInfo(_PLACES[name[0]])).utcoffset() == hours
            else None
        )
    ((hour, minute),) = offsets
    size = timedelta(hours=abs(int(hour)), minutes=int(minute))
    return timezone(-size if hour.startswith("-") else size) if size <= timedelta(hours=14) else None


def _registration(markup: Markup) -> str:
    """The one address behind links that offer to take part; empty when there are several."""
    found: dict[str, str] = {}
    for link in markup.tree.iter("a"):
        if not _REGISTER.match(plain(link.text_content(), longest=100)):
            continue
        try:
            address = joined(markup.url, (link.get("href") or "").strip())
        except ValueError:
            continue
        if not is_web(address) or any(above.tag in _ASIDE | {"header"} for above in link.iterancestors()):
            continue
        if canonical_url(address) != canonical_url(markup.url) and not _ACCOUNT.search(address):
            found[canonical_url(address)] = address
    return next(iter(found.values())) if len(found) == 1 else ""
