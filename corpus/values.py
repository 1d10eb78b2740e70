"""What passes between the packages: frozen values, no behaviour beyond reading themselves.

Item      what one source says of one thing, as a spider read it
Dropped   a candidate that did not become an item, and why
Record    an item as it is kept: with its source, version and dates
Version   one version of a record, with what it was read from
Work      what readers see: one or more records judged to be the same thing
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from corpus.dates import PartialDate

__all__ = [
    "KINDS",
    "WITHDRAWN",
    "Definition",
    "Dropped",
    "FieldOrigin",
    "Item",
    "Label",
    "Record",
    "TagDecision",
    "Version",
    "Work",
]

KINDS: Mapping[str, str] = MappingProxyType(
    {
        "report": "study, brief, white paper, guide, survey, toolkit",
        "policy": "law, recommendation, framework, strategy, guideline or register of an authority",
        "event": "conference, webinar, workshop, call",
        "publication": "article, chapter, thesis, preprint",
        "video": "recording, podcast",
        "news": "announcement, press article, blog post",
    }
)
"""The kinds of item, each with what it covers."""


WITHDRAWN = "withdrawn by its source"
"""The reason of a ``Dropped`` by which a source says itself that it has withdrawn what has this key."""


@dataclass(frozen=True, slots=True, order=True)
class Label:
    """A concept that the source itself gives to an item, such as a curator's theme."""

    scheme: str
    concept: str


@dataclass(frozen=True, slots=True)
class Definition:
    """What an item says a thing is: by whom, when, with which traits and volume."""

    by: str
    term: str
    traits: tuple[str, ...] = ()
    year: int | None = None
    volume: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """
    One research item as one source describes it.

    Attributes:
        key: Finds the item again in its source (guid, collection id); never changes.
        kind: One of ``KINDS``.
        title: Plain text, no markup; ``title_supplied`` when the source showed none.
        url: Where a reader goes; None when only a copy was seen.
        seen_at: The page that proves the item, when it is not ``url``.
        publisher_country: ISO 3166-1 alpha-2.
        language: BCP 47, of the item.
        date: When it was published, or an event begins; ``end_date`` when it ends.
        starts, ends: An event's moments in ISO 8601, with the zone where one is known.
        online: "yes" or "no", of an event; ``organiser`` holds it, ``registration`` is the address to sign
            up at, until ``deadline``.
        duration: Of a recording, in ISO 8601.
        handle: As in hdl.handle.net, without the resolver.
        canonical: The address that its own page gives for it, where it can be believed.
        note: The curators' own words; may be published.
        abstract: The publisher's words; published only under a licence that allows it.
        text: The full text; private to the store. A file separator (U+001C) stands before the text of each
            file, a form feed between its pages; ``text_from`` names page and files in that order.
        licence: Of the item's own text, as the source states it.
        labels: Concepts that the source gives.
        files: Addresses of the item's files (PDF, audio, video).
        methods: For each field that has a value, how it was read (feed, listing, curator …).
    """

    key: str
    kind: str
    title: str
    title_supplied: bool = False
    url: str | None = None
    seen_at: str | None = None
    publisher: str | None = None
    publisher_country: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    date: PartialDate | None = None
    end_date: PartialDate | None = None
    updated: PartialDate | None = None
    starts: str | None = None
    ends: str | None = None
    place: str | None = None
    online: str | None = None
    organiser: str | None = None
    registration: str | None = None
    deadline: PartialDate | None = None
    duration: str | None = None
    doi: str | None = None
    isbn: str | None = None
    handle: str | None = None
    canonical: str | None = None
    series: str | None = None
    note: str | None = None
    abstract: str | None = None
    text: str | None = None
    text_from: tuple[str, ...] = ()
    licence: str | None = None
    labels: tuple[Label, ...] = ()
    definition: Definition | None = None
    files: tuple[str, ...] = ()
    methods: Mapping[str, str] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Dropped:
    """A candidate that was not kept: where it was, what it was called, and the reason."""

    reason: str
    detail: str = ""
    key: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """
    An item as the corpus keeps it.

    Attributes:
        id: Minted once; never made from what the item says.
        version: 1 for the first, one more for each change.
        first_seen, changed, last_checked: ISO 8601, UTC; ``last_checked`` is the last answer that
            still listed the item.
        state: listed, not listed, withdrawn, link dead or archived only; ``state_since`` when.
        lost: Values of its list or pages that lost against better ones of the same record.
    """

    id: str
    source: str
    version: int
    item: Item
    first_seen: str
    changed: str
    last_checked: str
    state: str
    state_since: str
    lost: "tuple[FieldOrigin, ...]" = ()


@dataclass(frozen=True, slots=True)
class Version:
    """
    One version of a record, with what it was read from.

    Attributes:
        reader: Which sheet and code read it.
        url: The address of the answer.
        body: SHA-256 of the answer; None where none was kept.
        media_type: Of the answer, as it said.
    """

    source: str
    item: Item
    reader: str
    url: str
    body: str | None
    media_type: str | None


@dataclass(frozen=True, slots=True)
class FieldOrigin:
    """Where a value of a work came from; ``used`` is false for a value that lost."""

    field: str
    value: str
    source: str
    method: str
    seen: str
    used: bool


@dataclass(frozen=True, slots=True, order=True)
class TagDecision:
    """What a person said of a tag: the work is about the concept (``holds``), or it is not."""

    scheme: str
    concept: str
    holds: bool
    who: str


@dataclass(frozen=True, slots=True)
class Work:
    """
    What readers see: the best value of each field of all its records.

    Attributes:
        id: Minted once and stable when better records arrive.
        item: The best values; ``item.key`` and ``item.methods`` are those of the first record.
        records: The records that were joined, the most trusted first.
        origins: One for each field and differing value, used ones first.
        fingerprint: Changes when anything that a reader can see changes.
        judged: What people said of its tags.
    """

    id: str
    item: Item
    records: tuple[Record, ...]
    origins: tuple[FieldOrigin, ...]
    first_seen: str
    changed: str
    last_checked: str
    state: str
    fingerprint: str
    judged: tuple[TagDecision, ...] = ()

    @property
    def sources(self) -> tuple[str, ...]:
        """The ids of the sources that list the work, in order of trust."""
        return tuple(dict.fromkeys(record.source for record in self.records))
