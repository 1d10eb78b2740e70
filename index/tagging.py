"""Tags from words: the concepts' queries run over a segment of the index, and what of their hits counts."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from whoosh.query import Query
from whoosh.query.spans import Span
from whoosh.searching import SearchContext, Searcher

from index.analysis import base_language
from index.book import Concept
from index.compile import Lexicon, Rule, negatives, query, rules
from index.fields import TAGGED
from index.tags import Tag

__all__ = ["PLACES", "WORDS_AT_ONCE", "tag_segment"]

PLACES = 20
"""So many places of one concept in one field are kept, the first ones; a book names its subject often."""

WORDS_AT_ONCE = 1_000_000
"""Documents are taken in runs of about so many words, so that memory does not grow with the index."""


NOT, LONGER = -1, -2
"""In place of a rule's number: a negative label, and a longer label of another concept."""

CONTEXT = SearchContext(needs_current=True, weighting=None)
"""Places are wanted, not scores."""


_SEPARATORS = re.compile(r"[^\w*]+")


class _Hit(NamedTuple):
    """Where a rule matched; ``rule`` is its number, or one of the two above."""

    concept: int
    start: int
    end: int
    rule: int


def tag_segment(
    searcher: Searcher,
    concepts: Sequence[Concept],
    languages: Collection[str],
    wanted: Collection[int] | None = None,
) -> Iterator[list[Tag]]:
    """
    Find these concepts in one segment.

    A label counts in works of its language, in works without a known language, and everywhere when it is
    one of the observatory's.

    Args:
        searcher: Over one segment (a leaf searcher).
        concepts: To look for.
        languages: The observatory's.
        wanted: Numbers of the documents that are looked at; all that are not deleted when None.

    Yields:
        The tags of one run of documents after the other, each run in no particular order.
    """
    reader = searcher.reader()
    numbers = sorted(reader.all_doc_ids() if wanted is None else wanted)
    column = reader.column_reader("language")
    own = {number: column[number].partition(",")[0] for number in numbers}
    everywhere = frozenset(map(base_language, languages))
    finders = [
        _Finder(searcher, name, concepts, own, everywhere) for name in TAGGED if reader.field_length(name)
    ]
    for run in _runs(searcher, numbers):
        yield [tag for finder in finders for tag in finder.tags(run)]


