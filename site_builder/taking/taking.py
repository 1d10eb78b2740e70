"""Taking along: what each page offers to take, and the files behind it."""

import heapq
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from functools import cached_property
from posixpath import dirname, relpath
from sys import intern
from typing import Any
from urllib.parse import quote

from corpus.values import Work
from site_builder.cards import Card
from site_builder.facets import CONCEPT_FACETS
from site_builder.links import work_page
from site_builder.taking.bulletin import DIGEST, digest_text
from site_builder.taking.calendars import Happening, calendar_bytes, happening
from site_builder.taking.citations import CITATIONS, STYLE_FORMS, citations_bytes, everywhere, plain_line
from site_builder.taking.feeds import Entry, Feed, Written, feed_files, lasting_id, written
from site_builder.taking.keeping import Kept
from site_builder.taking.lists import ALL, LARGEST, ZIPPED, Listing, feed_folders, listings, search_address
from site_builder.taking.markup import coins, data_block, linked_data, meta
from site_builder.taking.offers import Offer, Told
from site_builder.taking.packs import Arrival, pack_files, taken_script
from site_builder.taking.references import address, csl, for_citing
from site_builder.taking.styles import CITED, Citer
from site_builder.taking.whole import Described, whole_files
from site_builder.taking.writing import FORMATS, Form, Reference, joined_bytes
from site_builder.taking.zips import zipped
from site_builder.view import SiteView

__all__ = ["Taking", "taking"]

ZIP = "references.zip"
"""The references of a value, in all formats and styles."""

STYLED = ", ".join(form.name for form in STYLE_FORMS)
"""What the file of citations is called."""

FEEDS = (
    ("Atom", "application/atom+xml", "feed.xml"),
    ("JSON Feed", "application/feed+json", "feed.json"),
)


