"""The formats of the dataset: each takes rows of tables in pieces, so that no table is held as a whole."""

import json
import re
import sqlite3
from collections.abc import Mapping, Sequence
from itertools import repeat
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Protocol

from site_builder.column import NUMBERS, Column, Kind
from site_builder.pieces import Piece, csv_lines
from site_builder.tables import TABLES

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

__all__ = ["DTYPES", "FORMATS", "Format", "harmless"]

DTYPES: Mapping[Kind, str] = {
    "text": "string",
    "category": "category",
    "integer": "Int64",
    "number": "Float64",
    "boolean": "boolean",
    "list": "string",
}
"""What pandas calls our types; missing values are possible in all of them."""

_SQL: Mapping[Kind, str] = {"integer": "INTEGER", "number": "REAL", "boolean": "INTEGER"}

UNSAFE = re.compile(r" *(?:[=+\-@\t\r\n|%\uff1d\uff0b\uff0d\uff20]|(?:0\d+|\d{16,}|\d+(?:\.\d+)?[eE]\d+) *$)")
"""What a spreadsheet may take for a formula or a command, the wide forms included (OWASP, "CSV Injection"), and digits
that are a name: it would drop zeros in front, round what is long, or read a power of ten."""

SUSPECT = frozenset(" =+-@\t\r\n|%\uff1d\uff0b\uff0d\uff200123456789")
"""Text that begins otherwise needs no second look."""


class Format(Protocol):
    """Writes the tables into a folder."""

    def __init__(self, folder: Path) -> None:
        """Make the files of all tables, each without rows."""

    def write(self, piece: Piece) -> None:
        """Add rows to a table."""

    def close(self) -> None:
        """End all files."""


def harmless(text: str) -> str:
    """
    Text that no spreadsheet takes for a formula, nor for a number whose digits it would change.

    >>> harmless("=1+1"), harmless("008098e0"), harmless("1 = 1"), harmless("2026-03")
    ("'=1+1", "'008098e0", '1 = 1', '2026-03')
    """
    return f"'{text}" if UNSAFE.match(text) else text


class _Files:
    """One open text file a table."""

    suffix = ""
    encoding = "utf-8"

    def __init__(self, folder: Path) -> None:
        self.files: dict[str, IO[str]] = {}
        for name in TABLES:
            path = folder / f"{name}{self.suffix}"
            path.parent.mkdir(parents=True, exist_ok=True)
            self.files[name] = path.open("w", encoding=self.encoding, newline="")

    def close(self) -> None:
        for file in self.files.values():
            file.close()


class Csv(_Files):
    """CSV for programs: UTF-8, LF, cells as they are."""

    suffix = ".csv"
    end = "\n"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        for name, file in self.files.items():
            file.writelines(csv_lines([[column.name for column in TABLES[name].columns]], self.end))

    def write(self, piece: Piece) -> None:
        self.files[piece.table].write("".join(piece.lines))


class Excel(Csv):
    """CSV for spreadsheets: with a byte order mark and CRLF; text that looks like a formula is made harmless."""

    suffix = ".excel.csv"
    encoding = "utf-8-sig"
    end = "\r\n"

    def write(self, piece: Piece) -> None:
        found = _unsafe(piece)
        lines = [
            # A cell with a CR is in quotes where lines end with one.
            self._again(piece, n) if n in found or "\r" in line else line[:-1] + self.end
            for n, line in enumerate(piece.lines)
        ]
        self.files[piece.table].write("".join(lines))

    def _again(self, piece: Piece, row: int) -> str:
        """The line of a row with each text made harmless."""
        cells = [values[row] for values in piece.flat]
        safe = [harmless(cell) if isinstance(cell, str) else cell for cell in cells]
        return csv_lines([safe], self.end)[0]


def _unsafe(piece: Piece) -> set[int]:
    """The rows with text that is to be made harmless."""
    found: set[int] = set()
    for column, values in zip(piece.columns, piece.flat, strict=True):
        different = {text for text in values if isinstance(text, str)} if column.kind not in NUMBERS else ()
        if unsafe := {text for text in different if text[0] in SUSPECT and UNSAFE.match(text)}:
            found.update(n for n, text in enumerate(values) if text in unsafe)
    return found


class JsonLines(_Files):
    """One JSON object a line; the only format in which lists are lists."""

    suffix = ".jsonl"

    def write(self, piece: Piece) -> None:
        names = [f"{json.dumps(column.name)}:" for column in piece.columns]
        before = ["{" + names[0], *(f",{name}" for name in names[1:])]
        columns = zip(piece.columns, piece.cells, before, strict=True)
        encoded = [_encoded(column.kind, values, start) for column, values, start in columns]
        ends = repeat("}\n", len(piece.cells[0]))
        self.files[piece.table].write("".join(map("".join, zip(*encoded, ends, strict=True))))


