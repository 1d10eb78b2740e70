"""Reference files: one work in RIS, BibTeX, CSL-JSON and CSV; files of several are these, one after the other."""

import csv
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Any

import bibtexparser
import rispy
from bibtexparser.bibdatabase import BibDatabase
from bibtexparser.bwriter import BibTexWriter

from corpus.values import Item

__all__ = ["COLUMNS", "FORMATS", "Form", "Reference", "joined_bytes"]

RIS_TYPES = {
    "report": "RPRT", "policy": "GOVDOC", "book": "BOOK", "article-journal": "JOUR", "motion_picture": "VIDEO",
    "webpage": "ELEC",
}  # fmt: skip

BIBTEX_TYPES = {"report": "techreport", "book": "book", "article-journal": "article"}

PUBLISHED_BY = {"techreport": "institution"}
"""What BibTeX calls a publisher, where it is not publisher."""

COLUMNS = (
    "id", "title", "kind", "authors", "publisher", "date", "end_date", "language", "place", "series", "doi", "isbn", "url",
)  # fmt: skip
"""The columns of the CSV, named as in the dataset's table of works."""

ESCAPES = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}", **{sign: f"\\{sign}" for sign in "&%$#_"},
})  # fmt: skip
"""What TeX would not print as it stands; escaped braces would still be counted, so they have names."""


@dataclass(frozen=True, slots=True)
class Reference:
    """
    A work to be written.

    Attributes:
        csl: As in CSL-JSON.
        subjects: The labels of its concepts.
    """

    item: Item
    csl: Mapping[str, Any]
    subjects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """
    A format of reference files.

    Attributes:
        name: For readers.
        suffix: Of its files.
        media_type: Of its files.
        write: One work as text.
        frame: What stands before, between and after the works.
    """

    name: str
    suffix: str
    media_type: str
    write: Callable[[Reference], str]
    frame: tuple[str, str, str]


class _Ris(rispy.RisWriter):  # type: ignore[misc]  # it has no types
    SEPARATOR = None

    def set_header(self, count: int) -> str:  # noqa: ARG002 - the library gives it
        return ""


def _ris(reference: Reference) -> str:
    item, said = reference.item, reference.csl
    kind = RIS_TYPES.get(said["type"], "GEN")
    whole: dict[str, Any] = {
        "type_of_reference": "GOVDOC" if item.kind == "policy" else kind,
        "id": said["id"],
        "title": said["title"],
        "authors": [_plain_name(author) for author in said.get("author", ())],
        "secondary_title": said.get("container-title"),
        "volume": said.get("volume"),
        "number": said.get("issue"),
        "start_page": said.get("page", "").partition("-")[0],
        "end_page": said.get("page", "").partition("-")[2],
        "publisher": said.get("publisher"),
        "place_published": said.get("event-place"),
        "year": str(item.date.year) if item.date else "",
        "date": _slashed(item),
        "language": said.get("language"),
        "doi": said.get("DOI"),
        "issn": said.get("ISBN"),
        "urls": [said["URL"]] if "URL" in said else [],
        "keywords": list(reference.subjects),
    }
    written: str = rispy.dumps([{key: value for key, value in whole.items() if value}], implementation=_Ris)
    return f"{written.strip()}\n\n"


def _slashed(item: Item) -> str:
    """A date as RIS has it: always three slashes, with nothing for what is not known."""
    if not item.date:
        return ""
    parts = [*item.date.value.split("-"), "", ""][:3]
    return "/".join(parts) + "/"


def _bibtex(reference: Reference) -> str:
    item, said = reference.item, reference.csl
    kind = BIBTEX_TYPES.get(said["type"], "misc")
    date = [*item.date.value.split("-"), ""][:2] if item.date else ["", ""]
    fields = {
        "author": " and ".join(_bibtex_name(author) for author in said.get("author", ())),
        "title": f"{{{_tex(said['title'])}}}",
        "journal" if kind == "article" else "series": _tex(said.get("container-title", "")),
        "volume": said.get("volume", ""),
        "number": _tex(said.get("issue", "")),
        "pages": said.get("page", "").replace("-", "--"),
        PUBLISHED_BY.get(kind, "publisher"): _tex(said.get("publisher", "")),
        "address": _tex(said.get("event-place", "")),
        "year": date[0],
        "month": date[1],
        "date": "/".join(day.value for day in (item.date, item.end_date) if day) if item.date else "",
        "language": said.get("language", ""),
        "doi": _tex(said.get("DOI", "")),
        "isbn": said.get("ISBN", ""),
        "url": said.get("URL", ""),
        "keywords": _tex(", ".join(reference.subjects)),
    }
    database = BibDatabase()
    database.entries = [{"ENTRYTYPE": kind, "ID": said["id"], **{k: v for k, v in fields.items() if v}}]
    return str(bibtexparser.dumps(database, BibTexWriter())).strip() + "\n\n"


def _tex(text: str) -> str:
    return text.translate(ESCAPES)


def _bibtex_name(author: Mapping[str, str]) -> str:
    """Braces keep the name of a body whole; it may hold "and"."""
    if "literal" in author:
        return f"{{{_tex(author['literal'])}}}"
    return f"{_tex(author['family'])}, {_tex(author['given'])}"


def _plain_name(author: Mapping[str, str]) -> str:
    return author.get("literal") or f"{author['family']}, {author['given']}"


def _json(reference: Reference) -> str:
    return json.dumps(reference.csl, ensure_ascii=False, sort_keys=True)


def _csv(reference: Reference) -> str:
    item, said = reference.item, reference.csl
    whole = {
        "id": said["id"], "title": item.title, "kind": item.kind, "authors": "; ".join(item.authors),
        "publisher": item.publisher, "date": item.date and item.date.value,
        "end_date": item.end_date and item.end_date.value, "language": item.language, "place": item.place,
        "series": item.series, "doi": item.doi, "isbn": item.isbn, "url": said.get("URL"),
    }  # fmt: skip
    return _row([whole[column] or "" for column in COLUMNS])


def _row(cells: Sequence[str]) -> str:
    line = StringIO()
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.getvalue()


FORMATS: tuple[Form, ...] = (
    Form("RIS", "ris", "application/x-research-info-systems", _ris, ("", "", "")),
    Form("BibTeX", "bib", "application/x-bibtex", _bibtex, ("", "", "")),
    Form("CSL-JSON", "json", "application/vnd.citationstyles.csl+json", _json, ("[\n", ",\n", "\n]\n")),
    Form("CSV", "csv", "text/csv", _csv, (_row(COLUMNS), "", "")),
)
"""All formats, in the order in which they are offered."""


def joined_bytes(form: Form, entries: Sequence[str]) -> bytes:
    """A file of several works."""
    before, between, after = form.frame
    return (before + between.join(entries) + after).encode()
