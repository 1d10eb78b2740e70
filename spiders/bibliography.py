"""BibTeX, RIS and CSL-JSON, read by kept libraries into the columns of a collection."""

import json
from collections.abc import Iterator, Mapping

import bibtexparser
import rispy
from bibtexparser.bparser import BibTexParser
from bibtexparser.customization import convert_to_unicode

__all__ = ["read_bibtex", "read_csl_json", "read_ris"]

Row = tuple[int, Mapping[str, str]]

_BIBTEX_KINDS = {
    "techreport": "report",
    "manual": "report",
    "report": "report",
    "online": "news",
    "video": "video",
}
_RIS_KINDS = {"RPRT": "report", "GOVDOC": "policy", "LEGAL": "policy", "BILL": "policy", "STAT": "policy",
              "NEWS": "news", "ELEC": "news", "BLOG": "news", "VIDEO": "video", "CONF": "event"}  # fmt: skip
_CSL_KINDS = {"report": "report", "legislation": "policy", "bill": "policy", "regulation": "policy",
              "motion_picture": "video", "broadcast": "video", "event": "event", "webpage": "news",
              "post-weblog": "news", "article-newspaper": "news"}  # fmt: skip
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def read_bibtex(text: str) -> Iterator[Row]:
    """
    Read BibTeX; the entry's key is the id.

    Raises:
        ValueError: There is text, but no entry in it can be read.
    """
    parser = BibTexParser(
        common_strings=True, ignore_nonstandard_types=False, customization=convert_to_unicode
    )
    entries = bibtexparser.loads(text, parser=parser).entries
    if text.strip() and not entries:
        raise ValueError("no BibTeX entry can be read")
    for entry in entries:
        people = " ".join(entry.get("author", "").split())
        yield _line_of(text, "{" + entry["ID"]), {
            "id": entry["ID"], "kind": _BIBTEX_KINDS.get(entry["ENTRYTYPE"], "publication"),
            "title": entry.get("title", "").replace("{", "").replace("}", ""),
            "authors": "; ".join(people.split(" and ")) if people else "",
            "date": _date(entry.get("year", ""), entry.get("month", ""), entry.get("day", "")) or entry.get("date", ""),
            "publisher": entry.get("publisher") or entry.get("institution") or "",
            "series": entry.get("journal") or entry.get("booktitle") or entry.get("series") or "",
            "url": entry.get("url") or entry.get("link") or "", "doi": entry.get("doi", ""),
            "isbn": entry.get("isbn", ""), "language": entry.get("langid", "")[:2],
        }  # fmt: skip


def read_ris(text: str) -> Iterator[Row]:
    """
    Read RIS; the entry's ID, else its DOI or address, is the id.

    Raises:
        ValueError: It is not RIS.
    """
    try:
        entries = rispy.loads(text)
    except (OSError, ValueError) as error:
        raise ValueError(f"cannot be read as RIS: {error}") from error
    for entry in entries:
        urls, title = (
            entry.get("urls") or [entry.get("url", "")],
            entry.get("title") or entry.get("primary_title") or "",
        )
        year = str(entry.get("date") or entry.get("year") or "").strip("/").replace("/", "-")
        yield _line_of(text, title), {
            "id": str(entry.get("id") or entry.get("doi") or urls[0]), "title": title,
            "kind": _RIS_KINDS.get(str(entry.get("type_of_reference")), "publication"),
            "authors": "; ".join(entry.get("authors") or entry.get("first_authors") or ()),
            "date": _date(*[*year.split("-"), "", ""][:3]), "publisher": entry.get("publisher", ""),
            "series": entry.get("journal_name") or entry.get("secondary_title") or "",
            "url": urls[0], "doi": entry.get("doi", ""), "language": str(entry.get("language", ""))[:2].lower(),
        }  # fmt: skip


def read_csl_json(text: str) -> Iterator[Row]:
    """
    Read CSL-JSON: a list of items, each with its id.

    Raises:
        ValueError: It is not JSON, or no list of items.
    """
    entries = json.loads(text)
    if not isinstance(entries, list):
        raise ValueError("CSL-JSON is a list of items")  # noqa: TRY004 - the same mistake as bad JSON
    for entry in entries:
        if not isinstance(entry, dict):
            raise ValueError("CSL-JSON is a list of items")  # noqa: TRY004
        parts = ((entry.get("issued") or {}).get("date-parts") or [[]])[0]
        people = [
            ", ".join(part for part in (a.get("family"), a.get("given")) if part) or a.get("literal", "")
            for a in entry.get("author") or ()
        ]
        yield _line_of(text, f'"{entry.get("id", "")}"'), {
            "id": str(entry.get("id", "")), "kind": _CSL_KINDS.get(str(entry.get("type")), "publication"),
            "title": str(entry.get("title", "")), "authors": "; ".join(people),
            "date": _date(*([str(part) for part in parts] + ["", "", ""])[:3]),
            "publisher": str(entry.get("publisher", "")), "series": str(entry.get("container-title", "")),
            "url": str(entry.get("URL", "")), "doi": str(entry.get("DOI", "")), "isbn": str(entry.get("ISBN", "")),
            "language": str(entry.get("language", ""))[:2], "place": str(entry.get("event-place", "")),
        }  # fmt: skip


def _line_of(text: str, mark: str) -> int:
    place = text.find(mark) if mark else -1
    return text.count("\n", 0, place) + 1 if place >= 0 else 1


def _date(year: str, month: str = "", day: str = "") -> str:
    month = month.strip().lower()
    if month[:3] in _MONTHS:
        month = str(_MONTHS.index(month[:3]) + 1)
    parts = [year.strip(), *(part.strip().zfill(2) for part in (month, day) if part.strip())]
    return "-".join(parts) if year.strip() else ""
