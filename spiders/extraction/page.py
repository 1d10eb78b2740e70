"""A page, read whole: from its bytes to the fields of an item and its main text."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from corpus.urls import believed_canonical, canonical_url
from spiders.extraction.dates import find_dates
from spiders.extraction.fields import SURE, event_fields, plain_fields
from spiders.extraction.happening import told_of_event
from spiders.extraction.language import language_of_page
from spiders.extraction.links import files_of
from spiders.extraction.markup import Markup, declared_language, read_markup
from spiders.extraction.metadata import all_said, best, heading_of, statements
from spiders.extraction.text import main_text, remark_on_size
from spiders.extraction.values import Expected, Reading, Said
from spiders.extraction.walls import refuse_walls

__all__ = ["read_page"]


def read_page(body: bytes, url: str, content_type: str, expected: Expected, *, today: date) -> Reading:
    """
    Read a page.

    Args:
        url: Where it came from, after redirects.
        content_type: As its server sent it.
        expected: What the list says of the item.
        today: The day of the harvest.

    Raises:
        Unreadable: It is not the item, or no page at all.
    """
    markup = read_markup(body, url, content_type)
    said = all_said(markup)
    heading = heading_of(said)
    declared = declared_language(markup.tree)
    text = main_text(markup, declared)
    refuse_walls(markup, heading, text, expected)
    title, how = _title(said, markup.tree.findtext(".//title") or "", heading, _host(url))
    claims = [
        declared,
        *(one.value.replace("_", "-") for one in statements(said, "language")),
        expected.language,
    ]
    language, language_how = language_of_page(text, title or expected.title, *claims)
    fields: list[tuple[str, Any, str]] = [("title", title, how), ("language", language, language_how)]
    fields += plain_fields(said, url)
    if expected.kind == "event" or best(said, "starts"):
        fields += event_fields(said, url, today=today, language=language)
    if expected.kind == "event":
        fields += _told(markup, said, {name for name, _, _ in fields}, today=today, language=language)
    if not any(name == "date" for name, _, _ in fields):
        dates = find_dates(markup, said, heading, today=today, language=language or declared)
        if dates.published and expected.kind != "event":  # when an event was announced is not when it is
            fields.append(("date", dates.published, dates.published.method))
        if dates.updated:
            fields.append(("updated", dates.updated, dates.updated.method))
    fields.append(("canonical", _canonical(markup.tree, url), "meta"))
    fields.append(("files", files_of(markup, said, title or expected.title), "meta"))
    filled = [(name, value, method) for name, value, method in fields if value]
    return Reading(
        form="html",
        fields={name: value for name, value, _ in filled},
        methods={name: method for name, _, method in filled},
        text=text,
        notes=tuple(filter(None, (markup.note, remark_on_size(markup)))),
    )


def _title(said: tuple[Said, ...], whole: str, heading: str, host: str) -> tuple[str, str]:
    """The item's title, and whether it is written as such ("meta") or only shown ("text")."""
    sites = [host, *(one.value.lower() for one in said if one.field == "publisher")]
    for one in statements(said, "title"):
        value = _without_site(one.value, sites, heading)
        if value and value.lower() not in sites:
            return value[:500], ("pdf" if one.origin == "pdf" else "meta") if one.origin in SURE else "text"
    return _without_site(" ".join(whole.split()), sites, heading)[:500], "text"


def _told(
    markup: Markup, said: Sequence[Said], known: set[str], *, today: date, language: str
) -> list[tuple[str, Any, str]]:
    """What the page tells people of its event and does not state for machines."""
    if known & {"date", "starts"}:  # parts of two answers make none
        known = known | {"date", "end_date", "starts", "ends"}
    announced = {one.value[:10] for one in said if one.field in ("date", "updated")}
    told = told_of_event(markup, today=today, language=language, announced=announced)
    return [one for one in told if one[0] not in known]


def _canonical(tree: HtmlElement, url: str) -> str:
    """The address that the page gives for itself, where it is another than its own and can be believed."""
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split() and (claimed := link.get("href")):
            found = believed_canonical(url, claimed)
            return found if canonical_url(found) != canonical_url(url) else ""
    return ""


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _without_site(title: str, sites: list[str], heading: str) -> str:
    """A title without the name of its site at the end: where the site names itself, or the heading shows it."""
    if heading and title != heading and title.startswith(heading) and len(heading) >= 5:
        rest = title[len(heading) :].strip()
        if rest[:1] in "|-–—·•:»":
            return heading
    for mark in (" | ", " - ", " – ", " — ", " · ", " • ", " » "):
        front, found, end = title.rpartition(mark)
        if found and end.strip().lower() in sites:
            return front.strip()
    return title
