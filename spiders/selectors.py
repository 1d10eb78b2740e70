"""Selectors as sheets write them: a CSS or XPath expression, or a table that also cleans what it finds."""

import re
from collections.abc import Sequence
from typing import Annotated, Any, Self

import jmespath
from parsel import Selector
from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, model_validator

from corpus.sheets import Sheet

__all__ = ["JSON", "Pick", "PickField", "Regex", "is_xpath"]

JSON = "json:"
"""A selector that begins so goes on as JMESPath, and is applied to JSON."""


def is_xpath(expression: str) -> bool:
    """
    Tell an XPath from a CSS expression by how it begins.

    >>> is_xpath("./td[2]/a"), is_xpath("td:nth-child(2) a")
    (True, False)
    """
    return expression == "." or expression.startswith(
        ("/", "./", "../", "(", "@", "string(", "normalize-space(", "concat(")
    )


def _valid_expression(expression: str) -> str:
    probe = Selector("<p/>")
    if expression.startswith(JSON):
        try:
            jmespath.compile(expression.removeprefix(JSON))
        except jmespath.exceptions.JMESPathError as error:
            raise ValueError(f"{expression!r} is not valid JMESPath: {error}") from error
        return expression
    try:
        probe.xpath(expression) if is_xpath(expression) else probe.css(expression)
    except Exception as error:
        kind = "XPath" if is_xpath(expression) else "CSS"
        raise ValueError(f"{expression!r} is not valid {kind}: {error}") from error
    return expression


def _valid_regex(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"{pattern!r} is not a valid regular expression: {error}") from error
    return pattern


Expression = Annotated[str, Field(min_length=1), AfterValidator(_valid_expression)]
Exact = Annotated[str, StringConstraints(strip_whitespace=False)]
"""Text in which blanks at the ends mean something."""

Regex = Annotated[Exact, AfterValidator(_valid_regex)]


class Pick(Sheet):
    """
    How one field of a row is found and cleaned.

    Attributes:
        select: CSS (``a::text``, ``a::attr(href)``), XPath (begins with ``/``, ``./``, ``(``) or JMESPath
            (begins with ``json:``). An element without ``::text`` gives all its text.
        value: A fixed value instead of a selector.
        join: Put between several finds; without it the first find counts.
        regex: Keep only this part of the text: its first group, or all of it.
        replace: Pairs of regular expression and replacement, in order.
        lookup: What stands for a text, compared without regard to capitals; others stay as they are.
        prefix: Put before what was found.
    """

    select: Expression | None = None
    value: str | None = None
    join: Exact | None = None
    regex: Regex | None = None
    replace: tuple[tuple[Regex, Exact], ...] = ()
    lookup: dict[str, str] = {}
    prefix: Exact = ""

    @model_validator(mode="after")
    def _says_where(self) -> Self:
        if (self.select is None) == (self.value is None):
            raise ValueError("give either 'select' or 'value'")
        return self

    @property
    def is_json(self) -> bool:
        """Whether it selects in JSON."""
        return (self.select or "").startswith(JSON)

    def first(self, row: Selector) -> str:
        """The cleaned text in this row; empty when nothing matches."""
        found = self.all(row)
        return (self.join.join(found) if self.join is not None else found[0]) if found else ""

    def all(self, row: Selector) -> list[str]:
        """Every cleaned, non-empty text that matches in this row."""
        if self.value is not None:
            return [self.value]
        texts = map(_value, _search(self.select, row)) if self.is_json else map(_text, self.nodes(row))
        return [clean for text in texts if (clean := self._clean(text))]

    def nodes(self, row: Selector) -> Sequence[Selector]:
        """The elements that match in this row."""
        assert self.select is not None  # the validator's word
        if self.is_json:
            return [Selector(root=found, type="json") for found in _search(self.select, row)]
        return row.xpath(self.select) if is_xpath(self.select) else row.css(self.select)

    def _clean(self, text: str) -> str:
        if self.regex is not None:
            match = re.search(self.regex, text)
            if not match:
                return ""
            text = match[1] if match.re.groups else match[0]
        for pattern, instead in self.replace:
            text = re.sub(pattern, instead, text)
        text = text.strip()
        if self.lookup:
            text = {word.casefold(): instead for word, instead in self.lookup.items()}.get(
                text.casefold(), text
            )
        return self.prefix + text if text else ""


def _search(expression: str | None, row: Selector) -> list[Any]:
    """What a JMESPath finds; a list gives each of its values."""
    if row.type != "json":
        return []
    try:
        found = jmespath.search((expression or "").removeprefix(JSON), row.root)
    except jmespath.exceptions.JMESPathError:  # a function met a value that it does not take
        return []
    values = found if isinstance(found, list) else [found]
    return [value for value in values if value is not None]


def _value(value: object) -> str:
    return "" if isinstance(value, dict | list | bool) else str(value)


def _text(node: Selector) -> str:
    """All text of a node with white space folded; an attribute or text node as it is."""
    value = node.root if isinstance(node.root, str) else node.xpath("string()").get(default="")
    return " ".join(value.split())


def _short_form(value: object) -> object:
    return {"select": value} if isinstance(value, str) else value


PickField = Annotated[Pick, BeforeValidator(_short_form)]
"""A ``Pick``, for which a sheet may write its selector alone."""
