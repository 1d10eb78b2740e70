"""Taking along: what each page offers to take, and the files behind it."""

import heapq
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import cached_property
from posixpath import dirname
from typing import Any

from markupsafe import Markup

from corpus.values import Work
from site_builder.cards import Card
from site_builder.facets import CONCEPT_FACETS, FACETS, PAIRS, Key
from site_builder.links import question_pages, work_page
from site_builder.render import lower_first
from site_builder.taking.calendars import Happening, calendar_bytes, happening
from site_builder.taking.feeds import SHOWN, Entry, Feed, Written, feed_files, lasting_id, written
from site_builder.taking.keeping import Kept
from site_builder.taking.markup import coins, data_block, linked_data, meta
from site_builder.taking.references import address, csl, for_citing
from site_builder.taking.selections import LARGEST, Selections
from site_builder.taking.styles import CITED, Citer
from site_builder.taking.whole import Described, whole_files
from site_builder.taking.writing import FORMATS, Form, Reference, joined_bytes
from site_builder.view import SiteView

__all__ = ["Offer", "Taking", "Told", "taking"]

ALL = "works/index.html"
"""The page of all works, whose files lie beside it."""

OF_ONE = tuple(form for form in FORMATS if form.suffix != "csv")
"""The formats of one work: a table of one row is in the dataset."""

FEW = 5
"""A pair with fewer works has no files of its own: each of its works has them."""

CITED_UP_TO = 5_000
"""The most works that a site may have to be cited in all styles; the processor takes some 5 ms for each new one."""


@dataclass(frozen=True, slots=True)
class Offer:
    """
    What a list of works offers.

    Attributes:
        files: The name of each format and the path of its file; empty when there are too many works or few.
        feed: The path of its feeds without the ending.
        calendar: The path of its calendar; empty without events whose day is known.
        many: Whether there are too many works for files.
    """

    files: tuple[tuple[str, str], ...]
    feed: str
    calendar: str
    many: bool


@dataclass(frozen=True, slots=True)
class Told:
    """What the page of a work tells machines and offers people."""

    citations: tuple[tuple[str, str], ...]
    files: tuple[tuple[str, str], ...]
    meta: tuple[tuple[str, str], ...]
    data: Markup
    coins: str


