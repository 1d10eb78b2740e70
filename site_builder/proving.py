"""Proving: each number that a page shows is counted again from the published dataset, by another way than its page.

The pages count the cards of a view. Here the rows of ``dataset.sqlite`` are read, and sets of works are crossed.
"""

import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from corpus.errors import ObservatoryError
from site_builder.claims import AMONG, ANY, FROM, NOT, Claim, agrees, parts, shown_numbers
from site_builder.recounting import Derived
from site_builder.tables import TABLES

__all__ = ["DATABASE", "Recount", "WrongNumber", "prove", "said_in_words"]

DATABASE = "dataset.sqlite"

KNOWN = 65_536
"""So many claims are kept with their numbers; those of facets come again and again, those of one work never."""

TOP = 3
"""So many publishers are those with most works."""

_VALUES = {
    "region": "SELECT DISTINCT work, concept FROM tags WHERE scheme = 'region'",
    "theme": "SELECT DISTINCT work, concept FROM tags WHERE scheme = 'theme'",
    "driver": "SELECT DISTINCT work, concept FROM tags WHERE scheme = 'driver'",
    "country": "SELECT DISTINCT work, concept FROM tags JOIN concepts USING (scheme, concept) WHERE country",
    "kind": "SELECT id, kind FROM works",
    "language": "SELECT id, language FROM works WHERE language IS NOT NULL",
    "year": "SELECT id, substr(date, 1, 4) FROM works WHERE date IS NOT NULL",
    "publisher": "SELECT DISTINCT work, name FROM organisations",
    "source": "SELECT DISTINCT work, source FROM records",
    "seen": "SELECT id, substr(first_seen, 1, 10) FROM works",
    "state": "SELECT id, state FROM works",
}
"""For each facet the works with its values."""

_OF_SCHEME = {
    "tags": "SELECT DISTINCT work, concept FROM tags WHERE scheme = ?",
    "words": "SELECT DISTINCT work, concept FROM tags WHERE scheme = ? AND words IS NOT NULL",
}
"""The same for any scheme of concepts, whose name stands after a full stop: all tags, and those with words."""

_LISTS = {(name, one.name) for name, table in TABLES.items() for one in table.columns if one.kind == "list"}

SAID = {"ar": 2}
"""So many things a language tells by the form of the word, without a numeral; elsewhere only none."""

_LANGUAGE = re.compile(r'<html[^>]* lang="(\w+)')


class WrongNumber(ObservatoryError):  # noqa: N818 - the sentence reads better without "Error"
    """A page shows another number than the dataset gives; names page, number, expected and found."""


