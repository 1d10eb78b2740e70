"""Queries of people: the one place that reads them.

::

    skills gap               both words, in any order and field, in any form (skill, gaps)
    "skills gap"             these words side by side, as they stand
    "skills gap"~5           these words, each at most five words on from the one before, in any order
    stackab*                 words that begin so
    skils~1                  words that differ in one letter at most, or in two
    skills OR competences    either; AND, OR, NOT and brackets combine, in capitals
    skills NOT digital       without this word
    title:skills             in one field: title, note, abstract, text, publisher, authors (author)
    region:africa            a concept, by its id or one of its names; every scheme is such a field
    ~"skills gap"            the concept that has this name, so works in other languages too
    kind:policy language:fr source:unesco doi:10.3402/rlt.v22.23563
    year:2024   year:[2019 TO 2022]   date:2024-03
    like:ID                  works that share many words with this one

Capitals and accents do not matter. Without an operator all words must be there, as in library
catalogues, except the commonest ones (the, of). When no work has them all, or few have all of a question
of many words, works with some of them are shown too, and the answer says so. A hyphen joins words:
e-learning is looked for as it stands and as one word.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Protocol

from whoosh.qparser.syntax import AndGroup
from whoosh.query import (
    And,
    Every,
    Not,
    NullQuery,
    Or,
    Phrase,
    Prefix,
    Query,
    Term,
    TermRange,
)
from whoosh.query.spans import SpanNear2

from index.analysis import common_words
from index.book import ConceptBook
from index.compile import phrase
from index.fields import ALIASES, FIELDS, TAGGED
from index.finding import Finder
from index.patterns import pattern
from index.query_text import ANY, MEANT, QueryError, check, is_plain, parser, tidy
from index.ranking import Leaf
from index.wanted import Wanted

__all__ = ["Like", "QueryError", "Question", "field_names", "parse"]

NAMES = ("publisher", "authors")
"""Fields of names, found by their words."""

DATES = {"year": r"\d{4}", "date": r"\d{4}(-\d{2}){0,2}"}
"""Fields with dates, and the form that a value has."""

FIELD_NAMES = tuple(field.name for field in FIELDS if not field.hidden)

LIKE = "like"
"""The field whose value is the id of a work that others shall be like."""

ALIKE = re.compile(r"(.+)~([12])")
"""A word with how many letters may be other ones."""

AFTER_ALL = "~"
"""Sorts after everything in a date, so that the end of a range holds its whole year or month."""


class Like(Protocol):
    """Gives the works that share words with one, as a query; None when there is no such work."""

    def __call__(self, work: str) -> Query | None: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Question:
    """
    A query, understood.

    Attributes:
        query: For Whoosh.
        wanted: Its words, to show where they stand.
        leaves: Its words and phrases, each with the scores that it gives.
        plain: Whether it is several words and nothing else, so that some of them may do.
    """

    query: Query
    wanted: Wanted
    leaves: tuple[Leaf, ...] = ()
    plain: bool = False


def field_names(book: ConceptBook) -> tuple[str, ...]:
    """The names that may stand before a colon."""
    return tuple(dict.fromkeys([*FIELD_NAMES, *ALIASES, *(scheme.id for scheme in book.schemes), LIKE]))


def parse(text: str, book: ConceptBook, finder: Finder, like: Like, language: str = "en") -> Question:
    """
    Read a query.

    Args:
        text: As a person wrote it; an empty one finds everything.
        book: Whose schemes are fields too.
        finder: Finds words and concepts.
        like: Finds works that are like one.
        language: The observatory's own; its commonest words (the, of) are passed over where they stand
            among others without quotation marks.

    Raises:
        QueryError: It cannot be understood.
    """
    tidied = tidy(text)
    if not tidied or tidied == "*":
        return Question(Every(), Wanted())
    check(tidied)
    tree = parser(field_names(book), AndGroup).parse(tidied)
    for common in (common_words(language), frozenset[str]()):
        reader = _Reader(book, finder, like, common)
        query = reader.read(tree)
        if query is not None:
            return Question(query, reader.wanted, tuple(reader.leaves), is_plain(tidied))
    raise QueryError(f"nothing to look for in {text!r}: it holds no word")


class _Reader:
    """Turns the parser's tree, in which every field is plain text, into the query that is run."""

    def __init__(self, book: ConceptBook, finder: Finder, like: Like, common: frozenset[str]) -> None:
        self.book = book
        self.finder = finder
        self.like = like
        self.common = common
        self.wanted = Wanted()
        self.leaves: list[Leaf] = []
        self.names = field_names(book)
        self.schemes = {scheme.id for scheme in book.schemes}

    def read(self, tree: Query, *, wanted: bool = True) -> Query | None:
        """The tree with its leaves understood; None where nothing is left to look for."""
        match tree:
            case And() | Or():
                parts = [
                    part for one in tree.subqueries if (part := self.read(one, wanted=wanted)) is not None
                ]
                return type(tree)(parts) if parts else None
            case Not():
                part = self.read(tree.query, wanted=False)
                return Not(part) if part is not None else None
            case Term() | Prefix():
                return self._leaf(
                    tree.fieldname, str(tree.text), prefix=isinstance(tree, Prefix), wanted=wanted
                )
            case Phrase():
                text = " ".join(tree.words)
                return self._leaf(tree.fieldname, text, quoted=True, wanted=wanted, within=tree.slop)
            case TermRange():
                return self.finder.only(self._range(tree))
            case _ if tree == NullQuery:
                return None
        raise QueryError(f"cannot look for {tree}")

    def _leaf(
        self,
        name: str,
        text: str,
        *,
        prefix: bool = False,
        quoted: bool = False,
        wanted: bool = True,
        within: int = 1,
    ) -> Query | None:
        name = ALIASES.get(name, name)
        if name in (ANY, *TAGGED):
            fields = TAGGED if name == ANY else (name,)
            stemmed = name == ANY and not (prefix or quoted)
            return self._words(text, fields, prefix=prefix, stemmed=stemmed, wanted=wanted, within=within)
        found = self._filter(name, text, prefix=prefix)
        return self.finder.only(found) if found is not None and name != LIKE else found

    def _filter(self, name: str, text: str, *, prefix: bool) -> Query | None:
        if name == MEANT:
            return self._meant(text)
        if name not in self.names:
            raise QueryError(
                f"no field {name!r}; there are {', '.join(self.names)}. "
                "Put text with a colon between quotation marks"
            )
        if name == LIKE:
            if (alike := self.like(text)) is None:
                raise QueryError(f"no work {text!r} that others could be like")
            return alike
        if name in NAMES:
            return self._name(text, name, prefix=prefix)
        if name in DATES:
            return self._date(name, text, prefix=prefix)
        ids = self._ids(name, text, prefix=prefix) if name in self.schemes else ()
        if ids:
            return self.finder.concepts(name, ids)
        if name in self.schemes and name not in FIELD_NAMES:
            raise self._no_concept(name, text)
        return (Prefix if prefix else Term)(name, text.lower())

    def _words(
        self, text: str, fields: Sequence[str], *, prefix: bool, stemmed: bool, wanted: bool, within: int
    ) -> Query | None:
        """Words side by side in any of these fields and, when wanted, in all their forms."""
        alike = ALIKE.fullmatch(text) if not prefix else None
        found = pattern(f"{text}*" if prefix else text.replace("*", " "))
        if not found or (stemmed and found[0].text in self.common and len(found) == 1):
            return None
        if alike and len(found := pattern(alike[1])) == 1:
            leaf, words = self.finder.alike(text, found[0].text, int(alike[2]), fields)
            for word in words if wanted else ():
                self.wanted.add(pattern(word), fields)
        elif stemmed:
            leaf = self.finder.word(text, found, fields)
        else:
            leaf = self.finder.written(text, found, fields, within=within)
        if wanted:
            self.leaves.append(leaf)
            if not alike:
                self.wanted.add(found, fields)
            if stemmed:
                self.wanted.add_stems(text)
        return self.finder.query(leaf.scores)

    def _meant(self, text: str) -> Query:
        """The works with the concept that has this name, in whichever scheme and language."""
        known = [
            self.finder.concepts(scheme.id, ids)
            for scheme in self.book.schemes
            if (ids := self._ids(scheme.id, text, prefix=False))
        ]
        if not known:
            raise QueryError(f"no concept is called {text!r}; look for the words without ~")
        return Or(known)

    def _name(self, text: str, name: str, *, prefix: bool) -> Query | None:
        """Parts of a name near each other in any order: "James Keevy" is "Keevy, James"."""
        found = pattern(f"{text}*" if prefix else text.replace("*", " "))
        parts = [phrase((word,), name) for word in found]
        return SpanNear2(parts, slop=2, ordered=False) if len(parts) > 1 else next(iter(parts), None)

    def _date(self, name: str, text: str, *, prefix: bool) -> Query:
        if not prefix and not re.fullmatch(DATES[name], text):
            raise QueryError(f"{text!r} is no {name}; write {name}:2024 or {name}:[2019 TO 2022]")
        return Prefix(name, text)

    def _range(self, tree: TermRange) -> Query:
        name = ALIASES.get(tree.fieldname, tree.fieldname)
        start, end = str(tree.start or ""), str(tree.end or "")
        if name not in DATES or not all(re.fullmatch(DATES[name], one) for one in (start, end) if one):
            raise QueryError(f"a range is written {' or '.join(f'{one}:[2019 TO 2022]' for one in DATES)}")
        return TermRange(name, start or None, end + AFTER_ALL if end else None)

    def _ids(self, scheme: str, text: str, *, prefix: bool) -> tuple[str, ...]:
        """The concepts that this text means: an id, the beginning of ids, or a name in any language."""
        concepts = self.book.scheme(scheme).concepts
        value = text.lower()
        if prefix:
            return tuple(one.id for one in concepts if one.id.startswith(value))
        if (scheme, value) in self.book:
            return (value,)
        return self.book.named(scheme, text)

    def _no_concept(self, scheme: str, text: str) -> QueryError:
        concepts = self.book.scheme(scheme).concepts
        names = {name.lower(): one.id for one in concepts for name in (one.id, *one.label.values())}
        near = dict.fromkeys(names[name] for name in get_close_matches(text.lower(), names, n=3))
        hint = (
            f"did you mean {', '.join(near)}?"
            if near
            else f"there are {', '.join(one.id for one in concepts[:20])}"
        )
        return QueryError(f"no {scheme} {text!r}; {hint}")
