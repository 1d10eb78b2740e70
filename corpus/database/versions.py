"""From the items of an answer to records, their versions, and where each record stands."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, func, literal, select, update

from corpus.answers import Kept
from corpus.database import tables as t
from corpus.database.bulk import insert_rows
from corpus.database.joining import join_works
from corpus.database.minting import mint
from corpus.encoding import fingerprint, item_to_json
from corpus.values import Item

__all__ = ["LISTED", "Pattern", "keep_items"]

Pattern = tuple[tuple[str, str], ...]
"""How each field of an item was read: pairs of field and method."""

LISTED = "listed"

PART = 500
"""Values in one IN list; databases have a limit for them."""


@dataclass(frozen=True, slots=True)
class _Known:
    record: str
    number: int
    hash: str


def keep_items(
    connection: Connection, run: int, source: str, sighting: int, items: Sequence[Item], reader: str, now: str,
    numbers: dict[Pattern, int],
) -> Kept:  # fmt: skip
    """
    Keep items, each under another key, as versions of their source's records.

    Args:
        reader: Which sheet and code read them.
        numbers: Those of the patterns of methods, as far as they are known; is added to.
    """
    known = _known(connection, source, [item.key for item in items])
    fresh = [item for item in items if item.key not in known]
    if fresh:
        known |= _new_records(connection, source, fresh, now)
    versions, seen, counts = [], [], {"new": 0, "changed": 0, "unchanged": 0}
    for item in items:
        before, data = known[item.key], item_to_json(item)
        digest = fingerprint(data)
        changed = digest != before.hash
        counts["unchanged" if not changed else "changed" if before.number else "new"] += 1
        if before.number:
            seen.append((before.record, changed))
        if changed:
            versions.append({
                "record": before.record, "number": before.number + 1, "hash": digest, "data": data,
                "provenance": _pattern(connection, item.methods, numbers), "reader": reader, "sighting": sighting, "run": run,
                "at": now,
            })  # fmt: skip
    last = 0
    if versions:
        last = connection.scalar(_LAST_VERSION) or 0
        insert_rows(connection, t.record_versions, versions)
    if fresh:
        given = {"source_": source, "run_": run, "sighting_": sighting, "now_": now, "last_": last}
        connection.execute(_FIRST_STANDINGS, given)
        connection.execute(_FIRST_STATES, given)
    _point(connection, run, sighting, seen, last)
    return Kept(**counts)


def _known(connection: Connection, source: str, keys: Sequence[str]) -> dict[str, _Known]:
    found: dict[str, _Known] = {}
    for start in range(0, len(keys), PART):
        given = {"source_": source, "keys_": keys[start : start + PART]}
        for key, *rest in connection.execute(_KNOWN, given):
            found[key] = _Known(*rest)
    return found


def _new_records(connection: Connection, source: str, fresh: Sequence[Item], now: str) -> dict[str, _Known]:
    ids = mint(connection, "record", now, [None] * len(fresh))
    insert_rows(connection, t.records, [
        {"id": record, "source": source, "key": item.key, "first_seen": now}
        for record, item in zip(ids, fresh, strict=True)
    ])  # fmt: skip
    join_works(connection, source, list(zip(ids, fresh, strict=True)), now)
    return {item.key: _Known(record, 0, "") for record, item in zip(ids, fresh, strict=True)}


def _point(connection: Connection, run: int, sighting: int, seen: list[tuple[str, bool]], last: int) -> None:
    """Let the standings of records that were known point at this run, and at their new versions."""
    for start in range(0, len(seen), PART):
        records = [record for record, _ in seen[start : start + PART]]
        connection.execute(_SEEN, {"run_": run, "sighting_": sighting, "records_": records})
    changed = [record for record, changed in seen if changed]
    for start in range(0, len(changed), PART):
        connection.execute(_NEWEST, {"last_": last, "records_": changed[start : start + PART]})


def _pattern(connection: Connection, methods: Mapping[str, str], numbers: dict[Pattern, int]) -> int:
    """The number of a pattern; there are few, since a source reads all its items alike."""
    pattern = tuple(methods.items())
    if pattern not in numbers:
        text = json.dumps(dict(pattern), sort_keys=True)
        found = connection.scalar(_METHODS, {"text_": text})
        if found is None:
            found = connection.execute(t.provenances.insert(), {"methods": text}).inserted_primary_key[0]  # type: ignore[index]
        numbers[pattern] = int(found)
    return numbers[pattern]


# The statements, put together once: to build one takes longer than to run it.
_R, _V, _S = t.records.c, t.record_versions.c, t.standings.c
_KNOWN = (
    select(_R.key, _R.id, _V.number, _V.hash)
    .select_from(t.records.join(t.standings, _S.record == _R.id).join(t.record_versions, _V.id == _S.version))
    .where(_R.source == bindparam("source_"), _R.key.in_(bindparam("keys_", expanding=True)))
)
_LAST_VERSION = select(func.max(_V.id))
_METHODS = select(t.provenances.c.id).where(t.provenances.c.methods == bindparam("text_"))
_FIRST = (_V.id > bindparam("last_")) & (_V.number == 1)
_FIRST_STANDINGS = t.standings.insert().from_select(
    ["record", "source", "version", "run", "sighting", "state", "since"],
    select(
        _V.record, bindparam("source_", type_=_S.source.type), _V.id, bindparam("run_", type_=_S.run.type),
        bindparam("sighting_", type_=_S.sighting.type), literal(LISTED),
        bindparam("now_", type_=_S.since.type),
    ).where(_FIRST).order_by(_V.id),
)  # fmt: skip
_FIRST_STATES = t.states.insert().from_select(
    ["record", "state", "since", "run", "reason"],
    select(
        _V.record, literal(LISTED), bindparam("now_", type_=_S.since.type),
        bindparam("run_", type_=_S.run.type), literal(""),
    ).where(_FIRST).order_by(_V.id),
)  # fmt: skip
_SEEN = (
    update(t.standings)
    .where(_S.record.in_(bindparam("records_", expanding=True)))
    .values(run=bindparam("run_"), sighting=bindparam("sighting_"))
)
_NEWEST = (
    update(t.standings)
    .where(_S.record.in_(bindparam("records_", expanding=True)))
    .values(version=select(_V.id).where(_V.record == _S.record, _V.id > bindparam("last_")).scalar_subquery())
)
