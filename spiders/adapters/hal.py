"""HAL (https://api.archives-ouvertes.fr/docs/search): the French open archive."""

from typing import Any

from w3lib.url import add_or_replace_parameters

from spiders.adapters.adapter import Adapter, Ask, Fields, first_text, texts
from spiders.vocabulary import language_tag, loose_date

__all__ = ["HAL"]

ROWS = 100
_WANTED = (
    "halId_s,uri_s,title_s,authFullName_s,producedDate_s,doiId_s,language_s,docType_s,abstract_s,"
    "journalTitle_s,fileMain_s,licence_s,publisher_s"
)  # fmt: skip
_KINDS = {"REPORT": "report", "VIDEO": "video", "SON": "video"}


def _first(ask: Ask) -> str:
    asked = {
        "q": ask.query, "fq": ask.filter, "wt": "json", "rows": str(ROWS), "sort": "docid asc",
        "cursorMark": "*", "fl": _WANTED,
    }  # fmt: skip
    return str(add_or_replace_parameters(ask.url, {name: value for name, value in asked.items() if value}))


def _following(url: str, answer: Any, count: int) -> str:
    cursor, total = answer.get("nextCursorMark"), (answer.get("response") or {}).get("numFound")
    more = cursor and isinstance(total, int) and count < total
    return str(add_or_replace_parameters(url, {"cursorMark": str(cursor)})) if more else ""


def _finish(found: Fields) -> Fields:
    return {
        "key": first_text(found["key"]), "url": first_text(found["url"]), "title": first_text(found["title"]),
        "date": loose_date(first_text(found["date"])), "authors": texts(found["authors"]),
        "abstract": first_text(found["abstract"]), "doi": first_text(found["doi"]),
        "language": language_tag(first_text(found["language"])), "series": first_text(found["series"]),
        "kind": _KINDS.get(first_text(found["type"]), "publication"), "files": texts(found["file"])[:1],
        "publisher": first_text(found["publisher"]),
        "licence": first_text(found["licence"]) if "creativecommons.org/" in first_text(found["licence"]) else "",
    }  # fmt: skip


HAL = Adapter(
    first=_first,
    following=_following,
    rows=("response.docs",),
    total="response.numFound",
    fields={
        "key": "halId_s", "url": "uri_s", "title": "title_s", "date": "producedDate_s",
        "authors": "authFullName_s", "abstract": "abstract_s", "doi": "doiId_s", "language": "language_s",
        "series": "journalTitle_s", "type": "docType_s", "file": "fileMain_s", "licence": "licence_s",
        "publisher": "publisher_s",
    },
    finish=_finish,
)  # fmt: skip
