"""The citation of a search: what was asked, of which state, how many works answered, and a check of which."""

import hashlib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode, urlsplit

from corpus.errors import NotFound
from index.reading import Index, Sort
from index.selecting import EVERY, Selection
from site_builder.facets import FACETS

__all__ = ["Citation", "Search", "answered", "read_citation", "read_search"]

EVERYTHING = 10_000_000
"""More works than any index has."""

_BESIDE = ("q", "from", "to", "sort", "page", "snapshot", "count", "check")
"""What stands in an address and is no filter."""


@dataclass(frozen=True, slots=True)
class Search:
    """
    What was asked: the same as the address of the page of the search says.

    Attributes:
        query: In the one form of a query: NFC, single blanks.
        sort: rank, date or title.
        selection: What is ticked.
    """

    query: str
    sort: Sort
    selection: Selection = EVERY

    def parts(self) -> list[tuple[str, str]]:
        """The parts of the address, in the order in which the page writes them."""
        ticked = self.selection.values
        names = dict.fromkeys((*(facet.id for facet in FACETS), *sorted(ticked)))
        parts = [
            ("q", self.query),
            *((name, value) for name in names for value in sorted(ticked.get(name, ()))),
        ]
        parts += [("from", self.selection.first), ("to", self.selection.last)]
        parts += [("sort", self.sort if self.sort != _order(self.query) else "")]
        return [(name, value) for name, value in parts if value]


@dataclass(frozen=True, slots=True)
class Citation:
    """
    A cited search.

    Attributes:
        snapshot: The id of the state that was searched.
        count: How many works answered.
        check: Twelve digits that differ when other works answer, or in another order.
    """

    search: Search
    snapshot: str
    count: int
    check: str

    def link(self, base_url: str) -> str:
        """
        The permalink, with its parts always in the same order.

        >>> Citation(Search("fish", "rank"), "ab12", 3, "c0ffee").link("https://example.org/")
        'https://example.org/search/?q=fish&snapshot=ab12&count=3&check=c0ffee'
        """
        named = [("snapshot", self.snapshot), ("count", str(self.count)), ("check", self.check)]
        # As a browser writes it.
        text = urlencode([*self.search.parts(), *named], safe="*").replace("~", "%7E")
        return f"{base_url.rstrip('/')}/search/?{text}" if base_url else f"?{text}"


def answered(index: Index, search: Search) -> tuple[tuple[str, ...], str]:
    """
    The ids of all works that answer, in the order that the site has them in, and the check of them.

    Raises:
        QueryError: The query or a filter cannot be understood.
    """
    found = index.search(
        search.query, limit=EVERYTHING, sort=search.sort, selection=search.selection, shared=False
    )
    ids = tuple(hit.work for hit in found.hits)
    return ids, hashlib.sha256("\n".join(ids).encode()).hexdigest()[:12]


def read_search(text: str, sort: Sort | None = None) -> Search:
    """
    Read a query, or an address of the page of the search, or what stands in that from its question mark on.

    Args:
        sort: In place of the one that the address says; None for that, or else the usual one.

    Raises:
        NotFound: Its sort or its years cannot be read.

    >>> read_search("  stackab*   AND  region:africa ").query
    'stackab* AND region:africa'
    >>> read_search("?q=fish&kind=report&kind=news&from=2019").parts()
    [('q', 'fish'), ('kind', 'news'), ('kind', 'report'), ('from', '2019')]
    """
    text = text.strip()
    if not re.match(r"\?|https?://\S+\?", text):
        return Search(_canonical(text), sort or _order(text))
    return _search(_parts(text), sort)


def read_citation(text: str) -> Citation:
    """
    Read a permalink, or what follows its question mark.

    Raises:
        NotFound: A part is missing or cannot be read; says which.

    >>> read_citation("?q=fish&snapshot=ab12&count=3&check=c0ffee").snapshot
    'ab12'
    """
    given = _parts(text)
    missing = [name for name in ("snapshot", "count", "check") if name not in given]
    if missing:
        raise NotFound(f"not a citation: {', '.join(missing)} missing; 'observatory cite QUERY' makes one")
    count = given["count"][0]
    if not count.isdigit():
        raise NotFound("not a citation: its count cannot be read")
    return Citation(_search(given), given["snapshot"][0], int(count), given["check"][0])


def _parts(text: str) -> Mapping[str, Sequence[str]]:
    return parse_qs(urlsplit(text.strip()).query or text.strip().lstrip("?"))


def _search(given: Mapping[str, Sequence[str]], sort: Sort | None = None) -> Search:
    first = {name: given.get(name, [""])[0] for name in _BESIDE}
    query = _canonical(first["q"])
    order = sort or first["sort"] or _order(query)
    if order not in ("rank", "date", "title"):
        raise NotFound(f"not a search: no order {order!r}; there are rank, date, title")
    if any(year and not re.fullmatch(r"\d{4}", year) for year in (first["from"], first["to"])):
        raise NotFound("not a search: its years are not written as YYYY")
    values = {name: tuple(sorted(set(of))) for name, of in sorted(given.items()) if name not in _BESIDE}
    return Search(query, order, Selection(values, first["from"], first["to"]))  # type: ignore[arg-type]


def _canonical(query: str) -> str:
    return " ".join(unicodedata.normalize("NFC", query).split())


def _order(query: str) -> Sort:
    """The order where none is named."""
    return "rank" if query.strip() else "date"
