"""A shelf for what the pages need of each work, so that memory stays flat however many works there are."""

import json
import tempfile
from collections.abc import Iterable
from functools import lru_cache
from types import TracebackType
from typing import Any, Self

from site_builder.evidence import Place, Sentence

__all__ = ["Shelf"]

IN_MEMORY = 32 * 1024 * 1024
"""Up to this many bytes the shelf is not a file (some 20,000 works)."""


RECENT = 2048
"""So many works' sentences are at hand at once."""


class Shelf:
    """
    Sentences with their places, put down once in order and read again in any order.

    >>> with Shelf() as shelf:
    ...     place = shelf.put([Sentence("note", 0, "A note.", (Place(2, 6, "theme", "notes"),))])
    ...     shelf.get(place)[0].places[0].concept
    'notes'
    """

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - closed by close()
        self._end = 0
        # A work is listed on many pages, one after the other.
        self._recent = lru_cache(RECENT)(self._read)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def put(self, sentences: Iterable[Sentence]) -> tuple[int, int]:
        """Put sentences down; return where they lie."""
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
        self._file.seek(self._end)
        self._file.write(data)
        place = (self._end, len(data))
        self._end += len(data)
        return place

    def get(self, place: tuple[int, int]) -> tuple[Sentence, ...]:
        """The sentences that lie at this place."""
        return self._recent(place)

    def _read(self, place: tuple[int, int]) -> tuple[Sentence, ...]:
        self._file.seek(place[0])
        rows: list[list[Any]] = json.loads(self._file.read(place[1]))
        return tuple(
            Sentence(field, start, text, tuple(Place(*one) for one in places), (cut[0], cut[1]))
            for field, start, text, places, cut in rows
        )
