"""The words of the works, in packs by segment and alphabet: who has them, where, in which other forms."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import TypeVar

from index.fields import JOINED
from index.vocabulary import Vocabulary
from site_builder.searching.scripts import Packer, deltas
from site_builder.searching.segments import Segments

__all__ = ["KINDS", "WordFiles"]

KINDS = {"words": 26_000, "places": 40_000, "letters": 26_000}
"""
The bytes of a pack of each kind, of which some third is left when it is compressed: words with the works that have
them; their places, for phrases; how words are spelled, for "did you mean".
"""

T = TypeVar("T")

Rows = Iterable[tuple[int, str, object]]
"""The place of a segment, a word, and what is said of it there; sorted by word."""


class WordFiles:
    """
    Writes the packs; says afterwards with which word each begins.

    Attributes:
        firsts: For each segment and kind the first word of each pack.
    """

    def __init__(self, vocabulary: Vocabulary, segments: Segments) -> None:
        self._vocabulary = vocabulary
        self._segments = segments
        self.firsts: list[dict[str, list[str]]] = [{} for _ in segments.every]

    def files(self) -> Iterator[tuple[str, dict[str, object]]]:
        """The name and what it holds of each pack. The open segment has one pack of each kind."""
        spelled: list[dict[str, list[str]]] = [defaultdict(list) for _ in self._segments.every]
        yield from self._packed("words", self._words(spelled))
        yield from self._packed("places", self._placed())
        letters = (
            (part, letter, " ".join(words))
            for part, of in enumerate(spelled)
            for letter, words in sorted(of.items())
        )
        yield from self._packed("letters", letters)

    def _packed(self, kind: str, rows: Rows) -> Iterator[tuple[str, dict[str, object]]]:
        every = self._segments.every
        # However large the open segment, it has one pack.
        packers = [Packer(KINDS[kind] if segment.name else 1 << 30) for segment in every]

        def named(part: int) -> str:
            return f"{kind}-{every[part].name}-{len(packers[part].firsts) - 1}"

        for part, word, row in rows:
            if full := packers[part].add(word, row):
                yield named(part), full
        for part, packer in enumerate(packers):
            if rest := packer.rest():
                yield named(part), rest
            self.firsts[part][kind] = packer.firsts

    def _words(self, spelled: Sequence[dict[str, list[str]]]) -> Rows:
        """Each word with its row in each segment; notes on the way how it is spelled and how many works have it."""
        parts, fields = self._segments.parts, self._vocabulary.fields
        for one in self._vocabulary.words(parts):
            times = {name: self._by_part(of) for name, of in one.times.items()}
            forms: dict[int, dict[str, list[str]]] = {}
            for language, others in one.forms.items():
                for word, part in others:
                    forms.setdefault(part, {}).setdefault(language, []).append(word)
            for part in sorted(forms.keys() | {part for of in times.values() for part in of}):
                rows = [_flat(times[name].get(part, ()) if name in times else ()) for name in fields]
                yield part, one.word, [*rows, forms[part]] if part in forms else rows
                having = {
                    number for name in times if name != JOINED for number, _ in times[name].get(part, ())
                }
                if having:
                    spelled[part][one.word[0]].append(f"{one.word},{len(having)}")

    def _placed(self) -> Rows:
        fields = self._vocabulary.fields
        for one in self._vocabulary.placed():
            by_part: dict[int, dict[str, list[list[int]]]] = {}
            for name, of in one.places.items():
                for part, own in self._by_part(of).items():
                    steps = deltas(number for number, _ in own)
                    rows = [[step, *deltas(places)] for step, (_, places) in zip(steps, own, strict=True)]
                    by_part.setdefault(part, {})[str(fields.index(name))] = rows
            for part, row in sorted(by_part.items()):
                yield part, one.word, row

    def _by_part(self, of: Sequence[tuple[int, T]]) -> Mapping[int, list[tuple[int, T]]]:
        """Works with what is said of them, by segment and by their number there."""
        found: dict[int, list[tuple[int, T]]] = {}
        for number, said in of:
            found.setdefault(self._segments.parts[number], []).append((self._segments.local[number], said))
        return found


def _flat(of: Sequence[tuple[int, int]]) -> list[int]:
    """Step and times, one after the other."""
    steps = deltas(number for number, _ in of)
    return list(chain.from_iterable(zip(steps, (times for _, times in of), strict=True)))
