"""What the rest of the house knows of a source: its card and its health."""

from dataclasses import dataclass

__all__ = ["Health", "SourceCard"]


@dataclass(frozen=True, slots=True)
class SourceCard:
    """
    A source as its sheet describes it, for those who do not read sheets.

    Attributes:
        id: The sheet's file name.
        kind: How it is read: collection, feed, listing, sitemap, auto …
        country: ISO 3166-1 alpha-2; None for an international body.
        regions, kinds: The cells that the source watches.
        every: Its rhythm in hours.
        at_least: How many items it promises; 0 when it promises none.
        fields: The least share of items (0 to 1) that must have each field.
        retired: Why it is not read any more; empty while it is.
        only: The concepts (scheme/id) of which a work from here must carry one; empty for all.
    """

    id: str
    title: str
    publisher: str
    kind: str
    url: str
    country: str | None = None
    languages: tuple[str, ...] = ()
    licence: str | None = None
    covers: str | None = None
    regions: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    every: int = 24
    at_least: int = 0
    fields: tuple[tuple[str, float], ...] = ()
    verified: bool = False
    retired: str = ""
    only: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Health:
    """
    How a source does, judged from the ledger.

    Attributes:
        state: ok, quiet, degraded, broken, unreachable, retired or "not read yet".
        reason: One sentence that says why.
        since: ISO date since when the state holds; None when unknown.
        works: How many published works list it.
        dated: How many of them have a date.
        newest: The latest date among them, YYYY…; None when none has one.
        last_run: When it was last read, ISO 8601; None when never.
        due: When it is to be read next; None when it is retired.
        verified: Whether a healthy run, or a person, has proved the sheet.
        last_good: When a run last kept its promise, ISO 8601; None when none did.
        rhythm: How often something new comes, in words; empty for a source that is not read.
        expected: The day by which something new is expected, ISO 8601; None while it is learning.
        signs: What else the last run noticed, by name: see ``corpus.ledger.Run``.
    """

    source: str
    state: str
    reason: str
    since: str | None = None
    works: int = 0
    dated: int = 0
    newest: str | None = None
    last_run: str | None = None
    due: str | None = None
    verified: bool = False
    last_good: str | None = None
    rhythm: str = ""
    expected: str | None = None
    signs: tuple[str, ...] = ()
