"""What a person wrote as a query: tidied, checked, and cut by Whoosh's parser into a tree of plain text."""

import re
from collections.abc import Iterable

from whoosh.analysis import SpaceSeparatedTokenizer
from whoosh.fields import TEXT, Schema
from whoosh.qparser import QueryParser, plugins

from corpus.errors import ObservatoryError

__all__ = ["ANY", "MEANT", "QueryError", "check", "is_plain", "parser", "tidy"]

ANY = "any"
"""The field of words that name none."""

MEANT = "concept"
"""The field that a tilde before a word stands for: what it means, in whichever language."""


class QueryError(ObservatoryError):
    """A query cannot be understood; the message says why and what can be written."""


def tidy(text: str) -> str:
    """One line with plain quotation marks, and without colons that are punctuation."""
    text = re.sub("[\u201c\u201d\u201e\u00ab\u00bb]", '"', text)
    # A colon before a blank is punctuation, as in a title and its subtitle.
    text = " ".join(re.sub(r":(?=\s|$)", " ", text).split())
    return re.sub(r'(?<![^\s(])~(?=[\w"])', f"{MEANT}:", text)


def check(text: str) -> None:
    """
    Refuse what Whoosh's lenient parser would take for words.

    Raises:
        QueryError: Says what is wrong and how it is written.
    """
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


def is_plain(text: str) -> bool:
    """Whether it is several words and nothing else."""
    return " " in text and not re.search(r'["():\[\]]|\b(AND|OR|NOT)\b', text)


def parser(names: Iterable[str], group: type) -> QueryParser:
    """
    Whoosh's parser with the operators that are documented.

    Every field is read as one piece of text here; what it means in its field is decided by who reads the
    tree.
    """
    return QueryParser(
        ANY,
        Schema(**dict.fromkeys([ANY, MEANT, *names], TEXT(SpaceSeparatedTokenizer()))),
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
