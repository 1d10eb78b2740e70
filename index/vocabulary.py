"""All words of an open index with their documents, so that a search can be written for where Whoosh is not.

Documents are numbered by the order of their ids, which also decides between works of equal rank.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from sys import intern

from whoosh.matching import Matcher
from whoosh.reading import IndexReader
from whoosh.searching import Searcher

from index.analysis import STEMMED, base_language, common_words, stem
from index.columns import Columns
from index.compile import spellings
from index.fields import JOINED, TAGGED, WEIGHTS
from index.ranking import K1, B

__all__ = ["Listed", "Vocabulary"]

Having = tuple[tuple[IndexReader, int], ...]
"""The parts of an index that have a word, each with the number of its first document."""

CHANGED = 2
"""So many letters at the end of a stem may be other ones than in the word, as in ``index.occurrences``."""


@dataclass(frozen=True, slots=True)
class Listed:
    """
    A word of the index.

    Attributes:
        times: By field, the documents that have it and how often it stands there, in their order.
        places: The same with the positions; fields without positions are left out.
        forms: By language, the other words of this language's works that have its stem; each with the part
            of the works in which both are first there.
    """

    word: str
    times: Mapping[str, Sequence[tuple[int, int]]]
    places: Mapping[str, Sequence[tuple[int, Sequence[int]]]]
    forms: Mapping[str, tuple[tuple[str, int], ...]]


class Vocabulary:
    """
    The words of one open index.

    Args:
        searcher: Stays open while this is used.
        language: The observatory's first, for works that say none.
    """

    # In the order of the names, in which the ranking sums them up.
    fields = tuple(sorted((*TAGGED, JOINED)))
    weights: Mapping[str, float] = WEIGHTS
    k1, b = K1, B

    def __init__(self, searcher: Searcher, language: str) -> None:
        self._reader: IndexReader = searcher.reader()
        columns = Columns(searcher)
        every = columns.of("id")
        ordered = sorted(self._reader.all_doc_ids(), key=every.__getitem__)
        self._rank = {number: rank for rank, number in enumerate(ordered)}
        self.ids = tuple(every[number] for number in ordered)
        tongues = columns.of("language")
        default = base_language(language)
        self.languages = tuple(
            base_language(tongues[number].partition(",")[0]) or default for number in ordered
        )
        titles = columns.of("order")
        self.titles = tuple(titles[number] for number in ordered)
        self.common = tuple(sorted(common_words(default)))
        self.lengths = {name: self._lengths(name, ordered) for name in TAGGED}
        self.averages = {name: self._average(name) for name in TAGGED}

    def words(self, parts: Sequence[int] | None = None) -> Iterator[Listed]:
        """
        Every word, sorted by its units in UTF-16, with how often it stands where and its forms; without places.

        Args:
            parts: For each document the part that it is in, where they are written in parts; what is said of
                the parts up to one does not depend on the later ones.
        """
        parts = parts or (0,) * len(self.ids)
        classes = self._classes(parts)
        for word in self._lexicon:
            times = {name: of for name in self.fields if (of := self._times(name, word))}
            if not times:
                continue
            first = min(parts[number] for of in times.values() for number, _ in of)
            forms = {
                language: others
                for language, of_stem in classes.items()
                if (root := stem(word, language))
                and (
                    others := tuple(
                        (one, max(first, part)) for one, part in of_stem.get(root, ()) if one != word
                    )
                )
            }
            yield Listed(word, times, {}, forms)

    def placed(self) -> Iterator[Listed]:
        """Every word, sorted, with its places alone."""
        for word in self._lexicon:
            places = {name: of for name in TAGGED if (of := self._places(name, word))}
            if places:
                yield Listed(word, {}, places, {})

    @cached_property
    def _lexicon(self) -> list[str]:
        # As scripts sort them.
        return sorted({word for of in self._having.values() for word in of}, key=_units)

    @cached_property
    def _having(self) -> Mapping[str, Mapping[str, Having]]:
        """By field and word, the parts of the index that have it."""
        parts = [(leaf, offset or 0) for leaf, offset in self._reader.leaf_readers()]
        found: dict[str, dict[str, Having]] = {name: {} for name in self.fields}
        # Words are many, and there are few ways to stand in parts.
        known: dict[Having, Having] = {}
        for name, words in found.items():
            for part in parts:
                for text in part[0].lexicon(name):
                    word = intern(text.decode())
                    having = (*words.get(word, ()), part)
                    words[word] = known.setdefault(having, having)
        return found

    def _times(self, name: str, word: str) -> list[tuple[int, int]]:
        rank = self._rank
        times: list[tuple[int, int]] = []
        for matcher, start in self._postings(name, word):
            while matcher.is_active():
                times.append((rank[matcher.id() + start], round(matcher.weight())))
                matcher.next()
        times.sort()
        return times

    def _places(self, name: str, word: str) -> list[tuple[int, Sequence[int]]]:
        rank = self._rank
        places: list[tuple[int, Sequence[int]]] = []
        for matcher, start in self._postings(name, word):
            while matcher.is_active():
                places.append((rank[matcher.id() + start], list(matcher.value_as("positions"))))
                matcher.next()
        places.sort()
        return places

    def _postings(self, name: str, word: str) -> Iterator[tuple[Matcher, int]]:
        """For each part of the index that has the word the matcher, and the number of its first document."""
        for leaf, start in self._having[name].get(word, ()):
            yield leaf.postings(name, word), start

    def _classes(self, parts: Sequence[int]) -> dict[str, dict[str, list[tuple[str, int]]]]:
        """
        The words that belong together, by language and stem, each with the first part that has it.

        They stand in this language's works, share the stem and begin nearly as it does.
        """
        spoken = sorted(set(self.languages) & set(STEMMED))
        found: dict[str, dict[str, list[tuple[str, int]]]] = {name: defaultdict(list) for name in spoken}
        for word in self._lexicon:
            first: dict[str, int] = {}
            for rank in self._documents(word):
                language = self.languages[rank]
                first[language] = min(parts[rank], first.get(language, parts[rank]))
            for language in sorted(first.keys() & found.keys()):
                root = stem(word, language)
                if root and word.startswith(_beginnings(root)):
                    found[language][root].append((word, first[language]))
        return found

    def _documents(self, word: str) -> set[int]:
        """The documents that have a word in any field."""
        return {
            self._rank[number + start]
            for name in self.fields
            for matcher, start in self._postings(name, word)
            for number in matcher.all_ids()
        }

    def _lengths(self, name: str, ordered: Sequence[int]) -> tuple[int, ...]:
        return tuple(self._reader.doc_field_length(number, name) or 0 for number in ordered)

    def _average(self, name: str) -> float:
        """Over all documents, deleted ones too, as the ranking has it."""
        lengths = [
            self._reader.doc_field_length(number, name) or 0 for number in range(self._reader.doc_count_all())
        ]
        having = sum(1 for one in lengths if one) or 1
        return sum(lengths) / having or 1.0


def _units(word: str) -> bytes:
    return word.encode("utf-16-be", "surrogatepass")


def _beginnings(root: str) -> tuple[str, ...]:
    return tuple(spellings(root[: max(CHANGED, len(root) - CHANGED)], first=True))
