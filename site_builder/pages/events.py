"""The calendar of events: what is coming, until when one may send something in, what is overdue, and what has been."""

from collections.abc import Iterator

from site_builder.cards import Card
from site_builder.links import EVENTS_PAGE
from site_builder.render import Page
from site_builder.series import overdue
from site_builder.view import SiteView

__all__ = ["EVENT", "coming", "events", "last_day"]

EVENT = ("kind", "event")
"""The value of the facet that events have."""

PAST = 100
"""How many past events the page names; the list of events holds them all."""


LATE = 20
"""How many series whose next event is overdue are named."""


def last_day(card: Card) -> str:
    """The last day on which an event can be; a month or year without a day counts to its end."""
    return f"{card.ends or card.date}-99"


def coming(view: SiteView) -> list[Card]:
    """The events that are not over on the day of the last harvest, the next one first."""
    found = [card for card in view.cards_of(EVENT) if card.date and last_day(card) >= view.site.day]
    return sorted(found, key=lambda card: (card.date or "", card.id))


def events(view: SiteView) -> Iterator[Page]:
    """One page, where any event is known."""
    if not view.count(EVENT):
        return
    ahead = coming(view)
    known = {card.id for card in ahead}
    past = [card for card in view.cards_of(EVENT) if card.date and card.id not in known]
    years: dict[str, list[Card]] = {}
    for card in past[:PAST]:
        years.setdefault((card.date or "")[:4], []).append(card)
    yield Page(EVENTS_PAGE, "events.html", {
        "coming": ahead,
        "deadlines": sorted(
            (card for card in ahead if card.deadline >= view.site.day), key=lambda card: (card.deadline, card.id)
        ),
        "late": overdue(view.cards_of(EVENT), view.site.day)[:LATE] if view.site.day else (),
        "past": len(past),
        "years": list(years.items()),
        "undated": sum(not card.date for card in view.cards_of(EVENT)),
        "path": view.path(EVENT),
    })  # fmt: skip
