"""Queries of people: the one place that reads them.

::

    skills gap               both words, in any order and field, in any form (skill, gaps)
    "skills gap"             these words side by side, as they stand
    stackab*                 words that begin so
    skills OR competences    either; AND, OR, NOT and brackets combine, in capitals
    skills NOT digital       without this word
    title:skills             in one field: title, note, abstract, text, publisher, authors (author)
    region:africa            a concept, by its id or one of its names; every scheme is such a field
    kind:policy language:fr source:unesco doi:10.3402/rlt.v22.23563
    year:2024   year:[2019 TO 2022]   date:2024-03

Capitals and accents do not matter. Without an operator all words must be there, as in library
catalogues, except the commonest ones (the, of); when no work has them all, works with some of them are shown, the ones with most first, and
the answer says so. A hyphen joins words: e-learning is looked for as it stands and as one word.
"""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from whoosh.fields import ID, Schema
from whoosh.qparser import QueryParser, plugins
from whoosh.qparser.syntax import AndGroup, OrGroup
from whoosh.query import And, Every, Not, NullQuery, Or, Phrase, Prefix, Query, Term, TermRange
from whoosh.query.spans import SpanNear2

from corpus.errors import ObservatoryError
from index.analysis import common_words, stems
from index.book import ConceptBook
from index.compile import phrase
from index.fields import ALIASES, FIELDS, STEMS, TAGGED
from index.patterns import pattern
from index.wanted import Wanted

__all__ = ["QueryError", "Question", "field_names", "parse"]

ANY = "any"
"""The field of words that name none."""

NAMES = ("publisher", "authors")
"""Fields of names, found by their words."""

DATES = {"year": r"\d{4}", "date": r"\d{4}(-\d{2}){0,2}"}
"""Fields with dates, and the form that a value has."""

FIELD_NAMES = tuple(field.name for field in FIELDS if not field.hidden)

HYPHENATED = 2
"""Parts of a word with one hyphen."""

AFTER_ALL = "~"
"""Sorts after everything in a date, so that the end of a range holds its whole year or month."""

Concepts = Callable[[str, Collection[str]], Query]
"""Makes a query for the works that have one of these concepts of a scheme."""


class QueryError(ObservatoryError):
    """A query cannot be understood; the message says why and what can be written."""


@dataclass(frozen=True, slots=True)
class Question:
    """
    A query, understood.

    Attributes:
        query: For Whoosh.
        wanted: Its words, to show where they stand.
        relaxed: The same with any of the words instead of all; None when there is no such thing.
    """

    query: Query
    wanted: Wanted
    relaxed: Query | None = None


def field_names(book: ConceptBook) -> tuple[str, ...]:
    """The names that may stand before a colon."""
    return tuple(dict.fromkeys([*FIELD_NAMES, *ALIASES, *(scheme.id for scheme in book.schemes)]))


def parse(
    text: str, book: ConceptBook, concepts: Concepts, languages: Sequence[str], language: str = "en"
) -> Question:
    """
    Read a query.

    Args:
        text: As a person wrote it; an empty one finds everything.
        book: Whose schemes are fields too.
        concepts: How works with concepts are found.
        languages: By whose stems words are looked for.
        language: The observatory's own; its commonest words (the, of) are passed over where they stand
            among others without quotation marks.

    Raises:
        QueryError: It cannot be understood.
    """
    tidy = _tidy(text)
    if not tidy or tidy == "*":
        return Question(Every(), Wanted())
    _check(tidy)
    for common in (common_words(language), frozenset[str]()):
        reader = _Reader(book, concepts, languages, common)
        query = reader.read(_parser(book, AndGroup).parse(tidy))
        if query is not None:
            relaxed = reader.read(_parser(book, OrGroup).parse(tidy)) if _is_plain(tidy) else None
            return Question(query, reader.wanted, relaxed)
    raise QueryError(f"nothing to look for in {text!r}: it holds no word")


def _tidy(text: str) -> str:
    text = re.sub("[\u201c\u201d\u201e\u00ab\u00bb]", '"', text)
    # A colon before a blank is punctuation, as in a title and its subtitle.
    return " ".join(re.sub(r":(?=\s|$)", " ", text).split())


