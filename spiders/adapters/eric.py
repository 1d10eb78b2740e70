"""ERIC (https://eric.ed.gov/?api): education research and grey literature."""

from typing import Any

from w3lib.url import add_or_replace_parameters

from spiders.adapters.adapter import Adapter, Ask, Fields, first_text, texts
from spiders.vocabulary import kind_of, language_tag

__all__ = ["ERIC"]

ROWS = 200
_WANTED = (
    "id,title,author,source,publicationdateyear,description,publisher,language,publicationtype,url,isbn,"
    "e_fulltextauth"
)  # fmt: skip


def _first(ask: Ask) -> str:
    query = f"({ask.query}) AND {ask.filter}" if ask.filter else ask.query
    asked = {"search": query, "format": "json", "rows": str(ROWS), "start": "0", "fields": _WANTED}
    return str(add_or_replace_parameters(ask.url, asked))


def _following(url: str, answer: Any, count: int) -> str:
    total = (answer.get("response") or {}).get("numFound")
    more = isinstance(total, int) and count < total
    return str(add_or_replace_parameters(url, {"start": str(count)})) if more else ""


def _finish(found: Fields) -> Fields:
    key = first_text(found["key"])
    full_text = f"https://files.eric.ed.gov/fulltext/{key}.pdf" if first_text(found["full"]) == "1" else ""
    return {
        "key": key, "title": first_text(found["title"]), "url": f"https://eric.ed.gov/?id={key}" if key else "",
        "date": first_text(found["year"]), "authors": texts(found["authors"]),
        "abstract": first_text(found["abstract"]), "publisher": first_text(found["publisher"]),
        "series": first_text(found["series"]), "language": language_tag(first_text(found["language"])),
        "kind": kind_of(texts(found["type"])), "isbn": first_text(found["isbn"]).removeprefix("ISBN-"),
        "files": (full_text,) if full_text else (),
    }  # fmt: skip


ERIC = Adapter(
    first=_first,
    following=_following,
    rows=("response.docs",),
    total="response.numFound",
    fields={
        "key": "id", "title": "title", "year": "publicationdateyear", "authors": "author",
        "abstract": "description", "publisher": "publisher", "series": "source", "language": "language",
        "type": "publicationtype", "isbn": "isbn", "full": "e_fulltextauth",
    },
    finish=_finish,
)  # fmt: skip