class Taking:
    """
    All that a site offers to take along.

    Args:
        before: The citations of the site that is replaced, so that only new ones are set.
    """

    def __init__(self, view: SiteView, before: bytes, kept: Kept) -> None:
        self._view = view
        self._citer = Citer(before)
        self._kept = kept
        self._happenings: dict[int, Happening] = {}
        for work in view.site.works():
            self._keep(work)
        one: dict[tuple[int, ...], str] = {
            (n,): dirname(work_page(card.id)) for n, card in enumerate(view.cards)
        }
        self._lists = Selections(one)
        self._lists.add(ALL, range(len(view.cards)))
        self._titles = {"index.html": view.site.title}
        for keys in _keys(view):
            page = view.path(*keys)
            numbers = [view.by_id[card.id] for card in view.cards_of(*keys)]
            self._lists.add(page, numbers, least=FEW if len(keys) > 1 else 1)
            self._titles[page] = ": ".join(
                lower_first(view.label(key)) if n else view.label(key) for n, key in enumerate(keys)
            )

        for question, page in zip(
            view.site.questions, question_pages([one.title for one in view.site.questions]), strict=True
        ):
            self._lists.add(page, sorted(view.by_id[work] for work in question.works), own=True)
            self._titles[page] = question.title

    def of_work(self, work: Work) -> Told:
        """What a work's page has."""
        number = self._view.by_id[work.id]
        reference = self._reference(work, self._view.cards[number])
        cited = self._kept.get(number)["cited"]
        folder = dirname(work_page(work.id))
        return Told(
            tuple((style, line) for style, line in cited),
            tuple((form.name, f"{folder}/works.{form.suffix}") for form in OF_ONE),
            meta(reference), data_block(linked_data(reference)), coins(reference),
        )  # fmt: skip

    def of_list(self, page: str) -> Offer:
        """What the page of a value or a pair has."""
        files = self._lists.pages[page]
        forms = OF_ONE if files.folder.startswith("works/") else FORMATS
        few = bool(files.folder) and 0 < len(files.numbers) <= LARGEST
        # What follows all works lies at the root of the site.
        beside = "" if page == ALL else f"{dirname(page)}/"
        calendar = f"{beside}events.ics" if ("index.html" if page == ALL else page) in self._calendars else ""
        return Offer(
            tuple((form.name, f"{files.folder}/works.{form.suffix}") for form in forms if few),
            f"{beside}feed",
            calendar,
            len(files.numbers) > LARGEST,
        )  # fmt: skip

    def files(self, pages: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        """
        All files: paths within the site, and bytes.

        Args:
            pages: The paths of all pages that were made.
        """
        for number, card in enumerate(self._view.cards):
            entry = self._kept.get(number)
            for form in OF_ONE:
                yield f"{dirname(work_page(card.id))}/works.{form.suffix}", _joined(form, [entry])
        for files in self._lists.written():
            entries = self._kept.all(files.numbers)
            for form in FORMATS:
                yield f"{files.folder}/works.{form.suffix}", _joined(form, entries)
        for page in self._titles:
            yield from feed_files(self._feed(page))
        for page, numbers in self._calendars.items():
            title = self._title(page)
            name = f"{dirname(page)}/events.ics".removeprefix("/")
            yield name, calendar_bytes(title, [self._happenings[number] for number in numbers])
        yield CITED, self._citer.written()
        works = sorted((card.id, number) for number, card in enumerate(self._view.cards))
        yield from whole_files(self._view.site, pages, (self._described(*work) for work in works))

    def _described(self, work: str, number: int) -> Described:
        kept = self._kept.get(number)
        values = [(name, value) for name, value in kept["dc"] if value]
        page = ("identifier", f"{self._base}{work_page(work)}")
        return work, kept["entry"]["changed"][:10], (*values, page)

    def _keep(self, work: Work) -> None:
        view = self._view
        number = view.by_id[work.id]
        reference = self._reference(work, view.cards[number])
        cited = for_citing(reference.csl) if len(view.cards) <= CITED_UP_TO else None
        entry = Entry(
            lasting_id(self._name, work.id), work.item.title, work_page(work.id), work.first_seen, work.changed,
            work.item.note or "", work.item.language or "", work.item.authors, reference.subjects,
        )  # fmt: skip
        self._kept.put(number, {
            **{form.suffix: form.write(reference) for form in FORMATS},
            "entry": asdict(written(entry)),
            "dc": [(name[3:], value) for name, value in meta(reference) if name.startswith("DC.")],
            "cited": self._citer.cite(cited) if cited else [],
        })  # fmt: skip
        url = f"{self._base}{work_page(work.id)}" if self._base else address(work.item)
        found = happening(work, f"{work.id}@{lasting_id(self._name, 'events')[9:]}", url)
        if found:
            self._happenings[number] = found

    def _reference(self, work: Work, card: Card) -> Reference:
        subjects = [self._view.label(key) for key in card.keys if key[0] in CONCEPT_FACETS]
        return Reference(work.item, csl(work.id, work.item), tuple(dict.fromkeys(subjects)))

    def _title(self, page: str) -> str:
        title = self._view.site.title
        return title if page == "index.html" else f"{title}: {self._titles[page]}"

    def _feed(self, page: str) -> Feed:
        site, cards = self._view.site, self._view.cards
        numbers = range(len(cards)) if page == "index.html" else self._lists.pages[page].numbers
        newest = heapq.nlargest(SHOWN, numbers, key=lambda number: (cards[number].seen, cards[number].id))
        entries = tuple(Written(**self._kept.get(number)["entry"]) for number in newest)
        return Feed(
            self._title(page),
            page,
            self._base,
            self._name,
            site.languages[0],
            site.title,
            site.as_of,
            entries,
        )

    @cached_property
    def _calendars(self) -> dict[str, list[int]]:
        """The events whose day is known, of the whole and of each region and theme that has any."""
        found = {"index.html": sorted(self._happenings)}
        for facet in ("region", "theme"):
            for count in self._view.counts(facet):
                page = self._view.path(count.key)
                found[page] = [n for n in self._lists.pages[page].numbers if n in self._happenings]
        return {page: numbers for page, numbers in found.items() if numbers}

    @property
    def _base(self) -> str:
        base = self._view.site.base_url.rstrip("/")
        return f"{base}/" if base else ""

    @property
    def _name(self) -> str:
        return self._view.site.base_url or self._view.site.title


def _joined(form: Form, entries: Sequence[Any]) -> bytes:
    return joined_bytes(form, [entry[form.suffix] for entry in entries])


def _keys(view: SiteView) -> Iterator[tuple[Key, ...]]:
    """Every value and every pair of values that has a page."""
    for facet in FACETS:
        for count in view.counts(facet.id):
            yield (count.key,)
    for first, second in PAIRS:
        for count in view.counts(first):
            for other in view.counts(second, view.cards_of(count.key)):
                if view.crossed(count.key, other.key):
                    yield count.key, other.key


@contextmanager
def taking(view: SiteView, before: bytes = b"") -> Iterator[Taking]:
    """What a site offers to take along; what is kept for it on disk is gone at the end."""
    kept = Kept()
    try:
        yield Taking(view, before, kept)
    finally:
        kept.close()
