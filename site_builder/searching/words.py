"""The words of the works, in packs by segment and alphabet: who has them, where, in which other forms."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import TypeVar

from index.fields import JOINED
from index.vocabulary import Vocabulary
from site_builder.searching.scripts import Packer, deltas, signs
from site_builder.searching.segments import Segments

__all__ = ["KINDS", "WordFiles"]

KINDS = {"words": 20_000, "places": 30_000, "letters": 26_000}
"""
The bytes of a pack of each kind, of which less than half is left when it is compressed: words with the works that
have them; their places, for phrases; how words are spelled, for "did you mean".
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

    def files(self) -> Iterator[tuple[str, str]]:
        """The name of each pack and what it holds, as JSON. The open segment has one pack of each kind."""
        spelled: list[dict[str, list[str]]] = [defaultdict(list) for _ in self._segments.every]
        yield from self._packed("words", self._words(spelled))
        yield from self._packed("places", self._placed())
        letters = (
            (part, letter, " ".join(words))
            for part, of in enumerate(spelled)
            for letter, words in sorted(of.items())
        )
        yield from self._packed("letters", letters)

    def _packed(self, kind: str, rows: Rows) -> Iterator[tuple[str, str]]:
        every = self._segments.every
        # However large the open segment, it has one pack.
        packers = [Packer(KINDS[kind] if segment.name else 1 << 30) for segment in every]

        for part, word, row in rows:
            packer = packers[part]
            if full := packer.add(word, row):
                # It is the one before that which has begun with this word.
                yield f"{kind}-{every[part].name}-{len(packer.firsts) - 2}", full
        for part, packer in enumerate(packers):
            if rest := packer.rest():
                yield f"{kind}-{every[part].name}-{len(packer.firsts) - 1}", rest
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
                rows = [
                    self._told(name, part, times[name].get(part, ())) if name in times else ""
                    for name in fields
                ]
                told = [f"{code}:{','.join(of)}" for code, of in forms.get(part, {}).items()]
                yield part, one.word, " ".join([*rows, *told])
                having = {
                    number for name in times if name != JOINED for number, _ in times[name].get(part, ())
                }
                if having:
                    spelled[part][one.word[0]].append(f"{one.word},{len(having)}")

    def _placed(self) -> Rows:
        fields = self._vocabulary.fields
        for one in self._vocabulary.placed():
            by_part: dict[int, dict[str, str]] = {}
            for name, of in one.places.items():
                for part, own in self._by_part(of).items():
                    by_part.setdefault(part, {})[name] = self._placed_in(name, part, own)
            for part, told in sorted(by_part.items()):
                yield part, one.word, " ".join(told.get(name, "") for name in fields)

    def _by_part(self, of: Sequence[tuple[int, T]]) -> Mapping[int, list[tuple[int, T]]]:
        """Works with what is said of them, by segment and by their number there."""
        found: dict[int, list[tuple[int, T]]] = {}
        for number, said in of:
            found.setdefault(self._segments.parts[number], []).append((self._segments.local[number], said))
        return found

    def _told(self, name: str, part: int, of: Sequence[tuple[int, int]]) -> str:
        """
        For each work the step to it, twice, one more where the word stands there more than once; then how often;
        then the length of the field, which the ranking needs of these works alone.
        """
        lengths = self._lengths(name, part)
        told: list[int] = []
        last = 0
        for number, times in of:
            more = times > 1
            told.append(2 * (number - last) + more)
            if more:
                told.append(times)
            if lengths:
                told.append(lengths[number])
            last = number
        return signs(told)

    def _placed_in(self, name: str, part: int, of: Sequence[tuple[int, Sequence[int]]]) -> str:
        """For each work the step to it, the length of the field, how many places it has, and the steps to them."""
        lengths = self._lengths(name, part)
        told: list[int] = []
        last = 0
        for number, places in of:
            told += (number - last, lengths[number], len(places), *deltas(places))
            last = number
        return signs(told)

    @cache  # noqa: B019 - lives as long as the files are written
    def _lengths(self, name: str, part: int) -> Sequence[int]:
        """The lengths of a field of a segment's works; none for a field without."""
        every = self._vocabulary.lengths.get(name, ())
        return [every[work] for work in self._segments.every[part].works] if every else []
