"""The view: one pass over the works, then all counts and lists that the pages ask for."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from itertools import chain
from typing import Any

from corpus.sources import Health, SourceCard
from index.definitions.values import Defined
from index.precision import Precision
from index.tags import Tag
from index.usage import Usage
from site_builder import links
from site_builder.cards import Card
from site_builder.counts import Count, Download
from site_builder.facets import FACETS, MOST_LANGUAGES, PAIRS, Facet, Key, concept_label
from site_builder.prints import NOTHING_KNOWN, Prints
from site_builder.shelf import Shelf
from site_builder.site import Site
from site_builder.tongues.tongue import ENGLISH, Tongue
from site_builder.watching import Watchers
from site_builder.wording import HEALTH

__all__ = ["SiteView"]

MONTH = timedelta(days=30)
"""What is new is told of so long a time."""


@dataclass(frozen=True)
class SiteView:
    """
    A site with its works counted.

    Attributes:
        cards: One per work, the newest first.
        having: For each facet value the numbers of its cards, in the same order.
        slugs: For each facet value its name in addresses.
        by_id: The number of each work's card.
        listed: For each source the numbers of the cards of the works that it lists.
        usage: How often concepts and their labels occur.
        measured: How far tags from words agree with labels that people gave, in the order of the book.
        denied: Tags from words that people denied.
        tongue: In which language it names things.
        prints: What it is made from, where that is known.
    """

    site: Site
    cards: tuple[Card, ...]
    having: Mapping[Key, tuple[int, ...]]
    slugs: Mapping[Key, str]
    by_id: Mapping[str, int]
    listed: Mapping[str, tuple[int, ...]]
    shelf: Shelf
    usage: Usage = field(default_factory=Usage)
    measured: tuple[Precision, ...] = ()
    denied: tuple[Tag, ...] = ()
    downloads: list[Download] = field(default_factory=list)
    tongue: Tongue = ENGLISH
    prints: Prints = NOTHING_KNOWN

    def cards_of(self, *keys: Key) -> tuple[Card, ...]:
        """The works that have all of these values, the newest first."""
        first, *rest = sorted(keys, key=lambda key: len(self.having.get(key, ())))
        numbers = self.having.get(first, ())
        for key in rest:
            marks = self._marked(key)
            numbers = tuple(n for n in numbers if marks[n])
        return tuple(self.cards[n] for n in numbers)

    @cached_property
    def precision(self) -> Mapping[Key, Precision]:
        """How far tags from words agree with labels that people gave, by concept."""
        return {(one.scheme, one.concept): one for one in self.measured}

    def numbers(self, key: Key) -> frozenset[int]:
        """The numbers of the cards that have a value."""
        return frozenset(self.having.get(key, ()))

    def _marked(self, key: Key) -> bytearray:
        """For the number of each card whether it has a value."""
        if key not in self._marks:
            marks = self._marks[key] = bytearray(len(self.cards))
            for number in self.having.get(key, ()):
                marks[number] = True
        return self._marks[key]

    def count(self, *keys: Key) -> int:
        """How many works have all of these values."""
        return len(self.having.get(keys[0], ()) if len(keys) == 1 else self.cards_of(*keys))

    def new_among(self, cards: Iterable[Card]) -> int | None:
        """How many of these works were first seen within the last month; None where nobody looked for so long."""
        since = self._month_ago
        return sum(card.seen > since for card in cards) if since else None

    @cached_property
    def _month_ago(self) -> str:
        """The day a month before the last harvest; empty when the first harvest was later than that."""
        if not self.site.day:
            return ""
        since = (date.fromisoformat(self.site.day) - MONTH).isoformat()
        return since if min((card.seen for card in self.cards), default=self.site.day) <= since else ""

    @cached_property
    def watchers(self) -> Watchers:
        """Which sources watch what."""
        return Watchers(self.site)

    @cached_property
    def sources_of(self) -> Mapping[int, tuple[str, ...]]:
        """For the number of each card the sources that list its work."""
        found: dict[int, list[str]] = {}
        for source, numbers in self.listed.items():
            for number in numbers:
                found.setdefault(number, []).append(source)
        return {number: tuple(sources) for number, sources in found.items()}

    def label(self, key: Key) -> str:
        """What a facet value is called."""
        return self._labels.get(key) or self._facets[key[0]].label(self.site.book, key[1], self.tongue)

    def crossed(self, first: Key, second: Key) -> bool:
        """
        Whether two values have a page together, if any work has both.

        Countries are crossed with the facet of the first pair only: with each further one there would
        be more pages of one work than works. Of languages only the most frequent are crossed.
        """
        if second[0] == "language" and second not in self._crossed_languages:
            return False
        return (first[0], second[0]) == PAIRS[0] or (
            (first[0], second[0]) in PAIRS and not self.is_country(first)
        )

    @cached_property
    def _crossed_languages(self) -> frozenset[Key]:
        return frozenset(count.key for count in self.counts("language")[:MOST_LANGUAGES])

    @cached_property
    def kept(self) -> dict[tuple[object, ...], Any]:
        """What several pages and the dataset ask for, counted once; the first part of a key names its maker."""
        return {}

    def path(self, *keys: Key) -> str:
        """The page of a value, or of a pair of values."""
        if len(keys) == 1:
            return links.value_page(keys[0][0], self.slugs[keys[0]])
        first, second = keys
        return links.pair_page((first[0], self.slugs[first]), (second[0], self.slugs[second]))

    def counts(self, facet: str, cards: Sequence[Card] | None = None) -> tuple[Count, ...]:
        """
        The values of a facet with how many works have them, most first.

        Args:
            cards: Count in these only; None for all.
        """
        return self.grouped(cards).get(facet, ()) if cards is not None else self._all_counts.get(facet, ())

    def grouped(self, cards: Iterable[Card] | None) -> Mapping[str, tuple[Count, ...]]:
        """The counts of every facet within these cards; None for all."""
        counts: Counter[Key] = Counter()
        if cards is None:
            counts.update({key: len(numbers) for key, numbers in self.having.items()})
        else:
            counts.update(chain.from_iterable(card.keys for card in cards))
        found: dict[str, list[tuple[int, int, Key]]] = {}
        for key, works in counts.items():
            found.setdefault(key[0], []).append((-works, self._rank[key], key))
        return {
            facet: tuple(Count(key, self.label(key), -less) for less, _, key in sorted(rows))
            for facet, rows in found.items()
        }

    @cached_property
    def _all_counts(self) -> Mapping[str, tuple[Count, ...]]:
        return self.grouped(None)

    @cached_property
    def _facets(self) -> Mapping[str, Facet]:
        return {facet.id: facet for facet in FACETS}

    @cached_property
    def _marks(self) -> dict[Key, bytearray]:
        """Which cards have those values that were crossed with others so far: a byte each, where a set takes fifty."""
        return {}

    @cached_property
    def _labels(self) -> Mapping[Key, str]:
        return {key: self._facets[key[0]].label(self.site.book, key[1], self.tongue) for key in self.having}

    @cached_property
    def _rank(self) -> Mapping[Key, int]:
        """The order among values with equal counts: as the book has them, then by name."""
        book = {(c.scheme, c.id): n for n, c in enumerate(self.site.book)}
        ordered = sorted(
            self.having, key=lambda key: (book.get(key, len(book)), self.label(key).casefold(), key)
        )
        return {key: n for n, key in enumerate(ordered)}

    def is_country(self, key: Key) -> bool:
        """Whether a region is one country."""
        return key in self.site.book and self.site.book.concept(*key).country

    def countries(self, cards: Sequence[Card]) -> tuple[Count, ...]:
        """The countries that these works are about."""
        return tuple(count for count in self.counts("region", cards) if self.is_country(count.key))

    @cached_property
    def members(self) -> Mapping[Key, tuple[Key, ...]]:
        """For each concept all narrower ones that imply it, in the book's order."""
        found: dict[Key, list[Key]] = {}
        for concept in self.site.book:
            for wider in self.site.book.implied(concept.scheme, concept.id):
                found.setdefault((concept.scheme, wider), []).append((concept.scheme, concept.id))
        return {key: tuple(narrower) for key, narrower in found.items()}

    def concept(self, scheme: str, concept: str) -> str:
        """What a concept of any scheme is called."""
        return concept_label(self.site.book, scheme, concept, self.tongue)

    @property
    def definitions(self) -> tuple[Defined, ...]:
        """What works say the thing is."""
        return self.site.tracked.definitions

    @cached_property
    def defined_by(self) -> Mapping[str, tuple[Defined, ...]]:
        """The definitions of each work that holds any."""
        found: dict[str, list[Defined]] = {}
        for one in self.definitions:
            found.setdefault(one.work, []).append(one)
        return {work: tuple(those) for work, those in found.items()}

    @cached_property
    def sources(self) -> Mapping[str, SourceCard]:
        """The sources by id."""
        return {source.id: source for source in self.site.sources}

    def source_title(self, source: str) -> str:
        """What a source is called; its id when its sheet is gone."""
        card = self.sources.get(source)
        return card.title if card else source

    @cached_property
    def health(self) -> tuple[tuple[SourceCard, Health], ...]:
        """All sources with their health, the worst first, then by title."""
        known = {health.source: health for health in self.site.health}
        worst = {state: n for n, state in enumerate(HEALTH)}
        pairs = [
            (card, known.get(card.id) or Health(card.id, "not read yet", "No run yet.", verified=card.verified))
            for card in self.site.sources
        ]  # fmt: skip
        return tuple(sorted(pairs, key=lambda p: (worst.get(p[1].state, -1), p[0].title.casefold(), p[0].id)))

    @cached_property
    def unverified(self) -> frozenset[str]:
        """The sources of which nobody has proved yet that they are read right."""
        return frozenset(card.id for card, health in self.health if not health.verified)

    @cached_property
    def states(self) -> Mapping[str, int]:
        """How many sources are in each state, the worst first."""
        counts = Counter(health.state for _, health in self.health)
        return {state: counts[state] for state in HEALTH if counts[state]}
