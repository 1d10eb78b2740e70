"""Joining records to works by exact keys: the same DOI, handle or address."""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, select

from corpus.database import tables as t
from corpus.database.bulk import insert_rows
from corpus.database.minting import claim, find, mint
from corpus.identifiers import identifiers_of
from corpus.urls import canonical_url
from corpus.values import Item

__all__ = ["join_works", "keys_of"]

CURATOR = "curator"
"""The method of fields that a person wrote; only a person may name a work."""


def keys_of(item: Item) -> list[tuple[str, str]]:
    """The keys of an item, the strongest first."""
    keys = list(identifiers_of(item.doi, item.url))
    if item.url:
        keys.append(("url", canonical_url(item.url)))
    return keys


def join_works(connection: Connection, source: str, fresh: Sequence[tuple[str, Item]], now: str) -> None:
    """
    Give each new record its work: the one that has one of its keys, else a new one.

    Two records of one source never become one work here: what a source lists twice it holds to be
    two things, and a list page is often the only address of many items.
    """
    keyed = [(record, item, keys_of(item)) for record, item in fresh]
    owners = find(connection, [key for _, _, keys in keyed for key in keys])
    crowded = _works_of(connection, source, list(owners.values()))
    joins: list[dict[str, str]] = []
    claims: dict[tuple[str, str], str] = {}
    alone: list[tuple[str, Item, list[tuple[str, str]]]] = []
    for record, item, keys in keyed:
        for key in keys:
            work = owners.get(key)
            if work and work not in crowded:
                crowded.add(work)
                joins.append({"work": work, "record": record, "since": now, "why": key[0]})
                claims |= {other: work for other in keys if other not in claims}
                break
        else:
            alone.append((record, item, keys))
    works = mint(connection, "work", now, [_curators_name(item) for _, item, _ in alone])
    for work, (record, _, keys) in zip(works, alone, strict=True):
        joins.append({"work": work, "record": record, "since": now, "why": "first"})
        claims |= {key: work for key in keys if key not in claims}
    insert_rows(connection, t.work_records, joins)
    claim(connection, claims, now, owners)


def _curators_name(item: Item) -> str | None:
    return item.key if item.methods.get("title") == CURATOR and item.key.replace("-", "").isalnum() else None


def _works_of(connection: Connection, source: str, works: list[str]) -> set[str]:
    """Those of these works that already hold a record of this source."""
    found: set[str] = set()
    for start in range(0, len(works), 500):
        given = {"source_": source, "works_": works[start : start + 500]}
        found.update(connection.scalars(_OF_SOURCE, given))
    return found


_W, _R = t.work_records.c, t.records.c
_OF_SOURCE = (
    select(_W.work)
    .join(t.records, _R.id == _W.record)
    .where(
        _R.source == bindparam("source_"),
        _W.until.is_(None),
        _W.work.in_(bindparam("works_", expanding=True)),
    )
)
