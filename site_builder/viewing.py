"""Reading a site once, and keeping what its pages and tables need of it."""

from collections.abc import Iterator
from contextlib import contextmanager

from corpus.progress import Progress, silent
from index.precision import Agreement
from index.tags import Tag
from index.usage import Usage
from site_builder import links
from site_builder.cards import Card, Same, best_sentences, card_of, spoken_in
from site_builder.evidence import evidence_of
from site_builder.facets import Key
from site_builder.prints import NOTHING_KNOWN, Prints
from site_builder.shelf import Shelf
from site_builder.site import Site
from site_builder.tongues.tongue import ENGLISH, Tongue
from site_builder.view import SiteView

__all__ = ["viewing"]


@contextmanager
def viewing(
    site: Site,
    *,
    tongue: Tongue = ENGLISH,
    prints: Prints = NOTHING_KNOWN,
    pages: bool = True,
    progress: Progress = silent,
) -> Iterator[SiteView]:
    """Read all works once and keep their cards, and what only ``pages`` need: sentences, gone at the end, and labels."""
    with Shelf() as shelf:
        cards: list[Card] = []
        same = Same()
        sources: dict[str, list[str]] = {}
        usage, agreement = Usage(), Agreement(site.book)
        denied: list[Tag] = []
        for done, work in enumerate(site.works(), 1):
            tags = site.tags(work.id)
            usage.add(tags if pages else ())
            refused = site.denied(work.id)
            denied.extend(refused)
            agreement.add(tags, refused)
            sentences = evidence_of(work.item, tags)
            place = shelf.put(best_sentences(sentences, work.item.note)) if pages else 0
            cards.append(card_of(work, tags, place, same, spoken_in(sentences)))
            for source in dict.fromkeys(record.source for record in work.records):
                sources.setdefault(source, []).append(work.id)
            progress("reading works", done, 0)
        slugs = links.slugs(same.keys)
        cards.sort(key=Card.order, reverse=True)
        having: dict[Key, list[int]] = {}
        for n, card in enumerate(cards):
            for key in card.keys:
                having.setdefault(key, []).append(n)
        by_id = {card.id: n for n, card in enumerate(cards)}
        yield SiteView(
            site, tuple(cards), {key: tuple(numbers) for key, numbers in having.items()}, slugs, by_id,
            {source: tuple(sorted(by_id[work] for work in works)) for source, works in sources.items()},
            shelf, usage, agreement.measured(), tuple(denied), tongue=tongue, prints=prints,
        )  # fmt: skip
