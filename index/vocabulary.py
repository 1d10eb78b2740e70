"""All words of an open index with their documents, so that a search can be written for where Whoosh is not.

Documents are numbered by the order of their ids, which also decides between works of equal rank.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from whoosh.reading import IndexReader
from whoosh.searching import Searcher

from index.analysis import STEMMED, base_language, common_words, stem
from index.columns import Columns
from index.compile import spellings
from index.fields import JOINED, TAGGED, WEIGHTS
from index.ranking import K1, B

__all__ = ["Listed", "Vocabulary"]

CHANGED = 2
"""So many letters at the end of a stem may be other ones than in the word, as in ``index.occurrences``."""


@dataclass(frozen=True, slots=True)
class Listed:
    """
    A word of the index.

    Attributes:
        times: By field, the documents that have it and how often it stands there, in their order.
        places: The same with the positions; fields without positions are left out.
        forms: By language, the other words of this language's works that have its stem.
    """

    word: str
    times: Mapping[str, Sequence[tuple[int, int]]]
    places: Mapping[str, Sequence[tuple[int, Sequence[int]]]]
    forms: Mapping[str, tuple[str, ...]]


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

    def words(self) -> Iterator[Listed]:
        """Every word, sorted."""
        lexicon = sorted({text.decode() for name in self.fields for text in self._reader.lexicon(name)})
        spoken = tuple(sorted(set(self.languages) & set(STEMMED)))
        classes = {language: self._classes(language, lexicon) for language in spoken}
        for word in lexicon:
            times: dict[str, list[tuple[int, int]]] = {}
            places: dict[str, list[tuple[int, Sequence[int]]]] = {}
            for name in self.fields:
                if (name, word) in self._reader:
                    times[name], where = self._postings(name, word)
                    if name != JOINED:
                        places[name] = where
            forms = {
                language: others
                for language, of_stem in classes.items()
                if (root := stem(word, language))
                and (others := tuple(one for one in of_stem.get(root, ()) if one != word))
            }
            if any(times.values()):
                yield Listed(word, times, places, forms)

    def _postings(
        self, name: str, word: str
    ) -> tuple[list[tuple[int, int]], list[tuple[int, Sequence[int]]]]:
        times: list[tuple[int, int]] = []
        places: list[tuple[int, Sequence[int]]] = []
        matcher = self._reader.postings(name, word)
        while matcher.is_active():
            rank = self._rank[matcher.id()]
            times.append((rank, round(matcher.weight())))
            if name != JOINED:
                places.append((rank, list(matcher.value_as("positions"))))
            matcher.next()
        return sorted(times), sorted(places)

    def _classes(self, language: str, lexicon: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """The words that share a stem, and that begin nearly as it does, by the stem; of one language's works."""
        here = {rank for rank, one in enumerate(self.languages) if one == language}
        known = self._known(here)
        found: dict[str, list[str]] = defaultdict(list)
        for word in lexicon:
            root = stem(word, language) if word in known else ""
            if root and word.startswith(_beginnings(root)):
                found[root].append(word)
        return {root: tuple(words) for root, words in found.items()}

    def _known(self, here: set[int]) -> set[str]:
        """The words that any of these documents has."""
        known: set[str] = set()
        for name in self.fields:
            for text in self._reader.lexicon(name):
                word = text.decode()
                if word in known:
                    continue
                matcher = self._reader.postings(name, word)
                while matcher.is_active():
                    if self._rank[matcher.id()] in here:
                        known.add(word)
                        break
                    matcher.next()
        return known

    def _lengths(self, name: str, ordered: Sequence[int]) -> tuple[int, ...]:
        return tuple(self._reader.doc_field_length(number, name) or 0 for number in ordered)

    def _average(self, name: str) -> float:
        """Over all documents, deleted ones too, as the ranking has it."""
        lengths = [
            self._reader.doc_field_length(number, name) or 0 for number in range(self._reader.doc_count_all())
        ]
        having = sum(1 for one in lengths if one) or 1
        return sum(lengths) / having or 1.0


def _beginnings(root: str) -> tuple[str, ...]:
    return tuple(spellings(root[: max(CHANGED, len(root) - CHANGED)], first=True))
