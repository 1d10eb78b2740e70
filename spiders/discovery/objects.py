"""The list in a JSON answer: the array of objects that reads best as rows with a title and a date."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from spiders.date_words import SPECIAL_FORMS
from spiders.discovery.columns import Column, Reading, date_worth, filled, title_worth
from spiders.discovery.labels import DATE_LABELS, words_of
from spiders.discovery.parties import parties_of
from spiders.selectors import JSON

__all__ = ["FoundObjects", "find_objects"]

_MOMENT = re.compile(r"(?:/Date\()?(\d{10}(?:\d{3})?)(?:[+-]\d{4})?(?:\)/)?")
_MARKED = re.compile(r"/Date\(")
"""How some servers mark moments in JSON."""
_ADDRESS = re.compile(r"https?://|/(?!Date\()")
_DEEP = 5
"""How deep inside an object its fields are looked for."""
_SAMPLE = 80
_WRAPPERS = frozenset({"value", "rendered", "text", "raw", "content", "s", "n", "$t", "#text", "_text"})
"""Keys that only hold the value of the key above them."""
_NAMES = ("key", "field", "name", "label")
"""What the name is called in a list of pairs of name and value."""


@dataclass(frozen=True, slots=True)
class FoundObjects:
    """
    An array of objects read as a list; paths are JMESPath after ``json:``, empty for none.

    Attributes:
        parties: The two columns of which the title is made, where it is.
        moments: Whether its dates are counted in seconds or milliseconds since 1970.
    """

    row: str
    count: int
    title: str
    titles: tuple[str, ...]
    date: str
    link: str
    key: str
    title_worth: float
    date_worth: float
    dated: float
    score: float
    parties: tuple[Column, Column] | None = None
    moments: bool = False


def find_objects(data: Any, reading: Reading) -> tuple[FoundObjects, ...]:
    """The arrays of a JSON answer that read as lists, the best first."""
    found = [read for path, rows in _arrays(data, "") if (read := _read(path, rows, reading))]
    return tuple(sorted(found, key=lambda one: (-one.score, one.row)))


def _arrays(value: Any, path: str, depth: int = 0) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    if depth > _DEEP:
        return
    if isinstance(value, list):
        rows = [row for row in value if isinstance(row, dict)]
        if rows:
            yield f"{path or '@'}[]", rows
        names = sorted({name for row in rows for name, held in row.items() if isinstance(held, list | dict)})
        for name in names:
            inner = [row[name] for row in rows if isinstance(row.get(name), list | dict)]
            merged = [one for held in inner for one in (held if isinstance(held, list) else [held])]
            if any(isinstance(held, list) for held in inner):
                yield from _arrays(merged, f"{path or '@'}[].{_quoted(name)}[]"[:-2], depth + 1)
    elif isinstance(value, dict):
        for name, held in value.items():
            yield from _arrays(held, f"{path}.{_quoted(name)}" if path else _quoted(name), depth + 1)


def _quoted(name: str) -> str:
    return (
        name
        if name.replace("_", "a").isalnum() and name.isascii() and not name[:1].isdigit()
        else json.dumps(name)
    )


def _read(path: str, rows: list[dict[str, Any]], reading: Reading) -> FoundObjects | None:
    sample = rows[:: max(1, len(rows) // _SAMPLE)]
    columns = [column for column in _columns(sample) if filled(column.texts) >= 0.5]
    titles = sorted(
        (
            (round(title_worth(column, reading) * 0.9**column.depth, 4), column)
            for column in columns
            if not _is_address(column)
        ),
        key=lambda pair: (-pair[0], pair[1].depth, pair[1].path),
    )
    if not titles or titles[0][0] < 0.12:
        return None
    worth, title = titles[0]
    dates = sorted(
        ((round(date_worth(_in_days(column), reading), 4), column) for column in columns),
        key=lambda pair: (-pair[0], pair[1].depth, pair[1].path),
    )
    date_value, date = dates[0]
    if date_value < 0.25:
        date_value, date = 0.0, Column("", ())
    days = _in_days(date)
    dated = sum(bool(reading.first(text)) for text in days.texts) / len(sample)
    link = _best_address(columns)
    score = len(rows) ** 0.6 * worth * (0.15 + date_value) * (1.0 if link else 0.7) * 0.9**title.depth
    return FoundObjects(
        JSON + path, len(rows), title.path, title.texts, date.path, link, _best_key(columns), worth,
        date_value, dated, score, parties_of(columns, title), days is not date,
    )  # fmt: skip


def _columns(rows: Sequence[dict[str, Any]]) -> Iterator[Column]:
    labels: dict[str, frozenset[str]] = {}
    leaves: list[dict[str, str]] = []
    for row in rows:
        leaves.append({})
        for path, text, label in _leaves(row, "", 0):
            leaves[-1].setdefault(path, text)
            labels.setdefault(path, words_of(label))
    for path, words in labels.items():
        texts = tuple(row.get(path, "") for row in leaves)
        yield Column(JSON + path, texts, words, "", heading=False, depth=path.count("."))


def _pairs(held: list[Any], path: str) -> Iterator[tuple[str, str, str]]:
    """The fields of a list of pairs of name and value, such as ``[{"key": "date", "value": "2024"}]``."""
    for pair in held:
        if not isinstance(pair, dict) or not isinstance(pair.get("value"), str) or not pair["value"].strip():
            continue
        names = [pair[name] for name in _NAMES if isinstance(pair.get(name), str)]
        by = next((name for name in _NAMES if isinstance(pair.get(name), str)), "")
        if by and "'" not in names[0]:
            text = " ".join(pair["value"].split())
            yield f"{path}[?{by}=='{names[0]}'].value | [0]", text, " ".join(names)


def _leaves(value: dict[str, Any], path: str, depth: int, above: str = "") -> Iterator[tuple[str, str, str]]:
    """The texts of an object: each with its path and the key that names it, which may be one further up."""
    for name, held in value.items():
        here = f"{path}.{_quoted(name)}" if path else _quoted(name)
        label = above if above and name.casefold() in _WRAPPERS else name
        if isinstance(held, list):
            yield from _pairs(held, here)
        if isinstance(held, list) and held and isinstance(held[0], dict | str):
            here, held = f"{here}[0]", held[0]  # noqa: PLW2901 - the first stands for all
        if isinstance(held, dict) and depth < _DEEP:
            yield from _leaves(held, here, depth + 1, label)
        elif isinstance(held, str) and held.strip():
            yield here, " ".join(held.split()), label
        elif isinstance(held, int) and not isinstance(held, bool):
            yield here, str(held), label


def _in_days(column: Column) -> Column:
    """A column of moments as days; another column as it is."""
    found = [_MOMENT.fullmatch(text) for text in column.texts]
    moments = [match for match in found if match]
    if not moments or len(moments) < sum(1 for text in column.texts if text):
        return column
    if not (_MARKED.match(moments[0][0]) or column.labels & DATE_LABELS):
        return column
    read = SPECIAL_FORMS["timestamp"]
    return replace(column, texts=tuple(read(match[1], (), date.max) if match else "" for match in found))


def _is_address(column: Column) -> bool:
    texts = [text for text in column.texts if text]
    return sum(bool(_ADDRESS.match(text)) and " " not in text for text in texts) > len(texts) / 2


def _best_address(columns: Sequence[Column]) -> str:
    judged = [
        (-len(set(column.texts)), column.depth, column.path) for column in columns if _is_address(column)
    ]
    return min(judged)[2] if judged else ""


def _best_key(columns: Sequence[Column]) -> str:
    whole = [
        (not column.labels & {"id", "guid", "uuid", "key", "number", "nr"}, column.depth, column.path)
        for column in columns
        if filled(column.texts) == 1.0 and len(set(column.texts)) == len(column.texts)
    ]
    return min(whole)[2] if whole else ""
