"""The citation of a search: what was asked, of which state, how many works answered, and a check of which."""

import hashlib
import unicodedata
from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode, urlsplit

from corpus.errors import NotFound
from index.reading import Index, Sort

__all__ = ["Citation", "answered", "canonical", "read_citation"]

EVERYTHING = 10_000_000
"""More works than any index has."""


def canonical(query: str) -> str:
    """
    The one form of a query: NFC, single blanks.

    >>> canonical("  stackab*   AND  region:africa ")
    'stackab* AND region:africa'
    """
    return " ".join(unicodedata.normalize("NFC", query).split())


@dataclass(frozen=True, slots=True)
class Citation:
    """
    A cited search.

    Attributes:
        query: In its canonical form.
        sort: rank, date or title.
        snapshot: The id of the state that was searched.
        count: How many works answered.
        check: Twelve digits that differ when other works answer, or in another order.
    """

    query: str
    sort: Sort
    snapshot: str
    count: int
    check: str

    def link(self, base_url: str) -> str:
        """
        The permalink, with its parts always in the same order.

        >>> Citation("fish", "rank", "ab12", 3, "c0ffee").link("https://example.org/")
        'https://example.org/search/?q=fish&snapshot=ab12&count=3&check=c0ffee'
        """
        parts = {"q": self.query} | ({"sort": self.sort} if self.sort != "rank" else {})
        parts |= {"snapshot": self.snapshot, "count": str(self.count), "check": self.check}
        return f"{base_url.rstrip('/')}/search/?{urlencode(parts)}" if base_url else f"?{urlencode(parts)}"


def answered(index: Index, query: str, sort: Sort) -> tuple[tuple[str, ...], str]:
    """
    The ids of all works that answer, in the order that the site has them in, and the check of them.

    Raises:
        QueryError: The query cannot be understood.
    """
    ids = tuple(hit.work for hit in index.search(query, limit=EVERYTHING, sort=sort, shared=False).hits)
    return ids, hashlib.sha256("\n".join(ids).encode()).hexdigest()[:12]


def read_citation(text: str) -> Citation:
    """
    Read a permalink, or what follows its question mark.

    Raises:
        NotFound: A part is missing; says which.

    >>> read_citation("?q=fish&snapshot=ab12&count=3&check=c0ffee").snapshot
    'ab12'
    """
    parts = parse_qs(urlsplit(text.strip()).query or text.strip().lstrip("?"), keep_blank_values=True)
    first = {name: values[0] for name, values in parts.items()}
    missing = [name for name in ("q", "snapshot", "count", "check") if name not in first]
    if missing:
        raise NotFound(f"not a citation: {', '.join(missing)} missing; 'observatory cite QUERY' makes one")
    sort = first.get("sort", "rank")
    if sort not in ("rank", "date", "title") or not first["count"].isdigit():
        raise NotFound("not a citation: its sort or its count cannot be read")
    return Citation(canonical(first["q"]), sort, first["snapshot"], int(first["count"]), first["check"])  # type: ignore[arg-type]
