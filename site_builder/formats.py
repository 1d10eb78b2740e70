"""The formats of the dataset: each takes rows of tables in pieces, so that no table is held as a whole."""

import csv
import json
import re
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Protocol

from site_builder.column import Column, Kind
from site_builder.tables import TABLES, Row

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

__all__ = ["DTYPES", "FORMATS", "Format", "flattened", "harmless", "joined"]

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

    def write(self, table: str, rows: Sequence[Row], flat: Sequence[Row]) -> None:
        """
        Add rows to a table.

        Args:
            flat: The same rows with lists joined, for formats that know no lists.
        """

    def close(self) -> None:
        """End all files."""


def flattened(table: str, rows: Sequence[Row]) -> Sequence[Row]:
    """The rows with several texts of a cell divided by a semicolon and a blank."""
    lists = [n for n, column in enumerate(TABLES[table].columns) if column.kind == "list"]
    if not lists:
        return rows
    flat = [row.copy() for row in rows]
    for row in flat:
        for n in lists:
            if (value := row[n]) is not None:
                row[n] = joined(value)  # type: ignore[arg-type] # a list column
    return flat


def joined(values: Iterable[object]) -> str:
    """Several texts in one cell."""
    return "; ".join(map(str, values))


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
        self.writers = {
            name: csv.writer(file, lineterminator=self.end, strict=True) for name, file in self.files.items()
        }
        for name, writer in self.writers.items():
            writer.writerow([column.name for column in TABLES[name].columns])

    def write(self, table: str, rows: Sequence[Row], flat: Sequence[Row]) -> None:  # noqa: ARG002 - see Format
        self.writers[table].writerows(flat)


class Excel(Csv):
    """CSV for spreadsheets: with a byte order mark and CRLF; text that looks like a formula is made harmless."""

    suffix = ".excel.csv"
    encoding = "utf-8-sig"
    end = "\r\n"

    def write(self, table: str, rows: Sequence[Row], flat: Sequence[Row]) -> None:  # noqa: ARG002 - see Format
        self.writers[table].writerows(
            [harmless(cell) if cell.__class__ is str and cell[0] in SUSPECT else cell for cell in row]
            for row in flat
        )


class JsonLines(_Files):
    """One JSON object a line; the only format in which lists are lists."""

    suffix = ".jsonl"

    def write(self, table: str, rows: Sequence[Row], flat: Sequence[Row]) -> None:  # noqa: ARG002 - see Format
        names = [column.name for column in TABLES[table].columns]
        encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
        self.files[table].writelines(encode(dict(zip(names, row, strict=True))) + "\n" for row in rows)


class Parquet:
    """Parquet with the types of pandas; each piece is a row group."""

    def __init__(self, folder: Path) -> None:
        import pyarrow.parquet as pq  # noqa: PLC0415 - slow to start, and only the dataset needs it

        self.schemas = {name: _schema(table.columns) for name, table in TABLES.items()}
        self.writers = {
            name: pq.ParquetWriter(folder / f"{name}.parquet", schema, compression="zstd")
            for name, schema in self.schemas.items()
        }

    def write(self, table: str, rows: Sequence[Row], flat: Sequence[Row]) -> None:  # noqa: ARG002 - see Format
        import pyarrow as pa  # noqa: PLC0415 - as above

        schema = self.schemas[table]
        columns = zip(*flat, strict=True)
        arrays = [_array(values, field.type) for values, field in zip(columns, schema, strict=True)]
        self.writers[table].write_table(pa.Table.from_arrays(arrays, schema=schema))

    def close(self) -> None:
        for writer in self.writers.values():
            writer.close()


def _array(values: Sequence[object], type_: Any) -> Any:
    import pyarrow as pa  # noqa: PLC0415 - as above

    if not pa.types.is_dictionary(type_):
        return pa.array(values, type_)
    # Sorted, so that the order of categories does not hang on the order of rows.
    known = sorted({value for value in values if value is not None})  # type: ignore[type-var]
    places = {value: n for n, value in enumerate(known)}
    numbers = pa.array([places.get(value) for value in values], pa.int32())
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

    def write(self, table: str, rows: Sequence[Row], flat: Sequence[Row]) -> None:  # noqa: ARG002 - see Format
        places = ", ".join("?" * len(TABLES[table].columns))
        self.database.executemany(
            f'INSERT INTO "{table}" VALUES ({places})',  # noqa: S608 - names from our own table of tables
            flat,
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
