"""Tags from words: the concepts' queries run over a segment of the index, and what of their hits counts."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby

from whoosh.query import Query
from whoosh.searching import Searcher

from corpus.pages import page_at
from index.analysis import base_language
from index.asides import Asides
from index.book import Concept
from index.compile import Lexicon, Rule, Sort, negatives, query, rules
from index.fields import TAGGED
from index.hits import LONGER, NOT, Hit, places
from index.settling import Found, main_part, settled, strength
from index.tags import PROXY, Tag

__all__ = ["PLACES", "WORDS_AT_ONCE", "tag_segment"]

PLACES = 20
"""So many places of one concept in one field are kept, the first ones; a book names its subject often."""

WORDS_AT_ONCE = 1_000_000
"""Documents are taken in runs of about so many words, so that memory does not grow with the index."""

_SEPARATORS = re.compile(r"[^\w*]+")


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
    known = {(concept.scheme, concept.id): concept for concept in concepts}
    for run in _runs(searcher, numbers):
        yield list(settled((found for finder in finders for found in finder.tags(run)), known))


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
        self.asides = Asides(searcher, name, concepts, lexicon)
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

    def tags(self, run: Sequence[int]) -> Iterator[Found]:
        """The tags of a run of documents, each with what is behind it."""
        hits = self.asides.without(self._hits(run), self.concepts, self.own)
        stored = self.searcher.reader().stored_fields
        for number in sorted(hits):
            fields = stored(number)
            yield from self._resolved(fields["id"], fields[self.name], sorted(hits[number]))

    def _hits(self, run: Sequence[int]) -> dict[int, list[Hit]]:
        first, last, among = run[0], run[-1], frozenset(run)
        hits: dict[int, list[Hit]] = defaultdict(list)
        named: dict[int, set[int]] = defaultdict(set)
        for place, (concept, rule, found) in enumerate(self.rules):
            allowed = rule.languages
            free = not allowed or not self.everywhere.isdisjoint(allowed)
            for number, spans in places(self.searcher, found, first, last):
                if number in among and (free or (language := self.own[number]) in allowed or not language):
                    named[concept].add(number)
                    hits[number].extend(
                        Hit(concept, one.startchar, one.endchar, place, one.start, one.end) for one in spans
                    )
        for concept, kind, found in self.negatives:
            if docs := named.get(concept):
                for number, spans in places(self.searcher, found, first, last):
                    if number in docs:
                        hits[number].extend(
                            Hit(concept, one.startchar, one.endchar, kind, one.start, one.end)
                            for one in spans
                        )
        return hits

    def _resolved(self, work: str, text: str, hits: Sequence[Hit]) -> Iterator[Found]:
        """The hits of one document that count, as tags."""
        end = main_part(text) if self.name == "text" else len(text)
        for number, group in groupby(hits, key=lambda hit: hit.concept):
            concept = self.concepts[number]
            for hit in self._counting(text, [hit for hit in group if hit.end <= end])[:PLACES]:
                rule = self.rules[hit.rule][1]
                tag = Tag(
                    work=work, scheme=concept.scheme, concept=concept.id, field=self.name, start=hit.start,
                    end=hit.end, rule=PROXY if rule.sort is Sort.PROXY else concept.id, version=concept.version,
                    words=text[hit.start : hit.end], by=rule.label, strength=strength(self.name, rule.sort),
                    page=page_at(text, hit.start) if self.name == "text" else 0,
                )  # fmt: skip
                yield Found(tag, rule.sort, hit.first)

    def _counting(self, text: str, hits: Sequence[Hit]) -> list[Hit]:
        """Of one concept's hits in one text those that stand, from left to right; none overlaps another."""
        against = [hit for hit in hits if hit.rule < 0]
        kept: list[Hit] = []
        for hit in sorted((hit for hit in hits if hit.rule >= 0), key=self._strength):
            rule = self.rules[hit.rule][1]
            if (
                not any(hit.start < other.end and other.start < hit.end for other in kept)
                and not any(_takes_away(other, hit) for other in against)
                and not (rule.exact and not _is_written(rule.label, text[hit.start : hit.end]))
            ):
                kept.append(hit)
        return sorted(kept, key=lambda hit: hit.start)

    def _strength(self, hit: Hit) -> tuple[bool, int, int, int]:
        """Labels before near rules; of labels the longest first, of near rules the tightest."""
        near = self.rules[hit.rule][1].sort is Sort.NEAR
        length = hit.end - hit.start
        return near, length if near else -length, hit.start, hit.rule


def _takes_away(other: Hit, hit: Hit) -> bool:
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
