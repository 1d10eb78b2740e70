"""DOAJ (https://doaj.org/api): articles in open-access journals."""

from typing import Any
from urllib.parse import quote

from w3lib.url import add_or_replace_parameters, url_query_parameter

from spiders.adapters.adapter import Adapter, Ask, Fields, first_text, texts
from spiders.vocabulary import date_of_parts, language_tag

__all__ = ["DOAJ"]

SIZE, MOST = 100, 1000
"""Works in one answer, and how many of them its search gives at all."""


def _first(ask: Ask) -> str:
    query = f"({ask.query}) AND {ask.filter}" if ask.filter else ask.query
    return f"{ask.url.rstrip('/')}/{quote(query, safe='')}?page=1&pageSize={SIZE}"


def _following(url: str, answer: Any, count: int) -> str:
    total = answer.get("total")
    if not isinstance(total, int) or count >= min(total, MOST):
        return ""
    return str(
        add_or_replace_parameters(url, {"page": str(int(url_query_parameter(url, "page", "1") or 1) + 1)})
    )


def _finish(found: Fields) -> Fields:
    key, doi = first_text(found["key"]), first_text(found["doi"])
    return {
        "key": key, "title": first_text(found["title"]), "doi": doi,
        "url": first_text(found["url"]) or (f"https://doi.org/{doi}" if doi else f"https://doaj.org/article/{key}"),
        "date": date_of_parts([first_text(found["year"]), first_text(found["month"])]),
        "authors": texts(found["authors"]), "abstract": first_text(found["abstract"]),
        "publisher": first_text(found["publisher"]), "series": first_text(found["series"]),
        "language": language_tag(first_text(found["language"])) if len(texts(found["language"])) == 1 else "",
        "licence": first_text(found["licence"]), "kind": "publication",
    }  # fmt: skip


DOAJ = Adapter(
    first=_first,
    following=_following,
    rows=("results",),
    total="total",
    fields={
        "key": "id", "title": "bibjson.title", "doi": "bibjson.identifier[?type=='doi'].id",
        "url": "bibjson.link[?type=='fulltext'].url", "year": "bibjson.year", "month": "bibjson.month",
        "authors": "bibjson.author[].name", "abstract": "bibjson.abstract",
        "publisher": "bibjson.journal.publisher", "series": "bibjson.journal.title",
        "language": "bibjson.journal.language", "licence": "bibjson.journal.license[].type",
    },
    finish=_finish,
)  # fmt: skip
