"""The pages of definitions: compared trait by trait, each trait with its words, all in one list."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from index.definitions.genealogy import Quote, author_of
from index.definitions.values import Defined
from index.definitions.volumes import hours_of
from site_builder.cards import Card
from site_builder.evidence import Place, Sentence, marked, shortened
from site_builder.links import trait_page
from site_builder.render import Page
from site_builder.view import SiteView

__all__ = ["Stated", "definitions", "stated_of", "trait_label"]

TRAITS = "trait"
"""The scheme of the concept book that names traits, where there is one."""

COMPARED = 11
"""How many definitions stand side by side."""

QUOTED = 12
"""How many speak in their own words before the link to all."""

SHORT = 30
"""Letters of a name in a narrow column."""


@dataclass(frozen=True, slots=True)
class Stated:
    """
    A definition as pages show it.

    Attributes:
        name, short: Whose it is, whole and for narrow columns.
        beside: What stands beside the name, such as who quotes it.
        said: Its words with its traits marked; None where no passage is known.
        states: Labels of its traits, each with the words that state it, or none.
        silent: Labels of the traits that it does not state.
        low, high: Its volume in hours of learning.
    """

    card: Card
    one: Defined
    name: str
    short: str
    beside: str
    said: Markup | None
    states: tuple[tuple[str, str], ...]
    silent: tuple[str, ...]
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class TraitLine:
    """A trait, and the definitions that state it."""

    id: str
    label: str
    page: str
    by: tuple[Stated, ...]


def trait_label(view: SiteView, trait: str) -> str:
    """What a trait is called; its id in words where the book does not name it."""
    if (TRAITS, trait) in view.site.book:
        return view.concept(TRAITS, trait)
    return trait.replace("-", " ").capitalize()


def stated_of(view: SiteView, one: Defined, only: str | None = None) -> Stated:
    """
    A definition as pages show it.

    Args:
        only: Mark the words of this trait alone.
    """
    name, beside = author_of(one.by)
    silent = [trait for trait in _traits(view) if not one.states(trait)]
    low, high = hours_of(one)
    return Stated(
        view.cards[view.by_id[one.work]], one, name, _short(name), beside, _said(one, only),
        tuple((trait_label(view, trait.id), trait.words) for trait in one.traits),
        tuple(trait_label(view, trait) for trait in silent), low, high,
    )  # fmt: skip


def definitions(view: SiteView) -> Iterator[Page]:
    """The comparison, and a page for each trait, if any work holds a definition."""
    if not view.definitions:
        return
    stated = sorted((stated_of(view, one) for one in view.definitions), key=_by_year)
    lines = [_line(view, trait, stated) for trait in _traits(view)]
    lines = sorted((line for line in lines if line.by), key=lambda line: -len(line.by))
    volumes = [row for row in stated if (row.low, row.high) != (None, None)]
    ends = [end for row in volumes for end in (row.low, row.high) if end]
    yield Page("definitions/index.html", "definitions.html", {
        "stated": stated,
        "traits": lines,
        "compared": _compared(view, stated),
        "spoken": sorted((row for row in stated if row.said), key=lambda row: -len(row.states))[:QUOTED],
        "volumes": sorted(volumes, key=lambda row: (row.low or 0, row.high or float("inf"), row.one.id)),
        "ends": (min(ends), max(ends)) if ends else None,
        "families": _families(view),
    })  # fmt: skip
    for line in lines:
        rows = [stated_of(view, row.one, line.id) for row in line.by]
        yield Page(line.page, "trait.html", {"line": line, "rows": rows, "total": len(stated)})


def _traits(view: SiteView) -> tuple[str, ...]:
    """The traits that are compared: those of the book, then others that sources give."""
    known = [concept.id for concept in view.site.book if concept.scheme == TRAITS]
    stated = sorted({trait.id for one in view.definitions for trait in one.traits})
    return tuple(dict.fromkeys([*known, *stated]))


def _line(view: SiteView, trait: str, stated: Sequence[Stated]) -> TraitLine:
    by = tuple(row for row in stated if row.one.states(trait))
    return TraitLine(trait, trait_label(view, trait), trait_page(trait), by)


def _compared(view: SiteView, stated: Sequence[Stated]) -> list[Stated]:
    """One definition of each author: those of authorities, most quoted and most telling first; shown by year."""
    quoted = [quote.quoted for quote in view.site.tracked.quotes]
    ranked = sorted(
        (row for row in stated if row.name and not row.beside and row.one.traits),
        key=lambda row: (
            row.one.year is None,
            row.card.kind != "policy" and not quoted.count(row.one.id),
            -quoted.count(row.one.id),
            -len(row.one.traits),
            row.one.id,
        ),
    )
    first: dict[str, Stated] = {}
    for row in ranked:
        first.setdefault(row.name.casefold(), row)
    return sorted(
        list(first.values())[:COMPARED], key=lambda row: (row.one.year or 9999, row.name.casefold())
    )


def _families(view: SiteView) -> list[tuple[Stated, list[tuple[Stated, Quote]]]]:
    """Each definition that others take over, with these, the most quoted first."""
    by_id = {one.id: one for one in view.definitions}
    found: dict[str, list[Quote]] = {}
    for quote in view.site.tracked.quotes:
        if quote.quoted in by_id and quote.quoting in by_id:
            found.setdefault(quote.quoted, []).append(quote)
    families = [
        (stated_of(view, by_id[name]), [(stated_of(view, by_id[quote.quoting]), quote) for quote in quotes])
        for name, quotes in found.items()
    ]
    return sorted(families, key=lambda family: (-len(family[1]), family[0].one.id))


def _said(one: Defined, only: str | None) -> Markup | None:
    if not one.passage:
        return None
    places = tuple(
        Place(trait.start, trait.end, TRAITS, trait.id)
        for trait in one.traits
        if trait.words and only in (None, trait.id)
    )
    whole = Sentence(one.field, one.start, one.passage, places)
    # Notes are our own words; of a text that is not ours a part is shown.
    short = whole if one.field == "note" else shortened(whole)
    return marked(short.text, short.places, short.cut)


def _short(name: str) -> str:
    head = name.split(",", maxsplit=1)[0].split(";", maxsplit=1)[0].strip()
    if len(head) <= SHORT:
        return head
    return head[:SHORT].rsplit(" ", maxsplit=1)[0] + "\N{NO-BREAK SPACE}…"


def _by_year(row: Stated) -> tuple[int, str, str]:
    return -(row.one.year or 0), row.name.casefold(), row.one.id
