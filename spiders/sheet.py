"""A source is a sheet: one TOML file, named after the source, that says what to read and what it promises."""

import re
from collections.abc import Sequence
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

import pycountry
from pydantic import AfterValidator, Field, field_validator, model_validator

from corpus.errors import NotFound
from corpus.sheets import Sheet, read_sheet
from corpus.sources import SourceCard
from corpus.values import KINDS
from spiders.kind_sheets import Api, CalendarSheet, Oai
from spiders.listing_sheet import Listing, Page
from spiders.lookups import checked
from spiders.selectors import Regex
from spiders.site_parameters import SiteSheet

__all__ = ["HOURS", "Expect", "Listing", "Sitemap", "Source", "Watches", "choose", "load_sources"]

HOURS = {"hour": 1, "day": 24, "week": 168, "month": 730}
"""Hours between two readings, for each rhythm."""

SourceKind = Literal["collection", "feed", "listing", "sitemap", "auto", "oai", "api", "calendar", "site"]
Rhythm = Literal["hour", "day", "week", "month"]
Share = Annotated[float, Field(ge=0, le=1)]


def _a_kind(name: str) -> str:
    if name not in KINDS:
        raise ValueError(f"unknown kind {name!r}; known are {', '.join(KINDS)}")
    return name


def _a_country(code: str) -> str:
    if not re.fullmatch("[A-Z]{2}", code) or pycountry.countries.get(alpha_2=code) is None:
        raise ValueError(f"{code!r} is not an ISO 3166-1 alpha-2 code such as 'ZA'")
    return code


def _a_language(code: str) -> str:
    if not re.fullmatch("[a-z]{2,3}(-[A-Za-z]{2,4})*", code):
        raise ValueError(f"{code!r} is not a language tag such as 'en' or 'pt-BR'")
    return code


def _a_web_address(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"{url!r} is not an http(s) address")
    if parts.username or parts.password:
        raise ValueError("an address must not hold a user name or password")
    return url


Kind = Annotated[str, AfterValidator(_a_kind)]
Country = Annotated[str, AfterValidator(_a_country)]
Language = Annotated[str, AfterValidator(_a_language)]
Address = Annotated[str, AfterValidator(_a_web_address)]


class Expect(Sheet):
    """
    The promise of a source; below it nothing new is published.

    Attributes:
        at_least: The fewest items that a whole reading gives.
        at_most: The most; more is a problem too.
        fields: The least share (0 to 1) of items that have a field.
        least_share: The least part (0 to 1) of its usual number of items; 0 where the number jumps.
    """

    at_least: int = Field(default=1, ge=0)
    at_most: int | None = Field(default=None, ge=1)
    fields: dict[Literal["title", "url", "date", "authors", "abstract", "publisher", "language"], Share] = {}
    least_share: Share = 0.6


class Watches(Sheet):
    """The cells of the gap matrix that a source watches: regions and kinds."""

    regions: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()


class Sitemap(Sheet):
    """
    Which addresses of a sitemap are items.

    Attributes:
        maps: Of an index only sitemaps in whose address this regular expression is found.
        newest: And of these only so many, the newest first; all when None.
        match: Only addresses in which this regular expression is found.
        not_match: And not those in which this one is found.
        page: Where title and date stand on each page, where they are not the page's heading and meta data.
        limit: How many pages are read in one run, the newest first.
    """

    maps: Regex = ""
    newest: int | None = Field(default=None, ge=1)
    match: Regex = ""
    not_match: Regex | None = None
    page: Page | None = None
    date_format: tuple[str, ...] = ()
    limit: int = Field(default=200, ge=1)

    @field_validator("date_format", mode="before")
    @classmethod
    def _one_or_more(cls, value: object) -> object:
        return (value,) if isinstance(value, str) else value


