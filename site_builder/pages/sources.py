"""The pages of sources: how each does, what it promised, and what it gave."""

from collections import Counter
from collections.abc import Iterator

from corpus.health import streaks
from site_builder.links import source_page
from site_builder.render import Page
from site_builder.view import SiteView

__all__ = ["sources"]

RUNS = 12
DROPPED = 50
WORKS = 100
HISTORY = 12
"""How many runs, dropped candidates, works and spells of a state a source's page shows; the dataset holds them all."""


def sources(view: SiteView) -> Iterator[Page]:
    """The list of all sources, the worst first, and a page for each."""
    yield Page("sources/index.html", "sources.html")
    runs = sorted(view.site.runs, key=lambda run: (run.started, run.id), reverse=True)
    for card, health in view.health:
        own = [run for run in runs if run.source == card.id]
        dropped = [row for row in view.site.dropped if row.source == card.id]
        numbers = view.listed.get(card.id, ())
        yield Page(source_page(card.id), "source.html", {
            "card": card,
            "health": health,
            "runs": own[:RUNS],
            "all_runs": len(own),
            "history": streaks(reversed(own))[:-HISTORY - 1:-1],
            "dropped": sorted(dropped, key=lambda row: (row.run, row.key), reverse=True)[:DROPPED],
            "reasons": sorted(Counter(row.reason for row in dropped).items(), key=lambda pair: (-pair[1], pair[0])),
            "works": [view.cards[number] for number in numbers[:WORKS]],
            "total": len(numbers),
        })  # fmt: skip