def _encoded(kind: Kind, values: Sequence[object], before: str) -> Sequence[str]:
    """Each cell of a column as JSON, with the same text before each."""
    if kind in ("category", "list"):
        # What many cells share is encoded once.
        encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
        known = {value: before + encode(value) for value in set(values)}
        return [known[value] for value in values]
    # No line end stands within a text or a number in JSON, so that it can divide them.
    divided = json.dumps(values, ensure_ascii=False, separators=(f"\n{before}", ":"))[1:-1]
    return f"{before}{divided}".split("\n")


class Parquet:
    """Parquet with the types of pandas; each piece is a row group."""

    def __init__(self, folder: Path) -> None:
        import pyarrow.parquet as pq  # noqa: PLC0415 - slow to start, and only the dataset needs it

        self.schemas = {name: _schema(table.columns) for name, table in TABLES.items()}
        self.writers = {
            name: pq.ParquetWriter(folder / f"{name}.parquet", schema, compression="zstd")
            for name, schema in self.schemas.items()
        }

    def write(self, piece: Piece) -> None:
        import pyarrow as pa  # noqa: PLC0415 - as above

        schema = self.schemas[piece.table]
        arrays = [_array(values, field.type) for values, field in zip(piece.flat, schema, strict=True)]
        self.writers[piece.table].write_table(pa.Table.from_arrays(arrays, schema=schema))

    def close(self) -> None:
        for writer in self.writers.values():
            writer.close()


def _array(values: Sequence[object], type_: Any) -> Any:
    import pyarrow as pa  # noqa: PLC0415 - as above

    if not pa.types.is_dictionary(type_):
        return pa.array(values, type_)
    # Sorted, so that the order of categories does not hang on the order of rows.
    known = sorted({*values} - {None})  # type: ignore[type-var]
    places = {value: n for n, value in enumerate(known)}
    numbers = pa.array(list(map(places.get, values)), pa.int32())
    return pa.DictionaryArray.from_arrays(numbers, pa.array(known, pa.string()))


def _schema(columns: Sequence[Column]) -> "pa.Schema":
    """The schema with what pandas needs to find its own types again."""
    import pandas as pd  # noqa: PLC0415 - half a second that only the dataset needs
    import pyarrow as pa  # noqa: PLC0415 - as above

    empty = pd.DataFrame({column.name: _empty(pd, column.kind) for column in columns})
    schema = pa.Schema.from_pandas(empty, preserve_index=False)
    text, category = pa.string(), pa.dictionary(pa.int32(), pa.string())
    for n, column in enumerate(columns):
        if DTYPES[column.kind] in ("string", "category"):
            type_ = category if column.kind == "category" else text
            schema = schema.set(n, pa.field(column.name, type_))
    return schema


def _empty(pd: Any, kind: Kind) -> "pd.Series[Any]":
    if kind == "category":
        return pd.Series(pd.Categorical([], categories=pd.Index([], dtype="str")))  # type: ignore[no-any-return]
    return pd.Series([], dtype=DTYPES[kind])  # type: ignore[no-any-return]


class Sqlite:
    """All tables in one SQLite file, with keys and an index on works."""

    def __init__(self, folder: Path) -> None:
        self.database = sqlite3.connect(folder / "dataset.sqlite", isolation_level=None)
        self.database.executescript(
            "PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;"
        )
        for name, table in TABLES.items():
            columns = [f'"{column.name}" {_SQL.get(column.kind, "TEXT")}' for column in table.columns]
            key = ", ".join(f'"{column}"' for column in table.key)
            columns += [f"PRIMARY KEY ({key})"] if key else []
            self.database.execute(f'CREATE TABLE "{name}" ({", ".join(columns)})')

    def write(self, piece: Piece) -> None:
        # Python's own True is no number that SQLite takes at once.
        plain = [
            [value if value is None else int(bool(value)) for value in values]
            if column.kind == "boolean"
            else values
            for column, values in zip(piece.columns, piece.flat, strict=True)
        ]
        self.database.executemany(
            f'INSERT INTO "{piece.table}" VALUES ({", ".join("?" * len(plain))})',  # noqa: S608 - names from our own table of tables
            zip(*plain, strict=True),
        )

    def close(self) -> None:
        for name, table in TABLES.items():
            if any(column.name == "work" for column in table.columns) and table.key[:1] != ("work",):
                self.database.execute(f'CREATE INDEX "{name}_by_work" ON "{name}" ("work")')
        self.database.execute("COMMIT")
        self.database.close()


FORMATS: Mapping[str, type[Format]] = {
    "csv": Csv,
    "excel": Excel,
    "jsonl": JsonLines,
    "parquet": Parquet,
    "sqlite": Sqlite,
}
"""All formats, by name."""