class Taking:
    """
    All that a site offers to take along.

    Args:
        before: The citations of the site that is replaced, so that only new ones are set.
    """

    def __init__(self, view: SiteView, before: bytes, kept: Kept) -> None:
        self._view = view
        self._amounts = view.site.amounts
        self._citer = Citer(before)
        self._kept = kept
        self._told: tuple[str, Told] | None = None
        self._happenings: dict[int, Happening] = {}
        self._arrivals: list[Arrival] = []
        for work in view.site.works():
            self._keep(work)
        self._lists = {listing.page: listing for listing in listings(view)}

    def of_work(self, work: Work) -> Told:
        """What a work's page has; its templates ask more than once."""
        if self._told is None or self._told[0] != work.id:
            self._told = work.id, self._tell(work)
        return self._told[1]

    def _tell(self, work: Work) -> Told:
        number = self._view.by_id[work.id]
        reference = self._reference(work, self._view.cards[number])
        kept = self._kept.get(number)
        cited = self._citer.cite(kept["cite"])
        files = ((form, _joined(form, [kept])) for form in FORMATS)
        return Told(
            cited,
            tuple((form.name, f"{work.id}.{form.suffix}", _data_address(form, data)) for form, data in files),
            meta(reference), data_block(linked_data(reference)), coins(reference),
        )  # fmt: skip

    def of_list(self, page: str, here: str) -> Offer:
        """
        What a list of works has.

        Args:
            here: The page that offers it.
        """
        listing = self._lists[page]
        start = dirname(here) or "."
        files = [(name, relpath(file, start)) for name, file in self._references_of(listing)]
        search = search_address(self._view, listing)
        feeds = FEEDS if listing.has_feeds(self._amounts) else ()
        values = () if feeds else [self._lists[self._view.path(key)] for key in listing.keys]
        calendar = self._beside(listing, "events.ics") if _followed(listing) in self._calendars else ""
        return Offer(
            tuple(files),
            relpath(search, start) if search else "",
            (*(form.name for form in FORMATS), *(form.name for form in STYLE_FORMS if self._styled)),
            tuple((name, media, relpath(self._beside(listing, file), start)) for name, media, file in feeds),
            tuple((one.title, relpath(self._beside(one, "feed.xml"), start)) for one in values),
            relpath(calendar, start) if calendar else "",
            len(listing.numbers) > (LARGEST if search else ZIPPED),
        )

    def files(self, pages: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        """
        All files: paths within the site, and bytes.

        Args:
            pages: The paths of all pages that were made.
        """
        for listing in self._lists.values():
            if listing.has_references(self._amounts):
                yield from self._reference_files(listing)
            if listing.has_feeds(self._amounts):
                yield from feed_files(self._feed(listing))
        for page, numbers in self._calendars.items():
            title = self._title(page)
            name = f"{dirname(page)}/events.ics".removeprefix("/")
            yield name, calendar_bytes(title, [self._happenings[number] for number in numbers])
        if self._view.site.words is not None:
            yield from pack_files(self._arrivals, self._texts, STYLE_FORMS if self._styled else ())
            yield taken_script("feeds", feed_folders(self._view, self._amounts))
        yield DIGEST, digest_text(self._view).encode(errors="replace")
        # Works whose pages were not made again are cited too.
        yield CITED, self._citer.written(self._kept.get(n)["cite"] for n in range(len(self._view.cards)))
        works = sorted((card.id, number) for number, card in enumerate(self._view.cards))
        yield from whole_files(self._view.site, pages, (self._described(*work) for work in works))

    def _references_of(self, listing: Listing) -> list[tuple[str, str]]:
        """The name and the path of each file of references."""
        if not listing.has_references(self._amounts):
            return []
        if listing.keys:
            return [(", ".join(form.name for form in FORMATS), _file(listing, ZIP))]
        files = [(form.name, _file(listing, f"works.{form.suffix}")) for form in FORMATS]
        return [*files, (STYLED, _file(listing, CITATIONS))] if self._styled else files

    def _reference_files(self, listing: Listing) -> Iterator[tuple[str, bytes]]:
        """One file a format; of a value all four in a zip, since there are many values and their works are the same."""
        entries = self._kept.all(listing.numbers)
        made = [(f"works.{form.suffix}", _joined(form, entries)) for form in FORMATS]
        if cited := citations_bytes(map(self._cited, entries)):
            made.append((CITATIONS, cited))
        if listing.keys:
            yield _file(listing, ZIP), zipped(made)
            return
        for name, data in made:
            yield _file(listing, name), data

    @staticmethod
    def _beside(listing: Listing, name: str) -> str:
        """The path of a feed or calendar of a list."""
        return f"{dirname(_followed(listing))}/{name}".removeprefix("/")

    def _described(self, work: str, number: int) -> Described:
        kept = self._kept.get(number)
        values = [(name, value) for name, value in kept["dc"] if value]
        page = ("identifier", f"{self._base}{work_page(work)}")
        return work, kept["entry"]["changed"][:10], (*values, page)

    def _keep(self, work: Work) -> None:
        view = self._view
        number = view.by_id[work.id]
        reference = self._reference(work, view.cards[number])
        self._arrivals.append((intern(work.first_seen), view.cards[number].id, number))
        entry = Entry(
            lasting_id(self._name, work.id), work.item.title, work_page(work.id), work.first_seen, work.changed,
            work.item.note or "", work.item.language or "", work.item.authors, reference.subjects,
        )  # fmt: skip
        cited = for_citing(reference.csl) if self._styled else None
        self._kept.put(number, {
            **{form.suffix: form.write(reference) for form in FORMATS},
            "entry": asdict(written(entry)),
            "dc": [(name[3:], value) for name, value in meta(reference) if name.startswith("DC.")],
            "cite": cited,
            "line": plain_line(work) if self._styled and cited is None else "",
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
        return title if page == "index.html" else f"{title}: {self._lists[page].title}"

    def _feed(self, listing: Listing) -> Feed:
        site, cards = self._view.site, self._view.cards
        page = _followed(listing)
        newest = heapq.nlargest(
            listing.shown, listing.numbers, key=lambda number: (cards[number].seen, cards[number].id)
        )
        entries = tuple(Written(**self._kept.get(number)["entry"]) for number in newest)
        return Feed(
            self._title(page), page, self._base, self._name, site.languages[0], site.title, site.as_of, entries
        )  # fmt: skip

    @cached_property
    def _calendars(self) -> dict[str, list[int]]:
        """The events whose day is known, of the whole and of each region, theme and kind that has any."""
        found = {"index.html": sorted(self._happenings)}
        for facet in ("region", "theme", "kind"):
            for count in self._view.counts(facet):
                page = self._view.path(count.key)
                found[page] = [n for n in self._lists[page].numbers if n in self._happenings]
        return {page: numbers for page, numbers in found.items() if numbers}

    def _cited(self, entry: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
        """A kept work in each style; where none can cite it, the line of the site stands in each."""
        return self._citer.cite(entry["cite"]) or everywhere(entry["line"])

    def _texts(self, numbers: Sequence[int]) -> list[dict[str, str]]:
        """These works in each format and style, by suffix."""
        return [
            entry
            | {form.suffix: line for form, (_, line) in zip(STYLE_FORMS, self._cited(entry), strict=False)}
            for entry in self._kept.all(numbers)
        ]

    @property
    def _styled(self) -> bool:
        """Whether works are cited in all styles."""
        return self._amounts.styled(len(self._view.cards))

    @property
    def _base(self) -> str:
        base = self._view.site.base_url.rstrip("/")
        return f"{base}/" if base else ""

    @property
    def _name(self) -> str:
        return self._view.site.base_url or self._view.site.title


def _joined(form: Form, entries: Sequence[Any]) -> bytes:
    return joined_bytes(form, [entry[form.suffix] for entry in entries])


def _followed(listing: Listing) -> str:
    """The page that the feeds of a list follow: what tells of all works lies at the root of the site."""
    return "index.html" if listing.page == ALL else listing.page


def _file(listing: Listing, name: str) -> str:
    return f"{dirname(listing.page)}/{name}"


def _data_address(form: Form, data: bytes) -> str:
    """A small file within the page that offers it: nothing more to ask for, and nothing runs."""
    return f"data:{form.media_type};charset=utf-8,{quote(data)}"


@contextmanager
def taking(view: SiteView, before: bytes = b"") -> Iterator[Taking]:
    """What a site offers to take along; what is kept for it on disk is gone at the end."""
    kept = Kept()
    try:
        yield Taking(view, before, kept)
    finally:
        kept.close()