class Source(Sheet):
    """
    A source of items.

    Attributes:
        id: The file's name without ``.toml``; never change it.
        title, publisher: For readers.
        url: The list, feed, sitemap or endpoint; ``file`` instead for a collection.
        kind: How it is read; ``auto`` by what is found behind its address.
        country: Where the publisher sits; left out for an international body.
        languages: Of its items, the main one first; the first is taken where an item says none.
        licence: Of its metadata.
        every: How often it is read, until its own rhythm is learned.
        soonest, latest: The bounds of that rhythm; else a quarter and twice of ``every``.
        item_kind: What its items are.
        covers: What it is about, in the curators' words.
        seen_at: The page that proved it, where that is not ``url``.
        only: Concepts (scheme/id); a work that only this source lists is published if it carries one.
        lookups: What it writes, by field, and what is kept of it; see ``spiders.lookups``.
        verified: Whether a person has seen it read right; else the first healthy run says so.
        delay: Seconds between two requests to it, where its host asks for more than ours.
        item_pages: Whether the pages and files behind its items are read too.
        retired: Why it is not read any more; its records stay.
    """

    id: str = Field(pattern=r"^[a-z0-9]+(_[a-z0-9]+)*$")
    title: str = Field(min_length=1)
    publisher: str = Field(min_length=1)
    kind: SourceKind
    url: Address | None = None
    file: str | None = None
    country: Country | None = None
    languages: tuple[Language, ...] = ()
    licence: str | None = None
    every: Rhythm = "day"
    soonest: Rhythm | None = None
    latest: Rhythm | None = None
    item_kind: Kind = "news"
    covers: str | None = None
    seen_at: Address | None = None
    only: tuple[Annotated[str, Field(pattern=r"^[a-z0-9-]+/[a-z0-9-]+$")], ...] = ()
    lookups: Annotated[dict[str, dict[str, str]], AfterValidator(checked)] = {}
    verified: bool = False
    delay: float | None = Field(default=None, gt=0, le=3600)
    item_pages: bool = True
    retired: str | None = None
    watches: Watches = Watches()
    expect: Expect = Expect()
    listing: Listing | None = None
    sitemap: Sitemap | None = None
    api: Api | None = None
    oai: Oai | None = None
    calendar: CalendarSheet | None = None
    site: SiteSheet | None = None

    @model_validator(mode="after")
    def _has_what_its_kind_needs(self) -> Self:
        if self.kind == "collection":
            if not self.file or self.url:
                raise ValueError("a collection needs 'file' and has no 'url'")
            if Path(self.file).name != self.file:
                raise ValueError("'file' is a name in collections/, not a path")
        elif not self.url or self.file:
            raise ValueError(f"a source of kind {self.kind} needs 'url' and has no 'file'")
        for table in ("listing", "sitemap", "api", "oai", "calendar", "site"):
            if (getattr(self, table) is not None) and self.kind != table:
                raise ValueError(f"a table [{table}] goes with kind = {table!r}, not {self.kind!r}")
            if self.kind == table and table not in ("oai", "calendar") and getattr(self, table) is None:
                raise ValueError(f"kind = {table!r} needs a table [{table}]")
        return self

    @model_validator(mode="after")
    def _bounds_hold_its_rhythm(self) -> Self:
        hours = [HOURS[name] for name in (self.soonest, self.every, self.latest) if name]
        if hours != sorted(hours):
            raise ValueError("'soonest' must not be later than 'every', nor 'latest' sooner")
        return self

    def card(self) -> SourceCard:
        """What the rest of the house may know."""
        return SourceCard(
            id=self.id, title=self.title, publisher=self.publisher, kind=self.kind,
            url=self.url or "", country=self.country, languages=self.languages, licence=self.licence,
            covers=self.covers, regions=self.watches.regions, kinds=self.watches.kinds,
            every=HOURS[self.every], at_least=self.expect.at_least,
            fields=tuple(sorted(self.expect.fields.items())), verified=self.verified,
            retired=self.retired or "", only=self.only,
        )  # fmt: skip


def load_sources(folders: Sequence[Path | Traversable]) -> tuple[Source, ...]:
    """
    Read all sheets of these folders, sorted by id; a later folder's sheet replaces an earlier one's.

    Raises:
        SheetError: For the first sheet that is wrong.
    """
    files: dict[str, Path | Traversable] = {}
    for folder in folders:
        if folder.is_dir():
            files |= {
                file.name.removesuffix(".toml"): file
                for file in folder.iterdir()
                if file.name.endswith(".toml")
            }
    return tuple(read_sheet(file, Source, id=name) for name, file in sorted(files.items()))


def choose(sources: Sequence[Source], ids: Sequence[str]) -> tuple[Source, ...]:
    """
    The named sources, or all when none is named.

    Raises:
        NotFound: A name is unknown; the message offers the nearest ones.
    """
    if not ids:
        return tuple(sources)
    by_id = {source.id: source for source in sources}
    for name in ids:
        if name not in by_id:
            from difflib import get_close_matches  # noqa: PLC0415 - needed only for a mistake

            near = get_close_matches(name, by_id, n=3)
            hint = f"; did you mean {', '.join(near)}?" if near else "; 'observatory status' lists them"
            raise NotFound(f"no source {name!r}{hint}")
    return tuple(by_id[name] for name in dict.fromkeys(ids))
