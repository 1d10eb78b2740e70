"""Ids: minted once, found again by keys, never made from what an item says."""

from collections.abc import Container, Iterable

from sqlalchemy import Connection, bindparam, func, select

from corpus.database import tables as t
from corpus.database.bulk import insert_rows

__all__ = ["claim", "find", "mint"]

DIGITS = "0123456789bcdfghjkmnpqrstvwxyz"
"""No vowels, so that no id spells a word; no l, which looks like 1."""

_LAST = select(func.max(t.ids.c.number))
_OWNERS = select(t.keys.c.value, t.keys.c.id).where(
    t.keys.c.scheme == bindparam("scheme_"), t.keys.c.value.in_(bindparam("values_", expanding=True))
)


def mint(connection: Connection, what: str, now: str, wanted: Iterable[str | None]) -> list[str]:
    """
    Mint an id for each of ``wanted``.

    Args:
        what: work or record.
        wanted: A name that a curator gave, taken if it is free; None for the next number.
    """
    names = list(wanted)
    given = [name for name in names if name]
    taken = set(connection.scalars(select(t.ids.c.id).where(t.ids.c.id.in_(given)))) if given else set()
    number = connection.scalar(_LAST) or 0
    minted: list[str] = []
    for name in names:
        number += 1
        free = name is not None and name not in taken
        new = name if free and name else f"{what[0]}{_code(number)}"
        taken.add(new)
        minted.append(new)
    insert_rows(connection, t.ids, [{"id": new, "what": what, "minted": now} for new in minted])
    return minted


def find(connection: Connection, keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """The ids that these (scheme, value) keys belong to, for those that are known."""
    by_scheme: dict[str, list[str]] = {}
    for scheme, value in keys:
        by_scheme.setdefault(scheme, []).append(value)
    found: dict[tuple[str, str], str] = {}
    for scheme, values in by_scheme.items():
        for part in _parts(values):
            rows = connection.execute(_OWNERS, {"scheme_": scheme, "values_": part})
            found |= {(scheme, value): id_ for value, id_ in rows}
    return found


def claim(
    connection: Connection,
    owners: dict[tuple[str, str], str],
    now: str,
    known: Container[tuple[str, str]],
) -> None:
    """Write that these keys belong to these ids; a key among ``known`` has an owner and keeps it."""
    rows = [
        {"scheme": scheme, "value": value, "id": id_, "since": now}
        for (scheme, value), id_ in owners.items()
        if (scheme, value) not in known
    ]
    insert_rows(connection, t.keys, rows)


def _code(number: int) -> str:
    code = ""
    while number:
        number, digit = divmod(number, len(DIGITS))
        code = DIGITS[digit] + code
    return code.rjust(4, "0")


def _parts(values: list[str], size: int = 500) -> Iterable[list[str]]:
    for start in range(0, len(values), size):
        yield values[start : start + size]
