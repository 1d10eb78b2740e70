"""How often words and phrases stand in the documents of an open index, in every form that they have."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache

from whoosh.query import Query
from whoosh.searching import SearchContext, Searcher

from index.analysis import STEMMED, base_language, stem
from index.columns import Columns
from index.compile import spellings
from index.fields import JOINED, TAGGED

__all__ = ["Counts", "Occurrences"]

Counts = dict[str, dict[int, float]]
"""By field and number of the document, how often it stands there."""

PLACES = SearchContext(needs_current=True, weighting=None)
"""Places are wanted, not scores."""

CHANGED = 2
"""So many letters at the end of a stem may be other ones than in the word ("happi", "happy")."""

LAST_LETTER = "\U0010ffff"


class Occurrences:
    """
    Reads the words of an index.

    Args:
        default: The language of works that say none.
    """

    def __init__(self, searcher: Searcher, columns: Columns, default: str) -> None:
        self._searcher = searcher
        self._reader = searcher.reader()
        self._columns = columns
        self._default = default

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages of the works whose words have stems, sorted."""
        return tuple(sorted(set(self._language) & set(STEMMED)))

    def words(self, words: Iterable[str], fields: Iterable[str]) -> Counts:
        """Where any of these words stands, as it is."""
        counts: Counts = {}
        for name in fields:
            found = dict(self._postings(name, words, None))
            if found:
                counts[name] = found
        return counts

    def forms(self, word: str, fields: Sequence[str]) -> Counts:
        """Where a word stands in any of its forms, each as its language has them, joined by a hyphen too."""
        counts: Counts = defaultdict(dict)
        for language in ("", *self.languages):
            found = [word] if not language else self.forms_of(stem(word, language), language, word)
            for name in (*fields, JOINED):
                for number, times in self._postings(name, found, language):
                    counts[name][number] = counts[name].get(number, 0.0) + times
        return {name: of for name, of in counts.items() if of}

    def forms_of(self, root: str, language: str, known: str = "") -> list[str]:
        """The words of the index that have this stem in this language; not the one that is known."""
        if not root:
            return []
        return [one for one in self._of_stem(root, language) if one != known]

    def begun(self, beginning: str) -> list[str]:
        """The words of the index that begin so."""
        first = bisect_left(self._words, beginning)
        return self._words[first : bisect_left(self._words, beginning + LAST_LETTER)]

    def alike(self, word: str, letters: int, fields: Iterable[str]) -> list[str]:
        """The words of these fields that differ in so many letters at most, after the first one; sorted."""
        found = (self._reader.terms_within(name, word, letters, prefix=1) for name in fields)
        return sorted({one for of_field in found for one in of_field})

    def places(self, queries: Mapping[str, Query | None]) -> Counts:
        """How many places each field's query has in each document."""
        counts: Counts = {}
        for name, query in queries.items():
            found = dict(self._spans(query)) if query is not None else {}
            if found:
                counts[name] = found
        return counts

    def holds(self, word: str, fields: Iterable[str]) -> bool:
        """Whether any document has this word."""
        return any((name, word) in self._reader for name in fields)

    def language(self, number: int) -> str:
        """The language of a document, the default where it says none."""
        return self._language[number]

    def _spans(self, query: Query) -> Iterator[tuple[int, float]]:
        for leaf, offset in self._searcher.leaf_searchers():
            matcher = query.matcher(leaf, PLACES)
            while matcher.is_active():
                yield matcher.id() + offset, float(len(matcher.spans()))
                matcher.next()

    def _postings(self, name: str, words: Iterable[str], language: str | None) -> Iterator[tuple[int, float]]:
        """Document and times, summed over the words; of one language only if it is named."""
        total: dict[int, float] = {}
        for word in words:
            if (name, word) not in self._reader:
                continue
            matcher = self._reader.postings(name, word)
            while matcher.is_active():
                number = matcher.id()
                if not language or self._language[number] == language:
                    total[number] = total.get(number, 0.0) + matcher.weight()
                matcher.next()
        yield from total.items()

    @cached_property
    def _language(self) -> list[str]:
        known = (value.partition(",")[0] for value in self._columns.of("language"))
        return [base_language(one) or self._default for one in known]

    @cached_property
    def _words(self) -> list[str]:
        found = {text for name in (*TAGGED, JOINED) for text in self._reader.lexicon(name)}
        return sorted(text.decode() for text in found)

    @lru_cache(maxsize=1000)  # noqa: B019 - lives as long as the index is open
    def _of_stem(self, root: str, language: str) -> tuple[str, ...]:
        begins = root[: max(CHANGED, len(root) - CHANGED)]
        candidates = dict.fromkeys(
            one for spelling in spellings(begins, first=True) for one in self.begun(spelling)
        )
        return tuple(one for one in candidates if stem(one, language) == root)