def _runs(searcher: Searcher, numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    """Runs of documents that are dealt with at once, by how many words they hold."""
    length = searcher.reader().doc_field_length
    run: list[int] = []
    count = 0
    for number in numbers:
        run.append(number)
        # Whoosh knows no length of a field that no document of the segment has.
        count += sum(length(number, name) or 0 for name in TAGGED)
        if count >= WORDS_AT_ONCE:
            yield run
            run, count = [], 0
    if run:
        yield run


class _Finder:
    """One field of one segment, with the queries that can match there."""

    def __init__(
        self,
        searcher: Searcher,
        name: str,
        concepts: Sequence[Concept],
        own: Mapping[int, str],
        everywhere: frozenset[str],
    ) -> None:
        self.searcher = searcher
        self.name = name
        self.concepts = concepts
        self.own = own
        self.everywhere = everywhere
        self.rules: list[tuple[int, Rule, Query]] = []
        self.negatives: list[tuple[int, int, Query]] = []
        lexicon = Lexicon(searcher.reader(), name)
        for number, concept in enumerate(concepts):
            live = [
                (rule, found) for rule in rules(concept) if (found := query(rule, name, lexicon)) is not None
            ]
            if live:
                self.rules.extend((number, rule, found) for rule, found in live)
                against = ((rule, query(rule, name, lexicon)) for rule in negatives(concept))
                self.negatives.extend(
                    (number, NOT if rule.label else LONGER, found)
                    for rule, found in against
                    if found is not None
                )

    def tags(self, run: Sequence[int]) -> Iterator[Tag]:
        """The tags of a run of documents."""
        hits = self._hits(run)
        stored = self.searcher.reader().stored_fields
        for number in sorted(hits):
            fields = stored(number)
            yield from self._resolved(fields["id"], fields[self.name], sorted(hits[number]))

    def _hits(self, run: Sequence[int]) -> dict[int, list[_Hit]]:
        first, last, among = run[0], run[-1], frozenset(run)
        hits: dict[int, list[_Hit]] = defaultdict(list)
        named: dict[int, set[int]] = defaultdict(set)
        for place, (concept, rule, found) in enumerate(self.rules):
            allowed = rule.languages
            free = not allowed or not self.everywhere.isdisjoint(allowed)
            for number, spans in self._places(found, first, last):
                if number in among and (free or (language := self.own[number]) in allowed or not language):
                    named[concept].add(number)
                    hits[number].extend(_Hit(concept, one.startchar, one.endchar, place) for one in spans)
        for concept, kind, found in self.negatives:
            if docs := named.get(concept):
                for number, spans in self._places(found, first, last):
                    if number in docs:
                        hits[number].extend(_Hit(concept, one.startchar, one.endchar, kind) for one in spans)
        return hits

    def _places(self, found: Query, first: int, last: int) -> Iterator[tuple[int, list[Span]]]:
        """Document numbers of the run in which the query matches, and where."""
        matcher = found.matcher(self.searcher, CONTEXT)
        if first and matcher.is_active():
            matcher.skip_to(first)
        while matcher.is_active():
            number = matcher.id()
            if number > last:
                return
            yield number, matcher.spans()
            matcher.next()

    def _resolved(self, work: str, text: str, hits: Sequence[_Hit]) -> Iterator[Tag]:
        """The hits of one document that count, as tags."""
        for number, group in groupby(hits, key=lambda hit: hit.concept):
            concept = self.concepts[number]
            for hit in self._counting(text, list(group))[:PLACES]:
                yield Tag(
                    work=work, scheme=concept.scheme, concept=concept.id, field=self.name, start=hit.start,
                    end=hit.end, rule=concept.id, version=concept.version, words=text[hit.start : hit.end],
                    by=self.rules[hit.rule][1].label,
                )  # fmt: skip

    def _counting(self, text: str, hits: Sequence[_Hit]) -> list[_Hit]:
        """Of one concept's hits in one text those that stand, from left to right; none overlaps another."""
        against = [hit for hit in hits if hit.rule < 0]
        kept: list[_Hit] = []
        for hit in sorted((hit for hit in hits if hit.rule >= 0), key=self._strength):
            rule = self.rules[hit.rule][1]
            if (
                not any(hit.start < other.end and other.start < hit.end for other in kept)
                and not any(_takes_away(other, hit) for other in against)
                and not (rule.exact and not _is_written(rule.label, text[hit.start : hit.end]))
            ):
                kept.append(hit)
        return sorted(kept, key=lambda hit: hit.start)

    def _strength(self, hit: _Hit) -> tuple[bool, int, int, int]:
        """Labels before near rules; of labels the longest first, of near rules the tightest."""
        near = len(self.rules[hit.rule][1].groups) > 1
        length = hit.end - hit.start
        return near, length if near else -length, hit.start, hit.rule


def _takes_away(other: _Hit, hit: _Hit) -> bool:
    if other.rule == LONGER:
        return other.start <= hit.start and hit.end <= other.end
    overlap = hit.start < other.end and other.start < hit.end
    within = (
        hit.start <= other.start and other.end <= hit.end and (hit.start, hit.end) != (other.start, other.end)
    )
    return overlap and not within


def _is_written(label: str, words: str) -> bool:
    """Whether the words have the label's capitals; what stands between them does not matter."""
    wanted, found = _SEPARATORS.split(label), _SEPARATORS.split(words)
    return len(wanted) == len(found) and all(
        b.startswith(a[:-1]) if a.endswith("*") else a == b for a, b in zip(wanted, found, strict=True)
    )
