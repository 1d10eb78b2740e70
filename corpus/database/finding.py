"""Finding the records of items again, also when their keys or addresses have changed their form."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, select

from corpus.answers import Kept
from corpus.database import tables as t
from corpus.database.minting import claim, find
from corpus.encoding import fingerprint, item_to_json
from corpus.urls import canonical_url
from corpus.values import Item

__all__ = ["LISTED", "Finding", "Known"]

LISTED = "listed"
ALIAS = "guid"


@dataclass(frozen=True, slots=True)
class Known:
    """
    A record that an item belongs to.

    Attributes:
        key: Under which it is kept.
        number, hash: Of its newest version; 0 and empty for a record that is minted now.
        published: The hash of its published version; empty when there is none.
        data: The published version, as JSON.
        reader: Which sheet and code read that version.
    """

    record: str
    key: str
    number: int = 0
    hash: str = ""
    published: str = ""
    data: str = ""
    reader: str = ""


class Finding:
    """
    Finds records for the items of one answer.

    Args:
        keys: The keys that this run has seen; those of records found under another key are added.
    """

    def __init__(self, connection: Connection, source: str, reader: str, keys: set[str]) -> None:
        self._connection = connection
        self.source = source
        self.reader = reader
        self._keys = keys
        self._rekeyed = 0
        self._aliased: set[str] = set()

    def find(self, items: Sequence[Item], now: str) -> tuple[list[Item], dict[str, Known]]:
        """
        The record of each item that has one.

        Returns:
            The items, with the addresses that are published where only their form differs; and the
            records by the items' keys.
        """
        known = self._by_key([item.key for item in items])
        strangers = [item for item in items if item.key not in known]
        if strangers and (known or self._is_known()):
            known |= self._under_another_key(strangers, now)
        steady = [_steady(item, known.get(item.key)) for item in items]
        self._rekeyed += sum(
            _same_address(item, known.get(item.key)) for item in items if item.key not in self._aliased
        )
        return steady, known

    def differences(self, items: Sequence[Item], known: dict[str, Known]) -> Kept:
        """How the items differ from what is published."""
        unproved = doubted = altered = compared = retitled = redated = 0
        strangers = [item for item in items if not known[item.key].published]
        last = self._last_healthy() if strangers else ""
        strange = sum(
            item.date is None or item.date.value <= last[: len(item.date.value)] for item in strangers
        )
        for item in items:
            before = known[item.key]
            if not before.published:
                unproved += 1
                doubted += bool(before.number)
                altered += bool(before.number) and fingerprint(item_to_json(item)) != before.hash
            elif before.reader == self.reader:
                compared += 1
                if fingerprint(item_to_json(item)) != before.published:
                    data = json.loads(before.data)
                    retitled += data.get("title") != item.title
                    date = data.get("date")
                    redated += bool(date and item.date and date[0] != item.date.value)
        return Kept(
            unproved=unproved,
            strange=strange,
            doubted=doubted,
            altered=altered,
            known=compared,
            retitled=retitled,
            redated=redated,
            rekeyed=self._rekeyed,
        )

    def _is_known(self) -> bool:
        """Whether anything was ever kept of this source; else there is nothing to be found."""
        return self._connection.scalar(_ANY, {"s": self.source}) is not None

    def _last_healthy(self) -> str:
        """When a run last was well, ISO 8601; empty when none was."""
        return str(self._connection.scalar(_LAST_HEALTHY, {"s": self.source}) or "")

    def _by_key(self, keys: Sequence[str]) -> dict[str, Known]:
        return {row.key: _known(row) for row in self._rows(_KEPT_BY_KEY, keys)}

    def _under_another_key(self, items: Sequence[Item], now: str) -> dict[str, Known]:
        """Records of items that came under another key before, or are listed under none now."""
        aliases = find(self._connection, [(ALIAS, self._alias(item.key)) for item in items])
        by_record = {row.id: _known(row) for row in self._rows(_KEPT_BY_ID, list(aliases.values()))}
        found = {
            item.key: by_record[record]
            for item in items
            if (record := aliases.get((ALIAS, self._alias(item.key)))) in by_record
        }
        left = [item for item in items if item.key not in found and _mark(item)]
        if left:
            same = self._by_mark()
            again = {item.key: same[mark] for item in left if (mark := _mark(item)) in same}
            if len({before.record for before in again.values()}) == len(again):  # else two would be one
                claim(
                    self._connection,
                    {(ALIAS, self._alias(k)): known.record for k, known in again.items()},
                    now,
                    aliases,
                )
                found |= again
        self._rekeyed, self._aliased = len(found), set(found)
        self._keys.update(before.key for before in found.values())
        return found

    def _by_mark(self) -> dict[tuple[str, str], Known]:
        """Published records by title and day; without those that are listed now, and without doubles."""
        marks: dict[tuple[str, str], list[Known]] = {}
        for row in self._connection.execute(_PUBLISHED, {"s": self.source}):
            before = _known(row)
            if before.key not in self._keys and (mark := _mark_of(json.loads(before.data))):
                marks.setdefault(mark, []).append(before)
        return {mark: each[0] for mark, each in marks.items() if len(each) == 1}

    def _alias(self, key: str) -> str:
        return f"{self.source} {key}"

    def _rows(self, query: Select[Any], values: Sequence[str]) -> Iterator[Row[Any]]:
        for part in _parts(values):
            yield from self._connection.execute(query, {"s": self.source, "values_": part})


def _kept_records() -> Select[Any]:
    r, s, v = t.records.c, t.standings.c, t.record_versions.c
    p = t.record_versions.alias("published")
    joined = (
        t.records.join(t.standings, s.record == r.id)
        .join(t.record_versions, v.id == s.version)
        .outerjoin(p, p.c.id == s.accepted)
    )
    newest = t.record_versions.alias("newest")
    number = (
        select(newest.c.number)
        .where(newest.c.record == r.id)
        .order_by(newest.c.number.desc())
        .limit(1)
        .scalar_subquery()
        .label("number")
    )
    columns = (r.key, r.id, number, v.hash, p.c.hash.label("published"), p.c.data, p.c.reader)
    return select(*columns).select_from(joined)


# Built once: they are asked for each answer that changed.
_KEPT = _kept_records().where(t.records.c.source == bindparam("s"))
_KEPT_BY_KEY = _KEPT.where(t.records.c.key.in_(bindparam("values_", expanding=True)))
_KEPT_BY_ID = _KEPT.where(t.records.c.id.in_(bindparam("values_", expanding=True)))
_ANY = select(t.records.c.id).where(t.records.c.source == bindparam("s")).limit(1)
_PUBLISHED = _KEPT.where(t.standings.c.accepted.is_not(None))
_LAST_HEALTHY = (
    select(t.runs.c.ended)
    .where(t.runs.c.source == bindparam("s"), t.runs.c.outcome == "ok")
    .order_by(t.runs.c.id.desc())
    .limit(1)
)


def _known(row: Row[Any]) -> Known:
    return Known(row.id, row.key, row.number, row.hash, row.published or "", row.data or "", row.reader or "")


def _steady(item: Item, before: Known | None) -> Item:
    """The item with the address that is published, where it is the same address in another form."""
    if not _same_address(item, before):
        return item
    assert before is not None  # it has the same address
    assert item.url is not None
    old = str(json.loads(before.data)["url"])
    safer = item.url.startswith("https:") and old.startswith("http:")
    return item if safer else replace(item, url=old)


def _same_address(item: Item, before: Known | None) -> bool:
    """Whether the published address is the same one, but in another form."""
    if before is None or not before.data or not item.url:
        return False
    old = json.loads(before.data).get("url")
    return bool(old) and old != item.url and canonical_url(old) == canonical_url(item.url)


def _mark(item: Item) -> tuple[str, str] | None:
    """What tells an item from all others of its source, where its key does not: title and day."""
    date = item.date.value if item.date else ""
    return (item.title.casefold(), date) if len(date) == 10 else None


def _mark_of(data: dict[str, Any]) -> tuple[str, str] | None:
    date = data["date"][0] if "date" in data else ""
    return (data["title"].casefold(), date) if len(date) == 10 and "title" in data else None


def _parts(values: Sequence[str], size: int = 500) -> Iterable[Sequence[str]]:
    for start in range(0, len(values), size):
        yield values[start : start + size]
