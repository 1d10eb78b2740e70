"""The page of changes: what became different, and why."""

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.ledger import Change
from site_builder.cards import Card
from site_builder.render import Page
from site_builder.view import SiteView
from site_builder.wording import FIELD_NAMES

__all__ = ["ChangeRow", "change_rows", "changes"]

SHOWN = 200
"""How many changes the page holds; the ledger keeps them all."""


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A change of a work that is still shown; ``fields`` are names for readers."""

    card: Card
    change: Change
    fields: tuple[str, ...]


def change_rows(view: SiteView) -> list[ChangeRow]:
    """The changes, the newest first; those of works that are not shown any more are left out."""
    ordered = sorted(
        view.site.changes, key=lambda change: (change.at, change.work, change.cause), reverse=True
    )
    return [
        ChangeRow(
            view.cards[view.by_id[change.work]], change,
            tuple(view.tongue.say(FIELD_NAMES.get(name, name)).lower() for name in change.fields),
        )
        for change in ordered
        if change.work in view.by_id
    ]  # fmt: skip


def changes(view: SiteView) -> Iterator[Page]:
    """One page with the latest changes."""
    rows = change_rows(view)
    days = sorted({card.seen for card in view.cards}, reverse=True)[:12]
    new = [(day, sum(card.seen == day for card in view.cards)) for day in days]
    yield Page("changes/index.html", "changes.html", {"rows": rows[:SHOWN], "total": len(rows), "new": new})
