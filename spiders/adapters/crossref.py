"""Crossref REST API (https://api.crossref.org): works with a DOI, as their publishers registered them."""

import re
from typing import Any

from w3lib.url import add_or_replace_parameters

from spiders.adapters.adapter import Adapter, Ask, Fields, first_text, texts
from spiders.vocabulary import date_of_parts, kind_of, language_tag

__all__ = ["CROSSREF", "jats_text"]

ROWS = 100
_BREAK = re.compile(r"</(?:jats:)?(?:title|p|sec|list-item|label)>", re.IGNORECASE)
_HEADING = re.compile(
    r"\s*<(?:jats:)?title>\s*(?:abstract|summary|résumé|resumen|resumo)\s*</(?:jats:)?title>", re.IGNORECASE
)


def jats_text(text: str) -> str:
    """
    An abstract in JATS whose paragraphs do not run into each other, without the heading "Abstract".

    >>> jats_text("<jats:title>Abstract</jats:title><jats:p>One.</jats:p><jats:p>Two.</jats:p>")
    '<jats:p>One. <jats:p>Two. '
    """
    return _BREAK.sub(" ", _HEADING.sub("", text, count=1))


def _first(ask: Ask) -> str:
    asked = {"query": ask.query, "filter": ask.filter, "rows": str(ROWS), "cursor": "*", "mailto": ask.mailto}
    return str(add_or_replace_parameters(ask.url, {name: value for name, value in asked.items() if value}))


def _following(url: str, answer: Any, _count: int) -> str:
    cursor = (answer.get("message") or {}).get("next-cursor")
    return str(add_or_replace_parameters(url, {"cursor": str(cursor)})) if cursor else ""


def _finish(found: Fields) -> Fields:
    parts: list[object] = next(
        (dates[0] for dates in found["dates"] or () if dates and dates[0] and dates[0][0]), []
    )
    people = [
        ", ".join(part for part in (first_text(one.get("family")), first_text(one.get("given"))) if part)
        or first_text(one.get("name"))
        for one in (found["authors"] if isinstance(found["authors"], list) else ())
        if isinstance(one, dict)
    ]
    doi = first_text(found["doi"]).lower()
    return {
        "key": doi, "doi": doi, "url": first_text(found["url"]) or (f"https://doi.org/{doi}" if doi else ""),
        "title": first_text(found["title"]), "date": date_of_parts(parts),
        "authors": tuple(filter(None, people)), "abstract": jats_text(first_text(found["abstract"])),
        "publisher": first_text(found["publisher"]), "series": first_text(found["series"]),
        "language": language_tag(first_text(found["language"])), "kind": kind_of(texts(found["type"])),
        "isbn": first_text(found["isbn"]).rpartition("/")[2],
        "licence": next((text for text in texts(found["licence"]) if "creativecommons.org/" in text), ""),
        "retracted": "retraction" in texts(found["updates"]),
    }  # fmt: skip


CROSSREF = Adapter(
    first=_first,
    following=_following,
    rows=("message.items", "message.DOI && [message]"),
    total='message."total-results"',
    fields={
        "doi": "DOI", "url": "URL", "title": "title", "abstract": "abstract", "authors": "author",
        "dates": '[published."date-parts", issued."date-parts", "published-print"."date-parts",'
                 ' "published-online"."date-parts"]',
        "publisher": "publisher", "series": '"container-title"', "language": "language", "type": "type",
        "isbn": "ISBN", "licence": "license[].URL", "updates": '"updated-by"[].type',
    },
    finish=_finish,
)  # fmt: skip
