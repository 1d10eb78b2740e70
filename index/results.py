"""What a search gives: hits with the words that matched, and counts for each facet."""

from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["Hit", "Results"]


@dataclass(frozen=True, slots=True)
class Hit:
    """
    One work that was found.

    Attributes:
        work: Its id.
        score: Of its rank; only hits of one search can be compared.
        words: For each field the words that matched, as written there, in order, each once.
        snippet: At most thirty words around them, from ``field``; empty when the work has no text.
        marks: Where in the snippet the matched words stand, end exclusive.
        why: What the score is made of: each word of the query with its part, the greatest first; a word
            with a plus before it is not the query's but one that the best hits share.
    """

    work: str
    score: float
    title: str
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    field: str = ""
    snippet: str = ""
    marks: tuple[tuple[int, int], ...] = ()
    why: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Results:
    """
    One page of the answer to a query.

    Attributes:
        total: How many works were found in all.
        hits: Those of this page.
        facets: For each scheme and facet field its values with the number of found works, the most
            frequent first, equal ones by value.
        relaxed: Works that have only some of the words are among the hits.
        meant: The query with words that the works have in place of those that none has; empty when there
            is nothing to mend.
    """

    query: str
    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[tuple[str, int], ...]]
    relaxed: bool = False
    meant: str = ""