class Recount:
    """
    Counts what claims ask for.

    Args:
        database: The SQLite file of a dataset.

    Attributes:
        value: Gives the number of a claim; raises ``sqlite3.OperationalError`` or ``KeyError`` where it names
            no table, column or facet.
    """

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        rows = database.execute("SELECT id FROM works ORDER BY id")
        self._numbers = {work: number for number, (work,) in enumerate(rows)}
        self._all = frozenset(self._numbers.values())
        self._sets: dict[str, dict[str, set[int]]] = {}
        self._values: dict[str, dict[int, list[str]]] = {}
        self._with_any: dict[str, frozenset[int]] = {}
        self.value = lru_cache(KNOWN)(self._value)
        self._measures: Mapping[str, Callable[[frozenset[int]], int]] = {
            "works": len,
            "top_three": self._top_three,
            **{facet: self._values_among(facet) for facet in _VALUES},
        }
        self._derived = Derived(database, lambda filters: self.value(Claim("works", filters))).measures

    def _value(self, claim: Claim) -> int:
        if derived := self._derived.get(claim.measure):
            return derived(claim)
        measure = self._measures.get(claim.measure)
        return measure(self._works(claim)) if measure else self._rows(claim)

    def _works(self, claim: Claim) -> frozenset[int]:
        found = self._all
        for name, value in claim.filters:
            having = self._having(name.removesuffix(NOT), value)
            found = found - having if name.endswith(NOT) else found & having
        return found

    def _having(self, facet: str, value: str) -> frozenset[int]:
        sets = self._of(facet)
        if value != ANY:
            return frozenset(sets.get(value, ()))
        if facet not in self._with_any:
            self._with_any[facet] = frozenset().union(*sets.values())
        return self._with_any[facet]

    def _of(self, facet: str) -> dict[str, set[int]]:
        """The works of each value."""
        if facet not in self._sets:
            sets: dict[str, set[int]] = {}
            values: dict[int, list[str]] = {}
            for work, value in self._database.execute(*_values_query(facet)):
                number = self._numbers[work]
                sets.setdefault(value, set()).add(number)
                values.setdefault(number, []).append(value)
            self._sets[facet], self._values[facet] = sets, values
        return self._sets[facet]

    def _values_of(self, facet: str, works: Iterable[int]) -> Iterator[str]:
        """The values of these works, each as often as works have it."""
        self._of(facet)
        values = self._values[facet]
        return (value for work in works for value in values.get(work, ()))

    def _values_among(self, facet: str) -> Callable[[frozenset[int]], int]:
        return lambda works: len(set(self._values_of(facet, works)))

    def _top_three(self, works: frozenset[int]) -> int:
        """Works of the publishers with most of these works, equal ones by name."""
        counts = Counter(self._values_of("publisher", works))
        first = sorted(counts, key=lambda name: (-counts[name], name.casefold(), name))[:TOP]
        return len(works & set().union(*(self._of("publisher")[name] for name in first)))

    def _rows(self, claim: Claim) -> int:
        """Rows of a table, or the sum of one of its columns."""
        table, _, column = claim.measure.partition(".")
        tests: list[str] = ["1"]
        given: list[str] = []
        for name, value in claim.filters:
            plain, among, other = name.removesuffix(NOT).partition(AMONG)
            column_name = f'"{plain}"'
            if plain.endswith(FROM):
                tests.append(f'"{plain.removesuffix(FROM)}" {"<" if name.endswith(NOT) else ">="} ?')
                given.append(value)
            elif among:
                key = "id" if other == "works" else plain
                test = f'{column_name} IN (SELECT "{key}" FROM "{other}")'  # noqa: S608 - as below
                tests.append(f"NOT {test}" if name.endswith(NOT) else test)
            elif value == ANY:
                tests.append(f"{column_name} IS {'NULL' if name.endswith(NOT) else 'NOT NULL'}")
            else:
                # Lists are joined in cells.
                of_list = f"instr('; ' || {column_name} || '; ', '; ' || ? || '; ')"
                test = of_list if (table, plain) in _LISTS else f"{column_name} = ?"
                tests.append(f"NOT coalesce({test}, 0)" if name.endswith(NOT) else test)
                given.append(value)
        asked = f'coalesce(sum("{column}"), 0)' if column else "count(*)"
        query = f'SELECT {asked} FROM "{table}" WHERE {" AND ".join(tests)}'  # noqa: S608 - names from our templates
        (number,) = self._database.execute(query, given).fetchone()
        return int(number)


def _values_query(facet: str) -> tuple[str, tuple[str, ...]]:
    kind, _, scheme = facet.partition(".")
    if scheme:
        return _OF_SCHEME[kind], (scheme,)
    return _VALUES[facet], ()


def prove(pages: Path, names: Iterable[str], database: Path) -> int:
    """
    Count again what pages show.

    Args:
        pages: The folder of the site.
        names: Its HTML pages.
        database: The SQLite file of the dataset that is published with it.

    Returns:
        How many numbers were compared.

    Raises:
        WrongNumber: At the first one that differs.
    """
    proved = 0
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    try:
        recount = Recount(connection)
        for name in names:
            page = (pages / name).read_text(encoding="utf-8")
            said = said_in_words(page)
            for claimed, shown in shown_numbers(page):
                _compare(recount, name, claimed, shown, said)
                proved += 1
    finally:
        connection.close()
    return proved


def said_in_words(page: str) -> int:
    """Up to how many things the language of a page tells without a numeral."""
    language = _LANGUAGE.search(page)
    return SAID.get(language[1], 0) if language else 0


def _compare(recount: Recount, page: str, claimed: str, shown: str, said: int) -> None:
    try:
        values = [recount.value(claim) for claim in parts(claimed)]
    except (sqlite3.OperationalError, KeyError) as error:
        raise WrongNumber(f"{page}: {claimed}: cannot be counted ({error})") from error
    if not agrees(shown, values, said):
        expected = " of ".join(map(str, values))
        raise WrongNumber(
            f"{page}: {claimed}: the dataset gives {expected}, the page shows {shown.strip()!r}"
        )
