"""The feed of source states: one entry for each turn that a source has taken, for those who keep it."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.health import streaks
from corpus.ledger import Run
from site_builder.links import source_page
from site_builder.render import Page
from site_builder.view import SiteView

__all__ = ["STATES_FEED", "Turn", "states", "turns"]

STATES_FEED = "sources/states.xml"

SHOWN = 100
"""How many turns the feed holds, the newest first."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A source that took another state: which, when (ISO date), and why."""

    id: str
    source: str
    title: str
    state: str
    day: str
    reason: str
    page: str


def turns(view: SiteView) -> list[Turn]:
    """
    The turns of all sources, the newest first: from the ledger, and the present state where it is another.

    A source that has always done well has taken none.
    """
    found: list[Turn] = []
    runs: dict[str, list[Run]] = {}
    for run in view.site.runs:
        runs.setdefault(run.source, []).append(run)
    for card, health in view.health:
        told = [(one.outcome, one.since, one.reason) for one in streaks(runs.get(card.id, ()))]
        past = told[1:] if told and told[0][0] == "ok" else told
        if told and health.state not in (told[-1][0], "retired", "not read yet"):
            past = [*past, (health.state, health.since or view.site.day, health.reason)]
        found += [
            Turn(
                uuid.uuid5(uuid.NAMESPACE_URL, "|".join((view.site.base_url or view.site.title, card.id, *turn[:2]))).urn,
                card.id, card.title, turn[0], turn[1], turn[2] or "read whole, and its promise kept",
                source_page(card.id),
            )
            for turn in past
        ]  # fmt: skip
    return sorted(found, key=lambda turn: (turn.day, turn.source, turn.state), reverse=True)


def states(view: SiteView) -> Iterator[Page]:
    """The feed."""
    named = view.site.base_url or view.site.title
    yield Page(STATES_FEED, "states.xml", {
        "turns": turns(view)[:SHOWN],
        "feed_id": uuid.uuid5(uuid.NAMESPACE_URL, f"{named}|{STATES_FEED}").urn,
        "base": f"{view.site.base_url.rstrip('/')}/" if view.site.base_url else "../",
    })  # fmt: skip
