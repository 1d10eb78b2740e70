"""Zenodo (https://developers.zenodo.org): reports, papers and slides."""

from typing import Any

from w3lib.url import add_or_replace_parameters

from spiders.adapters.adapter import Adapter, Ask, Fields, first_text, texts
from spiders.vocabulary import kind_of, language_tag, loose_date

__all__ = ["ZENODO"]

SIZE = 25
"""Records in one answer; more are given only to those who log in."""


def _first(ask: Ask) -> str:
    query = f"({ask.query}) AND {ask.filter}" if ask.filter else ask.query
    return str(
        add_or_replace_parameters(ask.url, {"q": query, "size": str(SIZE), "page": "1", "sort": "newest"})
    )


def _following(_url: str, answer: Any, _count: int) -> str:
    return first_text((answer.get("links") or {}).get("next"))


def _finish(found: Fields) -> Fields:
    key, licence = first_text(found["key"]), first_text(found["licence"]).upper()
    doi = first_text(found["doi"])
    return {
        "key": key, "doi": doi, "title": first_text(found["title"]),
        "url": first_text(found["url"]) or (f"https://doi.org/{doi}" if doi else ""),
        "date": loose_date(first_text(found["date"])), "authors": texts(found["authors"]),
        "abstract": first_text(found["abstract"]), "language": language_tag(first_text(found["language"])),
        "kind": kind_of(texts(found["type"])), "series": first_text(found["series"]),
        "licence": licence.replace("CC-", "CC ") if licence.startswith("CC") else "",
    }  # fmt: skip


ZENODO = Adapter(
    first=_first,
    following=_following,
    rows=("hits.hits",),
    total="hits.total",
    fields={
        # All versions of a record share a concept, and readers want the newest.
        "key": "conceptrecid || id", "doi": "doi || metadata.doi",
        "url": "links.self_html || links.html", "title": "metadata.title", "date": "metadata.publication_date",
        "authors": "metadata.creators[].name", "abstract": "metadata.description",
        "language": "metadata.language", "series": "metadata.journal.title", "licence": "metadata.license.id",
        "type": "[metadata.resource_type.subtype, metadata.resource_type.type]",
    },
    finish=_finish,
)  # fmt: skip