def _check(text: str) -> None:
    """Refuse what Whoosh's lenient parser would take for words."""
    if text.count('"') % 2:
        raise QueryError('a quotation mark (") is not closed')
    bare = re.sub(r'"[^"]*"', '""', text)
    if bare.count("(") != bare.count(")"):
        raise QueryError(
            "a bracket is not closed; put brackets that belong to a text between quotation marks"
        )
    if bare.count("[") != len(re.findall(r"\w:\[[^\[\]]*\bTO\b[^\[\]]*\]", bare)):
        raise QueryError("a range is written year:[2019 TO 2022]")
    if re.search(r"^(AND|OR)\b|\b(AND|OR|NOT)$|\b(AND|OR|NOT)\s+(AND|OR)\b", bare):
        raise QueryError("AND, OR and NOT stand before a word; write them small to look for them as words")


def _is_plain(text: str) -> bool:
    return " " in text and not re.search(r'["():\[\]]|\b(AND|OR|NOT)\b', text)


def _parser(book: ConceptBook, group: type) -> QueryParser:
    # Every field is read as one piece of text here; what it means in its field is decided below.
    names = dict.fromkeys([ANY, *field_names(book)], ID())
    return QueryParser(
        ANY,
        Schema(**names),
        group=group,
        plugins=[
            plugins.WhitespacePlugin(),
            plugins.PhrasePlugin(),
            plugins.RangePlugin(),
            plugins.GroupPlugin(),
            # Before the beginnings of words, which would take the name along: "title:stackab*".
            plugins.FieldsPlugin(r"(?P<text>[\w-]+):(?=\S)", remove_unknown=False),
            plugins.PrefixPlugin(),
            plugins.OperatorsPlugin(AndNot=None, AndMaybe=None, Require=None),
        ],
    )


class _Reader:
    """Turns the parser's tree, in which every field is plain text, into the query that is run."""

    def __init__(
        self, book: ConceptBook, concepts: Concepts, languages: Sequence[str], common: frozenset[str]
    ) -> None:
        self.book = book
        self.concepts = concepts
        self.languages = languages
        self.common = common
        self.wanted = Wanted()
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
                return self._leaf(tree.fieldname, " ".join(tree.words), quoted=True, wanted=wanted)
            case TermRange():
                return self._range(tree)
            case _ if tree == NullQuery:
                return None
        raise QueryError(f"cannot look for {tree}")

    def _leaf(
        self, name: str, text: str, *, prefix: bool = False, quoted: bool = False, wanted: bool = True
    ) -> Query | None:
        name = ALIASES.get(name, name)
        if name == ANY:
            return self._words(text, TAGGED, prefix=prefix, stemmed=not (prefix or quoted), wanted=wanted)
        if name not in self.names:
            raise QueryError(
                f"no field {name!r}; there are {', '.join(self.names)}. "
                "Put text with a colon between quotation marks"
            )
        if name in NAMES:
            return self._name(text, name, prefix=prefix)
        if name in TAGGED:
            return self._words(text, (name,), prefix=prefix, stemmed=False, wanted=wanted)
        if name in DATES:
            return self._date(name, text, prefix=prefix)
        ids = self._ids(name, text, prefix=prefix) if name in self.schemes else ()
        if ids:
            return self.concepts(name, ids)
        if name in self.schemes and name not in FIELD_NAMES:
            raise self._no_concept(name, text)
        return (Prefix if prefix else Term)(name, text.lower())

    def _words(
        self, text: str, fields: Iterable[str], *, prefix: bool, stemmed: bool, wanted: bool
    ) -> Query | None:
        """Words side by side in any of these fields and, when wanted, by their stem."""
        found = pattern(f"{text}*" if prefix else text.replace("*", " "))
        if not found or (stemmed and found[0].text in self.common and len(found) == 1):
            return None
        if wanted:
            self.wanted.add(found, fields)
        parts = [phrase(found, name) for name in fields]
        if stemmed:
            if wanted:
                self.wanted.add_stems(text)
            for language in self.languages:
                # Of a word with one hyphen the last stem is that of both parts written as one.
                roots = stems([text], language)
                if roots and (len(found) == 1 or (len(found) == HYPHENATED and len(roots) > HYPHENATED)):
                    parts.append(Term(STEMS[language], roots[-1]))
        return Or([part for part in parts if part is not None])

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
