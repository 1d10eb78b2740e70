"""Collections: files that curators keep by hand, in CSV, BibTeX, RIS or CSL-JSON."""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, ClassVar

import pycountry
from scrapy import Request
from scrapy.http import Response

from corpus.dates import Method, PartialDate, partial_date
from corpus.identifiers import doi_of
from corpus.urls import is_web
from corpus.values import KINDS, Definition, Dropped, Item, Label
from spiders.bibliography import read_bibtex, read_csl_json, read_ris
from spiders.cleaning import plain
from spiders.spider import Found, SourceSpider

__all__ = ["COLUMNS", "CollectionSpider"]

COLUMNS = (
    "id", "kind", "title", "title_supplied", "url", "seen_at", "publisher", "publisher_country", "authors",
    "language", "date", "end_date", "place", "doi", "isbn", "series", "countries", "regions", "themes",
    "drivers", "note", "defines_by", "defines_year", "defines_term", "defines_traits", "defines_volume",
)  # fmt: skip
"""The columns of a collection in CSV; id, kind and title must be filled."""

_LABELS = {"countries": "region", "regions": "region", "themes": "theme", "drivers": "driver"}
"""Columns that give concepts, each with its scheme."""

Row = tuple[int, Mapping[str, str]]


class CollectionSpider(SourceSpider):
    """Reads a file of the repository; what a person wrote there goes before what a machine found."""

    version: ClassVar[int] = 1
    method: ClassVar[Method] = "curator"

    def first_requests(self) -> Iterator[Request]:
        """The file, by a name that only ``local_answer`` understands."""
        yield Request(f"file:///{self.source.file}", callback=self.parse)

    def parse(self, response: Response, **kwargs: Any) -> Iterator[Found]:
        """Read all rows; each mistake is one dropped row with file, line and column."""
        name = self.source.file or ""
        try:
            text = response.body.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise self.broken(f"{name} is not UTF-8 at byte {error.start}") from error
        read = _FORMS.get(name.rpartition(".")[2].lower())
        if read is None:
            raise self.broken(f"{name}: a collection ends in {', '.join('.' + form for form in _FORMS)}")
        lines: dict[str, int] = {}
        try:
            rows = list(read(text))
        except ValueError as error:
            raise self.broken(f"{name}: {error}") from error
        for line, row in rows:
            where = f"{name} line {line}"
            try:
                item = self._item(
                    {key: value.strip() for key, value in row.items() if value and value.strip()}
                )
            except ValueError as problem:
                yield Dropped(
                    "wrong in the collection",
                    f"{where}: {problem}",
                    row.get("id") or "",
                    row.get("title") or "",
                )
                continue
            if first := lines.get(item.key):
                yield Dropped(
                    "wrong in the collection",
                    f"{where}: id: {item.key!r} stands in line {first} already",
                    item.key,
                )
                continue
            lines[item.key] = line
            yield item

    def _item(self, row: Mapping[str, str]) -> Item:
        for name in ("id", "title", "kind"):
            if name not in row:
                raise ValueError(f"{name}: is empty")
        if row["kind"] not in KINDS:
            raise ValueError(f"kind: unknown kind {row['kind']!r}; known are {', '.join(KINDS)}")
        fields: dict[str, Any] = {name: row[name] for name in _PLAIN if name in row}
        for name, check in _CHECKED.items():
            if name in row:
                fields[name] = check(name, row[name])
        fields |= _read_dates(row, self.today)
        fields["authors"] = _several(row.get("authors", ""))
        fields["labels"] = tuple(
            Label(scheme, concept.lower())
            for column, scheme in _LABELS.items()
            for concept in _several(row.get(column, ""))
        )
        fields["definition"] = _definition(row)
        fields["title"] = plain(row["title"])
        fields["title_supplied"] = row.get("title_supplied", "no").lower() in ("yes", "true", "1")
        fields = {name: value for name, value in fields.items() if value}
        return Item(
            key=row["id"], kind=row["kind"], methods=dict.fromkeys(["kind", *fields], "curator"), **fields
        )


def _read_csv(text: str) -> Iterator[Row]:
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    unknown = sorted(set(reader.fieldnames or ()) - set(COLUMNS))
    if unknown:
        raise ValueError(f"line 1: unknown column {unknown[0]!r}; known are {', '.join(COLUMNS)}")
    line = 2
    try:
        for row in reader:
            if None in row:
                raise ValueError(f"line {line}: more cells than columns")
            yield line, row
            line = reader.line_num + 1
    except csv.Error as error:
        raise ValueError(f"line {reader.line_num}: {error}") from error


_FORMS: Mapping[str, Callable[[str], Iterator[Row]]] = {
    "csv": _read_csv, "bib": read_bibtex, "ris": read_ris, "json": read_csl_json,
}  # fmt: skip

_PLAIN = ("publisher", "place", "isbn", "series", "note")


def _several(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in text.split(";") if part.strip()))


def _address(name: str, text: str) -> str:
    if not is_web(text):
        raise ValueError(f"{name}: {text!r} is not an http(s) address")
    return text


def _country(name: str, text: str) -> str:
    if not re.fullmatch("[A-Z]{2}", text) or pycountry.countries.get(alpha_2=text) is None:
        raise ValueError(f"{name}: {text!r} is not an ISO 3166-1 alpha-2 code")
    return text


def _language(name: str, text: str) -> str:
    if not re.fullmatch("[a-z]{2,3}(-[A-Za-z]{2,4})*", text):
        raise ValueError(f"{name}: {text!r} is not a language tag such as 'en'")
    return text


def _doi(name: str, text: str) -> str:
    if doi_of(text) is None:
        raise ValueError(f"{name}: {text!r} is not a DOI")
    return text


_CHECKED: Mapping[str, Callable[[str, str], str]] = {
    "url": _address, "seen_at": _address, "publisher_country": _country, "language": _language, "doi": _doi,
}  # fmt: skip


def _read_dates(row: Mapping[str, str], today: date) -> dict[str, PartialDate]:
    dates: dict[str, PartialDate] = {}
    for name in ("date", "end_date"):
        if name in row:
            try:
                dates[name] = partial_date(row[name], "curator", today=today, ahead=row["kind"] == "event")
            except ValueError as problem:
                raise ValueError(f"{name}: {problem}") from problem
    if "end_date" in dates and "date" in dates and dates["end_date"].first_day < dates["date"].first_day:
        raise ValueError(f"end_date: {row['end_date']} is before date {row['date']}")
    return dates


def _definition(row: Mapping[str, str]) -> Definition | None:
    if not any(name.startswith("defines_") for name in row):
        return None
    for name in ("defines_by", "defines_term"):
        if name not in row:
            raise ValueError(f"{name}: is empty, though the row holds a definition")
    year = row.get("defines_year", "")
    if year and not re.fullmatch(r"(19|20)\d\d", year):
        raise ValueError(f"defines_year: {year!r} is not a year")
    return Definition(
        row["defines_by"], row["defines_term"], _several(row.get("defines_traits", "")),
        int(year) if year else None, row.get("defines_volume"),
    )  # fmt: skip
