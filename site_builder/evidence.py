"""Evidence: the sentences that hold the words behind tags, and the marks on these words."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from markupsafe import Markup, escape

from corpus.values import Item
from index.tags import Tag

__all__ = ["FIELDS", "Place", "Sentence", "evidence_of", "marked", "sentence_at", "sentences", "shortened"]

FIELDS = ("note", "abstract", "text", "title")
"""The fields in which words can stand, the most readable first."""

MAX_WORDS = 36
MAX_SIGNS = 260
SLACK = 8
"""How much of one sentence is shown: a snippet, not the text (words; signs where words have no spaces)."""

CLASSES = {"region": "r", "theme": "t", "driver": "d"}
"""The class of a mark by scheme; other schemes are marked without one."""

_END = re.compile(
    r"[.!?…؟]+[\"'”’»)\]]*\s+(?=[\"'“‘«(\[]?[^\W\d_a-z])|[。！？]+[”’」』）]*|\n\s*\n"  # noqa: RUF001 - East Asian full stops
)
_SHORT = re.compile(r"(?:^|[\s(])(?:[^\W\d_]{1,2}|e\.g|i\.e|Prof|cf|vs|vol|etc)\.\s+$")
"""What ends like a sentence and is a short form: an initial, "Dr.", "No."."""


@dataclass(frozen=True, slots=True)
class Place:
    """Characters ``start`` to ``end`` of a text that stand for a concept."""

    start: int
    end: int
    scheme: str
    concept: str


@dataclass(frozen=True)
class Sentence:
    """
    A sentence with its places.

    Attributes:
        field: Where it stands: title, note, abstract or text.
        start: Its first character in that field.
        places: Counted from the first character of ``text``.
        cut: Whether words were left out at its start, and at its end.
    """

    field: str
    start: int
    text: str
    places: tuple[Place, ...]
    cut: tuple[bool, bool] = (False, False)

    def concepts(self) -> frozenset[tuple[str, str]]:
        """The (scheme, concept) pairs that have words here."""
        return self._concepts

    @cached_property
    def _concepts(self) -> frozenset[tuple[str, str]]:
        return frozenset((place.scheme, place.concept) for place in self.places)


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """
    Where each sentence of a text starts and ends.

    >>> text = "Dr. Ama spoke. Then we ate."
    >>> [text[start:end] for start, end in sentences(text)]
    ['Dr. Ama spoke.', 'Then we ate.']
    """
    start = 0
    for end in _END.finditer(text):
        if _SHORT.search(text, start, end.end()):
            continue
        yield from _trimmed(text, start, end.end())
        start = end.end()
    yield from _trimmed(text, start, len(text))


def sentence_at(text: str, start: int, end: int) -> str | None:
    """The sentence, or the sentences, of a text that hold these characters; None where there is no text."""
    if not text:
        return None
    inside = [(a, b) for a, b in sentences(text) if a < end and b > start]
    return text[inside[0][0] : inside[-1][1]] if inside else None


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end


def evidence_of(item: Item, tags: Sequence[Tag]) -> tuple[Sentence, ...]:
    """
    The sentences of an item that hold words of its tags, in the order of ``FIELDS`` and the text.

    A place that reaches over the end of a sentence joins both. Tags whose place lies outside the
    field, as after a change of the text that was not tagged again, are left out.
    """
    of_field: dict[str, set[tuple[int, int, str, str]]] = {}
    for tag in tags:
        if tag.words:
            of_field.setdefault(tag.field, set()).add((tag.start, tag.end, tag.scheme, tag.concept))
    found: list[Sentence] = []
    for name in FIELDS:
        if name in of_field:
            text = getattr(item, name) or ""
            places = [place for place in sorted(of_field[name]) if 0 <= place[0] < place[1] <= len(text)]
            found.extend(_with_places(name, text, places) if places else ())
    return tuple(found)


def _with_places(name: str, text: str, places: Sequence[tuple[int, int, str, str]]) -> Iterator[Sentence]:
    """The sentences of a field with what lies in them of its places, which are given in their order."""
    spans = [(0, len(text))] if name == "title" else list(sentences(text))
    number = following = 0
    while number < len(spans) and following < len(places):
        start, end = spans[number]
        inside: list[Place] = []
        while following < len(places) and places[following][0] < end:
            first, last, scheme, concept = places[following]
            following += 1
            while last > end and number + 1 < len(spans):
                number += 1
                end = spans[number][1]
            inside.append(Place(max(first - start, 0), last - start, scheme, concept))
        if inside:
            yield Sentence(name, start, text[start:end], tuple(inside))
        number += 1


def shortened(sentence: Sentence, wanted: Iterable[tuple[str, str]] = ()) -> Sentence:
    """
    The sentence cut to some thirty words around its places, or around the first one where they lie far apart.

    Args:
        wanted: The (scheme, concept) pairs whose words must stay in view; all that there are when empty.
    """
    words = [match.span() for match in re.finditer(r"\S+", sentence.text)]
    if len(words) <= MAX_WORDS + SLACK and len(sentence.text) <= MAX_SIGNS * 1.5:
        return sentence
    keep = set(wanted) or sentence.concepts()
    places = [place for place in sentence.places if (place.scheme, place.concept) in keep]
    if len(words) * 12 < len(sentence.text):
        start, end = _window_of_signs(len(sentence.text), places)
    else:
        start, end = _window_of_words(words, places)
    # A place is shown whole or not at all.
    for place in places:
        if place.start < end < place.end:
            end = place.end
        if place.start < start < place.end:
            start = place.start
    inside = tuple(
        Place(max(place.start, start) - start, min(place.end, end) - start, place.scheme, place.concept)
        for place in sentence.places
        if place.start < end and place.end > start
    )
    cut = (sentence.cut[0] or start > 0, sentence.cut[1] or end < len(sentence.text))
    return Sentence(sentence.field, sentence.start + start, sentence.text[start:end], inside, cut)


def _window_of_words(words: Sequence[tuple[int, int]], places: Sequence[Place]) -> tuple[int, int]:
    """From which to which character the words around the places reach."""

    def word_at(sign: int) -> int:
        return next((n for n, (_, end) in enumerate(words) if end > sign), len(words) - 1)

    first, last = (word_at(places[0].start), word_at(places[0].end - 1)) if places else (0, 0)
    for place in places[1:]:
        if (further := word_at(place.end - 1)) - first < MAX_WORDS + SLACK:
            last = max(last, further)
    room = max(0, MAX_WORDS - (last - first + 1))
    first = max(0, min(first - room // 2, len(words) - MAX_WORDS))
    last = min(len(words) - 1, max(last, first + MAX_WORDS - 1))
    return words[first][0], words[last][1]


def _window_of_signs(length: int, places: Sequence[Place]) -> tuple[int, int]:
    """The same for scripts that put no spaces between words."""
    half = MAX_SIGNS // 2
    anchor = places[0].start if places else 0
    start = max(0, min(anchor - half // 2, length - half))
    return start, min(length, start + half)


def marked(text: str, places: Iterable[Place], cut: tuple[bool, bool] = (False, False)) -> Markup:
    """
    The text as HTML with its places marked; places may overlap or lie within each other.

    >>> marked("a < b", [Place(4, 5, "driver", "b")])
    Markup('a &lt; <mark class="d">b</mark>')
    """
    inside = [place for place in places if 0 <= place.start < place.end <= len(text)]
    edges = sorted({0, len(text), *(place.start for place in inside), *(place.end for place in inside)})
    parts: list[str] = ["… "] if cut[0] else []
    opened: tuple[str, ...] | None = None
    for start, end in pairwise(edges):
        over = [place for place in inside if place.start < end and place.end > start]
        classes = tuple(sorted({CLASSES.get(place.scheme, "") for place in over})) if over else None
        if classes != opened:
            parts.append("</mark>" if opened is not None else "")
            parts.append(_opening(classes) if classes is not None else "")
            opened = classes
        parts.append(str(escape(text[start:end])))
    parts.append("</mark>" if opened is not None else "")
    parts.append(" …" if cut[1] else "")
    return Markup("".join(parts))  # noqa: S704 - each piece of text was escaped above


def _opening(classes: tuple[str, ...]) -> str:
    names = " ".join(name for name in classes if name)
    return f'<mark class="{names}">' if names else "<mark>"
