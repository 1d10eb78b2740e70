"""Selectors as sheets write them: CSS, XPath or a path in JSON, or a table that also cleans what it finds."""

import re
from typing import Annotated, Self

import jmespath
from parsel import Selector, SelectorList
from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from corpus.sheets import Sheet

__all__ = ["JSON", "Pick", "PickField", "is_xpath"]

JSON = "json:"
"""How a JMESPath expression begins; what follows is read in a JSON answer."""


def is_xpath(expression: str) -> bool:
    """
    Tell an XPath from a CSS expression by how it begins.

    >>> is_xpath("./td[2]/a"), is_xpath("td:nth-child(2) a")
    (True, False)
    """
    return expression.startswith(("/", "./", "../", "(", "@", "string(", "normalize-space(", "concat("))


def _find(row: Selector, expression: str) -> "SelectorList[Selector]":
    if expression.startswith(JSON):
        return row.jmespath(expression.removeprefix(JSON)) if row.type == "json" else SelectorList()
    return row.xpath(expression) if is_xpath(expression) else row.css(expression)


def _valid_expression(expression: str) -> str:
    if expression.startswith(JSON):
        try:
            jmespath.compile(expression.removeprefix(JSON))
        except jmespath.exceptions.JMESPathError as error:
            raise ValueError(f"{expression!r} is not valid JMESPath: {error}") from error
        return expression
    probe = Selector("<p/>")
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
Regex = Annotated[str, AfterValidator(_valid_regex)]


class Pick(Sheet):
    """
    How one field of a row is found and cleaned.

    Attributes:
        select: CSS (``a::text``, ``a::attr(href)``), XPath (begins with ``/``, ``./``, ``(``), or JMESPath
            after ``json:``, for answers in JSON.
            An element without ``::text`` gives all its text.
        value: A fixed value instead of a selector.
        join: Put between several finds; without it the first find counts.
        regex: Keep only this part of the text: its first group, or all of it.
        replace: Pairs of regular expression and replacement, in order.
        prefix: Put before what was found.
    """

    select: Expression | None = None
    value: str | None = None
    join: str | None = None
    regex: Regex | None = None
    replace: tuple[tuple[Regex, str], ...] = ()
    prefix: str = ""

    @model_validator(mode="after")
    def _says_where(self) -> Self:
        if (self.select is None) == (self.value is None):
            raise ValueError("give either 'select' or 'value'")
        return self

    def first(self, row: Selector) -> str:
        """The cleaned text in this row; empty when nothing matches."""
        found = self.all(row)
        return (self.join.join(found) if self.join is not None else found[0]) if found else ""

    def all(self, row: Selector) -> list[str]:
        """Every cleaned, non-empty text that matches in this row."""
        if self.value is not None:
            return [self.value]
        assert self.select is not None  # the validator's word
        return [clean for node in _find(row, self.select) if (clean := self._clean(_text(node)))]

    def nodes(self, row: Selector) -> "SelectorList[Selector]":
        """The elements that match in this row."""
        assert self.select is not None
        return _find(row, self.select)

    def _clean(self, text: str) -> str:
        if self.regex is not None:
            match = re.search(self.regex, text)
            if not match:
                return ""
            text = match[1] if match.re.groups else match[0]
        for pattern, instead in self.replace:
            text = re.sub(pattern, instead, text)
        text = text.strip()
        return self.prefix + text if text else ""


def _text(node: Selector) -> str:
    """All text of a node with white space folded; an attribute or text node as it is."""
    if isinstance(node.root, str):
        value = node.root
    elif node.type == "json":
        value = str(node.root) if isinstance(node.root, int | float) else ""
    else:
        value = node.xpath("string()").get(default="")
    return " ".join(value.split())


def _short_form(value: object) -> object:
    return {"select": value} if isinstance(value, str) else value


PickField = Annotated[Pick, BeforeValidator(_short_form)]
"""A ``Pick``, for which a sheet may write its selector alone."""
