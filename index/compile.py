"""Concepts as Whoosh queries: each label, near rule and negative label over one field."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import chain

from whoosh.query import Or, Prefix, Query, Term
from whoosh.query.spans import SpanNear2
from whoosh.reading import IndexReader

from index.analysis import base_language
from index.book import Aside, Concept, Near
from index.held import Postings
from index.patterns import Pattern, Word, pattern

__all__ = [
    "Lexicon",
    "Rule",
    "Sort",
    "asides",
    "concept_query",
    "negatives",
    "phrase",
    "query",
    "rules",
    "spellings",
]

PARTICLES = ("", "ال", "و", "ب", "ل", "ف", "ك", "وال", "بال", "فال", "كال", "لل", "ول", "وب")
"""Arabic article, conjunctions and prepositions that are written together with the word after them."""

BEFORE_ARTICLE = ("", "و", "ب", "ف", "ك")
"""Those of them that stand before a word that has its article already."""


class Sort(Enum):
    """What words of a sheet are to their concept."""

    LABEL = "label"
    NEAR = "near"
    HINT = "hint"
    PROXY = "proxy"


@dataclass(frozen=True, slots=True)
class Rule:
    """
    One way in which words cause a tag.

    Attributes:
        label: As the sheet writes it; what the tag names as its reason.
        groups: Of each group one pattern has to be there; a plain label is one group of one.
        languages: Base languages of the works in which it counts; all when empty.
        exact: Whether capitals have to be as in ``label``.
        within, ordered: How groups stand to each other.
        sort: What sort of words they are.
    """

    label: str
    groups: tuple[tuple[Pattern, ...], ...]
    languages: frozenset[str] = field(default_factory=frozenset)
    exact: bool = False
    within: int = 1
    ordered: bool = True
    sort: Sort = Sort.LABEL


class Lexicon:
    """The words that one field of a segment holds, so that labels that cannot occur cost nothing."""

    def __init__(self, reader: IndexReader, name: str) -> None:
        self._sorted = sorted(text.decode() for text in reader.lexicon(name))
        self._known = frozenset(self._sorted)
        self.postings = Postings(reader, name)

    def forms(self, word: Word, *, first: bool = True) -> list[str]:
        """
        The words of the field that this word of a label stands for.

        Args:
            word: Of a label.
            first: Whether it is the label's first word, before which Arabic writes its particles.
        """
        if not word.prefix:
            return [text for text in spellings(word.text, first=first) if text in self._known]
        return list(dict.fromkeys(chain.from_iterable(map(self._begun, spellings(word.text, first=first)))))

    def _begun(self, beginning: str) -> Iterator[str]:
        for place in range(bisect_left(self._sorted, beginning), len(self._sorted)):
            if not self._sorted[place].startswith(beginning):
                return
            yield self._sorted[place]


def spellings(text: str, *, first: bool) -> Sequence[str]:
    """How a word, or the beginning of one, is written: in Arabic with particles before it, the ``first`` with all."""
    if not "\u0620" <= text[0] <= "\u064a":
        return (text,)
    if text.startswith("ال"):
        if not first:
            return (text,)
        return (*(particle + text for particle in BEFORE_ARTICLE), "لل" + text[2:], "ولل" + text[2:])
    return [particle + text for particle in (PARTICLES if first else PARTICLES[:2])]


def rules(concept: Concept) -> tuple[Rule, ...]:
    """All that causes a tag on this concept, in the order of its sheet; hints and proxies last."""
    return (
        *_labels(concept.labels, Sort.LABEL),
        *(Rule(label, ((pattern(label),),), exact=True) for label in concept.exact),
        *map(_near, concept.near),
        *_labels(concept.hints, Sort.HINT),
        *_labels(concept.proxies, Sort.PROXY),
    )


def _labels(labels: Mapping[str, Sequence[str]], sort: Sort) -> Iterator[Rule]:
    for language, texts in labels.items():
        for label in texts:
            yield Rule(label, ((pattern(label),),), frozenset((base_language(language),)), sort=sort)


def asides(concept: Concept) -> tuple[tuple[Rule | None, Rule | None], ...]:
    """What of the scheme's asides stands before a label, and what after it."""
    return tuple((_aside(one, one.before), _aside(one, one.after)) for one in concept.asides)


def _aside(aside: Aside, words: Sequence[str]) -> Rule | None:
    if not words:
        return None
    languages = frozenset(map(base_language, aside.languages))
    return Rule("/".join(words), (tuple(map(pattern, words)),), languages, within=aside.within)


def _near(near: Near) -> Rule:
    return Rule(
        label=" … ".join("/".join(group) for group in near.groups),
        groups=tuple(tuple(map(pattern, group)) for group in near.groups),
        sort=Sort.NEAR,
        languages=frozenset(map(base_language, near.languages)),
        within=near.within,
        ordered=near.ordered,
    )


def negatives(concept: Concept) -> tuple[Rule, ...]:
    """Where a label does not count: negative labels, and longer labels of the scheme's other concepts."""
    own = (Rule(label, ((pattern(label),),)) for label in chain.from_iterable(concept.not_labels.values()))
    others = (Rule("", ((longer,),)) for longer in concept.longer)
    return (*own, *others)


def query(rule: Rule, name: str, lexicon: Lexicon | None = None) -> Query | None:
    """
    A rule as a query whose spans are the places of its words.

    Args:
        rule: The rule.
        name: The field.
        lexicon: The field's words; beginnings are expanded with it and rules that cannot match dropped.

    Returns:
        None when the lexicon says that nothing can match.
    """
    parts: list[Query] = []
    for group in rule.groups:
        found = [one for one in (phrase(words, name, lexicon) for words in group) if one is not None]
        if not found:
            return None
        parts.append(_any(found))
    return parts[0] if len(parts) == 1 else SpanNear2(parts, slop=rule.within, ordered=rule.ordered)


def concept_query(concept: Concept, name: str) -> Query:
    """A concept's positive rules as one query, for search and for curiosity; negatives are not in it."""
    return Or([one for one in (query(rule, name) for rule in rules(concept)) if one is not None])


def _any(queries: Sequence[Query]) -> Query:
    return queries[0] if len(queries) == 1 else Or(list(queries))


def phrase(words: Pattern, name: str, lexicon: Lexicon | None = None) -> Query | None:
    """A label's words side by side; None when the lexicon lacks one of them."""
    parts: list[Query] = []
    for number, word in enumerate(words):
        if lexicon is None:
            parts.append((Prefix if word.prefix else Term)(name, word.text))
        elif forms := lexicon.forms(word, first=number == 0):
            parts.append(lexicon.postings.of(forms))
        else:
            return None
    if len(parts) == 1:
        return parts[0]
    if all(word.after == 1 for word in words[1:]):
        return SpanNear2(parts, slop=1)
    joined = parts[0]
    for part, word in zip(parts[1:], words[1:], strict=True):
        joined = SpanNear2([joined, part], slop=word.after)
    return joined
