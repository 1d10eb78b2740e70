"""A shelf for what the pages need of each work, so that memory stays flat however many works there are."""

import json
import os
import tempfile
from array import array
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import TracebackType
from typing import Any, Self

from site_builder.evidence import Place, Sentence

__all__ = ["Named", "Shelf"]

RECENT = 2048
"""So many works' sentences are at hand at once."""


Named = Mapping[tuple[str, str], tuple[str, frozenset[int]]]
"""For each concept (scheme and id) its first words in a work's sentences, and the numbers of those that hold any."""


class Shelf:
    """
    Sentences with their places, put down once in order and read again in any order.

    Attributes:
        named: Gives what the sentences at a place name.

    >>> with Shelf() as shelf:
    ...     place = shelf.put([Sentence("note", 0, "A note.", (Place(2, 6, "theme", "notes"),))])
    ...     shelf.get(place)[0].places[0].concept
    'notes'
    """

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed by close()
        self._flushed = True
        # Where each work's sentences end, and the next one's begin.
        self._ends = array("Q", [0])
        # A work is listed on many pages, one after the other.
        self._recent = lru_cache(RECENT)(self._read)
        self.named = lru_cache(RECENT)(self._named)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def put(self, sentences: Iterable[Sentence]) -> int:
        """Put sentences down; return the number of their place."""
        rows = [
            [
                one.field,
                one.start,
                one.text,
                [[p.start, p.end, p.scheme, p.concept] for p in one.places],
                one.cut,
            ]
            for one in sentences
        ]
        data = json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()
        self._file.write(data)
        self._flushed = False
        self._ends.append(self._ends[-1] + len(data))
        return len(self._ends) - 2

    def get(self, place: int) -> tuple[Sentence, ...]:
        """The sentences that lie at this place."""
        return self._recent(place)

    def _read(self, place: int) -> tuple[Sentence, ...]:
        if not self._flushed:
            self._file.flush()
            self._flushed = True
        # Two processes may read at once, so there is no place in the file that both would move.
        start, end = self._ends[place : place + 2]
        rows: list[list[Any]] = json.loads(os.pread(self._file.fileno(), end - start, start))
        return tuple(
            Sentence(field, start, text, tuple(Place(*one) for one in places), (cut[0], cut[1]))
            for field, start, text, places, cut in rows
        )

    def _named(self, place: int) -> Named:
        words: dict[tuple[str, str], str] = {}
        numbers: dict[tuple[str, str], set[int]] = {}
        for number, sentence in enumerate(self.get(place)):
            for one in sentence.places:
                key = (one.scheme, one.concept)
                words.setdefault(key, sentence.text[one.start : one.end])
                numbers.setdefault(key, set()).add(number)
        return {key: (said, frozenset(numbers[key])) for key, said in words.items()}
