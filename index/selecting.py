"""Ticked values: which works of an answer have one of the values that are wanted of each facet."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from index.book import ConceptBook
from index.finding import Finder
from index.query_text import QueryError

__all__ = ["EVERY", "Selection", "fitting"]

ValuesOf = Callable[[int], Collection[str]]


@dataclass(frozen=True, slots=True)
class Selection:
    """
    What is ticked beside a query.

    Attributes:
        values: For each facet, which is a scheme of concepts, ``kind``, ``year``, ``language`` or ``publisher``,
            the values of which a work has at least one.
        first, last: The years, YYYY, between which its date lies; empty for no bound. A work without a date
            lies in no span.
    """

    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    first: str = ""
    last: str = ""


EVERY = Selection()
"""Nothing is ticked."""


def fitting(selection: Selection, finder: Finder, book: ConceptBook) -> Callable[[int], bool]:
    """
    Tells of the number of a document whether it has what is ticked.

    Raises:
        QueryError: There is no such facet.
    """
    wanted = [(_values_of(name, finder, book), frozenset(of)) for name, of in selection.values.items()]
    years = finder.columns.of("year")

    def in_span(number: int) -> bool:
        year = years[number]
        return bool(year) and selection.first <= year and (not selection.last or year <= selection.last)

    spanned = bool(selection.first or selection.last)
    return lambda number: (
        all(not of.isdisjoint(values(number)) for values, of in wanted) and (not spanned or in_span(number))
    )


def _values_of(name: str, finder: Finder, book: ConceptBook) -> ValuesOf:
    if name in _OF_COLUMN:
        column, parts = finder.columns.of(name), _OF_COLUMN[name]
        return lambda number: parts(column[number])
    if all(scheme.id != name for scheme in book.schemes):
        known = dict.fromkeys((*(scheme.id for scheme in book.schemes), *_OF_COLUMN))
        raise QueryError(f"no filter {name!r}; there are {', '.join(known)}")
    ids = finder.columns.of("id")
    return lambda number: finder.membership.of(ids[number]).get(name, ())


def _publishers(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";"))


def _language(text: str) -> tuple[str, ...]:
    """The index has the language and the same with its country, in small letters; a tick is the longer one."""
    return (text.rpartition(",")[2],)


_OF_COLUMN: Mapping[str, Callable[[str], tuple[str, ...]]] = {
    "kind": lambda text: (text,),
    "year": lambda text: (text,),
    "language": _language,
    "publisher": _publishers,
}
"""The facets that are columns of the index, with the values that a cell holds; a scheme of that name is another thing."""
