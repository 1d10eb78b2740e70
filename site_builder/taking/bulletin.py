"""The digest: what a week brought, as plain text that can be mailed, printed or read aloud."""

from collections.abc import Iterator
from datetime import date, timedelta

from site_builder.links import work_page
from site_builder.pages.changes import change_rows
from site_builder.view import SiteView
from site_builder.wording import day, joined

__all__ = ["DIGEST", "digest_text"]

DIGEST = "digest.txt"

WEEK = timedelta(days=7)

LISTED = 100
"""How many new works, and how many changes, are named."""


def digest_text(view: SiteView) -> str:
    """
    New works, changed works and the sources that do not do well.

    Returns:
        UTF-8 text with a line break at the end; only a line or two before the first harvest.
    """
    if not view.site.day:
        return f"{view.site.title}\n\nNothing has been harvested yet.\n"
    since = (date.fromisoformat(view.site.day) - WEEK).isoformat()
    parts = [
        [view.site.title, f"{day(since)} to {day(view.site.day)}", view.site.base_url],
        [*_new(view, since)],
        [*_changed(view, since)],
        [*_sources(view)],
    ]
    return "\n\n".join("\n".join(filter(None, part)) for part in parts) + "\n"


def _new(view: SiteView, since: str) -> Iterator[str]:
    new = [card for card in view.cards if card.seen > since]
    yield f"NEW WORKS: {len(new)}"
    for card in new[:LISTED]:
        facts = ", ".join(filter(None, (card.publisher, day(card.date) if card.date else "no date stated")))
        yield f"- {_line(card.title)} ({_line(facts)})"
        yield f"  {_address(view, work_page(card.id))}"
    if len(new) > LISTED:
        yield f"and {len(new) - LISTED} more: {_address(view, 'works/index.html')}"


def _changed(view: SiteView, since: str) -> Iterator[str]:
    rows = [row for row in change_rows(view) if row.change.at[:10] > since]
    yield f"CHANGED: {len(rows)}"
    for row in rows[:LISTED]:
        fields = f": {joined(row.fields)}" if row.fields else ""
        yield f"- {_line(row.card.title)} ({row.change.cause}{fields})"
        yield f"  {_address(view, work_page(row.card.id))}"
    if len(rows) > LISTED:
        yield f"and {len(rows) - LISTED} more: {_address(view, 'changes/index.html')}"


def _sources(view: SiteView) -> Iterator[str]:
    counts = ", ".join(f"{count} {state}" for state, count in view.states.items())
    yield f"SOURCES: {counts or 'none'}"
    for card, health in view.health:
        if health.state not in ("ok", "not read yet", "retired"):
            since = f" since {day(health.since[:10])}" if health.since else ""
            yield f"- {_line(card.title)}: {health.state}{since}. {_line(health.reason)}"


def _address(view: SiteView, path: str) -> str:
    base = view.site.base_url.rstrip("/")
    return f"{base}/{path}" if base else path


def _line(text: str) -> str:
    """Harvested text on one line, without signs that steer a terminal or turn the direction of what follows."""
    kept = (sign for sign in " ".join(text.split()) if sign.isprintable() or sign == "\u200d")
    return "".join(kept)
