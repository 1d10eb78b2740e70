"""The dataset: the tables as CSV and Parquet, with the dictionary of their columns."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.progress import Progress, silent
from site_builder.column import Column, Kind
from site_builder.columns import TABLES
from site_builder.derived import counted_rows
from site_builder.site import Site
from site_builder.view import SiteView, viewing
from site_builder.writing import replacing

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["dataset_files", "dictionary_rows", "export_dataset", "frames", "take_dataset"]

DTYPES: dict[Kind, str] = {
    "text": "string",
    "category": "category",
    "integer": "Int64",
    "number": "Float64",
    "boolean": "boolean",
}
"""What pandas calls our types; missing values are possible in all of them."""


def frames(site: Site, view: SiteView) -> "Iterator[tuple[str, pd.DataFrame]]":
    """Each table with its frame; rows and columns are in a fixed order."""
    works: list[Any] = []
    tags: list[Any] = []
    makers = {
        "works": [column.value for column in TABLES["works"][1]],
        "tags": [c.value for c in TABLES["tags"][1]],
    }
    for work in site.works():
        its_tags = sorted(site.tags(work.id))
        works.append([value((work, its_tags)) for value in makers["works"]])
        tags.extend([value(tag) for value in makers["tags"]] for tag in its_tags)
    health = {one.source: one for one in site.health}
    cards = sorted(site.sources, key=lambda card: card.id)
    yield "works", _frame("works", works)
    yield "tags", _frame("tags", tags)
    yield "sources", _frame("sources", _rows("sources", ((card, health.get(card.id)) for card in cards)))
    runs = sorted(site.runs, key=lambda run: run.id)
    yield "runs", _frame("runs", _rows("runs", runs))
    left_out = sorted(
        site.dropped, key=lambda row: (row.run, row.source, row.reason, row.key, row.title, row.detail)
    )
    yield "dropped", _frame("dropped", _rows("dropped", left_out))
    tracked = site.tracked
    yield "definitions", _frame("definitions", _rows("definitions", tracked.definitions))
    traits = ((one, trait) for one in tracked.definitions for trait in one.traits)
    yield "traits", _frame("traits", _rows("traits", traits))
    yield "volumes", _frame("volumes", _rows("volumes", tracked.stated))
    yield "quotes", _frame("quotes", _rows("quotes", tracked.quotes))
    for table, rows in counted_rows(view):
        yield table, _frame(table, _rows(table, rows))


def _rows(table: str, values: Iterable[object]) -> list[list[object]]:
    makers: Sequence[Callable[[Any], object]] = [column.value for column in TABLES[table][1]]
    return [[make(value) for make in makers] for value in values]


def _frame(table: str, rows: Sequence[Sequence[object]]) -> "pd.DataFrame":
    import pandas as pd  # noqa: PLC0415 - half a second that only the dataset needs

    columns = TABLES[table][1]
    data = {column.name: _series(pd, column, [row[n] for row in rows]) for n, column in enumerate(columns)}
    return pd.DataFrame(data, columns=[column.name for column in columns])


def _series(pd: Any, column: Column, values: list[object]) -> Any:
    known = [None if value == "" else value for value in values]
    if column.kind == "category":
        # Sorted, so that the order of categories does not hang on the order of rows.
        categories = sorted({str(value) for value in known if value is not None})
        return pd.Series(pd.Categorical(known, categories=pd.Index(categories, dtype="str")))
    return pd.Series(known, dtype=DTYPES[column.kind])


def dictionary_rows() -> list[dict[str, str]]:
    """The dictionary: one row a column of a table."""
    return [
        {
            "table": table,
            "column": column.name,
            "type": column.kind,
            "unit": column.unit,
            "description": column.description,
        }
        for table, (_, columns) in TABLES.items()
        for column in columns
    ]


def dataset_files(site: Site, view: SiteView) -> Iterator[tuple[str, bytes]]:
    """
    The files of the dataset: name and bytes, the same bytes for the same site and libraries.

    CSV is UTF-8 with LF, without a byte order mark; cells are written as they are, so a program that
    runs formulas must be told to read text.
    """
    import pandas as pd  # noqa: PLC0415 - as above

    for table, frame in frames(site, view):
        yield f"{table}.csv", frame.to_csv(index=False, lineterminator="\n").encode()
        buffer = BytesIO()
        frame.to_parquet(buffer, engine="pyarrow", index=False, compression="zstd")
        yield f"{table}.parquet", buffer.getvalue()
    dictionary = pd.DataFrame(dictionary_rows(), dtype="string")
    yield "data_dictionary.csv", dictionary.to_csv(index=False, lineterminator="\n").encode()


def export_dataset(site: Site, folder: Path, *, progress: Progress = silent) -> tuple[Path, ...]:
    """
    Write the dataset into a folder, which takes the place of an older one when it is whole.

    Returns:
        The files, in the order of the tables.
    """
    names: list[str] = []
    total = 2 * len(TABLES) + 1
    with viewing(site) as view, replacing(folder) as new:
        for name, data in dataset_files(site, view):
            new.put(name, data)
            names.append(name)
            progress("writing the dataset", len(names), total)
    return tuple(folder / name for name in names)


def take_dataset(built: Path, folder: Path) -> None:
    """
    Put the dataset of a site that was just built into a folder of its own.

    Args:
        built: The folder of the site's downloads.
        folder: Is replaced as a whole.
    """
    with replacing(folder) as new:
        for file in sorted(built.iterdir()):
            if file.suffix in (".csv", ".parquet"):
                new.put(file.name, file.read_bytes())
