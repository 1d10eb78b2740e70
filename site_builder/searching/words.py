"""The words of the works, in packs by the alphabet: who has them, where, in which other forms."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from index.fields import JOINED
from index.vocabulary import Listed, Vocabulary
from site_builder.searching.scripts import deltas, packs, script

__all__ = ["WordFiles"]

WORDS = 26_000
"""Bytes of a pack of words, of which some third is left when it is compressed."""

PLACES = 40_000
"""Bytes of a pack of places."""


class WordFiles:
    """
    Writes the packs; says afterwards with which word each begins.

    Attributes:
        words, places: The first word of each pack.
        letters: The first letter of each pack of spellings, which are there for "did you mean".
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self.words: list[str] = []
        self.places: list[str] = []
        self.letters: list[str] = []

    def files(self) -> Iterator[tuple[str, bytes]]:
        """The name and the bytes of each file."""
        spelled: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for first, pack in packs(self._rows(spelled), WORDS):
            yield f"words-{len(self.words)}", script(f"words-{len(self.words)}", pack)
            self.words.append(first)
        placed = ((one.word, self._places(one)) for one in self._vocabulary.placed())
        for first, pack in packs(placed, PLACES):
            yield f"places-{len(self.places)}", script(f"places-{len(self.places)}", pack)
            self.places.append(first)
        letters = ((letter, _spelled(words)) for letter, words in sorted(spelled.items()))
        for first, pack in packs(letters, WORDS):
            yield f"letters-{len(self.letters)}", script(f"letters-{len(self.letters)}", pack)
            self.letters.append(first)

    def _rows(self, spelled: dict[str, list[tuple[str, int]]]) -> Iterator[tuple[str, object]]:
        """Each word with its row; notes on the way how it is spelled and how many works have it."""
        for one in self._vocabulary.words():
            written = (of for name, of in one.times.items() if name != JOINED)
            if works := len({number for of in written for number, _ in of}):
                spelled[one.word[0]].append((one.word, works))
            yield one.word, self._times(one)

    def _times(self, one: Listed) -> list[object]:
        fields = self._vocabulary.fields
        rows: list[object] = [_flat(one.times.get(name, ())) for name in fields]
        return [*rows, one.forms] if one.forms else rows

    def _places(self, one: Listed) -> Mapping[str, list[list[int]]]:
        fields = self._vocabulary.fields
        return {
            str(fields.index(name)): [
                [step, *deltas(places)]
                for step, places in zip(
                    deltas(number for number, _ in of), (places for _, places in of), strict=True
                )
            ]
            for name, of in one.places.items()
        }


def _spelled(words: Sequence[tuple[str, int]]) -> str:
    """Words with how many works have each."""
    return " ".join(f"{word},{works}" for word, works in words)


def _flat(of: Sequence[tuple[int, int]]) -> list[int]:
    """Step and times, one after the other."""
    steps = deltas(number for number, _ in of)
    return list(chain.from_iterable(zip(steps, (times for _, times in of), strict=True)))
